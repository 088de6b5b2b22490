"""What differs between two articles as a queue: asked about, paired or denied, and kept."""

from collections.abc import Iterator, Sequence
from itertools import product, starmap

from annotations.annotation import Change, Key, standing
from annotations.compare.decided import ABSENCE, SAME, Subject, absence, absent, sameness
from annotations.compare.sides import COMPARE, Item, Items, Side
from annotations.errors import PostilError
from annotations.identity import confirm_absent, confirm_same, deny, pair
from annotations.session import Session
from annotations.suggestion import Candidate
from tui.actions.across import across, bring_opposite, short
from tui.actions.places import Places, ids_shown, sessions_of
from tui.effects import Effects, Say
from tui.reading.compared import Compared, Difference
from tui.reading.queue import Asked, OneQuestion, Place
from tui.reading.reading import Reading

KIND = "diff"
_PAIRED = ("quote", "proposal")
"""The roles of which the same one is told by a pair; others are the same by a decision."""

End = tuple[Session, str | Candidate]


class _Question(Asked):
    """What is asked at a difference."""

    def __init__(self, places: "Differences", one: Difference) -> None:
        self.places, self.reading, self.one = places, places.reading, one

    @property
    def here(self) -> Side:
        """The side that the difference is seen from."""
        return self.places.sides[self.one.number]

    @property
    def there(self) -> Side:
        """The other side."""
        return self.places.sides[1 - self.one.number]

    def session(self, side: Side) -> Session:
        """The session of a side's article."""
        return self.reading.outside.session_of(side.id)

    def answered(self, made: Sequence[tuple[Session, Change]]) -> Effects:
        """Show what an answer has changed, and go on to the next difference."""
        for session, change in made:
            yield from self.reading.answer(session, change)
        yield from self.places.go_on()


class NotFound(_Question):
    """Whether something is not in the other article; else one points at it there."""

    yes, no = "yes", "no"

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return f"not in {short(self.there.name)}?"

    def accept(self) -> Effects:
        """See `Asked.accept`: keep that it was looked for."""
        subject = absence(self.one.here[0], self.there)
        yield from self.answered(confirm_absent(self.session(self.here), subject))

    def refuse(self) -> Effects:
        """See `Asked.refuse`: point at it in the other article."""
        yield from across(self.reading)
        self._select_the_only_tag()
        self.reading.push(Pointing(self))
        yield Say("Go to what is the same, then press enter.")

    def _select_the_only_tag(self) -> None:
        """Of the sentence that is nearest, select what is tagged alike, if that is one thing."""
        start, end = self.reading.pane.selected
        role = self.one.here[0].role
        inside = [
            one
            for one in self.there.items
            if one.tagged and one.role == role and start <= one.span[0] < one.span[1] <= end
        ]
        if len(inside) == 1:
            self.reading.go(self.reading.active, inside[0].span, inside[0].key[0])


class Maybe(_Question):
    """Whether a sentence of the other article says something in other words."""

    yes, no = "yes", "no"

    def __init__(self, places: "Differences", one: Difference, asked: Item) -> None:
        super().__init__(places, one)
        self._asked = asked

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        return f"said in {short(self.there.name)}?"

    def accept(self) -> Effects:
        """See `Asked.accept`: keep that those words say the same."""
        subject = sameness(self.one.here[0], self._asked)
        made = confirm_same(self.session(self.here), self.session(self.there), subject)
        yield from self.answered(made)

    def refuse(self) -> Effects:
        """See `Asked.refuse`: keep that it was looked for."""
        subject = absence(self.one.here[0], self.there)
        yield from self.answered(confirm_absent(self.session(self.here), subject))


class Differs(_Question):
    """Whether two that differ are the same."""

    yes, no = "yes", "no"

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        assert self.one.match
        return f"{self.one.match.differs}: same {self.one.here[0].label}?"

    def accept(self) -> Effects:
        """See `Asked.accept`."""
        yield from self.answered(_same(self, self.one.here[0], self.one.there[0]))

    def refuse(self) -> Effects:
        """See `Asked.refuse`."""
        here, there = self.session(self.here), self.session(self.there)
        said = unlike(self.one.here, self.one.there)
        yield from self.answered(deny((here, there, subject) for subject in said))


