"""brat's standoff in: texts with tags, relations, events, attributes and notes beside them."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from annotations.entity import id_of as entity_id
from annotations.errors import PostilError
from annotations.formats.format import Shape
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Passed, Unplaced, Unread, id_of, unreadable
from annotations.formats.record_reading import all_in
from annotations.sources.letters.decoding import decode
from annotations.sources.source import telling
from annotations.sources.tables.json_lines import place

NOTE, ANNOTATOR = "AnnotatorNotes", "annotator"
_TEXTBOUND = re.compile(rb"^T\d+\t\S+ \d+ \d+", re.MULTILINE)
_SPACE = re.compile(r"\s*")
_WITHOUT = {"R": "relations", "A": "attributes", "M": "attributes", "N": "normalizations"}
_SAME = ("equiv", "coref", "same", "alias")
"""How the relations are called, among those without direction, whose tags mean one thing."""


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The articles of a folder, or of one `.ann` file; its text stands beside it as `.txt`.

    Without one the tags are placed on the project's article of that name. Raises `PostilError`
    where a file cannot be read.
    """
    labels = _labels(path if path.is_dir() else path.parent)
    for file in Shape(path).files:
        if file == path or file.suffix == ".ann":
            yield from _read(file, unit, labels)


def recognises(shape: Shape) -> bool:
    """Whether it holds a file of standoff."""
    return any(file.suffix == ".ann" and _TEXTBOUND.search(head) for file, head in shape.heads)


def _labels(folder: Path) -> dict[str, str]:
    """What types are called, as the configuration beside the texts says."""
    file = folder / "visual.conf"
    if not file.is_file():
        return {}
    with telling(file):
        lines = file.read_text("utf-8", "replace").splitlines()
    first = lines.index("[labels]") + 1 if "[labels]" in lines else len(lines)
    found = {}
    for line in lines[first:]:
        if line.startswith("["):
            break
        if " | " in line:
            type, name = line.split(" | ")[:2]
            found[type.strip()] = name
    return found


def _read(file: Path, unit: Unit, labels: Mapping[str, str]) -> Iterator[Found]:
    beside = file.with_suffix(".txt")
    text = _decoded(beside) if beside.is_file() else None
    reader = _Standoff(_decoded(file), text, file, labels)
    record = reader.record()
    if text is None:
        yield from (*reader.problems, Unplaced(file.stem, "", record, str(file), unit))
    else:
        yield from all_in({**record, "text": text}, str(file), unit, reader.problems)


def _decoded(file: Path) -> str:
    with telling(file):
        data = file.read_bytes()
    try:
        return data.decode("utf-8")  # every sign is counted, a carriage return, too
    except UnicodeDecodeError:
        return decode(data, str(file)).text


