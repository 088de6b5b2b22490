"""A difference settled: the one change of the result that an answer makes, with its decision."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from annotations.adjudication.cases import Case, Version
from annotations.adjudication.merging import said_of
from annotations.adjudication.outcome import Answer, Outcome
from annotations.annotation import ADJUDICATE, Annotation, Change, Code, Decision, Link
from annotations.attributes import PAIR, entity_attribute
from annotations.editing import composed
from annotations.entity import Entity

NAMES = ", "
"""What stands between the names of those whose version was taken, in a decision's note."""


def answered(
    outcome: Outcome,
    case: Case,
    answer: Answer,
    version: Version | None = None,
    why: str = "",
    by: str = "",
    at: str = "",
    stands: Annotation | None = None,
) -> Change:
    """The change that an answer makes, without ids: what is taken, or goes, and the decision.

    A `version` is taken; of what was mended it is what stands, if need be in another tag than the
    case had. What hangs on a tag and all agree on comes along, once that can be. The decision takes
    the place of earlier ones; its note says whose version was taken, and after a colon why.
    """
    settler = _Settler(outcome, by, at)
    return settler.with_agreed(settler.change(case, answer, version, why, stands))


def taken(outcome: Outcome, by: str, at: str) -> Change:
    """The change that takes all that all readers agree on, but for what is to be looked at."""
    return _Settler(outcome, by, at).with_agreed(Change("", "", by, at))


def drafted(outcome: Outcome, case: Case, by: str, at: str) -> Change:
    """The change that puts a tag there to be mended, where none stands: nothing is decided yet."""
    version = next((one for one in case.shuffled if one.said is not None), None)
    if case.kind != "tag" or outcome.tag(case) or version is None:
        return Change("", "", by, at)
    settler = _Settler(outcome, by, at)
    made = replace(settler.made(case, version), agreed=())
    return Change("", "", by, at, added=(made,))


def entities_needed(outcome: Outcome, change: Change) -> list[Entity]:
    """The entities that the result has to have before a change."""
    values = (tag.attrs.get(entity_attribute(outcome.scheme, tag.label)) for tag in change.added)
    return outcome.meaning.lacking(sorted({str(value) for value in values if value}))


def _marked(change: Change, outcome: Outcome) -> Change:
    """A change; with the last difference the article is done."""
    last = outcome.result.status == "open" and not outcome.is_left
    return replace(change, status=("open", "done")) if last else change