class Pointing(OneQuestion):
    """One points at what is the same in the other article; `enter` takes what is selected."""

    kind = "pair"

    class _Asked(Asked):
        question, yes, no = "same as this?", "yes", "no"

        def __init__(self, pointing: "Pointing") -> None:
            self._pointing = pointing

        def accept(self) -> Effects:
            return self._pointing.take()

        def refuse(self) -> Effects:
            return self._pointing.give_up()

    def __init__(self, question: NotFound) -> None:
        super().__init__(self._Asked(self))
        self._question, self._reading = question, question.reading

    @property
    def stands(self) -> bool:
        """See `Queue.stands`: as long as the other article is there."""
        there = self._question.there.id
        return any(True for _ in self._reading.panes_of(there))

    def walk(self, forward: bool) -> Effects:
        """See `Queue.walk`: there is no other place."""
        raise PostilError("Go to what is the same, then press enter.", "esc gives it up.")

    def take(self) -> Effects:
        """Say that the tag or suggestion that is selected here is the same."""
        question, reading = self._question, self._reading
        if reading.session.article.id != question.there.id:
            name = short(question.there.name)
            raise PostilError(f"It is looked for in {name}.", "Press tab to go there.")
        there = item_at(reading, question.there)
        if there is None:
            raise PostilError("There is no tag here to say that of.", "Tag the words first.")
        reading.let_go(self)
        yield from question.answered(_same(question, question.one.here[0], there))

    def give_up(self) -> Effects:
        """Go back to the question."""
        self._reading.let_go(self)
        return self._question.places.show()


class Differences(Places):
    """What differs between two articles, or stands in one only, and nobody has answered yet."""

    def __init__(self, reading: Reading, compared: Compared) -> None:
        self._compared, self._back = compared, False
        super().__init__(reading, KIND, self._differing, "Nothing differs that is tagged.")

    @property
    def sides(self) -> tuple[Side, Side]:
        """The two articles as they were compared last."""
        assert self._compared.found
        return self._compared.found.sides

    @property
    def stands(self) -> bool:
        """See `Queue.stands`: no longer than the articles are compared."""
        return self.reading.compared is self._compared and super().stands

    def show(self) -> Effects:
        """See `Places.show`: the other article comes to what says the same, or is nearest."""
        yield from super().show()
        pane, compared = self.reading.pane, self._compared
        if pane.session.article.id in compared.ids:
            one = compared.at(pane.session.article.id, pane.selected)
            for other in self.reading.panes:
                if other is not pane and other.session.article.id in compared.ids:
                    bring_opposite(pane, other, one=one)

    def _differing(self) -> Iterator[Place]:
        if self._compared.found is None:
            return
        for one in self._compared.differences():
            side, other = self.sides[one.number], self.sides[1 - one.number]
            first = one.here[0]
            asked: Asked = NotFound(self, one)
            kind, key = ABSENCE, first.key
            if one.match:
                if any(item.key[0] == "text" for item in (*one.here, *one.there)):
                    continue  # no tag there that could be the same
                asked, kind = Differs(self, one), SAME
                if any(standing(side.decisions, *said) for said in unlike(one.here, one.there)):
                    continue  # of a date with another value, which no denial makes two
            elif one.asked:
                asked = Maybe(self, one, one.asked)
            elif any(absent(item, side, other) for item in one.here):
                continue
            held = first.key[0] if len(first.key) == 1 else None
            yield Place(side.id, first.span, (COMPARE, kind, *key), asked, held)

    def look_again(self, back: bool = False) -> Effects:
        """See `Queue.look_again`; what was taken back is found once it has been compared again."""
        self._back = back or self._back
        before = len(self.order.open)
        told = super().look_again(self._back)
        self._back = self._back and len(self.order.open) <= before
        return told

    def _renew(self) -> None:
        if self._compared.found is not None:
            now = (self.reading.changes, id(self._compared.found))
            if now != self._found_at:
                self._found_at = now
                self.order.renew(self._find())


def _same(question: _Question, one: Item, other: Item) -> list[tuple[Session, Change]]:
    """Say that two are the same: by a pair, or where rules tell it, by a decision in both files."""
    here, there = question.session(question.here), question.session(question.there)
    if one.role in _PAIRED:
        reading = question.reading
        shown = sessions_of(reading, ids_shown(reading))
        return pair(_end(reading, here, one), _end(reading, there, other), shown)
    return confirm_same(here, there, sameness(one, other))


def unlike(here: Items, there: Items) -> Iterator[Subject]:
    """What is denied where two are not the same: each wording of one against each of the other."""
    first = [{item.words: item for item in reversed(items)}.values() for items in (here, there)]
    return starmap(sameness, product(*first))


def _end(reading: Reading, session: Session, item: Item) -> End:
    """A tag by its id, or the suggestion that stands just there."""
    if len(item.key) == 1:
        return session, item.key[0]
    for pane in reading.panes_of(session.article.id):
        for one in pane.suggested.exactly(item.span) if pane.suggested else ():
            if one.label == item.label:
                return session, one
    raise PostilError("The suggestion is gone.", "Tag the words first.")


def item_at(reading: Reading, side: Side) -> Item | None:
    """The tag or suggestion that the selection stands on, as an item."""
    held, one = reading.held, reading.candidate
    tags = reading.session.index.at(reading.pane.selection.cursor)
    known = {item.key: item for item in side.items}
    keys: list[Key] = [(held.id,)] if held else []
    keys += [(one.label, str(one.start), str(one.end))] if one else []
    keys += [(tag.id,) for tag in tags]
    return next((known[key] for key in keys if key in known), None)
