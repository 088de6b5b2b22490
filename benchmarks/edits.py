"""Edits of a text in which every character knows where it came from."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from annotations.units import Span
from benchmarks.made_articles import made_text

Tracked = list[tuple[str, int]]
"""The characters of an edited text, each with its place in the text before, or -1."""

_TYPOGRAPHY = {"'": "\u2019", '"': "\u201d", "-": "\u2013", "\u2019": "'", "\u201c": '"'}


def on_top(text: Tracked, chance: random.Random, _: Sequence[Span]) -> Tracked:
    """A paragraph more above the text."""
    return _new(made_text(300, chance.randrange(1000)) + "\n") + text


def typos(text: Tracked, chance: random.Random, _: Sequence[Span]) -> Tracked:
    """One letter in two hundred is another, gone, or one more."""
    edited: Tracked = []
    for one in text:
        dice = chance.random()
        if dice < 0.002:
            edited.append((chance.choice("aeinrst"), one[1]))
        elif dice < 0.004:
            edited += [one, (chance.choice("aeinrst"), -1)]
        elif dice > 0.001 + 0.998:
            continue
        else:
            edited.append(one)
    return edited


def typography(text: Tracked, _: random.Random, __: Sequence[Span]) -> Tracked:
    """Quotation marks and dashes of another kind."""
    return [(_TYPOGRAPHY.get(letter, letter), at) for letter, at in text]


def block_moved(text: Tracked, chance: random.Random, _: Sequence[Span]) -> Tracked:
    """A tenth of the text elsewhere."""
    length = len(text) // 10
    start = chance.randrange(len(text) - length)
    block, rest = text[start : start + length], text[:start] + text[start + length :]
    at = chance.randrange(len(rest))
    return rest[:at] + block + rest[at:]


def sentences_cut(text: Tracked, chance: random.Random, _: Sequence[Span]) -> Tracked:
    """One sentence in ten is gone."""
    kept = [part for part in _sentences(text) if chance.random() > 0.1]
    return [one for part in kept for one in part]


def words_changed(text: Tracked, chance: random.Random, spans: Sequence[Span]) -> Tracked:
    """A word in every span of three words or more is another."""
    changes: dict[int, tuple[int, str]] = {}
    plain = "".join(letter for letter, _ in text)
    for start, end in spans:
        words = list(re.finditer(r"\w+", plain[start:end]))
        if len(words) > 2:
            word = chance.choice(words)
            new = chance.choice("magistrate lagoon envoy turbine orchard".split())
            changes[start + word.start()] = (start + word.end(), new)
    edited, at = Tracked(), 0
    while at < len(text):
        if at in changes:
            at, new = changes[at]
            edited += _new(new)
        else:
            edited.append(text[at])
            at += 1
    return edited


def sentences_doubled(text: Tracked, chance: random.Random, _: Sequence[Span]) -> Tracked:
    """One sentence in ten stands there twice; which of the two is the first is not to be told."""
    edited: Tracked = []
    for part in _sentences(text):
        edited += part
        if chance.random() < 0.1:
            edited += [(letter, -2 - at if at >= 0 else at) for letter, at in part]
    return edited


def paragraphs_swapped(text: Tracked, chance: random.Random, _: Sequence[Span]) -> Tracked:
    """Two paragraphs stand in each other's place."""
    return _swapped(_cut(text, r"\n\s*"), chance)


def sentences_swapped(text: Tracked, chance: random.Random, _: Sequence[Span]) -> Tracked:
    """Two sentences stand in each other's place."""
    return _swapped(_sentences(text), chance)


def _swapped(parts: list[Tracked], chance: random.Random) -> Tracked:
    if len(parts) > 1:
        one, other = chance.sample(range(len(parts)), 2)
        if _letters(parts[one]) != _letters(parts[other]):  # else nothing has changed
            parts[one], parts[other] = parts[other], parts[one]
    return [letter for part in parts for letter in part]


def decomposed(text: Tracked, _: random.Random, __: Sequence[Span]) -> Tracked:
    """Accents stand behind their letters."""
    return [(sign, at) for letter, at in text for sign in unicodedata.normalize("NFD", letter)]


def disguised(text: Tracked, chance: random.Random, _: Sequence[Span]) -> Tracked:
    """Soft hyphens, other accents, quotation marks and spaces, and lines broken elsewhere."""
    edited: Tracked = []
    for letter, at in decomposed(typography(text, chance, _), chance, _):
        if letter == " ":
            letter = chance.choice(" \u00a0\n")
        edited.append((letter, at))
        if letter.isalpha() and chance.random() < 0.05:
            edited.append(("\u00ad", at))
    return edited


def five(text: Tracked, chance: random.Random, spans: Sequence[Span]) -> Tracked:
    """Five of these at once."""
    for edit in (typography, sentences_cut, on_top, typos, block_moved):
        text = edit(text, chance, spans)
    return text


Edit = Callable[[Tracked, random.Random, Sequence[Span]], Tracked]
EDITS: tuple[Edit, ...] = (
    on_top, typos, typography, block_moved, sentences_cut, words_changed, sentences_doubled,
    paragraphs_swapped, sentences_swapped, decomposed, disguised, five,
)  # fmt: skip


def _sentences(text: Tracked) -> list[Tracked]:
    return _cut(text, r"[.!?]\S?\s+")


def _cut(text: Tracked, ends: str) -> list[Tracked]:
    """The parts of a text that end as the pattern says."""
    plain = "".join(letter for letter, _ in text)
    cuts = [0, *(match.end() for match in re.finditer(ends, plain)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts)]


def _letters(part: Tracked) -> list[str]:
    return [letter for letter, _ in part]


def _new(text: str) -> Tracked:
    return [(letter, -1) for letter in text]
