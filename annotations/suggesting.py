"""Which suggesters are on and what they are called: `[suggest]` of postil.toml."""

import os
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, TypeVar

from msgspec import Struct

from annotations.expressions import late
from annotations.scheme import ROLES
from annotations.scheme_reading import Entries
from annotations.suggestion import ALL

RULES = {
    "date": "dates:DateSuggester",
    "quote": "quotes:QuoteSuggester",
    "name": "names:NameSuggester",
    "proposal": "proposals:ProposalSuggester",
    "reported": "reported:ReportedSuggester",
}
"""The suggesters that need no model: each one's module in `annotations.suggest`, and its class."""
SUGGESTERS = (*RULES, "tagged", "spacy", "learn")

T = TypeVar("T")
_RUNS = late(
    r"(?:python|pypy)[\d.]*t?|py|node|nodejs|deno|bun|tsx|npx|ruby|perl|php|lua|julia|Rscript|java"
    r"|bash|sh|zsh|fish|env|nice|uv|uvx|pipx|poetry|hatch|pdm"
)
"""What is itself told which script or module to run."""
_NO_NAMES = frozenset(("run", "exec", "x", "tool"))
_ASSIGNED = late(r"\w+=.*")  # env PYTHONPATH=lib python3 ask.py
_SCRIPTS = frozenset((".py", ".js", ".mjs", ".ts", ".rb", ".pl", ".sh", ".jar", ".R"))


class Suggesting(Struct, frozen=True):
    """Which suggesters are on.

    `labels` are those that an older file names for a role, where they are others than the first
    that have it. `always` are sources that are asked however little of them is accepted. `command`
    is a program that suggests, with its arguments. `least` are the least scores by source, under
    `ALL` that of every other. `without` is the share of groups that have no suggestions; `None`
    where nothing is said of it. `withhold` is the share of single suggestions that is not shown.
    """

    on: tuple[str, ...] = (*RULES, "tagged")
    labels: Mapping[str, str] = {}
    pipeline: str = "en_core_web_sm"
    always: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    least: Mapping[str, float] = {}
    without: float | None = None
    withhold: float = 0.0

    @property
    def others(self) -> tuple[str, ...]:
        """Those that are on and are not postil's own, by the names of their entry points."""
        return tuple(name for name in self.on if name not in SUGGESTERS)

    @property
    def program(self) -> str | None:
        """What this would run that is not postil's own, by name; `None` for nothing."""
        named = [f"the suggester {name}" for name in self.others]
        if "spacy" in self.on:
            code = ", whose files are code" if os.path.isabs(self.pipeline) else ""
            named.append(f"the spaCy pipeline {self.pipeline}{code}")
        if self.command:
            from shlex import join  # of use to few, at each start

            named.append(f"the command {join(self.command)}")
        return " and ".join(named) or None


_SUGGEST = ("on", "labels", "pipeline", "always", "command", "least_score", "without",
            "withhold")  # fmt: skip


def suggesting_of(found: Mapping[str, Any], entries: Entries) -> Suggesting:
    """The suggesters that a table turns on. Raises `UsageError`."""
    entries.known(found, _SUGGEST, "setting of suggest")
    default = Suggesting()
    on = entries.words("suggest.on", found.get("on", list(default.on)))
    if not {*on} <= {*SUGGESTERS}:
        from annotations import plugins  # which takes its time, and hardly ever needed

        others = plugins.offered(plugins.SUGGESTERS)
        entries.known(on, (*SUGGESTERS, *others), "suggester")
    pipeline = found.get("pipeline", default.pipeline)
    if not (isinstance(pipeline, str) and pipeline.strip()):
        raise entries.wrong("suggest.pipeline", "the name of a spaCy pipeline")
    if "/" in pipeline or pipeline.startswith("."):
        pipeline = str((entries.file.parent / pipeline).resolve())
    labels = entries.table("suggest.labels", found.get("labels", {}))
    entries.known(labels, ROLES, "default label")
    for name, value in labels.items():
        if not isinstance(value, str):
            raise entries.wrong(f"suggest.labels.{name}", "the name of a label")
    always = entries.words("suggest.always", found.get("always", []))
    command = entries.words("suggest.command", found.get("command", []))
    own = {name: str(label) for name, label in labels.items()}
    least = _least(found.get("least_score", {}), entries)
    without = found.get("without")
    if without is not None and not _is_share(without):
        raise entries.wrong("suggest.without", "a share from 0 to 1")
    withhold = found.get("withhold", 0.0)
    if not _is_share(withhold) or withhold == 1:
        raise entries.wrong("suggest.withhold", "a share from 0 to less than 1, such as 0.1")
    heard = tuple(renamed(dict.fromkeys(always), command))
    return Suggesting(on, own, pipeline, heard, command, renamed(least, command), without,
                      float(withhold))  # fmt: skip


def _is_share(found: Any) -> bool:
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return is_number and 0 <= found <= 1


def _least(found: Any, entries: Entries) -> dict[str, float]:
    """The least scores, of all sources or by source."""
    name = "suggest.least_score"
    by_source = found if isinstance(found, dict) else {ALL: found}
    for source, score in by_source.items():
        if not _is_share(score):
            raise entries.wrong(f"{name}.{source}" if source else name, "a number from 0 to 1")
    return {source: float(score) for source, score in by_source.items()}


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
