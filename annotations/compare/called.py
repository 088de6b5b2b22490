"""What an actor is called where its name is not said: the mayor, the administration."""

import re
from collections.abc import Iterator

from annotations.compare.actors import name
from annotations.compare.sides import Item, Side
from annotations.folding import bare
from annotations.units import Span
from annotations.units.given_names import FEMALE, MALE
from annotations.units.name_words import HEADS, TITLES

_COURTESY = frozenset(
    "dame deceased dr excellency former highness his hon hrh late madam madame maj messrs miss mr "
    "mrs ms sir smt shri".split()
)
_WHOLE = {"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general"}
_BEFORE = re.compile(r"([\w-]+)\.?\s+\Z")
_BEHIND = re.compile(
    r",\s(?:(?:the|an?)\s)?((?:[\w'\u2019.-]+\s){0,4}?[\w'\u2019-]+)(?=[,.;]|\s(?:of|for)\s)"
)
_NEAR = 60  # code points


def is_person(item: Item, side: Side) -> bool:
    """Whether an actor is told to be one person, by its first name or by what the text calls it."""
    said = name(item.words)
    return not said.is_body and (said.first in FEMALE | MALE or any(_jobs(item, side.text)))


def called(item: Item, side: Side, other: Side) -> Span | None:
    """Where another text speaks of an actor by what it is, and of no other one that is the same.

    A person is called by a job that its own text tells, an organisation by the last word of its
    name.
    """
    said = name(item.words)
    heads = [said.last] if len(said.words) > 1 and said.last in HEADS else []
    for word in heads if said.is_body else _jobs(item, side.text):
        kind = rf"(?i:{re.escape(word)})\b"
        if re.search(rf"\b{kind}\s+[A-Z]|\b(?!The\s)[A-Z][\w.]*\s{kind}", other.text):
            continue  # somebody there bears it by name
        if found := re.search(rf"\b[Tt]he\s{kind}(?!-|\s(?:for|general|of)\b)", other.text):
            return found.span()
    return None


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
        if word in TITLES - _COURTESY:
            yield _WHOLE.get(word, word)