class _Settler:
    """Makes the changes of one person at one time."""

    def __init__(self, outcome: Outcome, by: str, at: str) -> None:
        self._outcome, self._by, self._at = outcome, by, at

    def with_agreed(self, change: Change) -> Change:
        """A change, and what all agree on and can be taken after it."""
        made = [change]
        outcome = self._outcome
        while True:
            whole = composed(made)
            outcome = self._after(whole)
            if not (agreed := outcome.agreed):
                return _marked(whole, outcome)
            settler = _Settler(outcome, self._by, self._at)
            made += (settler.change(case, "agreed", case.versions[0]) for case in agreed)

    def _after(self, change: Change) -> Outcome:
        return self._outcome.after(self._outcome.result.after(change))

    def change(
        self,
        case: Case,
        answer: Answer,
        version: Version | None,
        why: str = "",
        stands: Annotation | None = None,
    ) -> Change:
        """What one answer changes."""
        parts: dict[str, Any] = {}
        whose: Sequence[str] = version.by if version and answer == "took" else ()
        if answer in ("took", "agreed", "nobody"):
            parts = self._put(case, version if answer != "nobody" else None)
        elif answer == "mended":
            parts, whose = self._mended(case, stands)
        note = ": ".join(filter(None, (NAMES.join(whose), why)))
        decision = Decision(ADJUDICATE, case.key, case.judged, answer, note, self._by, self._at)
        gone = (*self._outcome.stale(case), *self._to_ask_again(case, parts))
        return Change("", "", self._by, self._at, undecided=gone, decided=(decision,), **parts)

    def made(self, case: Case, version: Version) -> Annotation:
        """The tag that a version gives, with its id in the result, and who say so.

        It keeps the entity that was settled, and of a pair the id of the first reader who has one,
        so that both ends bear the same.
        """
        tag, held = version.tags[0], self._outcome.tag(case)
        attribute = entity_attribute(self._outcome.scheme, tag.label)
        attrs = {name: value for name, value in tag.attrs.items() if name != attribute}
        if held and held.attrs.get(attribute):
            attrs[attribute] = held.attrs[attribute]
        if attrs.get(PAIR):
            pairs = sorted(
                (by, other.attrs[PAIR])
                for one in case.versions
                for by, other in zip(one.by, one.tags, strict=False)
                if other.attrs.get(PAIR)
            )
            attrs[PAIR] = pairs[0][1] if pairs else attrs[PAIR]
        by = tuple(filter(None, version.by))
        named = f"{tag.id}/{by[0] if by else ''}"
        id = tag.id if tag.id in case.ids else named
        return replace(tag, id=id, attrs=attrs, agreed=by, updated=self._at)

    # How

    def _put(self, case: Case, version: Version | None) -> dict[str, Any]:
        """The parts of a change that put a version, or nothing, in the place of what stands."""
        if case.kind == "tag":
            made = [self.made(case, version)] if version and version.said is not None else []
            # Of an id there may be a suggestion left, or what waits for a decision.
            known = (self._outcome.result.annotations.get(one.id) for one in made)
            held = {one.id: one for one in (*self._outcome.tags_of(case), *known) if one}
            return {"removed": tuple(held.values()), "added": tuple(made)}
        if case.kind == "code":
            return self._coded(case, version.said if version else None)
        tag = self._outcome.tag(case)
        assert tag is not None, case
        if case.kind == "link":
            return self._linked(case, tag, version)
        id = None
        if version and version.said is not None:
            value = str(version.tags[0].attrs[case.name])
            id = self._outcome.meaning.in_result(version.by[0], value)
        attrs = {name: value for name, value in tag.attrs.items() if name != case.name}
        now = replace(tag, attrs={**attrs, case.name: id} if id else attrs, updated=self._at)
        return {"removed": (tag,), "added": (now,)}

    def _coded(self, case: Case, value: Any) -> dict[str, Any]:
        held = [code for code in self._outcome.result.codes if code.name == case.name]
        made = () if value is None else (Code(self._by, case.name, value),)
        gone = tuple(code for code in held if code not in made)
        return {"uncoded": gone, "coded": made}

    def _linked(self, case: Case, tag: Annotation, version: Version | None) -> dict[str, Any]:
        links = self._outcome.result.links
        held = [k for k in links if (k.type, k.source) == (case.name, tag.id)]
        keys = version.said if version and version.said else ()
        ends = self._outcome.ends(keys, tag, case.name)
        made = [Link(case.name, tag.id, end.id) for end in ends]
        return {
            "unlinked": tuple(sorted(k for k in held if k not in made)),
            "linked": tuple(k for k in made if k not in held),
        }

    def _mended(
        self, case: Case, stands: Annotation | None
    ) -> tuple[dict[str, Any], Sequence[str]]:
        """What stands is taken as it is; of a tag with those who say the same."""
        tag = self._outcome.tag(case) or stands
        if case.kind != "tag" or tag is None:
            return {}, ()
        said = said_of(tag, self._outcome.scheme)
        same = next((one.by for one in case.versions if one.said == said), ())
        by = tuple(filter(None, same))
        now = replace(tag, agreed=by, id=tag.id if tag.id in case.ids else case.ids[0])
        return ({}, by) if now == tag else ({"removed": (tag,), "added": (now,)}, by)

    def _to_ask_again(self, case: Case, parts: dict[str, Any]) -> list[Decision]:
        """The decisions on what hangs on a tag that comes back: what they settled went with it."""
        if case.kind != "tag" or not parts.get("added") or parts["removed"]:
            return []
        hanging = self._outcome.merged.hanging.get(case.key, ())
        return [one for hung in hanging if (one := self._outcome.decision(hung))]
