"""Label Studio's JSON in: regions as tags, whatever is bound to them as attributes, and relations.

A task is read as a record of postil's own, so that its spans are placed by their words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.errors import PostilError
from annotations.formats.format import Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Passed, Unread
from annotations.formats.record_reading import all_in
from annotations.formats.tools.labelstudio_rows import in_words, is_of_rows, read_rows
from annotations.formats.tools.restoring import NAME, kept_in, put_back

LABEL, TEXT = "label", "text"
"""What our config calls the control of labels and the text."""
YES_NO = {"yes": True, "no": False}

Object = Mapping[str, Any]

_LABELS = ("labels", "hypertextlabels")
_DATA = re.compile(rb'"data"\s*:\s*\{')
_BESIDE = ("spans", "coded", "rejected", "text")
_OF_EXPORTS = frozenset({"drafts", "file_upload", "total_annotations", "predictions"})
_VALUES: dict[str, Callable[[Object], object]] = {
    "choices": lambda value: _one(value.get("choices")),
    "textarea": lambda value: _one(value.get("text")),
    "number": lambda value: value.get("number"),
    "rating": lambda value: value.get("rating"),
    "datetime": lambda value: value.get("datetime"),
    "taxonomy": lambda value: _one(
        [" > ".join(map(str, one)) for one in _items(value.get("taxonomy"))]
    ),
}


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The tasks of a file, or of every file of tasks or annotations in a folder, one at a time.

    Raises `PostilError` where there is no such file, or it is cut off.
    """
    shape = Shape(path)
    for file in shape.those(lambda head: _is_of_tasks(head) or is_of_rows(head)):
        if is_of_rows(head := shape.head(file)):
            yield from read_rows(file, head, unit)
            continue
        for where, task in records(file):
            yield from [task] if isinstance(task, PostilError) else _read(task, where, unit)


def recognises(shape: Shape) -> bool:
    """Whether it holds tasks: objects with `data` and without a text of their own; or rows."""
    return any(_is_of_tasks(head) or is_of_rows(head) for _, head in shape.heads)


def _is_of_tasks(head: bytes) -> bool:
    keys = keys_in(head)
    if keys & {"text", "sha256"}:
        return False
    # What people did stands before the data in an export, and may be longer than what is seen.
    return ("data" in keys and bool(_DATA.search(head))) or (
        "annotations" in keys and bool(keys & _OF_EXPORTS)
    )


def _read(task: Object, where: str, unit: Unit) -> Iterator[Found]:
    reader = _Task(task, where)
    yield from all_in(reader.record(), where, unit, reader.problems)


