"""The queues over the articles side by side, one on top of the other, and who is asked now."""

from collections.abc import Sequence

from annotations.annotation import Annotation
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.reading.queue import AtHand, Choice, Queue
from tui.reading.side_by_side import Left, SideBySide


class Queues(SideBySide):
    """`n` walks the queue on top; below all of them wait the suggestions."""

    def __init__(self, left: Left) -> None:
        super().__init__(left)
        self.queues: list[Queue] = []

    @property
    def queue(self) -> Queue | None:
        """The queue on top."""
        return self.queues[-1] if self.queues else None

    @property
    def asking_queue(self) -> Queue | None:
        """The queue on top where it is for it to answer: at its place, or where it is armed."""
        top = self.queue
        return top if top and (top.armed or top.here) else None

    @property
    def held(self) -> Annotation | None:
        """The tag that is held."""
        return self.session.index.by_id.get(self.pane.held or "")

    @property
    def candidate(self) -> Candidate | None:
        """The suggestion that was walked to, or that the selection stands on.

        Where a tag is held that is just selected, it is the tag that is meant.
        """
        pane, held = self.pane, self.held
        if pane.walked or pane.suggested is None:
            return pane.walked
        if held and (held.start, held.end) == pane.selected:
            return None
        return next(iter(pane.suggested.exactly(pane.selected)), None)

    @property
    def suggestions_left(self) -> int:
        """How many suggestions wait in the articles in view; at most some hundred are counted."""
        found = (self.panes[number].suggested for number in self.seen)
        return sum(one.left for one in found if one is not None)

    @property
    def suggestions_below(self) -> int:
        """How many suggestions in the articles in view are below the least score."""
        found = (self.panes[number].suggested for number in self.seen)
        return sum(one.below for one in found if one is not None)

    @property
    def choices(self) -> Sequence[Choice]:
        """The versions to choose from at the place where one is."""
        asking = self.asking_queue
        return asking.asked.choices if asking else ()

    @property
    def told(self) -> str:
        """Why it is asked what the queue on top asks here, but of a choice, which shows itself."""
        asking = self.asking_queue
        return asking.asked.told if asking and not asking.asked.choices else ""

    @property
    def at_hand(self) -> AtHand:
        """What can be answered now, and what is walked."""
        top, left = self.queue, self.suggestions_left
        beneath = sum(queue.left for queue in self.queues[:-1]) + (left if top else 0)
        asked = top.asked if top and self.asking_queue else None
        if top and asked and (asked.yes or asked.no or asked.choices):
            place, said = (top.number, top.of, beneath), (asked.question, asked.yes, asked.no)
            return AtHand(top.kind, *place, *said, "queue", asked.again, asked.type, 0,
                          len(asked.choices), top.unasked, self.told)  # fmt: skip
        if candidate := self.candidate:
            question = f"{candidate.label}?"
            return AtHand("suggestion", 0, left, beneath, question, "yes", "no", "suggestion")
        if top:
            return AtHand(top.kind, top.number, top.of, beneath, unasked=top.unasked)
        if held := self.held:
            yes = "" if (held.start, held.end) == self.pane.selected else "this extent"
            return AtHand("tag", 0, left, 0, held.label, yes, "remove", "tag")
        return AtHand("", 0, left, below=self.suggestions_below)

    @property
    def lit(self) -> list[Span]:
        """What belongs to the selection: the end that is offered, or those of the tag's links."""
        if (top := self.queue) and (span := top.asked.points_at):
            return [span]
        session = self.session
        tags = [self.held] if self.held else session.index.exactly(*self.pane.selected)
        ids, by_id = {tag.id for tag in tags if tag}, session.index.by_id
        links = session.links if ids else ()
        ends = [by_id.get(link.target) for link in links if link.source in ids]
        return sorted((end.start, end.end) for end in ends if end)

    def push(self, queue: Queue) -> None:
        """Put a queue on top, in place of one of its kind and of one that is armed."""
        others = [one for one in self.queues if one.kind != queue.kind and not one.armed]
        self.queues = [*others, queue]
        self.show_places()

    def let_go(self, queue: Queue) -> None:
        """Let go of a queue."""
        self.queues = [one for one in self.queues if one is not queue]
        self.show_places()

    def leave_lists(self) -> None:
        """Let go of what was opened from a list that one goes back to."""
        self.queues = [one for one in self.queues if not one.listed]
        self.show_places()

    def show_places(self) -> None:
        """Mark the places of the queue on top; what has lost its places in view is let go."""
        self.queues = [one for one in self.queues if one.stands]
        top = self.queue
        for pane in self.panes:
            pane.show_hits(top.spans(pane.session) if top else (), top.variants if top else ())
            pane.show_others(top.others(pane.session) if top else ())
