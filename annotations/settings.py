"""What `postil.toml` says: annotator, labels, links and keys, or the defaults."""

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from annotations.article import META_FIELDS
from annotations.disk.opening import Opening
from annotations.disk.refusals import unreadable
from annotations.disk.two_sides import is_marked
from annotations.errors import UsageError
from annotations.scheme import DEFAULT_SCHEME, Label, Scheme

_SETTINGS = ("annotator", "speed_log", "theme", "labels", "links", "keys", "columns", "suggest")
COLUMNS = ("text", "id", "title", *META_FIELDS)
"""What `[columns]` can say the column of."""
SUGGESTERS = ("date", "quote", "name", "proposal", "tagged", "spacy", "learn")
_COLOURS = ("#3fb950", "#b083f0", "#4c8dff", "#e0a030", "#39c5cf", "#f778ba", "#ff7b72", "#a5b32a")

TEMPLATE = """\
# postil.toml: the settings of a postil project. Everything is optional; what stands here
# behind a # is the default.

# Who tags; the login name where this is not set.
# annotator = "ana"

# Whether keys and seconds a tag are noted in .postil/cache, for `postil stats --speed`.
# speed_log = true

# One of Textual's themes, until another is chosen in the command palette.
# theme = "textual-dark"

# The labels, in the order of the bottom line. `key` is a letter, or a list of letters for
# several keyboard layouts: key = ["a", "\u0444"]. `attributes` are free text, or a choice:
# attributes = { certainty = ["day", "month"] }.

[[labels]]
name = "actor"
key = "a"
colour = "#3fb950"
description = "a named person, organisation, state body or government that takes part"
attributes = ["entity"]

[[labels]]
name = "date"
key = "d"
colour = "#b083f0"
description = "an expression that names a calendar day, month, season or part of a day"
attributes = ["value"]

[[labels]]
name = "proposal"
key = "p"
colour = "#4c8dff"
description = "what somebody proposes, urges, demands, offers or agrees to do"

[[labels]]
name = "quote"
key = "q"
colour = "#e0a030"
description = "somebody's words, with their quotation marks"

[[links]]
type = "speaker"
from = "quote"
to = "actor"

# What the columns of your corpora are called, where postil would not guess it; `postil add
# --text-field` and the like write it here. An empty list says that there is no such column.
# [columns]
# text = ["Volltext"]
# group = []

# Who suggests; `on = []` for nobody. spacy needs the extra of that name and a pipeline, learn
# its extra and fifty proposals of your own. Labels of other names can take the place of
# actor, date, proposal and quote: labels = { actor = "person" }. A source of which hardly
# anything is accepted falls silent, unless it is always to be asked: always = ["rule:name"].
# [suggest]
# on = ["date", "quote", "name", "proposal", "tagged"]
# pipeline = "en_core_web_sm"     # or a folder, seen from here: "./my-pipeline"
# always = []

# Other keys for commands; `?` in postil shows them all.
# [keys]
# undo = ["u", "ctrl+u"]
"""


@dataclass(frozen=True)
class Suggesting:
    """Which suggesters are on, and which of the project's labels stand for the default ones.

    `always` are sources that are asked however little of them is accepted.
    """

    on: tuple[str, ...] = SUGGESTERS[:5]
    labels: Mapping[str, str] = field(default_factory=dict)
    pipeline: str = "en_core_web_sm"
    always: tuple[str, ...] = ()

    @property
    def program(self) -> str | None:
        """What this would run that is not postil's own, by name; `None` for nothing."""
        if "spacy" not in self.on:
            return None
        code = ", whose files are code" if os.path.isabs(self.pipeline) else ""
        return f"the spaCy pipeline {self.pipeline}{code}"


@dataclass(frozen=True)
class Settings:
    """The settings of a project."""

    annotator: str | None = None
    scheme: Scheme = DEFAULT_SCHEME
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    speed_log: bool = True
    theme: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suggest: Suggesting = field(default_factory=Suggesting)


def read_settings(file: Path) -> Settings:
    """The settings in `file`, or the defaults where there is none. Raises `UsageError`."""
    try:
        data = Opening().within(file.parent).read_file(file)
        if data is None:
            return Settings()
        source = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(*unreadable(error, file)) from None
    except UnicodeDecodeError as error:
        what = f"{file} is not UTF-8: byte {error.start} does not fit."
        raise UsageError(what, "Save it in UTF-8.") from None
    try:
        found = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        if is_marked(data):
            what = f"{file} has git's marks of a conflict: two sides of it have been changed."
            raise UsageError(what, "Keep what is right of each, without the marks.") from None
        raise UsageError(f"{file} is not TOML: {error}.", "Mend that line.") from None
    except RecursionError:
        raise UsageError(f"{file} is nested too deeply.", "Write it more simply.") from None
    return _Reader(file).settings(found)


