"""What an actor is called where its name is not said: the mayor, the administration."""

import re
from collections.abc import Iterator

from annotations.compare.actors import Name, is_first, name
from annotations.compare.by_people import by_its_people
from annotations.compare.sides import Item, Side
from annotations.folding import bare
from annotations.units import Span
from annotations.units.english import is_common
from annotations.units.given_names import FEMALE, MALE
from annotations.units.name_words import BODIES_OF_A_PERSON, HEADS, JOBS
from annotations.units.places import KNOWN

_GIVEN = FEMALE | MALE
_NO_COMPANY = _GIVEN | KNOWN
_COURTESY = frozenset(
    "dame deceased dr excellency former highness his hon hrh late madam madame maj messrs miss mr "
    "mrs ms sir smt shri".split()
)
_JOBS = JOBS - _COURTESY
_WHOLE = {"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general"}
_BEFORE = re.compile(r"([\w-]+)[.,]?\s+\Z")
_BEHIND = re.compile(
    r",\s(?:(?:the|an?)\s)?((?:[\w'\u2019.-]+\s){0,4}?[\w'\u2019-]+)(?=[,.;]|\s(?:of|for)\s)"
)
_WHOSE = r"(?:\b(?:[Tt]he|[Hh]er|[Hh]is|[Tt]heir)|['\u2019]s)"
_COMPANY = frozenset("bank brands company entertainment group holdings industries international "
                     "motors stores systems technologies".split())  # fmt: skip
"""What is left out behind a company's name."""
_NEAR = 60  # code points
_LOOSE = frozenset(
    "cross daily exchange front house nation nations news post press star times".split()
)
"""Last words of organisations that mean much else."""


def is_person(item: Item, side: Side) -> bool:
    """Whether an actor is told to be one person, by its first name or by what the text calls it."""
    said = name(item.words)
    return not said.is_body and (said.first in _GIVEN or any(_jobs(item, side.text)))


def called(item: Item, side: Side, other: Side) -> Span | None:
    """Where another text speaks of an actor by what it is, and of no other one that is the same.

    A person is called by a job that its own text tells, or by the first name, or is in the name of
    a campaign; an organisation is called by the last word of its name, a party by its people, and
    so are some others and states.
    """
    said = name(item.words)
    if place := by_its_people(said, other.text):
        return place
    if (short := _begun(said, other)) or said.is_body:
        return short or _body(said, other)
    for one in other.items:
        there = name(one.words)
        of_person = not BODIES_OF_A_PERSON.isdisjoint(there.words) and said.last in there.words
        if one.role == "actor" and (of_person or _is_first_alone(said, there)):
            return one.span
    jobs = (_bare_kind(word, other.text) for word in _jobs(item, side.text))
    return next(filter(None, jobs), None)


def _begun(said: Name, other: Side) -> Span | None:
    """Where a text has the beginning of a company's name, or a name that it is the beginning of."""
    for one in other.items if said.first not in _NO_COMPANY else ():
        there = name(one.words) if one.role == "actor" else said
        short, long = sorted((said, there), key=lambda name: len(name.words))
        starts = long.words[: len(short.words)] == short.words != long.words
        if starts and long.last in _COMPANY and not is_common(short.first):
            return one.span
    return None


def _body(said: Name, other: Side) -> Span | None:
    if len(said.words) > 1 and said.last == "party":
        kind = " ".join(said.words[:-1])
        of_party = re.search(rf"\b{re.escape(kind.title())}s?\b", other.text)
        return of_party.span() if of_party else None
    heads = len(said.words) > 1 and said.last in HEADS - _LOOSE
    return _bare_kind(said.last, other.text) if heads else None


def _bare_kind(word: str, text: str) -> Span | None:
    """Where a text has a job or a kind of organisation without a name, if none there bears it."""
    kind = rf"(?i:{re.escape(word)})\b"
    if re.search(rf"\b{kind},?\s+[A-Z]|\b(?!The\s)[A-Z][\w.]*\s{kind}", text):
        return None
    found = re.search(rf"{_WHOSE}\s{kind}(?!-|\s(?:for|general|of)\b)", text)
    return found.span() if found else None


def _is_first_alone(one: Name, other: Name) -> bool:
    """Whether one is a first name alone, and the other a name that begins with it."""
    short, long = sorted((one, other), key=lambda name: len(name.words))
    alone = len(short.words) == 1 and short.first in _GIVEN
    return alone and long.is_full and is_first(short.first, long.first)


def _jobs(item: Item, text: str) -> Iterator[str]:
    """What a text says that somebody is: in the tag, before it, or behind a comma."""
    yield from _jobs_in(item.words)
    start, end = item.span
    if before := _BEFORE.search(text, max(0, start - _NEAR), start):
        yield from _jobs_in(before[1])
    if behind := _BEHIND.match(text, end, end + _NEAR):
        yield from _jobs_in(behind[1])


def _jobs_in(words: str) -> Iterator[str]:
    for word in bare(words).replace(".", "").split():
        if word in _JOBS:
            yield _WHOLE.get(word, word)
