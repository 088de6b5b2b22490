"""Names: tokens with entities in BIO, put back into text, and the actors that are suggested for it.

Worldwide newswire is read with its articles, in which each token is looked for; CoNLL++ has none,
so its tokens are joined as they are printed.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotations.article import Article, Metadata
from annotations.suggest.names import NameSuggester
from annotations.suggest.time_limit import pieces
from annotations.units import Span
from benchmarks.suites.suite import Figure

_ACTORS = frozenset(("Person", "Organization", "PER", "ORG"))
_PLACES = frozenset(("Location", "LOC"))
_NEAR = 40  # characters in which the next token is looked for
_LOST = 0.02  # of the tokens not found, and an article is another than its file
_NO_SPACE = frozenset((",", ".", ":", ";", ")", "'s", "%", "?", "!", "'", "n't"))
_SIGNS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


class Tagged(NamedTuple):
    """A text with its entities: extent and kind."""

    name: str
    text: str
    entities: tuple[tuple[Span, str], ...]


def worldwide(copy: Path) -> Iterator[Tagged]:
    """The articles of the Worldwide Newswire whose tokens are all in their text."""
    for file in sorted((copy / "processed_annotated").glob("*.tsv")):
        article = copy / "original_articles" / file.stem
        if article.exists():
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
            tokens = [line.split("\t") for line in lines if line.strip()]
            text = article.read_text(encoding="utf-8", errors="replace")
            found = _placed(text, [(word, (tag or ["O"])[0]) for word, *tag in tokens])
            if found is not None:
                yield Tagged(file.stem, text, found)


def _placed(text: str, tokens: list[tuple[str, str]]) -> tuple[tuple[Span, str], ...] | None:
    at, lost = 0, 0
    places: list[tuple[Span, str]] = []
    for word, tag in tokens:
        start = text.find(word, at)
        lost += not 0 <= start <= at + _NEAR
        if 0 <= start <= at + 50 * _NEAR:
            at = start + len(word)
            places.append(((start, at), tag))
    return None if lost > _LOST * len(tokens) else tuple(_entities(places))


def crossweigh(copy: Path) -> Iterator[Tagged]:
    """The articles of CoNLL++'s test part."""
    text, places = "", list[tuple[Span, str]]()
    lines = (copy / "data" / "conllpp_test.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate([*lines, "-DOCSTART-"]):
        if line.startswith("-DOCSTART-"):
            if text:
                yield Tagged(str(number), text, tuple(_entities(places)))
            text, places = "", []
        elif not line:
            text += "\n\n" if text and not text.endswith("\n") else ""
        else:
            word, *_, tag = line.split()
            word = _SIGNS.get(word, word)
            if text and text[-1] not in "\n(" and word not in _NO_SPACE:
                text += " "
            places.append(((len(text), len(text) + len(word)), tag))
            text += word


def _entities(places: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """The spans of BIO tags; an `I` behind another kind begins one."""
    here: tuple[Span, str] | None = None
    for (start, end), tag in places:
        kind = tag[2:]
        if here and tag[:1] == "I" and here[1] == kind:
            here = (here[0][0], end), kind
            continue
        if here:
            yield here
        here = ((start, end), kind) if kind else None
    if here:
        yield here


def scored(texts: Iterable[Any]) -> Iterator[Figure]:
    """Exact recall and precision of persons and organisations; precision where places are none.

    By the guidelines a state is an actor where it acts; here each counts as wrong in the second
    figure, and neither way in the third.
    """
    right = gold = proposed = places = 0
    missed, wrong = list[str](), list[str]()
    for tagged in texts:
        found = proposals(tagged.text)
        kinds = dict(tagged.entities)
        actors = {span for span, kind in tagged.entities if kind in _ACTORS}
        right, gold = right + len(found & actors), gold + len(actors)
        proposed += len(found)
        places += sum(kinds.get(span) in _PLACES for span in found)
        missed += [_line(tagged, span) for span in sorted(actors - found)]
        wrong += [_line(tagged, span) for span in sorted(found - actors)]
    yield Figure("names found", right, gold, tuple(missed))
    yield Figure("suggestions right", right, proposed, tuple(wrong))
    yield Figure("right, places aside", right, proposed - places)


def proposals(text: str) -> set[Span]:
    """What the rule suggests as actors."""
    article, rule = Article("article", "", text, Metadata()), NameSuggester()
    return {(one.start, one.end) for piece in pieces(text) for one in rule.propose(article, piece)}


def _line(tagged: Tagged, span: Span) -> str:
    around = tagged.text[max(0, span[0] - 30) : span[1] + 30].replace("\n", " ")
    return f"    {tagged.name}: {tagged.text[slice(*span)]} in: {around}"