class _Reader:
    """Reads one file's tables, naming the file and the entry in what it refuses."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def settings(self, found: Mapping[str, Any]) -> Settings:
        self._known(found, _SETTINGS, "setting")
        annotator = found.get("annotator")
        if annotator is not None and not (isinstance(annotator, str) and annotator.strip()):
            raise self._wrong("annotator", "a name")
        speed_log = found.get("speed_log", True)
        if not isinstance(speed_log, bool):
            raise self._wrong("speed_log", "true or false")
        theme = found.get("theme", "")
        if not isinstance(theme, str):
            raise self._wrong("theme", "a theme's name")
        labels = self._labels(found["labels"]) if "labels" in found else DEFAULT_SCHEME.labels
        names = tuple(label.name for label in labels)
        if "links" in found:
            links = self._links(found["links"], names)
        else:
            links = tuple(k for k in DEFAULT_SCHEME.links if k[1] in names and k[2] in names)
        keys = found.get("keys", {})
        if not isinstance(keys, dict):
            raise self._wrong("keys", "a table")
        changed = {name: self._words(f"keys.{name}", value) for name, value in keys.items()}
        columns = self._columns(found.get("columns", {}))
        suggest = self._suggesting(found.get("suggest", {}), names)
        scheme = Scheme(labels, links)
        return Settings(annotator, scheme, changed, speed_log, theme, columns, suggest)

    def _columns(self, found: object) -> dict[str, tuple[str, ...]]:
        if not isinstance(found, dict):
            raise self._wrong("columns", "a table")
        self._known(found, COLUMNS, "field of an article")
        return {name: self._words(f"columns.{name}", value) for name, value in found.items()}

    def _suggesting(self, found: object, labels: Sequence[str]) -> Suggesting:
        if not isinstance(found, dict):
            raise self._wrong("suggest", "a table")
        self._known(found, ("on", "labels", "pipeline", "always"), "setting of suggest")
        default = Suggesting()
        on = self._words("suggest.on", found.get("on", list(default.on)))
        self._known(on, SUGGESTERS, "suggester")
        mapped, pipeline = found.get("labels", {}), found.get("pipeline", default.pipeline)
        if not isinstance(mapped, dict):
            raise self._wrong("suggest.labels", "a table")
        if not (isinstance(pipeline, str) and pipeline.strip()):
            raise self._wrong("suggest.pipeline", "the name of a spaCy pipeline")
        self._known(mapped, [label.name for label in DEFAULT_SCHEME.labels], "default label")
        for name, value in mapped.items():
            if not isinstance(value, str):
                raise self._wrong(f"suggest.labels.{name}", "the name of a label")
        self._known(mapped.values(), labels, "label")
        if "/" in pipeline or pipeline.startswith("."):
            pipeline = str((self.file.parent / pipeline).resolve())
        always = self._words("suggest.always", found.get("always", []))
        return Suggesting(on, mapped, pipeline, always)

    def _labels(self, found: object) -> tuple[Label, ...]:
        if not (isinstance(found, list) and found and all(isinstance(x, dict) for x in found)):
            raise self._wrong("labels", "one or more [[labels]] tables")
        labels = tuple(self._label(number, table) for number, table in enumerate(found))
        for first, second in combinations(labels, 2):
            if first.name == second.name:
                what = f"{self.file}: two labels are named {first.name!r}."
                raise UsageError(what, "Rename one.")
            if both := [key for key in first.keys if key in second.keys]:
                taken = {key for label in labels for key in label.keys}
                free = sorted(set(ascii_lowercase) - taken)
                hint = f"Free letters are: {' '.join(free)}." if free else "No letter is free."
                raise UsageError(
                    f"{self.file}: the labels {first.name} and {second.name} are both on"
                    f" {both[0]!r}.",
                    hint,
                )
        return labels

    def _label(self, number: int, table: Mapping[str, Any]) -> Label:
        known = ("name", "key", "keys", "colour", "description", "attributes")
        self._known(table, known, "setting of a label")
        name = table.get("name")
        if not (isinstance(name, str) and name.strip()):
            raise self._wrong(f"labels, number {number + 1}: name", "a word")
        if "key" in table and "keys" in table:
            raise UsageError(f"{self.file}: {name} has both key and keys.", "Keep one of them.")
        keys = self._words(f"key of {name}", table.get("key", table.get("keys", [])))
        if any(len(key) != 1 or key.isspace() or not key.isprintable() for key in keys):
            raise self._wrong(f"key of {name}", "one letter, or a list of letters")
        colour = table.get("colour", _COLOURS[number % len(_COLOURS)])
        description = table.get("description", "")
        if not (isinstance(colour, str) and isinstance(description, str)):
            raise self._wrong(f"colour and description of {name}", "words")
        return Label(name.strip(), keys, colour, description, self._attributes(name, table))

    def _attributes(self, label: str, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        found = table.get("attributes", [])
        if isinstance(found, dict):
            return {n: self._words(f"attributes of {label}", v) for n, v in found.items()}
        return dict.fromkeys(self._words(f"attributes of {label}", found), ())

    def _links(self, found: object, labels: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
        if not (isinstance(found, list) and all(isinstance(x, dict) for x in found)):
            raise self._wrong("links", "[[links]] tables")
        return tuple(self._link(table, labels) for table in found)

    def _link(self, table: Mapping[str, Any], labels: Sequence[str]) -> tuple[str, str, str]:
        self._known(table, ("type", "from", "to"), "setting of a link")
        type, source, target = (table.get(name) for name in ("type", "from", "to"))
        if not (isinstance(type, str) and isinstance(source, str) and isinstance(target, str)):
            raise self._wrong("links", "tables with type, from and to")
        if not type.strip():
            raise self._wrong("type of a link", "a word")
        self._known((source, target), labels, "label")
        return type, source, target

    def _words(self, entry: str, value: object) -> tuple[str, ...]:
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) and one for one in values):
            raise self._wrong(entry, "a word or a list of words")
        return tuple(values)

    def _known(self, found: Iterable[str], known: Sequence[str], what: str) -> None:
        for name in found:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
                raise UsageError(f"{self.file}: there is no {what} {name!r}.", hint)

    def _wrong(self, entry: str, wanted: str) -> UsageError:
        return UsageError(f"{self.file}: {entry} should be {wanted}.", "Mend that entry.")
