"""The tables and the JSON in which `postil evaluate` tells how far annotators agree."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotations.counted import listed

if TYPE_CHECKING:
    from annotations.agreement.measures import Agreement, Estimate, Score
    from annotations.agreement.several import Between
    from annotations.corpus.said import Said

Row = tuple[str, ...]
Names = tuple[str, ...]

FIGURES = ("F1", "half", "any", "border")
"""What is counted in spans, after the label, their numbers, precision and recall."""


def tables(
    found: "Between", said: "Said", names: Names, gamma: "Estimate | None"
) -> list[list[Row]]:
    """What is printed: labels, pairs, labels against labels, what is said, links; if anything."""
    pooled, counted = found.pooled, (_scores(found.pooled, names), _pairs(found))
    beyond = _beyond_chance(pooled, gamma), _confusion(pooled, names)
    return [table for table in (*counted, *beyond, _said(said), _links(said)) if table]


def _scores(found: "Agreement", names: Names) -> list[Row]:
    two = len(names) == 2
    head = ("label", *(names if two else ("spans",)), *(("P", "R") if two else ()), *FIGURES)
    return [head, *(_score(score, two) for score in (*found.scores, found.whole))]


def _score(score: "Score", two: bool) -> Row:
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


def _beyond_chance(found: "Agreement", gamma: "Estimate | None") -> list[Row]:
    """Agreement on what is covered, and gamma of all labels, less what chance would give."""
    rows = [
        (score.label or "all", *map(interval, (score.coverage, score.unitized, score.kappa)))
        for score in (*found.scores, found.whole)
    ]
    if gamma is None:
        return [("beyond chance", "coverage", "ualpha", "kappa"), *rows]
    of_all = ["" for _ in found.scores] + [interval(gamma)]
    rows = [(*row, value) for row, value in zip(rows, of_all, strict=True)]
    return [("beyond chance", "coverage", "ualpha", "kappa", "gamma"), *rows]


def _pairs(found: "Between") -> list[Row]:
    """Every two of three annotators or more, and the mean of them."""
    if len(found.pairs) < 2:
        return []
    rows = [
        (f"{a}, {b}", str(len(one.articles)), interval(one.whole.exact), _half(one.whole))
        for (a, b), one in found.pairs.items()
    ]
    mean = [figure(found.mean("", of)) for of in (lambda s: s.exact, lambda s: s.half)]
    return [("annotators", "articles", "F1", "half"), *rows, ("mean", "", *mean)]


def half_rows(halves: "Mapping[str, Between]") -> list[list[Row]]:
    """Agreement on all labels without suggestions and with them, if both were tried."""
    rows = [
        (
            name,
            str(len({id for id, *_ in one.pooled.articles})),
            interval(whole.exact),
            _half(whole),
        )
        for name, one in halves.items()
        for whole in [one.pooled.whole]
    ]
    return [[("suggestions", "articles", "F1", "half"), *rows]] if rows else []


def in_halves(halves: "Mapping[str, Between]") -> dict[str, Any]:
    """The same for programs."""
    return {f"{name}_suggestions": of_labels(one.pooled) for name, one in halves.items()}


def _half(score: "Score") -> str:
    return figure(score.half.value)


def _said(said: "Said") -> list[Row]:
    """What is said of articles and of spans that were matched."""
    named = {(label or "article", name): one for (label, name), one in said.values.items()}
    named |= {("article", name): one for name, one in said.codes.items()}
    rows = [
        (
            f"{of} {name}",
            str(one.units),
            *map(figure, (one.same, one.alpha, one.cohen, one.fleiss)),
        )
        for (of, name), one in named.items()
        if one.units
    ]
    return [("said of", "units", "same", "alpha", "cohen", "fleiss"), *rows] if rows else []


def _links(said: "Said") -> list[Row]:
    rows = [
        (type, str(a), str(b), str(both), figure(2 * both / (a + b)))
        for type, (a, b, both) in said.links.items()
    ]
    return [("links", "first", "second", "both", "F1"), *rows] if rows else []


def undefined(found: "Agreement") -> list[str]:
    """Which figures have no value, and why, a sentence each."""
    labels = [score.label for score in found.scores if score.overlapping]
    if not labels:
        return []
    what = f"Spans of one annotator overlap in {listed(labels)}, so there is no ualpha of"
    return [f"{what} {'that label' if len(labels) == 1 else 'these labels'}."]


def _confusion(found: "Agreement", names: Names) -> list[Row]:
    """Where the labels differ: the most frequent first."""
    pairs = [(pair, n) for pair, n in found.confusion.items() if pair[0] != pair[1]]
    rows = [(a or "nothing", b or "nothing", str(n)) for (a, b), n in sorted(pairs, key=_by_count)]
    head = names if len(names) == 2 else ("one", "other")
    return [(*head, "spans"), *rows] if rows else []


def _by_count(item: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -item[1], item[0]


def rows_by_article(found: "Agreement", names: Names) -> list[Row]:
    """A row for each article, the least alike first."""
    rows = [
        (2 * both / (first + second), id, first, second, both)
        for id, first, second, both in found.articles
        if first + second
    ]
    return [
        ("article", *(names if len(names) == 2 else ("one", "other")), "both", "F1"),
        *((id, str(a), str(b), str(both), figure(f1)) for f1, id, a, b, both in sorted(rows)),
    ]


def figure(value: float | None) -> str:
    """A figure up to 1 as tables have it: .87."""
    # Rounded first, or a little less than nothing would be a nothing with a sign.
    return "-" if value is None else f"{round(value, 2) + 0.0:.2f}".replace("0.", ".", 1)


def interval(estimate: "Estimate") -> str:
    """A figure with its interval."""
    if estimate.low is None:
        return figure(estimate.value)
    return f"{figure(estimate.value)} [{figure(estimate.low)}, {figure(estimate.high)}]"


def fields(found: "Between", said: "Said", gamma: "Estimate | None") -> dict[str, Any]:
    """All that is known of how far annotators agree, for programs."""
    from msgspec.structs import asdict

    pooled = found.pooled
    articles = [
        {"id": id, "first": first, "second": second, "both": both}
        for id, first, second, both in pooled.articles
    ]
    confusion = [{"first": a, "second": b, "spans": n} for (a, b), n in pooled.confusion.items()]
    pairs = [
        {"first": a, "second": b, "articles": len(one.articles), **of_labels(one)}
        for (a, b), one in found.pairs.items()
    ]
    values = [
        {"label": label, "attribute": name, **asdict(one)}
        for (label, name), one in said.values.items()
    ]
    return {
        **of_labels(pooled),
        "events": pooled.events,
        "gamma": gamma._asdict() if gamma else None,
        "confusion": confusion,
        "articles": articles,
        "pairs": pairs if len(pairs) > 1 else [],
        "codes": {name: asdict(one) for name, one in said.codes.items()},
        "attributes": values,
        "links": {
            type: {"first": a, "second": b, "both": both}
            for type, (a, b, both) in said.links.items()
        },
    }


def of_labels(found: "Agreement") -> dict[str, Any]:
    """All figures of all labels together and of each, with their intervals, for programs."""
    scores = {score.label: _of_label(score) for score in (*found.scores, found.whole)}
    return {"whole": scores.pop(""), "labels": scores}


def _of_label(score: "Score") -> dict[str, Any]:
    from msgspec.structs import asdict

    fields = asdict(score)
    del fields["label"]
    for name, value in fields.items():
        if isinstance(value, tuple):
            value, low, high = value
            fields[name] = {"value": value, "low": low, "high": high}
    return fields
