"""Which suggesters are on: `[suggest]` of postil.toml, with errors that name the entry."""

import os
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from annotations.programs import renamed
from annotations.scheme import ROLES
from annotations.scheme_reading import Entries
from annotations.suggestion import ALL

GROUP = "postil.suggesters"
"""The entry points by which other packages offer suggesters."""
RULES = {
    "date": "dates:DateSuggester",
    "quote": "quotes:QuoteSuggester",
    "name": "names:NameSuggester",
    "proposal": "proposals:ProposalSuggester",
    "reported": "reported:ReportedSuggester",
}
"""The suggesters that need no model: each one's module in `annotations.suggest`, and its class."""
SUGGESTERS = (*RULES, "tagged", "spacy", "learn")


class Suggesting(Struct, frozen=True):
    """Which suggesters are on.

    `labels` are those that an older file names for a role, where they are others than the first
    that have it. `always` are sources that are asked however little of them is accepted. `command`
    is a program that suggests, with its arguments. `least` are the least scores by source, under
    `ALL` that of every other. `without` is the share of groups that have no suggestions; `None`
    where nothing is said of it.
    """

    on: tuple[str, ...] = (*RULES, "tagged")
    labels: Mapping[str, str] = {}
    pipeline: str = "en_core_web_sm"
    always: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    least: Mapping[str, float] = {}
    without: float | None = None

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


_SUGGEST = ("on", "labels", "pipeline", "always", "command", "least_score", "without")


def suggesting_of(found: Mapping[str, Any], entries: Entries) -> Suggesting:
    """The suggesters that a table turns on. Raises `UsageError`."""
    entries.known(found, _SUGGEST, "setting of suggest")
    default = Suggesting()
    on = entries.words("suggest.on", found.get("on", list(default.on)))
    if not {*on} <= {*SUGGESTERS}:
        from importlib.metadata import entry_points  # which takes its time, and hardly ever needed

        others = sorted(point.name for point in entry_points(group=GROUP))
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
    heard = tuple(renamed(dict.fromkeys(always), command))
    return Suggesting(on, own, pipeline, heard, command, renamed(least, command), without)


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