class _Task:
    """One task, as a record of postil's own."""

    def __init__(self, task: Object, where: str) -> None:
        data = task.get("data")
        self._task, self._where = task, where
        self._data: Object = data if isinstance(data, dict) else {}
        self._kept = kept_in(self._data)
        self._spans: list[dict[str, Any]] = []
        self._links: list[Object] = [*_list(self._kept.get("links"))]
        self._codes: dict[str, dict[str, Any]] = {}
        self.problems: list[Found] = []

    def record(self) -> dict[str, Any]:
        """The record; what has no place in it is among the problems."""
        for number, one in enumerate(_list(self._task.get("annotations"))):
            if one.get("was_cancelled") or one.get("skipped"):
                told = "Annotations that were cancelled in Label Studio were left out"
                self.problems.append(Passed(told, self._where))
            else:
                self._add(_list(one.get("result")), _who(one.get("completed_by")), str(number))
                if one.get("ground_truth"):
                    self._unread("ground_truth")
        tags = len(self._spans)
        for number, one in enumerate(_list(self._task.get("predictions"))):
            model = f"model:{one.get('model_version') or 'label-studio'}"
            self._add(_list(one.get("result")), model, f"p{number}", one.get("score"))
        for waiting in self._spans[tags:]:
            waiting.setdefault("verdict", "suggested")
            if "id" not in waiting:
                waiting["origin"] = waiting["annotator"]
        for name in ("drafts", "comments"):
            if _list(self._task.get(name)):
                self._unread(name)
        name, text = self._text()
        rest = {key: value for key, value in self._data.items() if key not in (name, NAME)}
        record = {
            "id": rest.pop("id", None) or self._id(),
            "title": rest.pop("title", ""),
            "meta": rest,
            **({NAME: {}} if self._kept else {}),
            **{key: value for key, value in self._kept.items() if key not in _BESIDE},
            TEXT: text,
            "spans": self._spans[:tags],
            "suggestions": self._spans[tags:] + _list(self._kept.get("rejected")),
            "links": self._links,
        }
        codes = self._kept.get("codes")
        record["codes"] = {**(codes if isinstance(codes, dict) else {}), **self._codes}
        return record

    def _id(self) -> str:
        """What to call an article whose data have no id; empty where the task has none either."""
        number = self._task.get("id")
        return "" if number is None else f"label-studio-{number}"

    def _add(self, results: list[Object], who: str, run: str, score: object = None) -> None:
        """Take the results of one annotation or prediction; ids hold within it alone."""
        regions: dict[str, dict[str, Any]] = {}
        for result in results:
            if result.get("type") in _LABELS:
                for span in self._regions(result, who, run, score):
                    regions.setdefault(str(result.get("id")), span)
        names = {id: span.get("id") or span["ref"] for id, span in regions.items()}
        for result in results:
            kind, id = result.get("type"), str(result.get("id"))
            if kind == "relation":
                self._relation(result, names)
            elif kind not in _LABELS:
                self._say(result, id, regions.get(id), who)

    def _regions(
        self, result: Object, who: str, run: str, score: object
    ) -> Iterator[dict[str, Any]]:
        """The spans of a region: one for each of its labels, of which the first bears its id."""
        value = _object(result.get("value"))
        place = value.get("globalOffsets") or value
        for number, label in enumerate(
            _items(value.get(str(result["type"])) or value.get("labels"))
        ):
            ref = str(result.get("id"))
            span = {
                "start": place.get("start"),
                "end": place.get("end"),
                "label": label,
                "text": value.get("text"),
                "annotator": who,
                "note": "\n".join(map(str, _items(_object(result.get("meta")).get("text")))),
                "score": result.get("score", score),
                "attrs": {},
                "ref": ref if not number else f"{run}.{ref}.{number}",
            }
            span = put_back(
                {name: one for name, one in span.items() if one is not None}, self._kept
            )
            if "id" not in span:
                span["ref"] = f"{run}.{ref}.{number}"
            self._spans.append(span)
            yield span

    def _relation(self, result: Object, names: Mapping[str, str]) -> None:
        ends = [names.get(str(result.get(end)), "") for end in ("from_id", "to_id")]
        if result.get("direction") == "left":
            ends.reverse()
        for type in _items(result.get("labels")) or ["relation"]:
            self._links.append({"type": type, "from": ends[0], "to": ends[1]})

    def _say(self, result: Object, id: str, span: dict[str, Any] | None, who: str) -> None:
        """Take a choice, a text or a number: of its region, or else of the whole task."""
        kind, name = str(result.get("type")), str(result.get("from_name"))
        value = _object(result.get("value"))
        if kind not in _VALUES or ("start" in value and span is None):
            self._unread(f"{kind} results")
            return
        said = _VALUES[kind](value)
        if name.endswith("?") and said in YES_NO:
            name, said = name.removesuffix("?"), YES_NO[said]
        if span is not None:
            span["attrs"][name] = said
            return
        coded = _object(self._kept.get("coded"))
        self._codes.setdefault(str(coded.get(id, who)), {})[name] = in_words(said)

    def _text(self) -> tuple[str, object]:
        """The text that was read there and its name: `text`, else the longest of the data."""
        texts = {name: one for name, one in self._data.items() if isinstance(one, str)}
        name = (
            TEXT if TEXT in texts else max(texts, key=lambda name: len(texts[name]), default=TEXT)
        )
        return name, texts.get(name)

    def _unread(self, what: str) -> None:
        self.problems.append(Unread(f"\u201c{what}\u201d", self._where))


def _who(given: object) -> str:
    """Who made an annotation: an address where there is one, else Label Studio's own number."""
    if isinstance(given, dict):
        given = given.get("email") or given.get("username") or given.get("id")
    if given is None or given == "":
        return "imported"
    return given if isinstance(given, str) else f"label-studio-{given}"


def _one(found: object) -> object:
    """The only one of a list, or the list."""
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def _items(found: object) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]


def _list(found: object) -> list[Any]:
    """The objects of a list; predictions may be mere numbers, which say nothing."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _object(found: object) -> Object:
    return found if isinstance(found, dict) else {}
