"""Tags whose words changed with the text: one place after the other, moved there or given up."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.annotation import Key
from annotations.session import Session
from tui.actions.places import Places, ids_shown, sessions_of
from tui.command import Command, group, row
from tui.effects import Effects
from tui.reading.pane import NOTHING
from tui.reading.queue import Asked, Place
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from annotations.versions.renewing import Doubt

_AROUND = 24  # code points shown on either side of what was tagged


class _Here(Asked):
    """Whether a tag belongs here now; else it is given up."""

    def __init__(self, places: Places, session: Session, doubt: "Doubt") -> None:
        self._places, self._session, self._doubt = places, session, doubt

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return f"{self._doubt.tag.label} {'here?' if self._doubt.new else 'is gone?'}"

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "move" if self._doubt.new else ""

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "give up"

    @property
    def told(self) -> str:
        """See `Asked.told`: the words that were tagged, in what stood around them."""
        (start, end), text = self._doubt.old, self._doubt.text
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return " ".join(f"before: \u2026{before}\u201c{text[start:end]}\u201d{after}\u2026".split())

    def accept(self) -> Effects:
        """See `Asked.accept`."""
        return self._decide(place=True)

    def refuse(self) -> Effects:
        """See `Asked.refuse`."""
        return self._decide(place=False)

    def _decide(self, place: bool) -> Effects:
        change = self._session.decide(self._doubt.tag.id, self._doubt.new if place else None)
        yield from self._places.reading.answer(self._session, change)
        yield from self._places.go_on()


class Changed(Places):
    """The tags on earlier texts of the articles in view; where they may be is looked for once."""

    def __init__(self, reading: Reading) -> None:
        from annotations.versions.renewing import doubts  # late: few sittings need it

        text_of = reading.outside.text_of
        self._doubts = {
            one.article.id: doubts(one.article, one.contents, text_of)
            for one in sessions_of(reading, ids_shown(reading))
        }
        nothing = "No tags here are waiting for a decision."
        super().__init__(reading, "changed", self._found, nothing)

    def _found(self) -> Iterator[Place]:
        for session in sessions_of(self.reading, self._doubts):
            found = self._doubts[session.article.id]
            for doubt in sorted(found, key=lambda one: one.new or one.old):
                tag = session.suggested.get(doubt.tag.id)
                if tag and tag.text_digest:
                    key: Key = ("changed", "tag", tag.id)
                    asked = _Here(self, session, doubt)
                    yield Place(session.article.id, doubt.new or NOTHING, key, asked)


ROWS: tuple[Command, ...] = group(
    "Tag",
    row(
        "review",
        "R",
        "Review tags of a changed text",
        lambda reading: Changed(reading).begin(),
        "go through the tags whose words changed: move each, or give it up",
    ),
)
