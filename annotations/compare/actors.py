"""Which mentions of actors mean the same one, in one text and over two.

Names are told to be one by being the same, by an acronym, by an initial or a short first name, and
by a person's last name: likenesses that err in 7 of 100. Others (a shared beginning or end) err in
59 and are left out; two first names are never one person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from annotations.compare.sides import Item, Items
from annotations.folding import bare
from annotations.units.name_words import HEADS, JOBS, SUFFIXES, TITLES

_WORD = re.compile(r"[^\W_]+(?:[.'\u2019&-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['\u2019]s?$|['\u2019]s?(?=\s)")
_ACRONYM = range(2, 7)  # letters
_KIND = 2  # words of a body that is called by its kind: the Supreme Court
_SHORT = 3  # letters of a short first name: Dan, Rob
_SHORT_FORMS = {
    short: full
    for full, forms in {
        "anthony": "tony", "benjamin": "ben", "charles": "charlie chuck", "daniel": "dan danny",
        "david": "dave", "deborah": "debbie", "donald": "don", "edward": "ed eddie ted",
        "elizabeth": "beth betty liz", "frederick": "fred", "james": "jim jimmy",
        "jennifer": "jen jenny", "john": "jack johnny", "joseph": "joe joey",
        "katherine": "kate kathy katie", "kenneth": "ken", "lawrence": "larry",
        "margaret": "maggie peggy", "matthew": "matt", "michael": "mick mike", "nicholas": "nick",
        "patricia": "pat patty", "patrick": "pat", "peter": "pete", "philip": "phil",
        "raymond": "ray", "rebecca": "becky", "richard": "dick rich rick",
        "robert": "bob bobby rob", "ronald": "ron", "stephen": "steve", "steven": "steve",
        "susan": "sue susie", "theodore": "ted", "thomas": "tom tommy", "timothy": "tim",
        "william": "bill billy will",
    }.items()
    for short in forms.split()
}  # fmt: skip
"""The first names that a short form stands for; of two, the last."""
ALSO = {
    ("gop",): ("republican", "party"),
    ("gopers",): ("republican", "party"),
    ("republicans",): ("republican", "party"),
    ("democrats",): ("democratic", "party"),
    ("america",): ("united", "states"),
    ("house", "of", "representatives"): ("house",),
}
"""Names that go by another one."""
LONGEST = 300
"""So many code points no name has: a whole text may be tagged by one key."""
_TURNED = frozenset(("department", "ministry"))
_SMALL = frozenset("and for in of on the to".split())


class Name(Struct, frozen=True):
    """A name in words of lower case, without titles, possessives and suffixes."""

    words: tuple[str, ...]
    capitals: bool = False

    @property
    def first(self) -> str:
        """The first word."""
        return self.words[0]

    @property
    def last(self) -> str:
        """The last word, by which a person is called."""
        return self.words[-1]

    @property
    def is_body(self) -> bool:
        """Whether its words say that it is an organisation."""
        return not (HEADS | _SMALL).isdisjoint(self.words)

    @property
    def is_full(self) -> bool:
        """Whether it is a person's with a first name."""
        return len(self.words) > 1 and not self.is_body

    @property
    def initials(self) -> str:
        """The initials of its words, small ones left out."""
        return "".join(word[:1] for word in self.words if word not in _SMALL)


def name(words: str) -> Name:
    """A name as it is compared; its words are all of them where nothing else is left.

    Of more than `LONGEST` code points the first are looked at: that is no name.
    """
    return _name(words[:LONGEST])


@lru_cache(maxsize=4096)  # those of a few articles; each is held against all of the others
def _name(words: str) -> Name:
    said = _WORD.findall(_POSSESSIVE.sub("", words))
    low = [bare(word).rstrip(".").replace("\u2019", "'") for word in said]
    low = [word.replace(".", "") for word in low]
    start = 0
    while start < len(low) - 1 and (low[start] == "the" or _is_title(low[start:])):
        start += 1
    end = len(low)
    while end > start + 1 and low[end - 1] in SUFFIXES:
        end -= 1
    kept = [
        word
        for at, word in enumerate(low[start:end])
        # A middle initial is said or left out.
        if not (0 < at < end - start - 1 and len(word) == 1)
    ]
    if len(kept) > 2 and kept[0] in _TURNED and kept[1] == "of":
        kept = [*kept[2:], kept[0]]  # the Department of Justice, the Justice Department
    if len(kept) > 1 and kept[-1] == "gop":
        kept = [*kept[:-1], *ALSO["gop",]]  # the Ohio G.O.P., the Ohio Republican Party
    kept = _without_state(kept)
    letters = "".join(said)
    capitals = len(kept) == 1 and letters.replace(".", "").isupper() and len(kept[0]) in _ACRONYM
    found = tuple(kept) or (bare(words),)
    return Name(ALSO.get(found, found), capitals and found not in ALSO)


def _without_state(words: list[str]) -> list[str]:
    """A body's name without the state: the U.S. Senate, the Congress of the United States.

    Of a longer one the whole name is its acronym's.
    """
    for state, most in ((["us"], len(words)), (["united", "states"], _KIND)):
        rest, tail = words[len(state) :], ["of", "the", *state]
        if words[: len(state)] == state and len(rest) <= most and not HEADS.isdisjoint(rest):
            return rest
        if words[-len(tail) :] == tail and not HEADS.isdisjoint(words[: -len(tail)]):
            return words[: -len(tail)]
    return words


