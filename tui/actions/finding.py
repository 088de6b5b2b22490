"""What one goes to: words looked for in all panes, hit by hit; what is in view, by a letter."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from annotations.annotation import Key
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.command import Command, group, row
from tui.effects import Ask, Effects, GiveUpWaiting, Say
from tui.reading.events import StandIn
from tui.reading.queue import Asked, Place, Queue
from tui.reading.reading import Reading
from tui.reading.state import Hints, Target

if TYPE_CHECKING:
    from annotations.find import Spans

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class _Leaving(Asked):
    """Whether a hit is left out of what is tagged."""

    def __init__(self, hits: "Hits") -> None:
        self._hits = hits

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "leave out"

    def refuse(self) -> Effects:
        """See `Asked.refuse`."""
        return self._hits.leave_out()


class Hits(Queue):
    """The hits in each article by its id, in order; the walk goes on from the selection."""

    kind = "hit"

    def __init__(
        self,
        reading: Reading,
        found: Mapping[int, Sequence[Span]],
        variants: Collection[Span] = (),
    ) -> None:
        """`found` has them by the number of the pane; `variants` are those that are less sure."""
        from annotations import find as finds  # late: to begin with nothing is looked for

        self.reading, self.variants = reading, variants
        self.left_out: set[tuple[str, Span]] = set()
        self.asking: Asked = _Leaving(self)
        panes = reading.panes
        self._found = {self._text(panes[n].session): finds.Spans(hits) for n, hits in found.items()}
        self._none = finds.Spans(())

    @property
    def here(self) -> Place | None:
        """See `Queue.here`."""
        session, span = self.reading.session, self.reading.pane.selected
        hits = self.spans(session)
        if hits[(at := hits.place(span)) : at + 1] != [span]:
            return None
        id = session.article.id
        key: Key = ("find", self.kind, id, f"{span[0]}-{span[1]}")
        return Place(id, span, key, self.asking)

    @property
    def stands(self) -> bool:
        """See `Queue.stands`: in the articles side by side."""
        return any(self.spans(pane.session) for pane in self.reading.panes)

    @property
    def number(self) -> int:
        """See `Queue.number`."""
        if not (here := self.here):
            return 0
        before = self.reading.panes[: self.reading.active]
        at = self.spans(self.reading.session).place(here.span)
        return sum(len(self.spans(pane.session)) for pane in before) + at + 1

    @property
    def of(self) -> int:
        """See `Queue.of`."""
        return sum(len(self.spans(pane.session)) for pane in self.reading.panes)

    def spans(self, session: Session) -> "Spans":
        """See `Queue.spans`."""
        return self._found.get(self._text(session), self._none)

    def walk(self, forward: bool) -> Effects:
        """See `Queue.walk`: over all panes, wrapping round."""
        start = self.reading.pane.selected[0]
        return self.go(forward, start + 1 if forward else start)

    def go(self, forward: bool, offset: int) -> Effects:
        """Go to the first hit from `offset` on, or the last before it."""
        reading = self.reading
        for number, at_edge in reading.onward(forward):
            hits = self.spans(reading.panes[number].session)
            place = hits.place((offset,)) - (not forward)
            if at_edge:
                place = 0 if forward else len(hits) - 1
            if 0 <= place < len(hits):
                reading.go(number, hits[place])
                others = f", {self.of} in all" if self.of > len(hits) else ""
                return [Say(f"{place + 1} of {len(hits)}{others}")]
        return ()

    def leave_out(self) -> Effects:
        """Leave the hit out that is selected, and go to the next."""
        from annotations import find as finds  # late: to begin with nothing is looked for

        here, session = self.here, self.reading.session
        if here is None:
            raise PostilError("None of these places is selected.", "Press n for the next one.")
        told = self.walk(True)
        self.left_out.add((here.article, here.span))
        left = finds.Spans(hit for hit in self.spans(session) if hit != here.span)
        self._found[self._text(session)] = left
        self.reading.show_places()
        return told

    @staticmethod
    def _text(session: Session) -> str:
        """What the hits stand in: they are none in another text of the article."""
        return f"{session.article.id}\0{session.article.digest}"


class Preview(Hits):
    """Places that are answered all together; they wait until `enter`, `esc` or `u`, whatever moves.

    `question` is asked, and `accept` says yes for all that were not left out.
    """

    kind = "preview"
    armed = True

    def __init__(
        self,
        reading: Reading,
        found: Mapping[int, Sequence[Span]],
        variants: Collection[Span] = (),
    ) -> None:
        super().__init__(reading, found, variants)
        self.asking = _All(self)

    @property
    def asked(self) -> Asked:
        """See `Queue.asked`: wherever one is."""
        return self.asking

    @property
    def question(self) -> str:
        """What is asked of all of them."""
        raise NotImplementedError

    def accept(self) -> Effects:
        """Do it to all that are left; one undo takes it back."""
        raise NotImplementedError


class _All(_Leaving):
    """Whether something is to be done to all that are left."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview)
        self._preview = preview

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return self._preview.question

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "all"

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "not"

    def accept(self) -> Effects:
        """See `Asked.accept`."""
        return self._preview.accept()


