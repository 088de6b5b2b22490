"""Feature structures of a UIMA CAS as a record of postil's own."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotations.formats.offsets import Bare
from annotations.formats.reading import Found, Unread
from annotations.formats.record_reading import all_in

_SILENT = frozenset({"DocumentMetaData", "DocumentAnnotation", "CASMetadata", "TagsetDescription"})
_SILENT |= {"TagDescription", "FeatureDefinition", "LayerDefinition", "Token", "Sentence"}
_CARRIERS = ("Token", "Sentence", "DocumentAnnotation")
"""What says nothing by where it stands, and may have features of its own."""
_OF_TOKENS = frozenset("begin end sofa id order language form parent text".split())
_OF_WORDS = ("lexmorph", "segmentation", "syntax", "structure")
_LABELS = ("label", "value", "identifier", "category")
_ELSEWHERE = frozenset({"begin", "end", "annotator", "note", "sofa", "order"})
_ENDS = ("Governor", "Dependent")


class Structure(Struct, frozen=True):
    """A feature structure: its type, its features, and which structures others of them name."""

    type: str
    features: Mapping[str, Any]
    refs: Mapping[str, tuple[str, ...]] = {}


def examples_of(
    file: Path, text: str, structures: Mapping[str, Structure], view: str = ""
) -> Iterator[Found]:
    """The article of a CAS, and what of it has no place, as what is on another text than `view`.

    Its offsets count UTF-16 units, whatever they look like.
    """
    reader = _Reader(file, structures, view)
    found = all_in(reader.record(text), str(file), "utf-16", reader.problems)
    yield from (one for one in found if not isinstance(one, Bare))


class _Reader:
    def __init__(self, file: Path, structures: Mapping[str, Structure], view: str) -> None:
        self._file, self._all, self._view = file, structures, view
        refs = (ids for one in structures.values() for ids in one.refs.values())
        self._named = {id for ids in refs for id in ids}
        self._spans: dict[str, dict[str, Any]] = {}
        self._links: list[dict[str, Any]] = []
        self.problems: list[Found] = []

    def record(self, text: str) -> dict[str, Any]:
        """The record, with ends of links that are tags."""
        for id, one in self._all.items():
            if self._is_span(one):
                self._span(id, one)
        for id, one in self._all.items():
            if set(_ENDS) <= one.refs.keys():
                self._relation(one)
            elif id in self._spans:
                self._slots(id, one)
        told = {name for id, one in self._all.items() for name in self._placeless(id, one)}
        for name in sorted(told):
            self._unread(name)
        return {
            **self._about(),
            "text": text,
            "spans": [*self._spans.values()],
            "links": self._links,
        }

    def _about(self) -> dict[str, Any]:
        """What the file is called: its folder is the article's where it is named by a person."""
        by_person = "." in self._file.parent.name and self._file.parent.name.rpartition(".")[2] in (
            "txt", "xmi", "json", "tsv", "html", "pdf",
        )  # fmt: skip
        if by_person:
            for span in self._spans.values():
                span.setdefault("annotator", self._file.stem)
        found = {"id": self._file.parent.name if by_person else self._file.stem}
        for one in self._all.values():
            if one.type.endswith("DocumentMetaData"):
                title = one.features.get("documentTitle")
                language = one.features.get("language")
                known = {"title": title, "id": one.features.get("documentId")}
                found |= {name: value for name, value in known.items() if value}
                if language and language != "x-unspecified":
                    found["language"] = language
        return found

    def _is_span(self, one: Structure) -> bool:
        short = one.type.rpartition(".")[2]
        if short in _SILENT or "begin" not in one.features or set(_ENDS) <= one.refs.keys():
            return False
        if any(room in one.type.split(".") for room in _OF_WORDS) or short in ("POS", "Lemma"):
            self._unread(short)
            return False
        if self._view and one.refs.get("sofa", (self._view,)) != (self._view,):
            self._unread(f"{short} of another text")
            return False
        return True

    def _placeless(self, id: str, one: Structure) -> Iterator[str]:
        """What to call a structure that is no tag, no link and of no other, or what it says."""
        short = one.type.rpartition(".")[2]
        said = [name for name, value in one.features.items() if name not in _OF_TOKENS and value]
        if short in _SILENT:
            if short in _CARRIERS:
                worded = (name for name in said if not str(one.features[name]).isdecimal())
                yield from (f"{name} of {short}" for name in worded)
        elif not (self._is_used(id, one) or one.type.startswith("uima.cas.")) and said:
            yield short

    def _is_used(self, id: str, one: Structure) -> bool:
        """Whether a structure has a place: its own in the text, or with those that name it."""
        own = "begin" in one.features or set(_ENDS) <= one.refs.keys() or "target" in one.refs
        return own or id in self._named

    def _unread(self, what: str) -> None:
        self.problems.append(Unread(f"\u201c{what}\u201d", str(self._file)))

    def _relation(self, one: Structure) -> None:
        """A link, unless it is between tokens, which are no tags, as a dependency is."""
        ends = [one.refs[name] for name in _ENDS]
        missing = {id for end in ends for id in end} - self._spans.keys()
        if missing and missing <= {"", *self._all}:
            self._unread(one.type.rpartition(".")[2])
        else:
            self._link(self._label(one), *ends)

    def _span(self, id: str, one: Structure) -> None:
        label = next((name for name in _LABELS if one.features.get(name)), "")
        attrs = {
            name: value
            for name, value in one.features.items()
            if name not in _ELSEWHERE and name != label and value not in (None, "")
        }
        self._spans[id] = {
            "start": _whole(one.features.get("begin")),
            "end": _whole(one.features.get("end")),
            "label": self._label(one),
            "attrs": attrs,
            "ref": id,
            **{
                name: one.features[name] for name in ("annotator", "note") if one.features.get(name)
            },
        }

    def _slots(self, id: str, one: Structure) -> None:
        """Links of a span to others: by a feature, or by slots that have a role and a target."""
        for name, targets in one.refs.items():
            for target in targets if name not in _ELSEWHERE else ():
                slot = self._all.get(target)
                if slot and "%ELEMENTS" in slot.refs:
                    self._slots(id, Structure(one.type, {}, {name: slot.refs["%ELEMENTS"]}))
                elif slot and "target" in slot.refs:
                    self._link(str(slot.features.get("role") or name), (id,), slot.refs["target"])
                elif target in self._spans:
                    self._link(name, (id,), (target,))

    def _link(self, type: str, sources: tuple[str, ...], targets: tuple[str, ...]) -> None:
        ends = {"from": sources[0] if sources else "", "to": targets[0] if targets else ""}
        self._links.append({"type": type, **ends})

    def _label(self, one: Structure) -> str:
        said = next((one.features[name] for name in _LABELS if one.features.get(name)), "")
        return str(said or one.type.rpartition(".")[2])


def _whole(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdigit() else value