def _is_title(words: list[str]) -> bool:
    """Whether the first word is a title before a name: Judge Holm, not Justice Department."""
    return words[0] in TITLES and words[1] not in HEADS | _SMALL


def likeness(one: Name, other: Name) -> str:
    """By what two names are one: `name`, `acronym`, `initial`, `last name`, or empty."""
    if one.words == other.words:
        return "name"
    short, long = sorted((one, other), key=lambda n: (len(n.words), len(" ".join(n.words))))
    if len(short.words) == 1 and len(long.words) > 1:
        if short.capitals:
            return "acronym" if short.last == long.initials else ""
        if short.last == long.last and not long.is_body and short.last not in JOBS:
            return "last name"
        return ""
    if len(short.words) > 1 and short.last == long.last and not (short.is_body or long.is_body):
        return "initial" if is_first(short.first, long.first) else ""
    return ""


def is_first(one: str, other: str) -> bool:
    """Whether a first name is another, its initial or its beginning, or short for it."""
    short, long = sorted((one, other), key=len)
    if _SHORT_FORMS.get(one, one) == _SHORT_FORMS.get(other, other):
        return True
    return long.startswith(short) and (len(short) == 1 or len(short) >= _SHORT)


class Group(Struct, frozen=True):
    """Mentions that mean one actor, on two sides; `why` says by what the sides were joined."""

    left: Items
    right: Items
    why: str


class _Actor:
    """An actor as it is put together: its names, mentions by side, and who a person says it is."""

    def __init__(self, entity: str, said: Name) -> None:
        self.entity = entity
        self.names = {said}
        self.mentions: tuple[list[Item], list[Item]] = ([], [])
        self.ways: set[str] = set()

    @property
    def order(self) -> tuple[str, list[tuple[str, ...]]]:
        return self.entity, sorted(one.words for one in self.names)

    def may_be(self, other: "_Actor") -> bool:
        """Whether nothing speaks against two being one: other entities, other first names."""
        if self.entity and other.entity and self.entity != other.entity:
            return False
        pairs = ((a, b) for a in self.names for b in other.names if a.is_full and b.is_full)
        return all(a.last != b.last or likeness(a, b) for a, b in pairs)

    def join(self, other: "_Actor", way: str) -> None:
        """Take another actor in."""
        self.entity = self.entity or other.entity
        self.names |= other.names
        self.ways |= other.ways | {way}
        for mine, theirs in zip(self.mentions, other.mentions, strict=True):
            mine += theirs


def groups(left: Sequence[Item], right: Sequence[Item]) -> list[Group]:
    """All mentions of actors on two sides, each in one group; the same seen from either side."""
    actors = _gathered((left, right))
    for way in ("name", "initial", "acronym", "last name"):
        actors = _joined(actors, way)
    return [Group(_read(one.mentions[0]), _read(one.mentions[1]), _why(one)) for one in actors]


def _gathered(sides: tuple[Sequence[Item], Sequence[Item]]) -> list[_Actor]:
    """The actors as they are named; a last name alone means who bore it before in its text."""
    found: dict[tuple[str, Name], _Actor] = {}
    for number, items in enumerate(sides):
        bearers: dict[str, Name] = {}
        named = [(item, name(item.words)) for item in items]
        for _, said in reversed(named):
            if said.is_full:
                bearers[said.last] = said
        for item, said in named:
            if said.is_full:
                bearers[said.last] = said
            elif not item.entity and len(said.words) == 1 and not said.capitals:
                said = bearers.get(said.last, said)
            key = (item.entity, Name(()) if item.entity else said)
            actor = found.setdefault(key, _Actor(item.entity, said))
            actor.names.add(said)
            actor.mentions[number].append(item)
    return sorted(found.values(), key=lambda one: one.order)


def _joined(actors: list[_Actor], way: str) -> list[_Actor]:
    """The actors with those joined that are one by this way, and could be nobody else."""
    by_word: dict[str, list[_Actor]] = defaultdict(list)
    for actor in actors:
        for word in {word for said in actor.names for word in (said.last, said.initials)}:
            by_word[word].append(actor)
    like = {id(actor): _like(actor, by_word, way) for actor in actors}
    gone: set[int] = set()
    for actor in actors:
        for other in like[id(actor)][:1]:
            alone = like[id(actor)] == [other] and like[id(other)] == [actor]
            if alone and id(other) not in gone:
                other.join(actor, way)
                gone.add(id(actor))
    return [actor for actor in actors if id(actor) not in gone]


def _like(actor: _Actor, by_word: Mapping[str, list[_Actor]], way: str) -> list[_Actor]:
    """The actors that may be one with another, by this way."""
    near = {id(other): other for said in actor.names for other in by_word.get(said.last, ())}
    if way == "acronym":
        near |= {id(o): o for said in actor.names for o in by_word.get(said.initials, ())}
    return [
        other
        for other in near.values()
        if other is not actor
        and any(likeness(a, b) == way for a in actor.names for b in other.names)
        and actor.may_be(other)
    ]


def _read(mentions: Iterable[Item]) -> Items:
    return tuple(sorted(mentions, key=lambda item: item.order))


def _why(actor: _Actor) -> str:
    """The way that joined the two sides: an entity, a name that both have, or the least sure."""
    here, there = ({name(item.words).words for item in side} for side in actor.mentions)
    if all(any(item.entity for item in side) for side in actor.mentions):
        return "entity"
    if here & there:
        return "name"
    return next((way for way in ("last name", "acronym", "initial") if way in actor.ways), "name")
