"""Texts to compare, written with their tags in them."""

import re

from annotations.annotation import Annotation, Contents, Decision
from annotations.article import Article
from annotations.compare.comparing import compare
from annotations.compare.sides import Comparison, Side, side
from annotations.settings import Settings

SCHEME = Settings().scheme
_MARKED = re.compile(r"\[(\w+)(?:=([^|\]]*))?\|([^]]*)\]")
_ATTRIBUTE = {"actor": "entity", "date": "value", "quote": "pair", "proposal": "pair"}


def made(marked: str, name: str = "one", decisions: frozenset[Decision] = frozenset()) -> Side:
    """A side from a text with its tags in it: `[actor|Ada Holm]`, `[date=2030-05-01|May 1]`."""
    text, tags, at = "", {}, 0
    for match in _MARKED.finditer(marked):
        label, value, said = match.groups()
        text += marked[at : match.start()]
        start, at = len(text), match.end()
        text += said
        id = f"{name}{len(tags)}"
        attrs = {_ATTRIBUTE[label]: value} if value else {}
        tags[id] = Annotation(id, start, len(text), label, "ada", attrs)
    text += marked[at:]
    return side(Article(name, name, text), Contents(tags, decisions=decisions), SCHEME)


def told(here: str, there: str) -> Comparison:
    """What is told of two texts with their tags in them."""
    return compare(made(here, "one"), made(there, "two"))
