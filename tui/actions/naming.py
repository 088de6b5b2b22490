"""Who or what mentions mean: given by one key, the likeliest first, then to all of that name."""

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from annotations.annotation import NOBODY, Change, Key, judged, standing
from annotations.attributes import entity_attribute
from annotations.compare.entities import Known, Offer
from annotations.entity import Entity, entity, id_of
from annotations.errors import PostilError
from annotations.identity import together
from annotations.session import Session
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.actions.finding import Preview
from tui.actions.meant import WORDS, Entities, Mention, mentions
from tui.actions.places import Places, ids_shown, sessions_of
from tui.effects import Effects, Identify, Say
from tui.reading.queue import Asked, Place
from tui.reading.reading import Linked, Reading

KIND = "entity"


class Rest(Preview):
    """The other mentions of a name, which wait to be given the same entity."""

    def __init__(self, reading: Reading, found: Sequence[Mention], id: str, called: str) -> None:
        spans: dict[int, list[Span]] = {}
        for number, pane in enumerate(reading.panes):
            here = [one.span for one in found if one.session is pane.session]
            spans[number] = sorted(set(here))
        super().__init__(reading, spans)
        self.mentions, self.id, self._called = found, id, called

    @property
    def question(self) -> str:
        """See `Preview.question`."""
        return f"{self._called}: {self.of} more?"

    def accept(self) -> Effects:
        """See `Preview.accept`: give it to them."""
        found = [one for one in self.mentions if one.span in self.spans(one.session)]
        self.reading.let_go(self)
        yield from _give(self.reading, found, self.id)
        yield Say(f"{len(found)} more: {self._called}; u undoes it.")
        yield from _go_on(self.reading)


class Who(Asked):
    """Whether a mention means the entity that is offered, else a new one of its own name."""

    def __init__(self, places: "Unnamed", mention: Mention) -> None:
        self._places, self.mention = places, mention
        self._known: tuple[int, Entities] | None = None

    @property
    def entities(self) -> Entities:
        """The entities, as they are now."""
        reading = self._places.reading
        if self._known is None or self._known[0] != reading.changes:
            self._known = reading.changes, Entities(reading, self.mention)
        return self._known[1]

    @property
    def offered(self) -> Offer | None:
        """The entity that is offered."""
        return _first_sure(self.entities)

    @property
    def question(self) -> str:
        """See `Asked.question`."""
        if offer := self.offered:
            return f"{self.entities.name(offer.id)[:WORDS]}?"
        return f"new: {self.mention.shown}?"

    @property
    def yes(self) -> str:
        """See `Asked.yes`."""
        return "yes"

    @property
    def no(self) -> str:
        """See `Asked.no`."""
        return "no one"

    def accept(self) -> Effects:
        """See `Asked.accept`."""
        offer, known = self.offered, self.entities
        if offer:
            return _name(known, self.mention, offer.id, "")
        return _name(known, self.mention, "", self.mention.words)

    def refuse(self) -> Effects:
        """See `Asked.refuse`: keep that it is to bear none."""
        session = self.mention.session
        change = session.answer(KIND, *_subject(self.mention), NOBODY)
        yield from self._places.reading.answer(session, change)
        yield from self._places.go_on()


class Unnamed(Places):
    """Mentions without an entity, in the articles that were side by side when it was asked for."""

    def __init__(self, reading: Reading) -> None:
        self._ids = ids_shown(reading)
        super().__init__(reading, KIND, self._found, "Every mention here has its entity.")

    def _found(self) -> Iterator[Place]:
        sessions = list(sessions_of(self.reading, self._ids))
        for one in mentions(self.reading, sessions):
            about, seen = _subject(one)
            if not one.entity and not standing(one.session.decisions, about, seen):
                assert isinstance(one.end, str)
                yield Place(one.session.article.id, one.span, about, Who(self, one), one.end)


def _subject(mention: Mention) -> tuple[Key, str]:
    """What a decision that a mention bears no entity goes by."""
    return (KIND, KIND, str(mention.end)), judged(mention.words, mention.attribute)


def _first_sure(known: Entities) -> Offer | None:
    return next((offer for offer in known.offers if offer.is_sure), None)


