"""One article being annotated: a key makes one change, shown at once and handed to be saved."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from annotations.annotation import (
    EVERYWHERE,
    HALVES,
    Annotation,
    Change,
    Decision,
    Key,
    Link,
    Status,
    Value,
    Way,
    recoded,
)
from annotations.editing import Editing
from annotations.errors import PostilError
from annotations.fading import FADED, KIND, REPORT, about, seen
from annotations.suggestion import Candidate
from annotations.units import Span, trimmed

_NEXT_STATUS: Mapping[Status, Status] = {"open": "done", "done": "skipped", "skipped": "open"}


class Session(Editing):
    """What a person does to one article: each key makes one change, undone by another."""

    def annotate(self, span: Span, label: str, second: bool = False) -> Change:
        """Tag a span: a new annotation, or another label on the one that is just there.

        The same label again removes it; `second` adds a label beside those that are there.
        White space at the edges is left out. Raises `PostilError` where there are no words.
        """
        start, end = self._trimmed(span)
        here = self.index.exactly(start, end)
        same = next((a for a in here if a.label == label), None)
        self.last_label = label
        if same and second:
            raise PostilError(f"These words are already tagged {label}.", "Choose another label.")
        if same:
            return self.remove(same.id)
        at = self._now()
        if len(here) == 1 and not second:
            changed = replace(_edited(here[0]), label=label, updated=at)
            return self._edit(removed=here, added=[self._guided(changed)])
        return self._edit(
            added=[self._made_by_hand((start, end), label, at, self._guideline(label))]
        )

    def annotate_all(
        self,
        spans: Iterable[Span],
        label: str,
        action: str | None = None,
        others: Iterable[str] = (),
        own: Span = (0, 0),
    ) -> Change:
        """Tag all these spans in one change; those that have the label already are left out.

        Those that do not touch the place `own` say that they came about by its words alone.
        `action` is that of the changes in `others`, by article id, so that one undo takes back all.
        """
        at, wanted = self._now(), dict.fromkeys(self._trimmed(span) for span in spans)
        self.last_label = label
        new = [s for s in wanted if not any(a.label == label for a in self.index.exactly(*s))]
        guideline = self._guideline(label)  # asked once, for there may be thousands
        made = (self._made_by_hand(place, label, at, guideline) for place in new)
        added = [one if _touch(one, own) else replace(one, way=EVERYWHERE) for one in made]
        return self._edit(added=added, action=action, others=others)

    def accept(
        self,
        candidate: Candidate,
        label: str | None = None,
        span: Span | None = None,
        way: Way = "",
    ) -> Change:
        """Make an annotation of a suggestion: as it is, or edited, with another label or extent.

        Its attributes are those proposed, unless the label is another. Raises `PostilError` where
        these words bear the label already.
        """
        label = label or candidate.label
        start, end = self._trimmed(span or candidate.span)
        if any(a.label == label for a in self.index.exactly(start, end)):
            raise PostilError(
                f"These words are already tagged {label}.", "Press x to reject the suggestion."
            )
        as_it_was = label == candidate.label and (start, end) == candidate.span
        attrs = candidate.attrs if label == candidate.label else {}
        self.last_label = label
        return self._decide(
            candidate,
            start=start,
            end=end,
            label=label,
            attrs=attrs,
            verdict="accepted" if as_it_was else "edited",
            way=way,
        )

    def reject(self, candidate: Candidate, way: Way = "") -> Change:
        """Turn a suggestion down; that it was is kept."""
        return self._decide(candidate, verdict="rejected", way=way)

    def resize(self, id: str, span: Span) -> Change | None:
        """Give the annotation of this id another extent; `None` if it has it already."""
        old = self.index.by_id[id]
        start, end = self._trimmed(span)
        if (old.start, old.end) == (start, end):
            return None
        changed = replace(_edited(old, old.attrs), start=start, end=end, updated=self._now())
        return self._edit(removed=[old], added=[self._guided(changed)])

    def decide(self, id: str, span: Span | None) -> Change:
        """Put a tag of an earlier text on a span of the present one, or give it up."""
        old = self.suggested[id]
        if span is None:
            return self._edit(removed=[old])
        start, end = self._trimmed(span)
        placed = replace(old, start=start, end=end, text_digest="", updated=self._now())
        return self._edit(removed=[old], added=[placed])

    def remove(self, id: str) -> Change:
        """Take an annotation away, with its links; a suggestion is thereby rejected."""
        old = self.index.by_id[id]
        rejected = replace(old, verdict="rejected", updated=self._now())
        return self._edit(removed=[old], added=[rejected] if old.origin else [])

    def describe(
        self, id: str, attrs: Mapping[str, Any] | None = None, note: str | None = None
    ) -> Change:
        """Give an annotation other attributes, or another note; `None` leaves them as they are."""
        old = self.index.by_id[id]
        same = attrs in (None, old.attrs)
        return self._replace(
            old,
            attrs=old.attrs if attrs is None else dict(attrs),
            note=old.note if note is None else note,
            agreed=old.agreed if same else (),
            guideline=old.guideline if same else self._guideline(old.label),
        )

    def fill_in(
        self,
        attrs: Mapping[str, Mapping[str, Any]],
        accepted: Iterable[tuple[Candidate, Mapping[str, Any]]] = (),
        action: str | None = None,
        others: Iterable[str] = (),
    ) -> Change:
        """Give annotations, by id, these attributes beside those they have, in one change.

        An empty value takes one away. Suggestions are `accepted` with theirs. `action` is that of
        the changes in `others`, by article id, so that one undo takes back all.
        """
        at, gone, made = self._now(), list[Annotation](), list[Annotation]()
        for old in [self.index.by_id[id] for id in attrs if id in self.index.by_id]:
            given = _with(old.attrs, attrs[old.id])
            if given != old.attrs:
                gone, made = [*gone, old], [*made, replace(old, attrs=given, updated=at)]
        for one, more in accepted:
            stored, came = self._decided(one, attrs=_with(one.attrs, more), verdict="accepted")
            gone, made = [*gone, *stored], [*made, *came]
        return self._edit(gone, made, action=action, others=others)

    def link(self, source: str, target: str | Candidate, type: str = "speaker") -> Change:
        """Link two annotations, in place of an earlier link of this type from the same one.

        A suggestion becomes a tag in the same change. Raises `PostilError` where a link of this
        type may not lead from one to the other.
        """
        gone, made = list[Annotation](), list[Annotation]()
        if isinstance(target, Candidate):
            gone, made = self._decided(target, attrs=target.attrs, verdict="accepted")
            target = made[0].id
        wanted, tags = Link(type, source, target), {**self.index.by_id, **{a.id: a for a in made}}
        labels = [tags[id].label for id in (source, target) if id in tags]
        if len(labels) == 2 and not self._fits(type, *labels):
            raise PostilError(f"A {type} link cannot go from {labels[0]} to {labels[1]}.")
        others = [k for k in self.links if (k.type, k.source) == (type, source) and k != wanted]
        new = [] if wanted in self.links else [wanted]
        return self._edit(gone, made, unlinked=others, linked=new)

    def unlink(self, source: str, type: str = "speaker") -> Change:
        """Take away the links of a type that go out from an annotation."""
        return self._edit(unlinked=[k for k in self.links if (k.type, k.source) == (type, source)])

    def mark(
        self, status: Status | None = None, action: str | None = None, others: Iterable[str] = ()
    ) -> Change:
        """Give the article a status, by default the next of open, done, skipped.

        A status that it has already makes an empty change, which is not saved. `action` is that of
        the changes in `others`, by article id, so that one undo takes back all.
        """
        wanted = status or _NEXT_STATUS[self.status]
        turn = (self.status, wanted) if wanted != self.status else None
        return self._edit(status=turn, action=action, others=others)

    def answer(
        self,
        kind: str,
        about: Key,
        judged: str,
        answer: str | None,
        action: str | None = None,
        others: Iterable[str] = (),
    ) -> Change:
        """Write down what is decided at a place, in place of this annotator's earlier answer.

        `None` takes that back. `action` is that of the changes in `others`, by article id, so that
        one undo takes back all.
        """
        earlier = [d for d in self.decisions if (d.about, d.by) == (about, self.annotator)]
        made = Decision(kind, about, judged, answer or "", "", self.annotator, self._now())
        decided = [made] if answer is not None else []
        return self._edit(undecided=earlier, decided=decided, action=action, others=others)

    def put(self, make: Callable[[str, str], Change]) -> Change:
        """Make a change that is worked out elsewhere, of the annotator's name and the time."""
        made = make(self.annotator, self._now())
        halves = {name: getattr(made, name) for half in HALVES for name in half[:2]}
        return self._edit(status=made.status, **halves)

    def fade(self, span: Span, boilerplate: bool) -> Change:
        """Say of a part of the text that it is boilerplate, or that it belongs to the report."""
        answer = FADED if boilerplate else REPORT
        return self.answer(KIND, about(self.article, span), seen(self.article, span), answer)

    def code(self, values: Mapping[str, Value]) -> Change:
        """Say these things of the article, by name; an empty value says nothing any more."""
        gone, coming = recoded(self.annotator, self.codes_of(self.annotator), values)
        return self._edit(uncoded=gone, coded=coming)

    # How

    def _replace(self, old: Annotation, **fields: Any) -> Change:
        """Change fields of an annotation; nothing where they are so already."""
        if replace(old, **fields) == old:
            return self._edit()
        return self._edit(removed=[old], added=[replace(old, **fields, updated=self._now())])

    def _decide(self, candidate: Candidate, **fields: Any) -> Change:
        return self._edit(*self._decided(candidate, **fields))

    def _decided(
        self, candidate: Candidate, **fields: Any
    ) -> tuple[list[Annotation], list[Annotation]]:
        """What became of a suggestion, as an annotation of its own or of the stored one.

        Returns what goes, and what comes.
        """
        at, stored = self._now(), self.suggested.get(candidate.stored)
        made = stored or Annotation(
            self._new_id(), *candidate.span, candidate.label, self.annotator, created=at,
            score=candidate.score,
        )  # fmt: skip
        origin = (stored.origin or stored.annotator) if stored else candidate.origin
        added = replace(made, annotator=self.annotator, origin=origin, updated=at, **fields)
        return [stored] if stored else [], [self._guided(added)]

    def _made_by_hand(self, place: Span, label: str, at: str, guideline: str) -> Annotation:
        id, by = self._new_id(), self.annotator
        return Annotation(id, *place, label, by, created=at, updated=at, guideline=guideline)

    def _guided(self, tag: Annotation) -> Annotation:
        """A tag that is made or changed now, under what its label's guideline says now."""
        return replace(tag, guideline=self._guideline(tag.label)) if tag.is_tag else tag

    def _trimmed(self, span: Span) -> Span:
        start, end = trimmed(self.article.text, span)
        if start >= end:
            raise PostilError(
                "There are no words in the selection.", "Select a word and try again."
            )
        return start, end


def _touch(one: Annotation, span: Span) -> bool:
    return one.start < span[1] and span[0] < one.end


def _edited(old: Annotation, attrs: Mapping[str, Any] | None = None) -> Annotation:
    """An annotation that is about to be changed: if it was a suggestion, it is an edited one.

    What was proposed for another label is let go with it; nobody has agreed to what it will be.
    """
    old = replace(old, agreed=()) if old.agreed else old
    return replace(old, verdict="edited", attrs=attrs or {}) if old.origin else old


def _with(attrs: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes with others in their place, an empty value for none."""
    kept = {name: value for name, value in attrs.items() if name not in given}
    return kept | {name: value for name, value in given.items() if value not in ("", None)}
