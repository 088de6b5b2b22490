"""How far annotators agree on one HTML page, to send and to print: tables with drawings in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotations.agreement.drawing import STYLE, Drawing, bar, scale, square, weeks
from annotations.agreement.measures import Agreement, Estimate, Score
from annotations.agreement.report import Report, figure, interval
from annotations.counted import counted, listed
from annotations.webpage import head, plain

Cell = str | Drawing

_MARK = "/* postil evaluate */"

_STYLE = (
    f"{_MARK}\n"
    """\
:root { --bar: #9db8d9 }
@media (prefers-color-scheme: dark) { :root { --bar: #3f5f86 } }
body { margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 4rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.4rem; line-height: 1.3 } h2 { font-size: 1.1rem; margin: 2.5rem 0 .25rem }
p { max-width: 44rem; margin: .25rem 0 .75rem } .quiet, caption { color: var(--quiet) }
.wide { overflow-x: auto; margin-bottom: 1.25rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
caption { text-align: left; font-size: .85rem; padding-bottom: .25rem }
th, td { padding: .2rem .9rem .2rem 0; text-align: left; white-space: nowrap;
  border-bottom: 1px solid var(--line) }
th { font-weight: 600 } tbody th { overflow-wrap: break-word; white-space: normal;
  min-width: 5rem; max-width: 16rem }
td.n, thead th.n { text-align: right } td svg { display: inline-block; vertical-align: middle }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #444;
  --line: #bbb; --bar: #9db8d9 } html { font-size: 75% }
  body { max-width: none; padding: 0 } h2 { break-after: avoid } .wide { overflow: visible }
  tr, svg { break-inside: avoid }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
"""
)


def page(report: Report, notes: Iterable[str] = ()) -> str:
    """The whole page. `notes` are sentences on what was left out."""
    title = f"How far {listed(list(report.names))} agree"
    sections = (
        _labels(report), _halves(report), _weeks(report), _people(report), _confusion(report),
        _said(report), _links(report), _notes(report, notes),
    )  # fmt: skip
    body = "\n".join(line for section in sections for line in section)
    return (
        f"{head(title, _STYLE + STYLE)}<body>\n<main>\n<h1>{plain(title)}</h1>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )


def is_page(data: bytes) -> bool:
    """Whether a file is such a page, which another may replace."""
    return _MARK.encode() in data[:2000]


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
    yield from _heading("Label by label")
    yield from _table(
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
    yield from _heading("Beyond chance")
    yield from _table(
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


def _halves(report: Report) -> Iterator[str]:
    if not report.halves:
        return
    yield from _heading("Without suggestions and with them")
    yield (
        "<p>Two people who take the same suggestions agree by that alone: the first figure is the "
        "one to go by.</p>"
    )
    yield from _table(
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
    yield from _heading("Week by week")
    whole = [(monday, one.whole.exact) for monday, one in report.weeks.items()]
    title = "F1 of exact spans, all labels, by week"
    told = f"{len(whole)} weeks from {whole[0][0]} to {whole[-1][0]}; the table has the figures."
    yield f'<div class="wide">{weeks(whole, title, told)}</div>'
    labels = [label for label in _all_labels(report) if label]
    yield from _table(
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
    yield from _heading("Who against whom")
    by = {frozenset(names): one for names, one in pairs.items()}
    yield from _matrix(
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
    mean = [Estimate(report.found.mean("", lambda one: one.exact)),
            Estimate(report.found.mean("", lambda one: one.half))]  # fmt: skip
    yield from _table(
        "The mean weighs pairs equally; the table of labels weighs spans.",
        ("annotators", "articles", "spans", scale(), "F1", "half"),
        [
            *(
                (f"{a}, {b}", f"{_articles(one):,}", _spans(one.whole), bar(one.whole.exact),
                 interval(one.whole.exact), interval(one.whole.half))
                for (a, b), one in pairs.items()
            ),
            ("mean", "", "", bar(mean[0]), *map(interval, mean)),
        ],
    )  # fmt: skip


def _confusion(report: Report) -> Iterator[str]:
    confusion = report.found.pooled.confusion
    if not confusion:
        return
    yield from _heading("Which label against which")
    rows = sorted(
        {a for a, _ in confusion} | {b for _, b in confusion}, key=lambda one: (not one, one)
    )
    most = max(confusion.values())
    first, second = report.sides
    yield from _matrix(
        f"Spans that share half of what they cover, by the label of {first} (rows) and of {second} "
        "(columns); nothing: no such span.",
        [label or "nothing" for label in rows],
        [label or "nothing" for label in rows],
        {(a or "nothing", b or "nothing"): (n / most, f"{n:,}") for (a, b), n in confusion.items()},
    )


def _said(report: Report) -> Iterator[str]:
    if report.said:
        yield from _heading("Codes and values")
        yield from _table(
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
        yield from _heading("Links")
        yield from _table(
            "The same if their sources match and their targets are one entity or the same words.",
            ("type", *report.sides, "both", "F1"),
            [
                (type, f"{a:,}", f"{b:,}", f"{both:,}", figure(2 * both / (a + b)))
                for type, (a, b, both) in report.links.items()
            ],
        )


def _notes(report: Report, notes: Iterable[str]) -> Iterator[str]:
    if told := list(notes):
        yield from _heading("What is not in these figures")
        yield f"<ul>{''.join(f'<li>{plain(note)}</li>' for note in told)}</ul>"


def _all_labels(report: Report) -> list[str]:
    return [*(score.label for score in report.found.pooled.scores), ""]


def _score(found: Agreement, label: str) -> Score | None:
    return next((one for one in (*found.scores, found.whole) if one.label == label), None)


def _spans(score: Score) -> str:
    return f"{score.first + score.second:,}"


def _articles(found: Agreement) -> int:
    return len({id for id, *_ in found.articles})


# Parts of a page


def _heading(title: str) -> Iterator[str]:
    yield f"<h2>{plain(title)}</h2>"


def _table(caption: str, top: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A table whose first column says what a row is of; the others are figures."""
    heads = "".join(_top(cell, number > 0) for number, cell in enumerate(top))
    yield f'<div class="wide"><table>\n<caption>{plain(caption)}</caption>'
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for first, *others in rows:
        cells = "".join(map(_cell, others))
        yield f'<tr><th scope="row" dir="auto">{_held(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _top(cell: Cell, is_figure: bool) -> str:
    kind = "" if isinstance(cell, Drawing) or not is_figure else ' class="n"'
    return f'<th scope="col"{kind} dir="auto">{_held(cell)}</th>'


def _cell(cell: Cell) -> str:
    return f"<td>{cell}</td>" if isinstance(cell, Drawing) else f'<td class="n">{plain(cell)}</td>'


def _held(cell: Cell) -> str:
    return cell if isinstance(cell, Drawing) else plain(cell)


def _matrix(
    caption: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], tuple[float, str]],
) -> Iterator[str]:
    """A table of squares, each with its figure; cells that are missing are empty."""

    def cell(row: str, column: str) -> Cell:
        found = cells.get((row, column))
        return Drawing(f"{square(found[0])} {plain(found[1])}") if found else ""

    yield from _table(
        caption, ("", *columns), [(row, *(cell(row, column) for column in columns)) for row in rows]
    )
