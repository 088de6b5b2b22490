"""Where a link of a tag may lead: to tags and to what is suggested, which becomes a tag with it."""

from msgspec import Struct

from annotations.annotation import Annotation, Change
from annotations.session import Session
from annotations.suggestion import Candidate, Place
from annotations.units import Span
from tui.reading.reading import Reading

_NEAR = 5_000  # code points around a tag in which a link of it may lead


class End(Struct, frozen=True):
    """A tag that a link may lead to, or a suggestion as the tag that it would be."""

    tag: Annotation
    candidate: Candidate | None = None

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.tag.start, self.tag.end


def ends_near(reading: Reading, session: Session, type: str, tag: Annotation) -> list[End]:
    """The ends near a tag that a link of a type may lead to, the likeliest first."""
    from annotations.suggest.speakers import ends  # its patterns take a while to make

    scheme, text = reading.scheme, session.article.text
    around = tag.start - _NEAR, tag.end + _NEAR
    targets = scheme.targets(type, tag.label)
    suggested = reading.suggested.of(session) if reading.suggesting else None
    waiting = {
        one.id: one
        for one in (suggested.within(*around) if suggested is not None else ())
        if one.label in targets
    }
    near = [*session.index.overlapping(*around), *map(as_tag, waiting.values())]
    ranked = ends(text, scheme, type, tag, near)
    if suggested is not None:
        leads = suggested.leads(type, tag.start, tag.end, tag.label)
        first = _led([one for one in near if one.label in targets and one.id != tag.id], leads)
        said = {text[one.start : one.end] for one in first}
        ranked = [*first, *(one for one in ranked if text[one.start : one.end] not in said)]
    return [End(one, waiting.get(one.id) if one.verdict == "suggested" else None) for one in ranked]


def _led(ends: list[Annotation], leads: list[Place]) -> list[Annotation]:
    """The ends that a source leads to: the very words, else what overlaps them."""
    found = list[Annotation]()
    for start, end, _ in leads:
        there = [one for one in ends if one.start < end and start < one.end]
        there.sort(key=lambda one: (one.start, one.end) != (start, end))
        found += [one for one in there[:1] if one not in found]
    return found


def end_at(reading: Reading, type: str, tag: Annotation) -> End | None:
    """What is selected that a link of a type from a tag may lead to."""
    pane, session = reading.pane, reading.session
    targets = reading.scheme.targets(type, tag.label)
    held, cursor = reading.held, pane.selection.cursor
    tags = [*([held] if held else ()), *session.index.exactly(*pane.selected)]
    tags += session.index.at(cursor)
    for one in tags:
        if one.label in targets and one.id != tag.id:
            return End(one)
    found = [one for one in [reading.candidate] if one]
    if reading.pane.suggested is not None:
        found += reading.pane.suggested.within(cursor, cursor + 1)
    return next((End(as_tag(one), one) for one in found if one.label in targets), None)


def link(session: Session, tag: Annotation, type: str, end: End) -> Change:
    """The change that links a tag to an end."""
    return session.link(tag.id, end.candidate or end.tag.id, type)


def as_tag(one: Candidate) -> Annotation:
    """A suggestion as the tag that it would be."""
    place = one.id, one.start, one.end, one.label
    return Annotation(
        *place, "", one.attrs, origin=one.origin, score=one.score, verdict="suggested"
    )
