"""The page of agreement: every figure is on it, nothing in it runs or loads, names are words."""

import random
import re
from html.parser import HTMLParser

import pytest

from annotations.agreement.drawing import bar, square, weeks
from annotations.agreement.measures import Estimate, Pair, agreement
from annotations.agreement.nominal import nominal
from annotations.agreement.page import is_page, page
from annotations.agreement.report import Again, Report, figure, interval
from annotations.agreement.several import Names, between, by_week

VOID = {"meta", "line", "path", "rect", "circle"}
HOSTILE = (
    "<script>alert(1)</script>",
    'ana" onload="x',
    "ben & cleo \u202egnirts\x00\x1b[31m",
    "\U0001f469\u200d\U0001f52c " + "x" * 90,
)


class Outline(HTMLParser):
    """The elements of a page with their attributes and words; each must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def pairs(names: tuple[str, ...], labels: str = "abc", weeks: int = 3) -> list[tuple[Names, Pair]]:
    """What every two of these marked in twelve articles of six events, over some weeks."""
    dice, found = random.Random(4), []
    for number in range(12):
        marks = [(n * 20, n * 20 + 8, dice.choice(labels)) for n in range(9)]
        own = {name: frozenset(m for m in marks if dice.random() < 0.8) for name in names}
        for k, one in enumerate(names):
            for other in names[k + 1 :]:
                done = f"2031-03-{3 + 7 * (number % weeks):02}T10:00:00.000Z"
                texts = (200, ((0, 8),), own[one], own[other], f"e{number // 2}", 1.0, done)
                found.append(((one, other), Pair(f"a{number}", *texts)))
    return found


def made(names: tuple[str, ...] = HOSTILE, labels: str = "abc", weeks: int = 3) -> Report:
    found = pairs(names, labels, weeks)
    values = nominal([{"x": "2031", "y": "2031"}, {"x": "a", "y": "b"}])
    return Report(
        names,
        between(found, samples=50),
        {"without": between(found[:20], samples=50), "with": between(found[20:], samples=50)},
        by_week(found, samples=50),
        Estimate(0.61, 0.5, 0.7),
        {names[0]: values},
        {("a", "<b>"): values},
        {names[0]: (4, 5, 3)},
        Again(
            {names[0]: agreement([pair for _, pair in found[:9]], samples=50)},
            agreement([pair for _, pair in found[9:]], samples=50),
            agreement([pair for _, pair in found[4:]], samples=50),
            {week: (one, None) for week, one in by_week(found[:30], samples=50).items()},
        ),
        agreement([pair for _, pair in found[:5]], samples=50),
    )


@pytest.mark.parametrize("names", [HOSTILE, ("ana", "ben")])
def test_nothing_runs_or_loads_and_names_are_words(names: tuple[str, ...]) -> None:
    shown = page(made(names), ["Left out <b>by</b> both."])
    outline = Outline(shown)
    tags = {tag for tag, _ in outline.elements}
    assert tags.isdisjoint(["script", "link", "img", "iframe", "object", "a", "foreignobject", "b"])
    attributes = {name for _, found in outline.elements for name in found}
    assert not any(name.startswith("on") or name in ("src", "href", "style") for name in attributes)
    assert re.findall(r"(?:https?:|url\(|@import)", shown) == []
    policy = [found["content"] for tag, found in outline.elements if "http-equiv" in found]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    for name in names:
        assert " ".join(re.sub("[\x00\x1b\u202e]", "\ufffd", name).split()) in outline.text
    assert "Left out <b>by</b> both." in outline.text
    assert is_page(shown.encode())
    assert not is_page(b"<!doctype html><p>mine")


def test_every_figure_stands_in_a_table_with_a_caption_and_heads() -> None:
    report = made(("ana", "ben", "cleo"))
    outline = Outline(page(report))
    wanted = {interval(report.gamma or Estimate(None))}
    for found in (report.found.pooled, *report.found.pairs.values()):
        wanted |= {interval(found.whole.exact), interval(found.whole.half)}
    for score in report.found.pooled.scores:
        estimates = (score.exact, score.half, score.overlap, score.coverage, score.kappa)
        wanted |= {interval(one) for one in estimates}
    for half in report.halves.values():
        wanted |= {interval(one.exact) for one in (*half.pooled.scores, half.pooled.whole)}
    for week, one in report.weeks.items():
        wanted |= {week, interval(one.whole.exact)}
        wanted |= {figure(score.exact.value) for score in one.scores}
    again = [*report.again.oneself.values(), report.again.first, report.again.second, report.pilot]
    again += [one for one, _ in report.again.weeks.values()]
    wanted |= {interval(one.whole.exact) for one in again if one}
    wanted |= {f"{n:,}" for n in report.found.pooled.confusion.values()}
    assert sorted(one for one in wanted if one not in outline.text) == []
    kinds = [tag for tag, _ in outline.elements]
    assert kinds.count("caption") == kinds.count("table") > 7
    assert all(found.get("scope") in ("row", "col") for tag, found in outline.elements
               if tag == "th")  # fmt: skip
    drawings = [found for tag, found in outline.elements if tag == "svg"]
    assert len(drawings) > 20
    told = [found for found in drawings if found.get("role") == "img"]
    assert len(told) == kinds.count("desc") == 2
    assert all(found.get("aria-hidden") == "true" for found in drawings if found not in told)


def test_what_there_is_not_has_no_heading() -> None:
    found = pairs(("ana", "ben"), weeks=1)
    whole = between(found, samples=5)
    outline = Outline(page(Report(("ana", "ben"), whole, weeks=by_week(found, samples=5))))
    for heading in (
        "Week by week",
        "Who against whom",
        "Codes",
        "Links",
        "suggestions",
        "once more",
        "not in",
    ):
        assert heading not in outline.text
    empty = between([(("ana", "ben"), Pair("a", 10, (), frozenset(), frozenset()))])
    assert "1 article, 1 event." in Outline(page(Report(("ana", "ben"), empty))).text


def test_the_same_report_gives_the_same_page() -> None:
    assert page(made()) == page(made())


def test_weeks_stand_at_their_place_in_time() -> None:
    found = [("2031-03-03", Estimate(0.5, 0.2, 0.9)), ("2031-03-10", Estimate(None)),
             ("2031-03-31", Estimate(1.0))]  # fmt: skip
    shown = weeks(found, "By week", "Three weeks.")
    at = [float(x) for x in re.findall(r'<circle class="dot" cx="([\d.]+)"', shown)]
    first, last = at
    (third,) = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>2031-03-31', shown)]
    assert third == last > first
    assert "2031-03-03" in shown
    many = [(f"{year}-01-06", Estimate(0.5)) for year in (2031, 2032, 2033, 2034)]
    assert float(re.findall(r'width="([\d.]+)"', weeks(many, "", ""))[0]) < 5000


@pytest.mark.parametrize("value", [-0.4, 0.0, 0.5, 1.0, None])
def test_what_is_drawn_stays_within_its_drawing(value: float | None) -> None:
    low, high = (None, None) if value is None else (-1.0, 1.0)
    shown = str(bar(Estimate(value, low, high)))
    numbers = [float(n) for n in re.findall(r"(?<![\w.#-])-?\d+(?:\.\d+)?", shown)]
    assert min(numbers) >= 0
    assert max(numbers) <= 200
    assert ("rect" in shown) == (value is not None)
    sizes = [float(re.findall(r'width="([\d.]+)" height="[\d.]+"/', square(x))[0])
             for x in (0.25, 1.0)]  # fmt: skip
    assert sizes == [13, 26]


def test_a_week_goes_by_its_monday() -> None:
    days = {"2031-03-09T23:59:59.999Z": "2031-03-03", "2031-03-10T00:00:00.000Z": "2031-03-10",
            "2030-12-31": "2030-12-30"}  # fmt: skip
    found = [(("ana", "ben"), Pair(day, 9, (), frozenset(), frozenset(), done=day)) for day in days]
    unknown = [(("ana", "ben"), Pair(day, 9, (), frozenset(), frozenset(), done=day))
               for day in ("", "yesterday", "2031-13-40")]  # fmt: skip
    weeks = by_week([*found, *unknown])
    assert {id: week for week, one in weeks.items() for id, *_ in one.articles} == days
    assert list(weeks) == sorted(weeks)
