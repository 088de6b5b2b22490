"""Everything that a project's store holds, copied to another place, and compared with it there.

What is there already stays: a copy that was broken off goes on where it was, and nothing comes
twice. Each batch is read back from where it went and compared, part by part.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations.errors import Away, StoreError, UsageError, of_article
from annotations.project import DATA, Project
from annotations.store.choosing import place_of
from annotations.store.parcel import Parcel, Place

URL = ("postgresql://", "postgres://")


@dataclass
class Copied:
    """What a copy came to so far. `problems` are sentences: what was left, and what differs."""

    articles: int = 0
    new: int = 0
    texts: set[str] = field(default_factory=set)
    tags: int = 0
    changes: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)


def place(named: str, *, there: bool = False) -> Place:
    """Where a folder or a URL leads: a project's files, or the database that its settings name.

    Raises `UsageError`; also where a folder should be `there` and has no project.
    """
    if named.startswith(URL):
        return place_of(None, named, (), "")
    folder = Path(named)
    project = Project(folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Give a project's folder, or a URL.")
    if there and not project.is_there:
        raise UsageError(f"There is no project in {folder}.", "Give a project's folder, or a URL.")
    names = (*project.team.readings, *project.team.people) if project.team else ()
    return place_of(folder / DATA, project.settings.store, names, project.role)


def same(one: str, other: str) -> bool:
    """Whether two names lead to one place. Raises `UsageError`."""
    return _address(one) == _address(other)


def _address(named: str) -> str:
    if named.startswith(URL):
        return named
    return Project(Path(named)).settings.store or str(Path(named).resolve())


def copied(source: Place, target: Place, done: Copied) -> Iterator[str]:
    """Copy all that there is; gives the id of each article when it is there, and compared.

    Raises `Away` where a server is not to be reached; what was copied by then stays.
    """
    for batch in source.batches():
        done.problems += [one for one in batch if isinstance(one, str)]
        parcels = [one for one in batch if isinstance(one, Parcel)]
        done.problems += [what for parcel in parcels for what in parcel.left]
        yield from _compared(_put(parcels, target, done), target, done)
    _copy_files(source, target, done)
    done.problems += source.remarks()


def _put(parcels: Sequence[Parcel], target: Place, done: Copied) -> list[Parcel]:
    """Have parcels taken in; those that were, and of the others why not."""
    try:
        done.new += target.put(parcels)
    except Away:
        raise
    except StoreError as error:
        if len(parcels) == 1:
            done.problems.append(str(of_article(parcels[0].id, error)))
            return []
        return [one for parcel in parcels for one in _put([parcel], target, done)]
    return [*parcels]


def _compared(parcels: Iterable[Parcel], target: Place, done: Copied) -> Iterator[str]:
    wanted = {parcel.id: parcel for parcel in parcels}
    there = target.read(wanted) if wanted else {}
    for id, parcel in wanted.items():
        found = there.get(id)
        if isinstance(found, Parcel):
            here = found.sums()
            other = [what for what, sum in parcel.sums().items() if here.get(what) != sum]
            done.problems += [f"{id} has another version there: {what}." for what in other]
        else:
            done.problems.append(found or f"{id} is not there.")
        done.articles += 1
        done.texts.update(parcel.texts)
        done.tags += sum(len(part.annotations) for part in parcel.parts.values())
        done.changes += sum(len(part.history) for part in parcel.parts.values())
        yield id


def _copy_files(source: Place, target: Place, done: Copied) -> None:
    for layer, path, data in source.files():
        where = f"{path} of {layer}" if layer else path
        try:
            here = target.put_file(layer, path, data)
        except Away:
            raise
        except StoreError as error:
            done.problems.append(f"{where}: {error}")
            continue
        done.files += 1
        if here != data:
            done.problems.append(f"{where} is another one there.")
