"""Where the articles of a split were put, and which parts they came in, kept with the project."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from annotations.corpus.sketches import Sketches
from annotations.counted import counted, listed
from annotations.dataset.dealing import Part, Plan
from annotations.dataset.splits import Split, split
from annotations.dataset.subjects import groups, likeness, subject
from annotations.disk.added_lines import AddedLines
from annotations.disk.system import System
from annotations.errors import UsageError
from annotations.example import Example
from annotations.project import DATA, Project

if TYPE_CHECKING:
    from annotations.disk.files import Files

GIVEN = "given"
"""The name of the split that imported articles came with."""
_ORDER = ("train", "dev", "test")


def keep_given(project: Project, parts: Mapping[str, str]) -> list[str]:
    """Keep the parts that articles came in, by id; what is to be said of it.

    Raises as `SplitFile.keep` does.
    """
    if not parts:
        return []
    kept = SplitFile.of(project, GIVEN).keep(parts)
    counts = Counter(kept[id] for id in parts)
    sizes = listed([f"{part} {counts[part]:,}" for part in _ORDER if counts[part]])
    said = [
        f"Articles are kept as parts of a dataset: {sizes}. That counts once another part comes."
    ]
    if given_parts(project):
        said = [f"The parts that articles came in are kept for --split: {sizes}."]
    if other := sum(kept[id] != part for id, part in parts.items()):
        said.append(f"{counted(other, 'article')} came in another part before, and stay there.")
    return said


def given_parts(project: Project) -> dict[str, str]:
    """The part that each article came in, by its id; none where all came in one.

    Raises `Damaged` where the file cannot be read.
    """
    parts = SplitFile.of(project, GIVEN).read()
    return parts if len(set(parts.values())) > 1 else {}


def given(project: Project) -> Plan:
    """The parts that articles came in, each with its share. Raises `UsageError` where none did."""
    counts = Counter(given_parts(project).values())
    if not counts:
        what = "The articles of this project came in no parts, or in one."
        raise UsageError(what, "Use --split 80/10/10 for train, dev and test.")
    parts = (Part(name, counts[name] / counts.total()) for name in _ORDER if counts[name])
    return Plan(tuple(parts), named=GIVEN)


def dealt(
    examples: Iterable[Example], plan: Plan, empty: bool, project: Project | None = None
) -> Split:
    """Deal articles to parts; in a project for good.

    There what was dealt before stays where it is, and what came in a part goes there. Raises
    `UsageError` where there are fewer articles than folds or, unless `empty` parts may be, where
    one has no span of a label; `StoreError` where it cannot be kept.
    """
    sketches = Sketches(project.folder / DATA) if project else None
    likeness_of, grouped = (sketches.likeness, sketches.groups) if sketches else (likeness, groups)
    subjects = [subject(example, likeness_of) for example in examples]
    plan.refuse_more_than(len(subjects))
    file = SplitFile.of(project, plan.name) if project else None
    before = {**given_parts(project), **file.read()} if project and file else {}
    found = split(subjects, plan, before, grouped)
    if not empty:
        found.refuse_empty()
    if not file:
        return found
    kept = file.keep(found.places)
    return replace(found, places={id: kept[id] for id in found.places})


class _Place(Struct, frozen=True):
    id: str
    part: str


class SplitFile:
    """Where each article of a split was put, kept under its name in the `.postil` folder `root`."""

    def __init__(self, root: Path, name: str, files: "Files | None" = None) -> None:
        self.path = root / "splits" / f"{name}.jsonl"
        self._lines = AddedLines(files or System().within(root.parent), self.path, _Place)

    @classmethod
    def of(cls, project: Project, name: str) -> "SplitFile":
        """A project's split of this name."""
        return cls(project.folder / DATA, name, project.files)

    def read(self) -> dict[str, str]:
        """The part of each article by its id. Raises `Damaged` where the file cannot be read."""
        places: dict[str, str] = {}
        for place in self._lines.read():
            places.setdefault(place.id, place.part)
        return places

    def keep(self, places: Mapping[str, str]) -> dict[str, str]:
        """Save the places that are new and return all, as they stand once that is on the disk.

        Another export may have put an article elsewhere in the meantime: what is returned holds.
        Raises `Refused`, or `Unsure`; what was kept before still stands.
        """
        before = self.read()
        if not (new := sorted(places.keys() - before.keys())):
            return before
        self._lines.add(_Place(id, places[id]) for id in new)
        return self.read()
