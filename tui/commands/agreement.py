"""The tables, with bars on a terminal, in which `postil evaluate` tells agreement."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotations.agreement.measures import Agreement, Estimate, Score
    from annotations.agreement.report import Report

Row = tuple[str, ...]
FIGURES = ("F1", "half", "any", "border")
"""What is counted in spans, after the label, their numbers, precision and recall."""


class Table(NamedTuple):
    """Rows below a head; each but the head has a figure from 0 to 1 that can be drawn, or none.

    `most` is what a figure of 1 stands for.
    """

    rows: list[Row]
    drawn: "Sequence[Estimate | None]" = ()
    most: str = "1"


def tables(report: "Report") -> list[Table]:
    """What is printed, each table only where there is something to say.

    Labels, halves, weeks, pairs, beyond chance, labels against labels, what is said, links; the
    pilot beside the main round, of which all these are; and who read once more with oneself, with
    others, and both by week.
    """
    found = (
        _scores(report), _halves(report), _weeks(report), _pairs(report), _beyond_chance(report),
        _confusion(report), _said(report), _links(report), _rounds(report), *_again(report),
    )  # fmt: skip
    return [table for table in found if table.rows]


def _scores(report: "Report") -> Table:
    pooled, two = report.found.pooled, len(report.names) == 2
    counts = report.names if two else ("spans",)
    head = ("label", *counts, *(("P", "R") if two else ()), *FIGURES)
    scores = (*pooled.scores, pooled.whole)
    return Table([head, *(_score(one, two) for one in scores)], [one.exact for one in scores])


def _score(score: "Score", two: bool) -> Row:
    from annotations.agreement.report import figure, interval

    counts = (score.first, score.second) if two else (score.first + score.second,)
    sides = (score.precision, score.recall) if two else ()
    return (
        score.label or "all",
        *map(str, counts),
        *map(figure, sides),
        interval(score.exact),
        figure(score.half.value),
        figure(score.overlap.value),
        "-" if score.border is None else f"{score.border:g}",
    )


def _halves(report: "Report") -> Table:
    """Agreement on all labels without suggestions and with them, if both were tried."""
    return _wholes("suggestions", {name: one.pooled for name, one in report.halves.items()})


def _weeks(report: "Report") -> Table:
    """Agreement on all labels, week by week, if there is more than one."""
    return _wholes("week from", report.weeks if len(report.weeks) > 1 else {})


def _pairs(report: "Report") -> Table:
    """Every two of three annotators or more, and the mean of them."""
    from annotations.agreement.measures import Estimate
    from annotations.agreement.report import figure

    found = report.found
    if len(found.pairs) < 2:
        return Table([])
    rows, drawn, _ = _wholes(
        "annotators", {f"{a}, {b}": one for (a, b), one in found.pairs.items()}
    )
    exact, half = (found.mean("", of) for of in (lambda s: s.exact, lambda s: s.half))
    return Table([*rows, ("mean", "", figure(exact), figure(half))], [*drawn, Estimate(exact)])


def _wholes(what: str, found: "Mapping[str, Agreement]") -> Table:
    """All labels together, a row for each of several parts."""
    from annotations.agreement.figures import count_of_articles
    from annotations.agreement.report import figure, interval

    rows = [
        (name, str(count_of_articles(one)), interval(one.whole.exact), figure(one.whole.half.value))
        for name, one in found.items()
    ]
    head = (what, "articles", "F1", "half")
    return Table([head, *rows] if rows else [], [one.whole.exact for one in found.values()])


def _beyond_chance(report: "Report") -> Table:
    """Agreement on what is covered, and gamma of all labels, less what chance would give."""
    from annotations.agreement.report import interval

    pooled, gamma = report.found.pooled, report.gamma
    rows = [
        (score.label or "all", *map(interval, (score.coverage, score.unitized, score.kappa)))
        for score in (*pooled.scores, pooled.whole)
    ]
    if gamma is None:
        return Table([("beyond chance", "coverage", "ualpha", "kappa"), *rows])
    of_all = ["" for _ in pooled.scores] + [interval(gamma)]
    rows = [(*row, value) for row, value in zip(rows, of_all, strict=True)]
    return Table([("beyond chance", "coverage", "ualpha", "kappa", "gamma"), *rows])


def _said(report: "Report") -> Table:
    """What is said of articles and of spans that were matched."""
    from annotations.agreement.report import figure

    rows = [
        (name, str(one.units), *map(figure, (one.same, one.alpha, one.cohen, one.fleiss)))
        for name, one in report.said.items()
    ]
    return Table([("said of", "units", "same", "alpha", "cohen", "fleiss"), *rows] if rows else [])


def _links(report: "Report") -> Table:
    from annotations.agreement.report import figure

    rows = [
        (type, str(a), str(b), str(both), figure(2 * both / (a + b)))
        for type, (a, b, both) in report.links.items()
    ]
    return Table([("links", "first", "second", "both", "F1"), *rows] if rows else [])


def _rounds(report: "Report") -> Table:
    """The pilot beside the main round, if there is one."""
    if report.pilot is None:
        return Table([])
    return _wholes("round", {"pilot": report.pilot, "main": report.found.pooled})


def _again(report: "Report") -> "tuple[Table, Table, Table]":
    from annotations.agreement.figures import count_of_articles
    from annotations.agreement.report import interval

    found = report.again
    both = {"first reading": found.first, "read once more": found.second}
    rows = [
        (monday, str(max(count_of_articles(one) for one in (own, others) if one)),
         *(interval(one.whole.exact) if one else "-" for one in (own, others)))
        for monday, (own, others) in found.weeks.items()
    ]  # fmt: skip
    head = ("read again, week from", "articles", "with oneself", "with others")
    drawn = [own.whole.exact if own else None for own, _ in found.weeks.values()]
    return (
        _wholes("with oneself", found.oneself),
        _wholes("with others", {name: one for name, one in both.items() if one}),
        Table([head, *rows] if rows else [], drawn),
    )


def _confusion(report: "Report") -> Table:
    """Where the labels differ: the most frequent first."""
    from annotations.agreement.measures import Estimate

    found = report.confused
    rows = [(a or "nothing", b or "nothing", str(n)) for a, b, n in found]
    most = max((n for _, _, n in found), default=1)
    head = (*report.sides, "spans")
    return Table([head, *rows] if rows else [], [Estimate(n / most) for *_, n in found], str(most))


def undefined(report: "Report") -> list[str]:
    """Which figures have no value, and why, a sentence each."""
    from annotations.counted import listed

    if not (labels := report.undefined):
        return []
    what = f"Spans of one annotator overlap in {listed(labels)}, so there is no ualpha of"
    return [f"{what} {'that label' if len(labels) == 1 else 'these labels'}."]


def rows_by_article(report: "Report") -> list[Row]:
    """A row for each article, the least alike first."""
    from annotations.agreement.report import figure

    rows = [
        (2 * both / (first + second), id, first, second, both)
        for id, first, second, both in report.found.pooled.articles
        if first + second
    ]
    return [
        ("article", *report.sides, "both", "F1"),
        *((id, str(a), str(b), str(both), figure(f1)) for f1, id, a, b, both in sorted(rows)),
    ]
