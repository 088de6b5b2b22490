"""What wants a look, place after place: a queue keeps its order while one works through it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from annotations.annotation import Annotation, Key
from annotations.session import Session
from annotations.units import Span
from tui.effects import Effects

Answering = Literal["", "queue", "suggestion", "tag"]
"""Who gets `enter` and `x`: the queue on top, the suggestion or tag at the selection, or nobody."""


class Choice(Struct, frozen=True):
    """A version that can be taken, in words; as a tag, if it is one, which has an extent."""

    words: str
    tag: Annotation | None = None


class Asked:
    """What is asked at a place, and what is done about it: by default nothing.

    `yes` and `no` are what `enter` and `x` do, in a word or two; where one is empty, the key is for
    what comes next. `type` is that of the link that is asked about, if it is one.
    """

    type = ""

    @property
    def question(self) -> str:
        """What is asked, for the bottom row."""
        return ""

    @property
    def yes(self) -> str:
        """What `enter` does."""
        return ""

    @property
    def no(self) -> str:
        """What `x` does."""
        return ""

    @property
    def again(self) -> str:
        """What the key of links of this type does, such as `s`."""
        return ""

    @property
    def told(self) -> str:
        """What there is to say when one comes here."""
        return ""

    @property
    def points_at(self) -> Span | None:
        """What else the question is about: it lights up in the text."""
        return None

    @property
    def choices(self) -> Sequence[Choice]:
        """The versions of which one can be taken by its number, where there are some."""
        return ()

    def accept(self) -> Effects:
        """Say yes."""
        raise NotImplementedError

    def refuse(self) -> Effects:
        """Say no."""
        raise NotImplementedError


class Place(Struct, frozen=True):
    """A span of an article, by its id, that wants a look, and what is asked there.

    An empty span stands for the whole article, which is looked at from its first word on. `key`
    tells the place from all others: what found it, of which kind, and its subject. `held` is the id
    of the tag that is meant. `name` is what lists call the article, where it was found in a list.
    """

    article: str
    span: Span
    key: Key
    asked: Asked = Asked()
    held: str | None = None
    name: str = ""


class AtHand(Struct, frozen=True):
    """What `n`, `enter` and `x` are about now, in plain values.

    `kind` is that of the queue on top, or `suggestion` or `tag`, or nothing at rest. `number` says
    which of its places one is at, from 1, or 0; `of` how many there are; `beneath` how many wait in
    the queues below. `question` is what is asked here; `yes` and `no` are what `enter` and `x` do,
    and `again` what the key of links of this `type` does, each in a word or two, empty where it
    does nothing. `below` counts the suggestions that are not shown, for they are below the least
    score, `choices` the versions to choose from. `unasked` says that the queue came by itself,
    `told` why it is asked.
    """

    kind: str = ""
    number: int = 0
    of: int = 0
    beneath: int = 0
    question: str = ""
    yes: str = ""
    no: str = ""
    answers: Answering = ""
    again: str = ""
    type: str = ""
    below: int = 0
    choices: int = 0
    unasked: bool = False
    told: str = ""


class Order:
    """Places in the order they were found, with a cursor; those that are answered keep their rank.

    `at` is the rank of the cursor, -1 before the first step.
    """

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self.keys: list[Key] = []
        self.open: dict[Key, Place] = {}
        self.at = -1
        self.renew(places)

    @property
    def here(self) -> Place | None:
        """The place at the cursor, unless it is answered."""
        return self.open.get(self.keys[self.at]) if self.at >= 0 else None

    def renew(self, places: Iterable[Place]) -> None:
        """Take in what is found now, in reading order.

        What is not among it is answered. What is new joins where it is read, but behind the cursor.
        """
        found = {place.key: place for place in places}
        rank = {key: number for number, key in enumerate(self.keys)}
        joining: dict[int, list[Key]] = {}
        reached = self.at
        for key in found:
            if key in rank:
                reached = max(self.at, rank[key])
            else:
                joining.setdefault(reached, []).append(key)
        self.open = found
        if joining:
            keys = joining.get(-1, [])
            for number, key in enumerate(self.keys):
                keys += [key, *joining.get(number, ())]
            self.keys = keys

    def extend(self, places: Iterable[Place]) -> None:
        """Take in more places behind all others."""
        for place in places:
            self.keys.append(place.key)
            self.open[place.key] = place

    def answer(self) -> None:
        """Let the place at the cursor count as answered."""
        self.open.pop(self.keys[self.at], None)

    def step(self, forward: bool) -> Place | None:
        """Go to the next open place, or the one before, round the ends.

        `None` where there is none.
        """
        count, by = len(self.keys), 1 if forward else -1
        start = self.at if self.at >= 0 or forward else count
        for far in range(1, count + 1):
            at = (start + by * far) % count
            if place := self.open.get(self.keys[at]):
                self.at = at
                return place
        return None

    def go_to(self, key: Key) -> None:
        """Put the cursor on a place."""
        self.at = self.keys.index(key)


class Queue:
    """Places that are walked by `n` and `N`, and answered by `enter` and `x` where one stands."""

    kind = ""
    armed = False
    """Whether `enter` and `x` are for it wherever one is, `u` and `esc` let go of it first."""
    listed = False
    """Whether it belongs to a list, and ends when one goes back there."""
    unasked = False
    """Whether it came by itself, and what one was about is still to come."""
    variants: Collection[Span] = ()

    @property
    def here(self) -> Place | None:
        """The place that the selection stands at."""
        raise NotImplementedError

    @property
    def place(self) -> Place | None:
        """The place at the cursor, wherever the selection is."""
        return self.here

    @property
    def asked(self) -> Asked:
        """What is asked where one is."""
        return self.here.asked if self.here else Asked()

    @property
    def stands(self) -> bool:
        """Whether there is still something to walk."""
        return True

    @property
    def number(self) -> int:
        """Which place one is at, from 1; 0 for none."""
        raise NotImplementedError

    @property
    def of(self) -> int:
        """How many places there are."""
        raise NotImplementedError

    @property
    def left(self) -> int:
        """How many of them wait."""
        return self.of

    def spans(self, session: Session) -> Sequence[Span]:
        """What is marked in an article, in order."""
        return ()

    def others(self, session: Session) -> Sequence[Annotation]:
        """What other annotators tagged in an article, with their names as `origin`."""
        return ()

    def walk(self, forward: bool) -> Effects:
        """Go to the next place, or the one before."""
        raise NotImplementedError

    def look_again(self, back: bool = False) -> Effects:
        """Take in what has changed; where that was taken `back`, go to what is asked again."""
        return ()


class OneQuestion(Queue):
    """One thing is asked wherever one is, until it is answered or let go of."""

    armed = True
    number, of, left = 0, 1, 0

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    @property
    def here(self) -> None:
        """See `Queue.here`: wherever one is."""
        return None

    @property
    def asked(self) -> Asked:
        """See `Queue.asked`."""
        return self._asked
