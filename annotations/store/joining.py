"""The two sides of an article's file, joined as the edits of two programs are, by id and field.

Where only one side changed something, its value holds; the history tells which, or the base that
git left between its marks. Where both did, ours stands. Of a tag the other value then waits beside
it for a decision, as a tag of its own in the table `review`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotations.annotation import NO_TAGS, SETS, Change
from annotations.disk.two_sides import sides, with_commas
from annotations.store.history import THERE, TOGETHER, Ledger, comparable, parts
from annotations.store.shape import Tables, read_tables
from annotations.store.written import REVIEW, SUGGESTIONS, TABLES, TAGS

_Document = dict[str, Any]
_SHOWN = 40  # code points of a tag's words in a message
_OF_TEXT = ("digest", "length", "words", "imprint")


@dataclass
class Joined:
    """The tables of both sides together, and a sentence on each thing that both had changed."""

    tables: Tables
    told: list[str] = field(default_factory=list)


def joined(data: bytes, changes: Iterable[Change]) -> Joined | None:
    """A file with git's marks made whole; `None` where a side of it cannot be read."""
    found = sides(data)
    if found is None:
        return None
    try:
        ours, theirs = (read_tables(with_commas(side)) for side in (found.ours, found.theirs))
    except (ValueError, RecursionError):
        return None
    try:
        base = read_tables(with_commas(found.base)) if found.base is not None else None
    except (ValueError, RecursionError):  # one style of the marks tells the base in part only
        base = None
    return _Joining(ours, theirs, base, Ledger(changes)).all()


class _Joining:
    def __init__(self, ours: Tables, theirs: Tables, base: Tables | None, ledger: Ledger) -> None:
        self._ours, self._theirs, self._base = ours, theirs, base
        self._ledger, self._told = ledger, list[str]()

    def all(self) -> Joined:
        """Everything of both sides."""
        ours, theirs, base = (_tags(t or {}) for t in (self._ours, self._theirs, self._base))
        about = self._about()
        self._digest = about["digest"]
        tags: dict[str, _Document] = {}
        for id in ours.keys() | theirs.keys():
            own, others = _own(ours.get(id, []), theirs.get(id, []))
            was = _common(base.get(id, []), ours.get(id, []), theirs.get(id, []))
            for tag in self._tag(id, own, others, was):
                tags[tag["id"]] = tag
        tables: Tables = {**self._theirs, **self._ours, "article": {"0": about}}
        for table in TABLES:
            kept = {id: tag for id, tag in tags.items() if _table(tag) == table}
            tables.pop(table, None)
            if kept or table == TAGS:
                tables[table] = kept
        for _, _, table in SETS:
            tables[table] = self._values(table)
        ends = {id for id, tag in tags.items() if _stands(tag)}
        links = tables["links"].items()
        tables["links"] = {key: k for key, k in links if {k["from"], k["to"]} <= ends}
        return Joined(tables, self._told)

    def _about(self) -> _Document:
        """The article's own document: a field that only one side knows holds."""
        ours, theirs, base = (_first(t or {}) for t in (self._ours, self._theirs, self._base))
        digests = ours["digest"], theirs["digest"]
        self._renewed = self._ledger.later("digest", *digests) or "ours"
        about = {**theirs, **ours}
        if versions := {**theirs.get("versions", {}), **ours.get("versions", {})}:
            about["versions"] = versions
        mine, others, was = (side.get("more", {}) for side in (ours, theirs, base))
        for name in sorted(mine.keys() & others.keys()):
            mine = {**mine, name: self._of_article(name, mine[name], others[name], was)}
        if more := {**others, **mine}:
            about["more"] = more
        if digests[0] != digests[1]:
            newer, older = (ours, theirs) if self._renewed == "ours" else (theirs, ours)
            about |= {name: newer[name] for name in _OF_TEXT if name in newer}
            about["versions"] = {**about.get("versions", {}), older["digest"]: ""}
            about["versions"].pop(newer["digest"], None)
        about["added"] = min(ours.get("added", ""), theirs.get("added", ""))
        for name in (ours.keys() & theirs.keys()) - {*_OF_TEXT, "versions", "more", "added"}:
            about[name] = self._of_article(name, ours[name], theirs[name], base)
        return about

    def _of_article(self, name: str, ours: Any, theirs: Any, base: _Document) -> Any:
        if ours == theirs or not theirs:
            return ours
        later = self._ledger.later(name, ours, theirs) if name == "status" else None
        if later is None and name in base:
            later = _changed(base[name], ours, theirs)
        if later == "theirs" or not ours:
            return theirs
        if later is None:
            self._told.append(
                f"The two sides of a merge differ: its {name} stays {ours}, not {theirs}."
            )
        return ours

    def _tag(
        self, id: str, ours: _Document | None, theirs: _Document | None, base: _Document | None
    ) -> list[_Document]:
        """What is to be there of one tag."""
        if ours is None or theirs is None:
            only, side = (theirs, "theirs") if ours is None else (ours, "ours")
            assert only is not None
            if not self._is_gone(id, only, base):
                return [self._placed(only, side)]
            return []
        mine, others = parts(ours), parts(theirs)
        was = parts(base) if base else {}
        made, torn = dict(ours), list[str]()
        for part in sorted(mine.keys() | others.keys()):
            values = mine.get(part), others.get(part)
            if values[0] == values[1]:
                continue
            later = self._ledger.later((id, part), *values)
            if later is None and base and not self._ledger.both((id, part), *values):
                later = _changed(was.get(part), *values)
            if later is None:
                torn.append(part)
            elif later == "theirs":
                made = _with(made, theirs, part)
                made = self._placed(made, "theirs") if part == "place" else made
            elif part == "place":
                made = self._placed(made, "ours")
        made["updated"] = max(ours.get("updated", ""), theirs.get("updated", ""))
        return [made, self._other(made, theirs, torn)] if torn else [made]

    def _is_gone(self, id: str, only: _Document, base: _Document | None) -> bool:
        """Whether the side without a tag took it out, and the other left it as it was."""
        values = parts(only)
        if not self._ledger.replaced((id, ""), THERE):
            if base is None or self._ledger.left((id, ""), THERE) > 0:
                return False
            edited = parts(base) != values
        else:
            edited = any(self._ledger.left((id, part), value) > 0 for part, value in values.items())
        if edited:
            words = _shown(only)
            self._told.append(
                f"{only['label']} \u201c{words}\u201d was removed on one side of a merge"
                " and changed on the other; it was kept."
            )
        return not edited

    def _placed(self, tag: _Document, side: str) -> _Document:
        """A tag on the text that its offsets count, where that is not the article's any more."""
        digest = _first(self._ours if side == "ours" else self._theirs)["digest"]
        if digest == self._digest or tag.get("version"):
            return tag
        return {**tag, "version": digest}

    def _other(self, made: _Document, theirs: _Document, torn: list[str]) -> _Document:
        """The values that do not stand, as a tag that waits; the same wherever it is joined."""
        other = dict(made)
        for part in torn:
            other = _with(other, theirs, part)
        digest = hashlib.sha256(comparable([theirs["id"], *sorted(parts(other).items())]))
        other = self._placed(other, "theirs")
        other["id"] = digest.hexdigest()[:26]
        other["version"] = other.get("version") or self._digest
        named = " and ".join(part.removeprefix("attrs.") for part in torn)
        words = _shown(made)
        self._told.append(
            f"{made['label']} \u201c{words}\u201d has two values for {named}: one is in use, the "
            "other waits for a decision."
        )
        return other

    def _values(self, table: str) -> dict[str, _Document]:
        """The links, decisions or codes of both sides, but what one of them took out."""
        ours, theirs, was = (
            (t or {}).get(table, {}) for t in (self._ours, self._theirs, self._base)
        )
        found = {}
        for key in theirs | ours:
            here, there = ours.get(key), theirs.get(key)
            if here is not None and there is not None:
                found[key] = self._one(table, key, here, there, was.get(key))
            elif (one := here or there) and not self._went(table, key, one, key in was):
                found[key] = one
        return found

    def _went(self, table: str, key: str, value: object, was: bool) -> bool:
        """Whether the side without a value took it out."""
        which, value = (table, key), comparable(value)
        return self._ledger.replaced(which, value) or (was and self._ledger.left(which, value) <= 0)

    def _one(
        self, table: str, key: str, ours: _Document, theirs: _Document, was: _Document | None
    ) -> _Document:
        """What stands where both sides have a value under one key."""
        if ours == theirs:
            return ours
        later = self._ledger.later((table, key), comparable(ours), comparable(theirs))
        if later is None and was is not None:
            later = _changed(was, ours, theirs)
        if later is None:
            said = f"{ours.get('annotator')} says {ours.get('name')} {ours.get('value')}"
            self._told.append(f"{said}; on the other side it is {theirs.get('value')}.")
        return theirs if later == "theirs" else ours


