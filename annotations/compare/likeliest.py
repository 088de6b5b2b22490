"""The sentence of another text that is likeliest to say what is not found there.

Whether it does, no likeness of words can tell: it is shown, and a reader decides.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log

from msgspec import Struct

from annotations.compare.sides import Item, Side
from annotations.compare.wording import content, words
from annotations.units import Span, next_paragraph, paragraph_at, sentence_at, sentences

_STEM = 6  # letters: enough to tell words apart, few enough to join their forms
_AROUND = 0.3  # what a word beside the item weighs, a word of it being 1
_LENGTH = 8  # words, added to a sentence's own: long ones share some by chance


class Likely(Struct, frozen=True):
    """A sentence of the other text.

    `score` is how much of an item's words it has, 0 to 1, by what they weigh; `around` the same
    for the rest of the item's sentence.
    """

    span: Span
    score: float
    around: float = 0.0

    @property
    def rank(self) -> tuple[float, float]:
        """What orders sentences of several texts or items: the item's own words, then the rest."""
        return self.score, self.around


class Sentences(Struct, frozen=True):
    """A text's sentences, how many words each has, and the numbers of those that use a word."""

    spans: tuple[Span, ...]
    lengths: tuple[int, ...]
    places: Mapping[str, tuple[int, ...]]


def likeliest(item: Item, other: Side, here: Side | None = None) -> Likely | None:
    """The sentence of another text that shares most with an item; `None` where none is like it.

    A word counts by its rarity there, twice if it is a name or a number. Of two sentences that
    are as like, the one wins that shares more with the sentence around the item, whose text is
    `here`.
    """
    known = indexed(other.text)
    own = dict(_weighed(item.words, known))
    beside = _beside(item, here.text, own, known) if here else {}
    shared, around = _shared(own, known), _shared(beside, known)
    ranks = [
        (
            (shared.get(number, 0.0) + _AROUND * around.get(number, 0.0))
            / (known.lengths[number] + _LENGTH) ** 0.25,
            -number,
        )
        for number in shared.keys() | around.keys()
    ]
    if not ranks:
        return None
    number = -max(ranks)[1]
    scores = (round(of.get(number, 0.0), 2) for of in (shared, around))
    return Likely(known.spans[number], *scores)


def _beside(
    item: Item, text: str, own: Mapping[str, float], known: Sentences
) -> Mapping[str, float]:
    """The words of the sentence around an item that it does not have itself."""
    sentence = text[slice(*sentence_at(text, item.span[0]))]
    return {word: weight for word, weight in _weighed(sentence, known) if word not in own}


def _shared(weights: Mapping[str, float], known: Sentences) -> dict[int, float]:
    """The share of some words, by their weights, of each sentence that has any of them."""
    whole = sum(weights.values()) or 1.0
    found: dict[int, float] = {}
    for word, weight in weights.items():
        for number in known.places.get(word, ()):
            found[number] = found.get(number, 0.0) + weight / whole
    return found


def _weighed(said: str, known: Sentences) -> Iterator[tuple[str, float]]:
    """The words that carry something, by their first letters, and what each of them weighs."""
    for term, is_name in _terms(said).items():
        rare = log(1 + len(known.spans) / (1 + len(known.places.get(term, ()))))
        yield term, rare * (1 + is_name)


def _terms(said: str) -> dict[str, bool]:
    """The words of a wording by their first letters, and whether each is a name or a number."""
    names = {
        word
        for part in said.split()[1:]
        if part.strip("\"'\u2018\u201c(")[:1].isupper()
        for word in words(part)
    }
    telling = sorted(content(words(said)))
    return {_stem(word): word in names or word[0].isdigit() for word in telling}


def _stem(word: str) -> str:
    return word[:_STEM].removesuffix("s")


@lru_cache(maxsize=4)  # those that are compared
def indexed(text: str) -> Sentences:
    """The sentences of a text with the words that each of them has, by their first letters."""
    spans, lengths, places = list[Span](), list[int](), dict[str, list[int]]()
    paragraph: Span | None = paragraph_at(text, 0)
    while paragraph and paragraph[0] < paragraph[1]:
        for span in sentences(text, paragraph):
            found = {_stem(word) for word in content(words(text[slice(*span)]))}
            for word in found:
                places.setdefault(word, []).append(len(spans))
            spans.append(span)
            lengths.append(len(found))
        paragraph = next_paragraph(text, paragraph[1] - 1)
    joined = {word: tuple(numbers) for word, numbers in places.items()}
    return Sentences(tuple(spans), tuple(lengths), joined)
