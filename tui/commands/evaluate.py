"""`postil evaluate`: how well predictions agree with gold, or two annotators with each other."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotations.errors import UsageError
from tui.commands.choices import annotator_names
from tui.commands.named import as_files
from tui.commands.options import WHOLE, existing, project_option
from tui.commands.progress import Watched
from tui.commands.telling import end_with, say, show_json, show_rows

if TYPE_CHECKING:
    from annotations.agreement.measures import Agreement, Estimate

FIGURES = ("P", "R", "F1", "half", "any", "border", "alpha", "kappa")
"""The columns of the table, after the label and the numbers of spans."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[GOLD PRED]")
@click.option(
    "--annotators", nargs=2, metavar="A B", help="Compare two annotators of the project instead.",
    shell_complete=annotator_names,
)  # fmt: skip
@click.option(
    "--by-article", is_flag=True, help="Show a row for each article, the least alike first."
)
@click.option("--seed", type=WHOLE, default=0, help="Use another sample for the intervals.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@project_option
def evaluate(
    files: tuple[Path, ...],
    annotators: tuple[str, str] | None,
    by_article: bool,
    seed: int,
    as_json: bool,
    folder: Path | None,
) -> None:
    """Compare predictions with gold, or two annotators with each other, for each label.

    GOLD and PRED are files in postil's own JSONL; - is standard input. P, R and F1 count exact
    spans, with the 95 % interval of F1 over articles; half and any are the F1 of spans that overlap
    by half or at all; border is how far apart their edges are. --json has an interval for each.

    \b
    Examples:
      postil evaluate gold.jsonl predicted.jsonl
      postil evaluate --annotators ana ben --by-article
      predict gold.jsonl | postil evaluate gold.jsonl -
    """
    from annotations.agreement.measures import agreement
    from annotations.corpus.evaluation import Comparison
    from annotations.corpus.layers import Layers, layers_named

    comparison = Comparison()
    if annotators and not files:
        names = annotators
    elif len(files) == 2 and not annotators:
        names = ("gold", "pred")
    else:
        hint = "Try: postil evaluate gold.jsonl predicted.jsonl"
        raise UsageError("Name two files, or use --annotators to name two annotators.", hint)
    with as_files(*files) as (paths, named):
        if annotators:
            project = existing(folder)
            layers = layers_named(project, annotators, False) if project.team else ()
            examples = Layers(project, layers).examples(lambda example: example)
            pairs = comparison.annotators(examples, *annotators)
        else:
            pairs = comparison.files(*paths)
        found = agreement(Watched(lambda: pairs, "Compared")(), seed)
    if as_json:
        show_json(in_json(found), indent=2)
    elif by_article:
        show_rows(_articles(found, names), right=4)
    else:
        show_rows(_scores(found, names), right=10)
        if apart := _confusion(found, names):
            click.echo()
            show_rows(apart)
    for note in comparison.notes:
        say(named(note))
    end_with(map(named, comparison.problems))


def _scores(found: "Agreement", names: tuple[str, str]) -> list[tuple[str, ...]]:
    head = ("label", *names, *FIGURES)
    rows = [
        (
            s.label,
            str(s.first),
            str(s.second),
            figure(s.precision),
            figure(s.recall),
            interval(s.exact),
            figure(s.half.value),
            figure(s.overlap.value),
            "-" if s.border is None else f"{s.border:g}",
            figure(s.alpha.value),
            figure(s.kappa.value),
        )
        for s in found.scores
    ]
    return [head, *rows]


def _confusion(found: "Agreement", names: tuple[str, str]) -> list[tuple[str, ...]]:
    """Where the labels differ: the most frequent first."""
    pairs = [(pair, n) for pair, n in found.confusion.items() if pair[0] != pair[1]]
    rows = [(a or "nothing", b or "nothing", str(n)) for (a, b), n in sorted(pairs, key=_by_count)]
    return [(*names, "spans"), *rows] if rows else []


def _by_count(item: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -item[1], item[0]


def _articles(found: "Agreement", names: tuple[str, str]) -> list[tuple[str, ...]]:
    rows = [
        (2 * both / (first + second), id, first, second, both)
        for id, first, second, both in found.articles
        if first + second
    ]
    return [
        ("article", *names, "both", "F1"),
        *((id, str(a), str(b), str(both), figure(f1)) for f1, id, a, b, both in sorted(rows)),
    ]


def figure(value: float | None) -> str:
    """A figure up to 1 as tables have it: .87."""
    return "-" if value is None else f"{value:.2f}".replace("0.", ".", 1)


def interval(estimate: "Estimate") -> str:
    """A figure with its interval."""
    if estimate.low is None:
        return figure(estimate.value)
    return f"{figure(estimate.value)} [{figure(estimate.low)}, {figure(estimate.high)}]"


def in_json(found: "Agreement") -> dict[str, Any]:
    """Agreement for programs: each label's figures with their intervals, confusion, articles."""
    from msgspec.structs import asdict

    labels = {score.label: asdict(score) for score in found.scores}
    for score in labels.values():
        del score["label"]
        for name, value in score.items():
            if isinstance(value, tuple):
                value, low, high = value
                score[name] = {"value": value, "low": low, "high": high}
    articles = [
        {"id": id, "first": first, "second": second, "both": both}
        for id, first, second, both in found.articles
    ]
    confusion = [{"first": a, "second": b, "spans": n} for (a, b), n in found.confusion.items()]
    return {"labels": labels, "confusion": confusion, "articles": articles}
