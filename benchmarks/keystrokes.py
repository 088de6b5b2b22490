"""Keys and seconds per gold span: `python benchmarks/keystrokes.py GOLD.jsonl [--json]`.

GOLD.jsonl is postil's own JSONL with gold spans, of any articles. They are read once, in the order
of the file; names tagged in one help in the next. Then the quotes of each are linked as in gold, it
is marked done, and what looks wrong in it is gone through, among it actors cut short for this.

With `--readings` the file is a corpus, and gold is what was read in some of its articles, or with
`--readings=spans-4` in others of them (see `benchmarks/suites/readings.py`).
"""

import json
import sys
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent.parent))

from annotations.agreement.intervals import draws, spread
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats import jsonl
from annotations.scheme import DEFAULT_SCHEME
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.tagged import Gazetteer
from annotations.units import Span
from benchmarks.answering import Answered, finished, linked
from benchmarks.planner import Effort, Planner
from benchmarks.reader import Reader
from benchmarks.slate import Slate, slate
from benchmarks.suites import readings
from tui.keys import Keymap

_CUT = 5  # every so manieth actor, and of so many letters at least
_SEED, _SAMPLES = 1, 2_000
KEY_SECONDS, DECISION_SECONDS = 0.28, 1.35  # Card, Moran and Newell's model


def measured(examples: list[Example]) -> dict[str, Any]:
    """The figures for some articles with gold spans."""
    rules = catalogue.rules(Settings())
    keymap, gazetteer = Keymap(DEFAULT_SCHEME), Gazetteer()
    total, theirs = Effort(), Slate(0, 0, 0)
    links = findings = Answered()
    events: dict[str, list[int]] = {}  # articles, spans, keys and wrong candidates of each
    for example in examples:
        gold = [(a.start, a.end, a.label) for a in example.annotations]
        reader = Reader([example.article], keymap, rules, gazetteer)
        effort = Planner(reader, gold).run()
        gazetteer = reader.gazetteer
        links += linked(reader, example)
        findings += finished(reader, _cut(reader, example))
        for name in ("keys", "spans", "how", "wrong"):
            getattr(total, name).update(getattr(effort, name))
        event = events.setdefault(example.article.meta.group or example.article.id, [0] * 4)
        counts = 1, effort.spans.total(), effort.keys.total(), effort.wrong.total()
        event[:] = [a + b for a, b in zip(event, counts, strict=True)]
        total.decisions += effort.decisions
        total.exact += effort.exact
        spans = sorted((start, -end) for start, end, _ in gold)
        one = slate(example.article.text, [(start, -end) for start, end in spans])
        theirs = Slate(*(getattr(theirs, n) + getattr(one, n) for n in Slate.__slots__))
    figures = _figures(total, theirs, len(examples))
    return {**figures, **_spreads(list(events.values())), **_answered(links, findings)}


def _spreads(events: list[list[int]]) -> dict[str, Any]:
    """How far the two main figures' intervals over events reach; `None` for one event."""
    sums = [
        [sum(n * event[at] for n, event in zip(drawn, events, strict=True)) for at in range(4)]
        for drawn in draws(len(events), _SEED, _SAMPLES)
    ]
    return {
        "events": len(events),
        "keys_per_span_spread": spread([one[2] / one[1] for one in sums], len(events)),
        "wrong_candidates_spread": spread([one[3] / one[0] for one in sums], len(events)),
    }


def _cut(reader: Reader, example: Example) -> list[Span]:
    """Tag some actors without their last letter, which is wrong in any article."""
    actors = [a for a in example.annotations if a.label == "actor" and a.end - a.start > _CUT]
    cut = [(actor.start, actor.end - 1) for actor in actors[::_CUT]]
    for span in cut:
        change = reader.session.annotate(span, "actor", second=True)
        reader.reading.run(reader.reading.show, reader.session, change)
    return cut


def _answered(links: Answered, findings: Answered) -> dict[str, Any]:
    return {
        "links": links.things,
        "keys_per_link": links.keys / max(1, links.things),
        "links_right": links.right / max(1, links.things),
        "findings": findings.things,
        "findings_mended": findings.right,
        "keys_per_finding": findings.keys / max(1, findings.things),
    }