class _Standoff:
    """The lines of one file, as a record of postil's own."""

    def __init__(self, lines: str, text: str | None, file: Path, labels: Mapping[str, str]) -> None:
        self._text, self._file, self._called = text, file, labels
        self._spans: dict[str, dict[str, Any]] = {}
        self._links: list[tuple[str, str, str]] = []
        self._triggers: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._classes: list[list[str]] = []
        self.problems: list[Found] = []
        # What others are of may stand behind them.
        passes = (
            {"T": self._tag},
            {"E": self._event, "R": self._relation},
            {"A": self._attribute, "M": self._attribute, "N": self._normal, "#": self._note},
            {"*": self._equivalence},
        )
        known = {sign for takers in passes for sign in takers}
        last = lines.rsplit("\n", 1)[-1]
        if last.startswith("T") and last.count("\t") < 2:
            raise unreadable(file, "it is cut off")
        split = [
            (number, line.split("\t", 2))
            for number, line in enumerate(lines.split("\n"), 1)
            if line.strip()
        ]
        for takers in passes:
            for number, line in split:
                if (take := takers.get(line[0][:1])) and len(line) > 1:
                    try:
                        take(line)
                    except (ValueError, IndexError, KeyError):
                        self._refuse(number)
        for number, line in split:
            if (sign := line[0][:1]) not in known:
                told = f"\u201c{sign} lines\u201d"
                self.problems.append(Unread(told, place(self._file, number)))

    def record(self) -> dict[str, Any]:
        """What it says."""
        ends = self._triggers
        links = [
            {"type": type, "from": ends.get(first, first), "to": ends.get(second, second)}
            for type, first, second in self._links
        ]
        clusters = [self._entity(ids) for ids in self._classes]
        spans = list(self._spans.values())
        return {"id": self._file.stem, "spans": spans, "links": links, "clusters": clusters}

    def _tag(self, line: list[str]) -> None:
        type, offsets = line[1].split(" ", 1)
        places = [tuple(map(int, one.split())) for one in offsets.split(";")]
        (start, _), (_, end) = places[0], places[-1]
        words = line[2] if len(line) > 2 else ""
        attrs: dict[str, Any] = {}
        span: dict[str, Any] = {"ref": line[0], "label": self._name(type), "attrs": attrs}
        span |= {"start": start, "end": end}
        gaps = [(a[1], b[0]) for a, b in pairwise(places)]
        text = self._text
        if not gaps:
            span["text"] = words or None
        elif text is None or not all(_SPACE.fullmatch(text, *gap) for gap in gaps):
            attrs["fragments"] = offsets
            told = "A span in several places became one, with the attribute \u201cfragments\u201d"
            self.problems.append(Passed(told, f"{self._file}, {line[0]}"))
        elif " ".join(text[a:b] for a, b in places) == words:
            span["text"] = text[start:end]
        else:
            span["text"] = words
        self._spans[line[0]], self._words[line[0]] = span, words

    def _event(self, line: list[str]) -> None:
        (_, trigger), *roles = (one.split(":", 1) for one in line[1].split())
        if trigger in self._triggers.values():  # of another event, which is another tag
            self._spans[line[0]] = {**self._spans[trigger], "ref": line[0], "attrs": {}}
            self._words[line[0]] = self._words[trigger]
            trigger = line[0]
        self._triggers[line[0]] = trigger
        self._links += [
            (self._name(role.rstrip("0123456789")), trigger, end) for role, end in roles
        ]

    def _relation(self, line: list[str]) -> None:
        type, first, second = line[1].split()
        ends = [one.split(":", 1)[1] for one in (first, second)]
        self._links.append((self._name(type), ends[0], ends[1]))

    def _attribute(self, line: list[str]) -> None:
        name, id, *value = line[1].split(" ", 2)
        self._of(id, name)["attrs"][name] = value[0] if value else True

    def _normal(self, line: list[str]) -> None:
        name, id, *value = line[1].split(" ", 2)
        self._of(id, name)["attrs"][name] = value[0]

    def _note(self, line: list[str]) -> None:
        type, id = line[1].split()
        words, span = (line[2] if len(line) > 2 else ""), self._of(id, type)
        if type == NOTE:
            span["note"] = "\n".join(filter(None, [span.get("note"), words]))
        elif type == ANNOTATOR:
            span["annotator"] = words
        else:
            span["attrs"][type] = words

    def _equivalence(self, line: list[str]) -> None:
        """Tags that mean one thing; those that share a tag with another line's are one with it."""
        type, *ids = line[1].split()
        if not type.lower().startswith(_SAME):
            self.problems.append(Unread(f"\u201c{type}\u201d", str(self._file)))
            return
        if len(ids) < 2:
            raise ValueError(type)
        ids = [self._triggers.get(id, id) for id in ids]
        said = {id: self._spans[id] for id in ids}
        met = [one for one in self._classes if not said.keys().isdisjoint(one)]
        self._classes = [one for one in self._classes if one not in met]
        self._classes.append(list(dict.fromkeys(id for one in (*met, ids) for id in one)))
        told = f"\u201c{type}\u201d lines were read as mentions of one entity"
        self.problems.append(Passed(told, str(self._file)))

    def _entity(self, ids: list[str]) -> dict[str, Any]:
        """The entity that equivalent tags mean: one that a note names, else one of this article."""
        spans = [self._spans[id] for id in ids]
        names = sorted((self._words[id] for id in ids), key=len, reverse=True)
        made = f"{entity_id(names[0])}-{id_of(f'{self._file.stem} {ids[0]}')[-8:].lower()}"
        said = [span["attrs"]["entity"] for span in spans if "entity" in span["attrs"]]
        for span in spans:
            span["attrs"].setdefault("entity", (said or [made])[0])
        return {"id": (said or [made])[0], "name": names[0], "variants": names[1:]}

    def _of(self, id: str, name: str) -> dict[str, Any]:
        """The tag that something called `name` is of; links and the like have no place for it."""
        if kind := _WITHOUT.get(id[:1]):
            self.problems.append(Unread(f"\u201c{name}\u201d of {kind}", str(self._file)))
            return {"attrs": {}}
        return self._spans[self._triggers.get(id, id)]

    def _name(self, type: str) -> str:
        return self._called.get(type, type)

    def _refuse(self, number: int) -> None:
        what = f"{place(self._file, number)}: the line is not as brat writes it; left out."
        self.problems.append(PostilError(what, "Correct the line."))
