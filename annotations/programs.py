"""What a program that suggests is called: by its script, whatever runs that."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TypeVar

T = TypeVar("T")

_RUNS = re.compile(
    r"(?:python|pypy)[\d.]*t?|py|node|nodejs|deno|bun|tsx|npx|ruby|perl|php|lua|julia|Rscript|java"
    r"|bash|sh|zsh|fish|env|nice|uv|uvx|pipx|poetry|hatch|pdm"
)
"""What is itself told which script or module to run."""
_NO_NAMES = frozenset(("run", "exec", "x", "tool"))
_ASSIGNED = re.compile(r"\w+=.*")  # env PYTHONPATH=lib python3 ask.py
_SCRIPTS = frozenset((".py", ".js", ".mjs", ".ts", ".rb", ".pl", ".sh", ".jar", ".R"))


def source_of(command: Sequence[str]) -> str:
    """The source of what a command suggests, as in `model:ask`.

    A script goes by its folder and name: `python3 models/ask.py --fast` is `model:models/ask`, and
    `python3 -m ask.it` is `model:ask.it`. What runs by itself goes by its own name.
    """
    if not _runs_others(command[0]):
        return former_source_of(command)
    words = iter(command[1:])
    for word in words:
        if word in ("-c", "-e"):
            break
        if word == "-m":
            return f"model:{next(words, PurePath(command[0]).stem)}"
        beside = word.startswith("-") or word in _NO_NAMES or _ASSIGNED.fullmatch(word)
        if not beside and not _runs_others(word):
            return f"model:{_name(word)}"
    return former_source_of(command)


def former_source_of(command: Sequence[str]) -> str:
    """What a command's source was called in earlier versions: by what runs it, `model:python3`."""
    return f"model:{PurePath(command[0]).stem}"


def renamed(found: Mapping[str, T], command: Sequence[str]) -> dict[str, T]:
    """What a project says of sources; it may name its program as earlier versions did."""
    former = former_source_of(command) if command else ""
    if former not in found:
        return dict(found)
    return {source_of(command): found[former], **found}


def _runs_others(word: str) -> bool:
    return _RUNS.fullmatch(PurePath(word).name.removesuffix(".exe")) is not None


def _name(word: str) -> str:
    path = PurePath(word)
    if path.suffix not in _SCRIPTS:
        return path.name
    return f"{path.parent.name}/{path.stem}" if path.parent.name else path.stem
