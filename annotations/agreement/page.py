"""How far annotators agree on one HTML page, to send and to print: tables with drawings in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotations.agreement.drawing import STYLE, bar, scale, weeks
from annotations.agreement.measures import Agreement, Estimate, Score
from annotations.agreement.page_tables import LAYOUT, Cell, heading, matrix, table
from annotations.agreement.report import Report, figure, interval
from annotations.counted import counted, listed
from annotations.webpage import head, plain

_MARK = "/* postil evaluate */"


def page(report: Report, notes: Iterable[str] = ()) -> str:
    """The whole page. `notes` are sentences on what was left out."""
    title = f"How far {listed(list(report.names))} agree"
    sections = (
        _labels(report), _rounds(report), _halves(report), _weeks(report), _people(report),
        _confusion(report), _said(report), _links(report), _again(report), _notes(notes),
    )  # fmt: skip
    top = head(title, f"{_MARK}\n{LAYOUT}{STYLE}")
    body = "\n".join(line for section in sections for line in section)
    return f"{top}<body>\n<main>\n<h1>{plain(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"


def is_page(data: bytes) -> bool:
    """Whether a file that begins so is such a page, which another may replace."""
    return _MARK.encode() in data


def _labels(report: Report) -> Iterator[str]:
    pooled, two = report.found.pooled, len(report.names) == 2
    yield (
        f"<p>{counted(_articles(pooled), 'article')}, "
        f"{counted(pooled.events, 'event')}. F1 counts spans with exactly the same borders, from 0 "
        "(none in common) to 1 (all). The line across a bar is the 95&nbsp;% interval over "
        "events.</p>"
    )
    counts = report.names if two else ("spans",)
    sides = ("precision", "recall") if two else ()
    yield from heading("Label by label")
    yield from table(
        "Half and any: F1 where spans share half of what they cover, or anything. Border: median "
        "of how far the borders of matched spans lie apart, in characters."
        + ("" if two else " Spans count once for each pair of annotators."),
        ("label", *counts, *sides, scale(), "F1", "half", "any", "border"),
        [
            (
                score.label or "all",
                *_counts(score, two),
                *map(figure, (score.precision, score.recall) if two else ()),
                bar(score.exact),
                interval(score.exact),
                interval(score.half),
                interval(score.overlap),
                "-" if score.border is None else f"{score.border:g}",
            )
            for score in (*pooled.scores, pooled.whole)
        ],
    )
    yield from _beyond_chance(report)


def _counts(score: Score, two: bool) -> tuple[str, ...]:
    counts = (score.first, score.second) if two else (score.first + score.second,)
    return tuple(f"{count:,}" for count in counts)


def _beyond_chance(report: Report) -> Iterator[str]:
    yield from heading("Beyond chance")
    yield from table(
        "1 is full agreement, 0 what chance would give. Coverage: Krippendorff's alpha on "
        "characters; ualpha: his unitizing alpha; kappa: Cohen's, on words. They hardly notice "
        "spans that were missed inside others.",
        ("label", "coverage", "ualpha", "kappa"),
        [
            (score.label, *map(interval, (score.coverage, score.unitized, score.kappa)))
            for score in report.found.pooled.scores
        ],
    )
    whole = report.found.pooled.whole.unitized.value
    told = [] if whole is None else [f"Over all labels ualpha is {figure(whole)}."]
    if report.gamma:
        told.append(f"Gamma, of all labels at once, is {interval(report.gamma)}.")
    yield f"<p>{' '.join(told)}</p>" if told else ""


def _rounds(report: Report) -> Iterator[str]:
    if report.pilot:
        yield from heading("Pilot and main round")
        yield from _wholes(
            "In the pilot guidelines were tried; all other figures are of the main round.",
            "round",
            {"pilot": report.pilot, "main": report.found.pooled},
        )


def _halves(report: Report) -> Iterator[str]:
    if not report.halves:
        return
    yield from heading("Without suggestions and with them")
    yield (
        "<p>Two people who take the same suggestions agree by that alone: the first figure is the "
        "one to go by.</p>"
    )
    yield from table(
        "F1 of exact spans by label, in articles that were read without suggestions and in the "
        "others.",
        ("label", "articles", "spans", scale(), "F1"),
        [
            (f"{label or 'all'} {name}", f"{_articles(one.pooled):,}", _spans(score),
             bar(score.exact), interval(score.exact))
            for label in _all_labels(report)
            for name, one in report.halves.items()
            for score in [_score(one.pooled, label)] if score
        ],
    )  # fmt: skip


def _weeks(report: Report) -> Iterator[str]:
    if len(report.weeks) < 2:
        return
    yield from heading("Week by week")
    whole = [(monday, one.whole.exact) for monday, one in report.weeks.items()]
    yield from _drawn_weeks(whole, "F1 of exact spans, all labels, by week")
    labels = [label for label in _all_labels(report) if label]
    yield from table(
        "F1 of exact spans, by the week in which the later of the two had marked an article done; "
        "a week goes by its Monday.",
        ("week", "articles", "spans", "all", *labels),
        [
            (monday, f"{_articles(one):,}", _spans(one.whole), interval(one.whole.exact),
             *(figure(score.exact.value) if (score := _score(one, label)) else "-"
               for label in labels))
            for monday, one in report.weeks.items()
        ],
    )  # fmt: skip


def _people(report: Report) -> Iterator[str]:
    pairs = report.found.pairs
    if len(pairs) < 2:
        return
    yield from heading("Who against whom")
    by = {frozenset(names): one for names, one in pairs.items()}
    yield from matrix(
        "F1 of exact spans, all labels, as the area of a square.",
        report.names,
        report.names,
        {
            (one, other): (found.whole.exact.value or 0, figure(found.whole.exact.value))
            for one in report.names
            for other in report.names
            if (found := by.get(frozenset((one, other)))) and one != other
        },
    )
    mean = [
        Estimate(report.found.mean("", of)) for of in (lambda one: one.exact, lambda one: one.half)
    ]
    yield from _wholes(
        "The mean weighs pairs equally; the table of labels weighs spans.",
        "annotators",
        {f"{a}, {b}": one for (a, b), one in pairs.items()},
        [("mean", "", "", bar(mean[0]), *map(interval, mean))],
    )


def _again(report: Report) -> Iterator[str]:
    again = report.again
    if not again.oneself:
        return
    yield from heading("Read once more, weeks later")
    yield from _wholes("Each with oneself.", "annotator", again.oneself)
    readings = {"first reading": again.first, "read once more": again.second}
    if others := {name: one for name, one in readings.items() if one}:
        yield from _wholes("With what others made of the same articles.", "reading", others)
    if len(again.weeks) > 1:
        own = [(monday, one.whole.exact) for monday, (one, _) in again.weeks.items() if one]
        title = "F1 of exact spans with oneself, by the week of the second reading"
        yield from _drawn_weeks(own, title)
    if again.weeks:
        yield from table(
            "By the week in which they read once more; a week goes by its Monday.",
            ("week", "with oneself", "with others"),
            [
                (monday, *(interval(one.whole.exact) if one else "-" for one in both))
                for monday, both in again.weeks.items()
            ],
        )


def _wholes(
    caption: str,
    what: str,
    found: Mapping[str, Agreement],
    more: Sequence[Sequence[Cell]] = (),
) -> Iterator[str]:
    """All labels together, a row for each of several parts."""
    rows = [
        (name, f"{_articles(one):,}", _spans(one.whole), bar(one.whole.exact),
         interval(one.whole.exact), interval(one.whole.half))
        for name, one in found.items()
    ]  # fmt: skip
    head = (what, "articles", "spans", scale(), "F1", "half")
    yield from table(caption, head, [*rows, *more])


def _drawn_weeks(found: Sequence[tuple[str, Estimate]], title: str) -> Iterator[str]:
    told = f"{len(found)} weeks from {found[0][0]} to {found[-1][0]}; the table has the figures."
    yield f'<div class="wide">{weeks(found, title, told)}</div>'


def _confusion(report: Report) -> Iterator[str]:
    confusion = report.found.pooled.confusion
    if not confusion:
        return
    yield from heading("Which label against which")
    rows = sorted(
        {a for a, _ in confusion} | {b for _, b in confusion}, key=lambda one: (not one, one)
    )
    most = max(confusion.values())
    first, second = report.sides
    yield from matrix(
        f"Spans that share half of what they cover, by the label of {first} (rows) and of {second} "
        "(columns); nothing: no such span.",
        [label or "nothing" for label in rows],
        [label or "nothing" for label in rows],
        {(a or "nothing", b or "nothing"): (n / most, f"{n:,}") for (a, b), n in confusion.items()},
    )


def _said(report: Report) -> Iterator[str]:
    if report.said:
        yield from heading("Codes and values")
        yield from table(
            "What is said of articles and of matched spans: the share that is the same, and "
            "agreement beyond chance.",
            ("said of", "units", "same", "alpha", "Cohen", "Fleiss"),
            [
                (name, f"{one.units:,}",
                 *map(figure, (one.same, one.alpha, one.cohen, one.fleiss)))
                for name, one in report.said.items()
            ],
        )  # fmt: skip


def _links(report: Report) -> Iterator[str]:
    if report.links:
        yield from heading("Links")
        yield from table(
            "The same if their sources match and their targets are one entity or the same words.",
            ("type", *report.sides, "both", "F1"),
            [
                (type, f"{a:,}", f"{b:,}", f"{both:,}", figure(2 * both / (a + b)))
                for type, (a, b, both) in report.links.items()
            ],
        )


def _notes(notes: Iterable[str]) -> Iterator[str]:
    if told := list(notes):
        yield from heading("What is not in these figures")
        yield f"<ul>{''.join(f'<li>{plain(note)}</li>' for note in told)}</ul>"


def _all_labels(report: Report) -> list[str]:
    return [*(score.label for score in report.found.pooled.scores), ""]


def _score(found: Agreement, label: str) -> Score | None:
    return next((one for one in (*found.scores, found.whole) if one.label == label), None)


def _spans(score: Score) -> str:
    return f"{score.first + score.second:,}"


def _articles(found: Agreement) -> int:
    return len({id for id, *_ in found.articles})