def find(reading: Reading, typed: str, regular: bool = False) -> Effects:
    """Mark the hits in all panes and go to the first one at or after the selection."""
    from annotations import find as finds  # late: to begin with nothing is looked for

    panes = reading.panes
    hits = Hits(reading, {n: finds.hits(p.text, typed, regular) for n, p in enumerate(panes)})
    reading.push(hits)
    if not hits.stands:
        where = "these articles" if len(panes) > 1 else "this article"
        raise PostilError(f"\u201c{typed}\u201d is not in {where}.")
    return hits.go(True, reading.pane.selected[0])


def _ask(reading: Reading) -> Effects:
    return [Ask("/", lambda typed, regular: find(reading, typed, regular), ("ctrl+r", "regex/"))]


def _find_selection(reading: Reading) -> Effects:
    start, end = reading.pane.selected
    return find(reading, reading.pane.text[start:end])


def _let_go(reading: Reading) -> Effects:
    """Let go of one thing, in turn.

    What is waited for, a preview, the extending, what is selected beyond a word, the queue on top.
    """
    top, pane = reading.queue, reading.pane
    if any(isinstance(pane.session, StandIn) for pane in reading.panes):
        return [GiveUpWaiting()]
    if top and top.armed:
        reading.let_go(top)
    elif reading.extending:
        reading.end_extending()
    else:
        before = pane.selection.span, pane.held, pane.walked
        if not (top and top.here):
            pane.collapse()
            pane.moved()
        if top and before == (pane.selection.span, pane.held, pane.walked):
            reading.let_go(top)
    return ()


def _hint(reading: Reading) -> Effects:
    """Put a letter on every tag and suggestion in view."""
    targets = [target for number in reading.seen for target in _in_view(reading, number)]
    if not targets:
        raise PostilError("There is nothing in view to go to.", "Press w or n to look further.")
    hints = dict(zip(codes(len(targets)), targets, strict=False))
    reading.show_hints(Hints(hints, reading.mode))
    return [Say("Type a letter to go there; esc cancels.")]


def _in_view(reading: Reading, number: int) -> Iterator[Target]:
    """The annotations and suggestions that begin in a pane's view, in order."""
    pane = reading.panes[number]
    start, end = pane.view
    tags = pane.session.index.overlapping(start, end)
    here = [Target(number, (a.start, a.end), a.id) for a in tags]
    for one in pane.suggested.within(start, end) if pane.suggested is not None else ():
        here.append(Target(number, one.span, walked=one))
    here.sort(key=lambda t: (t.span[0], -t.span[1]))
    return (target for target in here if start <= target.span[0] < end)


def codes(count: int) -> Sequence[str]:
    """So many codes of one letter, or of two where one is not enough; as many as there can be."""
    if count <= len(_LETTERS):
        return _LETTERS[:count]
    return ["".join(pair) for pair in product(_LETTERS, repeat=2)][:count]


ROWS: tuple[Command, ...] = group(
    "Go",
    row(
        "find",
        "/ ctrl+f",
        "Find",
        _ask,
        "find words in all panes; ctrl+r there for a regular expression",
    ),
    row(
        "find-selection",
        "* ctrl+g",
        "Find the selected words",
        _find_selection,
        "find the selected words in all panes",
    ),
    row(
        "let-go",
        "escape",
        "Cancel",
        _let_go,
        "let go of one thing: the preview, the extending, the selection, then what n walks",
    ),
    row(
        "hints",
        "f",
        "Hints",
        _hint,
        "put a letter on every tag and suggestion in view; type one to go there",
    ),
)
