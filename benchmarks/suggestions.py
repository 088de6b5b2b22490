"""How good suggestions are and what they cost: `python benchmarks/suggestions.py GOLD.jsonl`.

Exact precision, recall and F1 by source and label against gold spans, the share of right date
values and of right first speakers, milliseconds per 4 KB and for the longest piece. `--spacy NAME`
measures a pipeline as well. Names tagged earlier in the file are known to `tagged`.

`--suites FOLDER [SUITE...]` measures on public gold instead, of which the folder has clones, and
`--misses` prints what each figure missed. `--judged CORPUS.jsonl` counts the wrong candidates in
the articles of a corpus that were judged (see `benchmarks/suites/judged.py`), and `--readings
CORPUS.jsonl` measures on those of which gold is kept, `--readings=spans-4` on others of them (see
`readings.py` there).
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent.parent))

from annotations.example import Example
from annotations.formats import jsonl
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.speakers import speakers
from annotations.suggest.tagged import TaggedSuggester, of_annotations
from annotations.suggest.time_limit import pieces
from annotations.suggestion import Suggester, Suggestion
from benchmarks.suites import judged, readings, table

Place = tuple[int, int]


class Tally:
    """What one source proposed, right and wrong, and how long it took."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.seconds = self.longest = 0.0

    def add(self, example: Example, suggester: Suggester) -> list[Suggestion]:
        """Let a source propose for one article and compare with its gold."""
        found: list[Suggestion] = []
        for piece in pieces(example.article.text):
            started = perf_counter()
            found += suggester.propose(example.article, piece)
            took = perf_counter() - started
            self.seconds += took
            self.longest = max(self.longest, took)
        for label in suggester.labels:
            gold = {(a.start, a.end) for a in example.annotations if a.label == label}
            proposed = {(p.start, p.end) for p in found if p.label == label}
            self.right[label] += len(gold & proposed)
            self.wrong[label] += len(proposed - gold)
            self.missed[label] += len(gold - proposed)
        return found


def rows(examples: list[Example], pipeline: str | None) -> Iterator[str]:
    """The rows of the table, and a line on values and speakers."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    suggesters = catalogue.rules(Settings())
    for example in examples[:1]:  # what is compiled at its first use is no part of a text's time
        for suggester in suggesters:
            for piece in pieces(example.article.text):
                list(suggester.propose(example.article, piece))
    if pipeline:
        from annotations.suggest.pipeline import PipelineSuggester

        suggesters.append(PipelineSuggester(pipeline))
    values: Counter[bool] = Counter()
    for number, example in enumerate(examples):
        known = of_annotations(((e.article, e.annotations) for e in examples[:number]), ("actor",))
        for suggester in [*suggesters, TaggedSuggester(known)]:
            proposals = tallies[suggester.name].add(example, suggester)
            values.update(_values(example, proposals))
    size = sum(len(example.article.text) for example in examples) / 4096
    yield "| source | label | P | R | F1 | gold | ms per 4 KB | longest piece, ms |"
    yield "|---|---|---|---|---|---|---|---|"
    for source, tally in tallies.items():
        for label in sorted(tally.right | tally.wrong | tally.missed):
            right, wrong, missed = (c[label] for c in (tally.right, tally.wrong, tally.missed))
            precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
            f1 = 2 * right / max(1, 2 * right + wrong + missed)
            figures = f"{precision:.2f} | {recall:.2f} | {f1:.2f} | {right + missed}"
            cost = f"{tally.seconds * 1000 / size:.1f} | {tally.longest * 1000:.1f}"
            yield f"| {source} | {label} | {figures} | {cost} |"
    yield ""
    yield f"Values right: {values[True]} of {values.total()} dates found exactly."
    yield "Speaker first: {} of {}; among the first two: {}.".format(*_speakers(examples))


def _values(example: Example, proposals: Iterable[Suggestion]) -> Iterator[bool]:
    gold = {(a.start, a.end): a for a in example.annotations if "value" in a.attrs}
    for one in proposals:
        tag = gold.get((one.start, one.end))
        if tag and one.label == tag.label == "date" and one.source == "rule:date":
            yield one.attrs.get("value") == tag.attrs["value"]


def _speakers(examples: Iterable[Example]) -> tuple[int, int, int]:
    first = links = second = 0
    for example in examples:
        text = example.article.text
        by_id = {a.id: a for a in example.annotations}
        actors = [a for a in example.annotations if a.label == "actor"]
        for link in example.links:
            quote, speaker = by_id[link.source], by_id[link.target]
            ranked = speakers(text, (quote.start, quote.end), actors)[:2]
            # Another mention of the same name is as good.
            last = text[speaker.start : speaker.end].split()[-1]
            hits = [text[a.start : a.end].split()[-1] == last for a in ranked]
            links += 1
            first += hits[:1] == [True]
            second += any(hits)
    return first, links, second


def main() -> None:
    """Measure the file that is named, or the suites in a folder."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    if not names:
        sys.exit(
            "Name a file: python benchmarks/suggestions.py GOLD.jsonl [--spacy PIPELINE],\n"
            "or a folder of clones: python benchmarks/suggestions.py --suites FOLDER [SUITE...]"
        )
    if "--judged" in sys.argv:
        found = [one for one in jsonl.read(Path(names[0])) if isinstance(one, Example)]
        print("\n".join(judged.rows(found)))
        return
    if "--suites" in sys.argv:
        for row in table.rows(Path(names[0]), names[1:], "--misses" in sys.argv):
            print(row)
        return
    pipeline = names[1] if "--spacy" in sys.argv else None
    examples = [one for one in jsonl.read(Path(names[0])) if isinstance(one, Example)]
    if file := readings.named(sys.argv):
        examples = list(readings.read(examples, file))
    print("\n".join(rows(examples, pipeline)))


if __name__ == "__main__":
    main()
