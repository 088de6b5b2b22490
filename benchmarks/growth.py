"""How the time of whatever reads a whole text grows with it, on texts that nobody has written.

One paragraph of names, of dates, of quotes, of a word without spaces and so on, at 20 KB and ten
times that. What grows as n log n takes 12.3 times as long; what grows by the square, 100 times.
"""

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count, product
from time import process_time

from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.boilerplate import boilerplate
from annotations.candidates import Candidates
from annotations.compare.counterpart import outline
from annotations.compare.likeness import names_in
from annotations.compare.shingles import sketch
from annotations.corpus.checking import check
from annotations.corpus.finding import hits_in, query
from annotations.example import Example
from annotations.scheme import DEFAULT_SCHEME
from annotations.suggest import catalogue
from annotations.suggest.echoes import echoes
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.suggest.time_limit import pieces
from annotations.suggesting import RULES
from annotations.suggestion import Suggester
from annotations.units import next_paragraph, next_sentence, next_word, previous_sentence
from annotations.versions.anchoring import anchored

SMALL, TIMES = 20_000, 10
MOST = 15.0
"""Times as long for ten times the text: n log n, and a fifth for what disturbs a measurement."""

LONGEST = 20.0
_NOTHING = 0.1  # seconds: what takes no longer for the large text is quick whatever it grows by

TEXTS = {
    "names": "Nadia Quillon met Oran Verrin of the Narrow Seas Council. ",
    "one long name": "Quillon ",
    "names joined": "Quillon-Verrin-",
    "titles": "Mr. Sen. Gen. President ",
    "dates": "On 3 May 2031 the board met. ",
    "dates, line by line": "On 3 May 2031 the board met.\n",
    "bare dates": "Monday May 3 ",
    "anniversaries": "first anniversary of ",
    "clock times": "10:30 ",
    "quotes": "\u201cWe will open the harbour,\u201d she said. ",
    "opening quotes": "\u201cso ",
    "straight quotes": '"so ',
    "single quotes": "'so' ",
    "apostrophes": "\u2019s ",
    "brackets": "(so [",
    "proposals": "He urged them to publish and to share, and agreed to talks. ",
    "cues": "called on ",
    "one word": "harbour ",
    "no spaces": "harbour",
    "capitals": "HARBOUR",
    "letters and stops": "U.S.",
    "full stops": ".",
    "sentences of a word": "So. ",
    "sentences of a line": "So it was.\n",
    "spaces": " ",
    "newlines": "\n",
    "blank lines of spaces": "   \n",
    "short paragraphs": "So it was.\n\n",
    "paragraph of lines": "So it was\nand so ",
    "commas": "so, ",
    "hyphens": "-",
    "digits": "7",
    "Chinese": "\u6e2f\u53e3",
    "joined emoji": "\U0001f468\u200d",
    "accents": "e\u0301",
    "bars": "Harbour | Gazette ",
    "tags": "harbour, boats, Oran, Verrin, ",
}
"""What each text is made of, over and over, after a headline of its own."""


def _text(kind: str, size: int) -> str:
    """A text of that kind that no cache has seen before."""
    part = TEXTS[kind]
    return f"Harbour {next(_NUMBERS)} to open\n\n{part * (size // len(part))} end"


def _proposed(suggester: Suggester) -> Callable[[str], object]:
    def work(text: str) -> object:
        article = Article("a", "Harbour to open", text, Metadata(published="2031-03-18"))
        return [tuple(suggester.propose(article, piece)) for piece in pieces(text)]

    return work


def _example(text: str) -> Example:
    spans = [(at, min(at + 7, len(text))) for at in range(0, len(text), 40)]
    tags = [
        Annotation(str(n), a, b, ("actor", "date", "quote")[n % 3], "ana")
        for n, (a, b) in enumerate(spans)
    ]
    return Example(Article("a", "Harbour to open", text), tuple(tags))


def _candidates(text: str) -> object:
    article = Article("a", "Harbour to open", text, Metadata(published="2031-03-18"))
    found = Candidates(text)
    for suggester in map(catalogue.rule, ("name", "date", "quote")):
        for piece in pieces(text):
            found.offer(suggester.name, piece, tuple(suggester.propose(article, piece)))
    return list(found)


def _walked(step: Callable[[str, int], object]) -> Callable[[str], object]:
    """A unit found at two hundred places, however long the text is."""
    return lambda text: [step(text, at) for at in range(0, len(text), len(text) // 200)]


def _anchored(text: str) -> object:
    spans = [(at, at + 12) for at in range(100, len(text) - 100, len(text) // 50)]
    return anchored(text, text[:50] + "Another sentence. " + text[50:-30], spans)


_NUMBERS = count()
_NAMES = Gazetteer.of([("Nadia Quillon", "actor"), ("Narrow Seas Council", "actor")])
WORKS: dict[str, Callable[[str], object]] = {
    "pieces": lambda text: list(pieces(text)),
    **{f"rule:{name}": _proposed(catalogue.rule(name)) for name in RULES},
    "tagged": _proposed(TaggedSuggester(_NAMES)),
    "candidates": _candidates,
    "boilerplate": lambda text: boilerplate(text, "Harbour to open", "Gazette"),
    "check": lambda text: list(check([_example(text)], DEFAULT_SCHEME)),
    "find": lambda text: list(hits_in(_example(text), query("harbour end"))),
    "echoes": lambda text: echoes(text, "Nadia Quillon", True),
    "sketch": sketch,
    "names in": names_in,
    "outline": outline.__wrapped__,
    "anchoring": _anchored,
    "next word": _walked(next_word),
    "next sentence": _walked(next_sentence),
    "previous sentence": _walked(previous_sentence),
    "next paragraph": _walked(next_paragraph),
}
"""What reads a whole text."""


def measured(works: Iterable[str] = WORKS, kinds: Iterable[str] = TEXTS) -> Iterator[str]:
    """A row for each work and kind of text that takes more than a moment, and the worst of all."""
    yield f"{'':18} {'text':22} {'20 KB, ms':>10} {'200 KB, ms':>10} {'times':>6}"
    worst, pairs = 0.0, 0
    for work, kind in product(works, kinds):
        pairs += 1
        large = _seconds(WORKS[work], [_text(kind, SMALL * TIMES)])
        if large < _NOTHING:
            continue
        # As many small texts as make a large one: some kernels count CPU time in hundredths.
        small = _seconds(WORKS[work], [_text(kind, SMALL) for _ in range(TIMES)]) / TIMES
        times = large / max(small, 1e-4)
        worst = max(worst, times)
        flag = "" if times <= MOST else "  too steep"
        yield f"{work:18} {kind:22} {small * 1e3:10.1f} {large * 1e3:10.1f} {times:6.1f}{flag}"
    yield f"{pairs} pairs; the worst takes {worst:.1f} times as long for ten times the text."


def _seconds(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """The CPU time that a work takes for some texts; after `LONGEST` seconds it is broken off."""
    texts = list(texts)
    begun = process_time()
    signal.signal(signal.SIGVTALRM, _break_off)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    with suppress(TimeoutError):
        for text in texts:
            work(text)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return process_time() - begun


def _break_off(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    for line in measured(sys.argv[1:] or WORKS):
        print(line, flush=True)