def _figures(total: Effort, theirs: Slate, articles: int) -> dict[str, Any]:
    spans = sum(total.spans.values())
    keys = sum(total.keys.values())
    seconds = keys * KEY_SECONDS + total.decisions * DECISION_SECONDS
    slate_seconds = theirs.counts * KEY_SECONDS + max(theirs.counted, spans) * DECISION_SECONDS
    return {
        "articles": articles,
        "spans": spans,
        "keys_per_span": keys / spans,
        "slate_counts_per_span": theirs.counts / spans,
        "slate_arrows_per_span": theirs.arrows / spans,
        "one_accept_share": total.how["accepted"] / spans,
        "wrong_candidates_per_article": sum(total.wrong.values()) / articles,
        "exact": total.exact / spans,
        "ratio_to_slate_counts": keys / theirs.counts,
        "seconds_per_span": seconds / spans,
        "slate_counts_seconds_per_span": slate_seconds / spans,
        "keys_by_label": {name: total.keys[name] / total.spans[name] for name in total.spans},
        "spans_by_label": dict(total.spans),
        "keys_on_wrong_candidates": total.keys[""] / spans,
        "spans_by_how": dict(total.how),
        "wrong_by_source": dict(total.wrong),
    }


def _intervals(figures: dict[str, Any]) -> str:
    """The 95 % intervals, as a sentence."""
    keys, wrong = figures["keys_per_span_spread"], figures["wrong_candidates_spread"]
    if keys is None:
        return "One event has no interval."
    return (
        f"Intervals (95 %) over {figures['events']} events: "
        f"{figures['keys_per_span']:.2f} \u00b1 {keys:.2f} keys, "
        f"{figures['wrong_candidates_per_article']:.1f} \u00b1 {wrong:.1f} wrong candidates."
    )


def table(figures: dict[str, Any]) -> str:
    """The figures for people."""
    spans = figures["spans"]
    rows = ["| label | spans | keys per span |", "|---|---|---|"]
    for name, count in sorted(figures["spans_by_label"].items()):
        rows.append(f"| {name} | {count} | {figures['keys_by_label'][name]:.2f} |")
    rows += [
        f"| wrong candidates | | {figures['keys_on_wrong_candidates']:.2f} |",
        f"| **all** | {spans} | **{figures['keys_per_span']:.2f}** |",
        f"| SLATE with counts | {spans} | {figures['slate_counts_per_span']:.2f} |",
        f"| SLATE by arrows | {spans} | {figures['slate_arrows_per_span']:.2f} |",
        "",
        f"{figures['ratio_to_slate_counts']:.2f} of SLATE's keys with counts; "
        f"{figures['seconds_per_span']:.1f} s a span against "
        f"{figures['slate_counts_seconds_per_span']:.1f} s, by the keystroke-level model.",
        f"{figures['one_accept_share']:.0%} of the spans by one accept, "
        + ", ".join(f"{n} {how}" for how, n in sorted(figures["spans_by_how"].items()))
        + f"; {figures['wrong_candidates_per_article']:.1f} wrong candidates an article ("
        + ", ".join(f"{n} {source}" for source, n in sorted(figures["wrong_by_source"].items()))
        + f"); {figures['exact']:.1%} of gold exactly.",
        _intervals(figures),
        f"{figures['links']} links, {figures['keys_per_link']:.2f} keys each, "
        f"{figures['links_right']:.1%} to the speaker of gold; {figures['findings']} findings, "
        f"{figures['keys_per_finding']:.2f} keys each.",
    ]
    return "\n".join(rows)


def main() -> None:
    """Measure the file that is named."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    if len(names) != 1:
        sys.exit("Name one file: python benchmarks/keystrokes.py GOLD.jsonl [--readings] [--json]")
    found = list(jsonl.read(Path(names[0])))
    for problem in found:
        if isinstance(problem, PostilError):
            print(problem, file=sys.stderr)
    examples = [one for one in found if isinstance(one, Example)]
    if file := readings.named(sys.argv):
        examples = list(readings.read(examples, file))
    figures = measured([one for one in examples if one.annotations])
    print(json.dumps(figures) if "--json" in sys.argv else table(figures))


if __name__ == "__main__":
    main()
