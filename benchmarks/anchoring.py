"""How well tags find their words again in another version of a text, on edits that are tracked.

Every character knows where it came from, so the right place of every span is known. `right` counts
spans that went, or were proposed to go, where they belong, and spans given up whose words are gone
or torn apart; `whole` those whose words still stand together; `silent` those that were moved by
themselves to anywhere else. `--seed N` draws other edits and spans.
"""

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from rapidfuzz.distance import Levenshtein

from annotations.units import Span
from annotations.versions.anchoring import LIKE, anchored
from benchmarks.edits import EDITS, Tracked
from benchmarks.made_articles import made_text

SPANS, LONGEST = 12, 4_000
LEAST_RIGHT = 0.98


@dataclass
class Score:
    """What became of the spans under one kind of edit."""

    spans: int = 0
    right: int = 0
    silent: int = 0
    whole: int = 0
    whole_moved: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)


def scored(texts: Iterable[str], seed: int = 1) -> dict[str, Score]:
    """The score of every kind of edit, on texts cut to 4,000 code points."""
    chance = random.Random(seed)
    scores = {edit.__name__: Score() for edit in EDITS}
    for text in texts:
        text = text[:LONGEST]
        spans = _spans(text, chance)
        for edit in EDITS:
            edited = edit([(letter, at) for at, letter in enumerate(text)], chance, spans)
            _score(scores[edit.__name__], text, edited, spans)
    return scores


def _score(score: Score, text: str, edited: Tracked, spans: Sequence[Span]) -> None:
    new = "".join(letter for letter, _ in edited)
    started = perf_counter()
    results = anchored(text, new, spans)
    score.seconds.append(perf_counter() - started)
    origins = [at if at >= -1 else -2 - at for _, at in edited]
    places = {at: place for place, at in enumerate(origins)}
    for span, result in zip(spans, results, strict=True):
        wanted = _wanted(span, new, origins, places)
        same = result.new is not None and (
            _said(new, origins, result.new) == _said(text, range(len(text)), span)
        )
        if result.kind == "moved" or same:
            right = same
        else:
            old, after = text[slice(*span)], new[slice(*wanted)] if wanted else ""
            gone = Levenshtein.normalized_similarity(old, after) < LIKE
            there = new[slice(*result.new)].split() if result.new else []
            right = gone if result.new is None else there == after.split()
        score.spans += 1
        score.kinds[result.kind] = score.kinds.get(result.kind, 0) + 1
        score.right += right
        score.silent += result.kind == "moved" and not right
        if wanted and new[slice(*wanted)] == text[slice(*span)]:
            score.whole += 1
            score.whole_moved += result.kind == "moved"
        if not right:
            told = _around(new, result.new) if result.new else ""
            score.wrong.append((result.kind, _around(text, span), told))


def _said(text: str, origins: Sequence[int], span: Span) -> list[int]:
    """Where the signs of a span come from, white space aside; those that were one count once."""
    return list(dict.fromkeys(origins[at] for at in range(*span) if not text[at].isspace()))


def _around(text: str, span: Span) -> str:
    before, words, after = text[: span[0]], text[slice(*span)], text[span[1] :]
    return f"{before[-40:]}[{words}]{after[:40]}"


def _wanted(span: Span, new: str, origins: Sequence[int], places: dict[int, int]) -> Span | None:
    """Where the characters of a span are that are left, with what stands between them."""
    left = [places[at] for at in range(*span) if at in places]
    if not left:
        return None
    first, last = min(left), max(left) + 1
    # A word in the place of the first or last one belongs to the span.
    while first > 0 and origins[first - 1] == -1 and span[0] not in places:
        first -= 1
    while last < len(origins) and origins[last] == -1 and span[1] - 1 not in places:
        last += 1
    # A span that is proposed has whole words.
    while 0 < first < len(new) and new[first - 1].isalnum() and new[first].isalnum():
        first -= 1
    while 0 < last < len(new) and new[last - 1].isalnum() and new[last].isalnum():
        last += 1
    return first, last


def _spans(text: str, chance: random.Random) -> list[Span]:
    words = [match.span() for match in re.finditer(r"\S+", text)]
    spans = []
    for _ in range(SPANS):
        length = min(len(words), chance.choice((1, 1, 1, 2, 2, 3, 5, 8, 12, 25)))
        first = chance.randrange(len(words) - length + 1)
        spans.append((words[first][0], words[first + length - 1][1]))
    return spans


def texts_of(file: Path | None) -> list[str]:
    """The texts of a JSONL file, or made ones."""
    if file is None:
        return [made_text(LONGEST, seed).replace("o", "\u00f6") for seed in range(60)]
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line.strip()]


def measured(quick: bool = False) -> Iterator[str]:
    """The table for made texts, and what has to be."""
    scores = scored(texts_of(None)[: 20 if quick else None])
    yield from report(scores)
    all = total(scores)
    verdict = "Met" if all.right >= LEAST_RIGHT * all.spans and not all.silent else "MISSED"
    yield f"\n{verdict}: at least {LEAST_RIGHT:.0%} right, and none silently wrong."


def total(scores: dict[str, Score]) -> Score:
    """The scores of all edits as one."""
    all = Score()
    for score in scores.values():
        all.spans += score.spans
        all.right += score.right
        all.silent += score.silent
        all.whole += score.whole
        all.whole_moved += score.whole_moved
        all.seconds += score.seconds
        for kind, count in score.kinds.items():
            all.kinds[kind] = all.kinds.get(kind, 0) + count
    return all


def report(scores: dict[str, Score]) -> Iterator[str]:
    """The scores as a Markdown table."""
    yield (
        "| edit | spans | right % | by itself % | of whole ones % | in doubt % | silently wrong"
        " | ms an article |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for name, score in scores.items():
        yield _row(name.replace("_", " "), score)
    yield _row("all", total(scores))


def _row(name: str, score: Score) -> str:
    share = 100 / max(1, score.spans)
    moved, doubtful = (score.kinds.get(kind, 0) * share for kind in ("moved", "doubtful"))
    whole = score.whole_moved * 100 / max(1, score.whole)
    return (
        f"| {name} | {score.spans} | {score.right * share:.1f} | {moved:.1f} | {whole:.1f}"
        f" | {doubtful:.1f} | {score.silent} | {median(score.seconds) * 1000:.2f} |"
    )


def main() -> None:
    """Print the table, for the texts of the JSONL file that is named, or for made ones."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", nargs="?", type=Path, help="a JSONL file of articles")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--misses", action="store_true")
    given = asked.parse_args()
    scores = scored(texts_of(given.file), given.seed)
    print("\n".join(report(scores)))
    if given.misses:
        for name, score in scores.items():
            for wrong in score.wrong:
                print(name, *map(repr, wrong))


if __name__ == "__main__":
    main()
