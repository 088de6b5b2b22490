"""The planner's keys make exactly the gold, and cost what they are said to cost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations import units
from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import jsonl
from annotations.scheme import DEFAULT_SCHEME
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.tagged import Gazetteer
from benchmarks.answering import linked
from benchmarks.keystrokes import measured
from benchmarks.planner import Gold, Planner
from benchmarks.reader import Reader
from benchmarks.way import cheapest, price
from tui.keys import Keymap
from tui.reading.steering import Steering

ROOT = Path(__file__).parent.parent.parent
GOLD = ROOT / "sample_articles" / "gold.jsonl"
TEXT = (
    "The mayor, Ann Lee, met the tea club on Monday. “No deal,” said Lee. Rain fell in Pellin.\n\n"
    "The tea club asked Ms. Lee to wait until May 5, and the tea club waited."
)


def reader(text: str, rules: bool = True) -> Reader:
    on = catalogue.rules(Settings()) if rules else []
    return Reader([Article("a", "T", text)], Keymap(DEFAULT_SCHEME), on, Gazetteer())


def gold(*wanted: tuple[str, str, int]) -> list[Gold]:
    found = []
    for words, label, nth in wanted:
        start = -1
        for _ in range(nth + 1):
            start = TEXT.index(words, start + 1)
        found.append((start, start + len(words), label))
    return found


WANTED = gold(
    ("Ann Lee", "actor", 0), ("tea club", "actor", 0), ("Monday", "date", 0),
    ("“No deal,”", "quote", 0), ("Lee", "actor", 1), ("tea club", "actor", 1),
    ("Lee", "actor", 2), ("wait until May 5", "proposal", 0), ("May 5", "date", 0),
    ("tea club", "actor", 2),
)  # fmt: skip


def made(one: Reader) -> set[Gold]:
    return {(a.start, a.end, a.label) for a in one.session.index}


@pytest.mark.parametrize("rules", [True, False])
def test_the_keys_make_exactly_the_gold_once_more(rules: bool) -> None:
    planned = reader(TEXT, rules)
    effort = Planner(planned, WANTED).run()
    assert made(planned) == set(WANTED)
    assert (effort.exact, effort.spans.total()) == (len(WANTED), len(WANTED))
    again = reader(TEXT, rules)
    keys: Iterator[str] = iter(effort.pressed)
    for key in keys:
        if key == "/":
            again.find("".join(iter(lambda: next(keys), "enter")))
        else:
            again.press(key)
    assert made(again) == set(WANTED)
    assert effort.keys.total() == len(effort.pressed)


def test_a_name_tagged_once_is_proposed_from_then_on() -> None:
    effort = Planner(reader(TEXT), WANTED).run()
    # By hand only the first tea club; its keys include the find or the walk there.
    assert effort.how == {"accepted": len(WANTED) - 1, "by hand": 1}


def test_wrong_candidates_cost_a_key_each() -> None:
    effort = Planner(
        reader("On Monday, Ann Lee left. Joss Pask left.", True), [(3, 9, "date")]
    ).run()
    assert effort.wrong == {"rule:name": 2}
    assert effort.pressed == ["n", "enter", "x", "x"]


def standing(start: int, length: int) -> Steering:
    """Where a selection stands."""
    steering = Steering(TEXT)
    steering.select((start, start + length))
    return steering


TITLED = (
    "A long title over the whole row\n\nShort.\n\nIn the end Ann Lee came to the harbour again."
)


@pytest.mark.parametrize("before", ["", "down", "end down", "end down down", "down down end up"])
def test_the_keys_that_are_counted_select_what_they_are_counted_for(before: str) -> None:
    for wanted in units.words(TITLED, 0, len(TITLED)):
        at = reader(TITLED, rules=False)
        for key in before.split():
            at.press(key)
        keys = cheapest(TITLED, at.reading.pane, wanted, 30, moving=True)
        for key in keys or ():
            at.find(key[1:]) if key.startswith("/") else at.press(key)
        assert at.selection.span == wanted


@pytest.mark.parametrize(
    ("start", "wanted", "keys"),
    [
        ("The", "mayor", ("right",)),
        ("The", "Ann Lee", ("right", "right", "e")),
        ("Ann", "Ann Lee, met", ("shift+right", "shift+right")),
        ("The", "“No deal,”", (")", "e", "e")),
    ],
)
def test_the_cheapest_way(start: str, wanted: str, keys: tuple[str, ...]) -> None:
    at, place = TEXT.index(start), TEXT.index(wanted)
    found = cheapest(TEXT, standing(at, len(start)), (place, place + len(wanted)), 30, moving=True)
    assert found is not None
    assert sum(map(price, found)) <= sum(map(price, keys))


def test_no_way_is_found_where_it_costs_too_much() -> None:
    far = len(TEXT) - 7
    assert cheapest(TEXT, standing(0, 3), (far, far + 6), 1, moving=True) is None
    assert cheapest(TEXT, standing(0, 3), (far, far + 6), 30, moving=False) is None


def test_what_a_find_costs() -> None:
    assert [price(key) for key in ("n", "enter", "/tea")] == [1, 1, 5]


def test_the_figures_for_the_sample_articles() -> None:
    examples = [one for one in jsonl.read(GOLD) if isinstance(one, Example)][:2]
    figures = measured(examples)
    assert figures["exact"] == 1
    assert figures["spans"] == sum(len(one.annotations) for one in examples)
    assert figures["events"] == len({one.article.meta.group or one.article.id for one in examples})
    assert figures["keys_per_span"] <= 2.5
    assert figures["keys_per_span"] <= 0.4 * figures["slate_counts_per_span"]
    assert figures["slate_counts_per_span"] < figures["slate_arrows_per_span"]
    assert 0.5 < figures["one_accept_share"] <= 1
    assert figures["links"] == sum(len(one.links) for one in examples) > 0
    assert figures["links_right"] == 1
    assert 1 <= figures["keys_per_link"] <= 1.5
    assert figures["findings"] >= figures["findings_mended"] > 1
    assert figures["keys_per_finding"] == 1


def test_a_speaker_who_is_not_offered_is_gone_to() -> None:
    text = "Bo Ray left. \u201cWe sail,\u201d said Ann Lee. They saw Cy Orr and Di Ash.\n"
    article = Article("a", "T", text)

    def tag(id: str, words: str, label: str) -> Annotation:
        start = text.index(words)
        return Annotation(id, start, start + len(words), label, "gold")

    tags = [tag("q", "\u201cWe sail,\u201d", "quote"), tag("c", "Orr and Di", "actor")]
    made = Reader([article], Keymap(DEFAULT_SCHEME), [], Gazetteer())
    for one in tags:
        made.session.annotate((one.start, one.end), one.label)
    for words in ("Bo Ray", "Ann Lee"):
        made.session.annotate((text.index(words), text.index(words) + len(words)), "actor")
    links = (Link("speaker", "q", "c"),)
    found = linked(made, Example(article, tuple(tags), links))
    assert (found.things, found.right) == (1, 1)
    assert found.keys > 2


def test_run_as_a_program_it_prints_one_object(tmp_path: Path) -> None:
    one = json.loads(GOLD.read_text(encoding="utf-8").splitlines()[0])
    one["spans"] = one["spans"][:5]
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(one))
    command = [sys.executable, str(ROOT / "benchmarks" / "keystrokes.py"), str(file), "--json"]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    expected = (
        "spans keys_per_span slate_counts_per_span slate_arrows_per_span one_accept_share "
        "wrong_candidates_per_article exact"
    )
    assert set(expected.split()) <= json.loads(told).keys()