def _mention_at(reading: Reading) -> Mention | None:
    """The mention that is selected or held, a suggested one too."""
    pane, session, scheme = reading.pane, reading.session, reading.scheme
    if (one := reading.candidate) and (attribute := entity_attribute(scheme, one.label)):
        return Mention(session, one, one.span, pane.text[slice(*one.span)], attribute)
    held, cursor = reading.held, pane.selection.cursor
    around = [*session.index.exactly(*pane.selected), *session.index.at(cursor)]
    around += session.index.overlapping(*pane.selected)
    for tag in [held, *around] if held else around:
        if attribute := entity_attribute(scheme, tag.label):
            words = pane.text[tag.start : tag.end]
            said = str(tag.attrs.get(attribute) or "")
            return Mention(session, tag.id, (tag.start, tag.end), words, attribute, said)
    return None


def who(reading: Reading) -> Effects:
    """Give the mention its likeliest entity, the next if that was just done, else ask.

    Where none is selected, those without an entity are gone through.
    """
    if (mention := _mention_at(reading)) is None:
        return Unnamed(reading).begin()
    known = Entities(reading, mention)
    asking, last = reading.asking_queue, reading.linked
    here = mention.session.article.id, str(mention.end), KIND
    again = last is not None and (last.article, last.tag, last.type) == here
    sure = [offer for offer in known.offers if offer.is_sure]
    rank = last.rank + 1 if again and last else 0
    asked = isinstance(asking, Unnamed) or (mention.entity and not again)
    if asked or rank >= len(sure):
        # Where all that is likely was turned down, it is a new one.
        likely = len(known.likely) if asked else 0
        done = partial(_name, known, mention)
        return [Identify(done, tuple(known.all), mention.shown, likely)]
    return _offer(known, mention, sure, rank)


def _offer(known: Entities, mention: Mention, sure: Sequence[Offer], rank: int) -> Effects:
    reading, id = known.reading, sure[rank].id
    yield from _name(known, mention, id, "")
    article = mention.session.article.id
    reading.linked = Linked(article, str(mention.end), KIND, rank, reading.changes)
    told = f"{known.name(id)} ({sure[rank].why}), {rank + 1} of {len(sure)}"
    yield Say(f"{told}; again for {'another' if rank + 1 == len(sure) else 'the next'}")


def _name(known: Entities, mention: Mention, id: str, said: str) -> Effects:
    """Give a mention an entity, or a new one that is called as was `said`; offer the rest."""
    reading = known.reading
    called = known.name(id) if id else " ".join(said.split())
    if not called:
        raise PostilError("An entity has a name.", "Type one.")
    taken = {*known.files, *(one.entity for one in known.here)}
    id = id or id_of(called, taken)
    reading.outside.keep_entity(_told(known, mention, id, called))
    yield from _give(reading, [mention], id)
    if found := known.rest(mention):
        rest = Rest(reading, found, id, called[:WORDS])
        reading.push(rest)
        yield Say(f"{called}; {rest.of} more of this name")
        return
    yield Say(called)
    yield from _go_on(reading)


def _told(known: Entities, mention: Mention, id: str, called: str) -> Entity:
    """An entity with what its file is to say of it: a wording that its names do not tell."""
    held = known.files.get(id) or entity(id, called)
    offers = Known({id: held.names}).offers(mention.words)
    is_name = mention.words != mention.words.casefold()
    if is_name and not any(offer.is_sure for offer in offers):
        held = entity(id, held.name, (*held.variants, mention.words))
    return replace(held, extra={})


def _give(reading: Reading, found: Sequence[Mention], id: str) -> Effects:
    """Give mentions an entity, in one action over their articles."""
    sessions = {one.session.article.id: one.session for one in found}

    def do(session: Session, action: str | None, others: Sequence[str]) -> Change:
        here = [one for one in found if one.session is session]
        given = {one.end: {one.attribute: id} for one in here if isinstance(one.end, str)}
        new = [(one.end, {one.attribute: id}) for one in here if isinstance(one.end, Candidate)]
        return session.fill_in(given, new, action, others)

    for session, change in together(list(sessions.values()), do):
        yield from reading.answer(session, change)


def _go_on(reading: Reading) -> Effects:
    """Go to the next mention without an entity, where those are gone through."""
    if isinstance(queue := reading.queue, Unnamed):
        yield from queue.walk(True)
