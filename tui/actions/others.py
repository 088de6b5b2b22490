"""What the others of a team tagged, where it is not blind: gone through, and taken over."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from annotations.annotation import Annotation, Key, judged, standing
from annotations.session import Session
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.actions.places import Places, ids_shown, sessions_of
from tui.command import Command, group, row
from tui.effects import Effects, Say
from tui.reading.queue import Asked, Place
from tui.reading.reading import Reading

KIND = "others"
TAKEN = "annotator:"
"""What stands before a name in the `origin` of a tag that was taken over."""


class Theirs(Asked):
    """Whether somebody's tag is to be one's own, too; else it is not asked about again."""

    def __init__(self, places: Places, session: Session, tag: Annotation) -> None:
        self._places, self._session, self._tag = places, session, tag

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return f"{self._tag.label}? {self._tag.origin}"

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "take"

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "no"

    def accept(self) -> Effects:
        """See `Asked.accept`: what is taken over says from whom."""
        tag, session = self._tag, self._session
        source = f"{TAKEN}{tag.origin}"
        taken = Candidate(tag.start, tag.end, tag.label, (source,), attrs=tag.attrs)
        yield from self._places.reading.answer(session, session.accept(taken))
        yield Say(f"{tag.label} taken over from {tag.origin}; u undoes it")
        yield from self._places.go_on()

    def refuse(self) -> Effects:
        """See `Asked.refuse`."""
        change = self._session.answer(KIND, *_asked(self._tag), "no")
        yield from self._places.reading.answer(self._session, change)
        yield from self._places.go_on()


class Others(Places):
    """What others tagged and one has not, in the articles that were side by side when asked.

    What both have is shown, too, but not asked about.
    """

    def __init__(self, reading: Reading) -> None:
        self._theirs = {id: tuple(_theirs(reading, id)) for id in ids_shown(reading)}
        super().__init__(reading, KIND, self._found, "The others have no other tags here.")

    @property
    def variants(self) -> Sequence[Span]:  # type: ignore[override]
        """See `Queue.variants`: all are drawn quietly."""
        return [place.span for place in self.order.open.values()]

    def spans(self, session: Session) -> Sequence[Span]:
        """See `Queue.spans`."""
        found = self.order.open.values()
        return sorted({one.span for one in found if one.article == session.article.id})

    def others(self, session: Session) -> Sequence[Annotation]:
        """See `Queue.others`."""
        return self._theirs.get(session.article.id, ())

    def _found(self) -> Iterator[Place]:
        for session in sessions_of(self.reading, self._theirs):
            for tag in self._theirs[session.article.id]:
                about, seen = _asked(tag)
                here = session.index.exactly(tag.start, tag.end)
                if any(own.label == tag.label for own in here):
                    continue
                if not standing(session.decisions, about, seen):
                    asked = Theirs(self, session, tag)
                    yield Place(session.article.id, (tag.start, tag.end), about, asked)


def _theirs(reading: Reading, id: str) -> Iterator[Annotation]:
    """The tags of all others in an article, in reading order, each with its owner as `origin`."""
    found = [
        replace(tag, id=f"{name} {tag.id}", origin=name, score=None, verdict="suggested")
        for name, contents in reading.outside.others(id).items()
        for tag in contents.annotations.values()
        if tag.stands
    ]
    yield from sorted(found, key=lambda tag: tag.order)


def _asked(tag: Annotation) -> tuple[Key, str]:
    """The key of somebody's tag, and a digest of what was looked at."""
    return (KIND, "tag", tag.id), judged(tag.start, tag.end, tag.label)


def _show(reading: Reading) -> Effects:
    if shown := next((one for one in reading.queues if one.kind == KIND), None):
        reading.let_go(shown)
        return [Say("The others' tags are hidden.")]
    return Others(reading).begin()


ROWS: tuple[Command, ...] = group(
    "Go",
    row(
        "others",
        "ctrl+t ctrl+b",
        "What the others tagged",
        _show,
        "in a team that is not blind, show what the others tagged, and go through it; or no more",
    ),
    of_team=True,
)
