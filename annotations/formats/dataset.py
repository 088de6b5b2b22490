"""All that a file or folder has, in whatever format, and what is to be said of it."""

from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from annotations.example import Example
from annotations.formats import format_named, recognised
from annotations.formats.format import Reader
from annotations.formats.offsets import Bare, Offsets, Unit
from annotations.formats.reading import Foreign, Found, Mended, Telling, Unplaced, Unread
from annotations.sources.published import Order, dated, order_in, undated


class Dataset(Struct, frozen=True):
    """The examples of a dataset, and its `unplaced` records, which came without a text.

    `notes` is what could be read all the same, `problems` what could not be.
    """

    examples: tuple[Example, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def dataset_of(
    path: Path,
    name: str = "",
    unit: Unit | None = None,
    ignored: Collection[str] = (),
    names: Sequence[str] = (),
) -> Dataset:
    """Read a file or folder in the format of that name, by default the one that it has.

    Offsets without words count `unit`, by default what they look like. Nothing is said of the keys
    and columns that are `ignored`, which are not read. Numbers of tags stand for `names`, in their
    order. Raises `PostilError` where it is in no format that can be read or cannot be trusted as a
    whole, `UsageError` for names where there are no such numbers.
    """
    chosen = format_named(name) if name else recognised(path)
    reader = chosen.reader(names)
    found, offsets = _read(reader, path, unit or "code-points")
    said = "" if unit else offsets.judged(path)
    if said:
        found, _ = _read(reader, path, offsets.fitting)
    notes = [said or offsets.told(unit or "code-points")]
    telling, examples, unplaced = Telling(), list[Example](), list[Unplaced]()
    order = order_in(one.article.meta.published or "" for one in found if isinstance(one, Foreign))
    for one in found:
        if isinstance(one, Foreign):
            examples.append(with_date(one, order, telling))
        elif isinstance(one, Example):
            examples.append(one)
        elif isinstance(one, Unplaced):
            unplaced.append(one)
        elif not (isinstance(one, Bare) or (isinstance(one, Unread) and one.is_of(ignored))):
            telling.add(one)
    notes = [*filter(None, notes), *telling.mended]
    return Dataset(tuple(examples), tuple(unplaced), tuple(notes), tuple(telling.problems))


def _read(read: Reader, path: Path, unit: Unit) -> tuple[list[Found], Offsets]:
    """What is in it, and what its spans without words show about offsets."""
    offsets, found = Offsets(), list[Found]()
    for one in read(path, unit):
        found.append(one)
        if isinstance(one, Bare):
            offsets.add(one)
    return found, offsets


def with_date(example: Example, order: Order, telling: Telling) -> Example:
    """The example with its date in ISO 8601, read in the order of the file's."""
    given = example.article.meta.published
    article, said = dated(example.article, order)
    if what := undated(article.origin or article.id, given, said):
        telling.add(Mended(what, "Write it like this: 2031-03-04."))
    return example if article is example.article else replace(example, article=article)