def _shown(tag: Mapping[str, Any]) -> str:
    words = str(tag.get("text", ""))
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}\u2026"


def _changed(base: object, ours: object, theirs: object) -> Any:
    """The side that has another value than both had; `None` where both do."""
    return "theirs" if ours == base else "ours" if theirs == base else None


def _with(tag: _Document, other: _Document, part: str) -> _Document:
    """A tag with one part as the other has it."""
    made = dict(tag)
    if part.startswith("attrs."):
        name = part.removeprefix("attrs.")
        made["attrs"] = {k: v for k, v in tag.get("attrs", {}).items() if k != name}
        if name in other.get("attrs", {}):
            made["attrs"][name] = other["attrs"][name]
        return made
    for name in TOGETHER.get(part, (part,)):
        made.pop(name, None)
        if name in other:
            made[name] = other[name]
    return made


def _tags(tables: Tables) -> dict[str, list[Any]]:
    """Every tag by its id; moved on both sides, it may stand at two places of one."""
    found: dict[str, list[Any]] = {}
    for table in TABLES:
        for id, tag in getattr(tables.get(table), "pairs", ()):
            found.setdefault(id, []).append(tag)
    return found


def _common(base: list[Any], *sides: list[Any]) -> _Document | None:
    """What both had of a tag; git puts what it took from either side into the base as well."""
    first = [tag for tag in base if not any(tag in side for side in sides)]
    return first[0] if first else base[0] if len(base) == 1 else None


def _own(ours: list[Any], theirs: list[Any]) -> tuple[_Document | None, _Document | None]:
    """What each side itself has of a tag, of what it has with what git took from the other."""
    mine = next((tag for tag in ours if tag not in theirs), ours[0] if ours else None)
    others = next((tag for tag in theirs if tag not in ours), None)
    others = others or next((tag for tag in theirs if tag != mine), theirs[0] if theirs else None)
    return mine, others


def _first(tables: Tables) -> _Document:
    return next(iter(tables.get("article", {}).values()), {})


def _stands(tag: Mapping[str, Any]) -> bool:
    return tag.get("verdict", "") not in NO_TAGS


def _table(tag: Mapping[str, Any]) -> str:
    if tag.get("version"):
        return REVIEW
    return TAGS if _stands(tag) else SUGGESTIONS
