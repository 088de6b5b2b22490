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
_AROUND = 0.4  # what the words of its sentence count for, and those of its paragraph; its own 1
_MUCH = 10.0  # weight of some four words: what two sentences have of a long item, at least


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
    """A text's sentences, and the numbers of those that use a word."""

    spans: tuple[Span, ...]
    places: Mapping[str, tuple[int, ...]]


def likeliest(item: Item, other: Side, here: Side | None = None) -> Likely | None:
    """The sentence of another text that shares most with an item; `None` where none is like it."""
    return next(by_likeness(item, other, here), None)


def by_likeness(
    item: Item, other: Side, here: Side | None = None, least: float = 0.0
) -> Iterator[Likely]:
    """The sentences of another text with a score of `least` and more, the likeliest first.

    A word counts by its rarity there. The sentence and the paragraph around the item, whose text
    is `here`, count as well, for what is told in other words stands among the same things. On 102
    judged places that pointed right at 47; without the paragraph, names counting twice, at 38.
    """
    known = indexed(other.text)
    parts = _parts(item, here.text if here else item.words)
    ranks: dict[int, float] = {}
    for words_of, counts in zip(parts, (1.0, _AROUND, _AROUND), strict=True):
        plain = {word: _rarity(word, known) for word in words_of}
        for number, share in _shared(plain, known).items():
            ranks[number] = ranks.get(number, 0.0) + counts * share
    own, beside = (_shared(_weights(of, known), known) for of in parts[:2])
    for number in sorted(
        (number for number in ranks if round(own.get(number, 0.0), 2) >= least),
        key=lambda number: (-ranks[number], number),
    ):
        scores = (round(of.get(number, 0.0), 2) for of in (own, beside))
        yield Likely(known.spans[number], *scores)


def in_two(item: Item, other: Side) -> Likely | None:
    """The two sentences in a row that together have most of an item's words, if they have many.

    A long wording is told in more than one sentence. The span is that of the one with more of it.
    """
    known = indexed(other.text)
    own = _weights(_terms(item.words), known)
    shared, whole = _shared(own, known), sum(own.values())
    best = Likely((0, 0), 0.0)
    for number in range(len(known.spans) - 1):
        if number in shared and number + 1 in shared:
            both = {number, number + 1}
            of = sum(weight for word, weight in own.items() if both & {*known.places.get(word, ())})
            if of >= _MUCH and of / whole > best.score:
                more = max(both, key=lambda n: (shared[n], -n))
                best = Likely(known.spans[more], round(of / whole, 2))
    return best if best.score else None


def _parts(item: Item, text: str) -> tuple[Mapping[str, bool], ...]:
    """The words of an item, then those beside it in its sentence, and in its paragraph."""
    own, start = _terms(item.words), item.span[0]
    if text == item.words:
        return own, {}, {}
    sentence = _terms(text[slice(*sentence_at(text, start))])
    paragraph = _terms(text[slice(*paragraph_at(text, start))])
    beside = {word: is_name for word, is_name in sentence.items() if word not in own}
    near = own.keys() | beside.keys()
    return own, beside, {word: of for word, of in paragraph.items() if word not in near}


def _shared(weights: Mapping[str, float], known: Sentences) -> dict[int, float]:
    """The share of some words, by their weights, of each sentence that has any of them."""
    whole = sum(weights.values()) or 1.0
    found: dict[int, float] = {}
    for word, weight in weights.items():
        for number in known.places.get(word, ()):
            found[number] = found.get(number, 0.0) + weight / whole
    return found


def _weights(terms: Mapping[str, bool], known: Sentences) -> dict[str, float]:
    """What words weigh by which it is decided whether to ask: names and numbers twice."""
    return {word: _rarity(word, known) * (1 + is_name) for word, is_name in terms.items()}


def _rarity(word: str, known: Sentences) -> float:
    return log(1 + len(known.spans) / (1 + len(known.places.get(word, ()))))


@lru_cache(maxsize=256)  # a sentence and its paragraph stand around many items
def _terms(said: str) -> Mapping[str, bool]:
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
    spans, places = list[Span](), dict[str, list[int]]()
    paragraph: Span | None = paragraph_at(text, 0)
    while paragraph and paragraph[0] < paragraph[1]:
        for span in sentences(text, paragraph):
            found = {_stem(word) for word in content(words(text[slice(*span)]))}
            for word in found:
                places.setdefault(word, []).append(len(spans))
            spans.append(span)
        paragraph = next_paragraph(text, paragraph[1] - 1)
    joined = {word: tuple(numbers) for word, numbers in places.items()}
    return Sentences(tuple(spans), joined)
