"""The part of a dataset that something came in: train, dev or test, as its files are called."""

import re
from collections.abc import Callable
from pathlib import Path, PurePath

from annotations.example import Example
from annotations.formats.reading import Found, Unplaced

# How the hub tells splits (huggingface/datasets, src/datasets/data_files.py), and as CoNLL did.
_CALLED = {
    "train": "train", "training": "train",
    "dev": "dev", "development": "dev", "validation": "dev", "valid": "dev", "val": "dev",
    "testa": "dev",
    "test": "test", "testing": "test", "eval": "test", "evaluation": "test", "testb": "test",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+")
OTHERS = ("split", "splits", "partition", "fold")
"""Columns that deal articles to parts, whatever these are called."""
_COLUMNS = ("split", "subset", "partition")


def is_part(value: object) -> bool:
    """Whether a cell is the name of a part."""
    return str(value).lower() in _CALLED


def part_of(file: PurePath, many: bool) -> str:
    """The part that a file is, empty for none: by its name if it holds many articles, by a folder.

    One that is called by two of them is of no part.
    """
    words = map(str.lower, _WORD.findall(file.name)) if many else ()
    found = {_CALLED[word] for word in words if word in _CALLED}
    folders = [_CALLED[name] for one in file.parents if (name := one.name.lower()) in _CALLED]
    if len(found) > 1:
        return ""
    return found.pop() if found else next(iter(folders), "")


def parts_in(path: Path, named: Callable[[str], str] = str) -> Callable[[Found], str]:
    """What tells the part that something in a file or folder came in; empty for none.

    What lies above it counts for nothing. `named` puts the names that people know into the places
    of what was found.
    """
    roots = (str(path.parent / "-").removesuffix("-"), named(f"{path}/"))

    def told(found: Found) -> str:
        where = found.where if isinstance(found, Unplaced) else ""
        if isinstance(found, Example):
            where, more = found.article.origin or "", found.article.meta.more
            said = next((more[name].lower() for name in _COLUMNS if name in more), "")
            if is_part(said):
                return _CALLED[said]
        root = next((root for root in roots if where.startswith(root)), None)
        if root is None:
            return ""
        name, many, _ = where.removeprefix(root).rpartition(", ")
        return part_of(PurePath(name or where.removeprefix(root)), bool(many))

    return told
