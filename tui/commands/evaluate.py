"""`postil evaluate`: how well predictions agree with gold, or two annotators with each other."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotations.errors import PostilError, UsageError
from tui.commands.choices import annotator_names, files
from tui.commands.named import as_files
from tui.commands.options import WHOLE, existing, project_option
from tui.commands.progress import Watched
from tui.commands.telling import end_with, say, show_json, show_rows

if TYPE_CHECKING:
    from annotations.agreement.measures import Pair
    from annotations.agreement.several import Between, Names
    from annotations.corpus.gamma import Gamma
    from annotations.corpus.readings import Reading


def _completed(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[Any]:
    """Annotators where those are compared, else files."""
    known = annotator_names if ctx.params.get("annotators") else files
    return known(ctx, parameter, begun)


@click.command()
@click.argument("compared", nargs=-1, metavar="[GOLD PRED]", shell_complete=_completed)
@click.option("--annotators", is_flag=True, help="Compare annotators of the project, two or more.")
@click.option(
    "--by-article", is_flag=True, help="Show a row for each article, the least alike first."
)
@click.option("--gamma", is_flag=True, help="Gamma of annotators, too; slow (see docs/quality.md).")
@click.option("--seed", type=WHOLE, default=0, help="Use another sample for the intervals.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@project_option
def evaluate(
    compared: tuple[str, ...],
    annotators: bool,
    by_article: bool,
    gamma: bool,
    seed: int,
    as_json: bool,
    folder: Path | None,
) -> None:
    """Compare predictions with gold, or annotators with each other, for each label.

    GOLD and PRED are files in postil's own JSONL; - is standard input. P, R and F1 count exact
    spans, with the 95 % interval of F1 over events; half and any are the F1 of spans that overlap
    by half or at all; border is how far apart their edges are; coverage, ualpha and kappa are
    beyond chance. --json has an interval for each.

    \b
    Examples:
      postil evaluate gold.jsonl predicted.jsonl
      postil evaluate --annotators ana ben cyd --gamma
      predict gold.jsonl | postil evaluate gold.jsonl -
    """
    from annotations.agreement.several import between
    from annotations.corpus.evaluation import Comparison
    from tui.commands.agreement import (
        fields,
        half_rows,
        in_halves,
        rows_by_article,
        tables,
        undefined,
    )

    names = _names(compared, annotators, gamma)
    comparison = Comparison()
    with (
        as_files(*map(Path, () if annotators else compared)) as (paths, named),
        ExitStack() as last,
    ):
        aligned = last.enter_context(closing(_gamma(seed))) if gamma else None
        if annotators:
            pairs = comparison.annotators(_readings(folder, names, aligned), names)
        else:
            pairs = ((("gold", "pred"), pair) for pair in comparison.files(*paths))
        every = list(Watched(lambda: pairs, "Compared")())
        found = between(every, seed)
        beside = aligned.value if aligned else None
    halves = _halves(every, folder, seed) if annotators else {}
    if as_json:
        show_json(fields(found, comparison.said, beside) | in_halves(halves), indent=2)
    elif by_article:
        show_rows(rows_by_article(found.pooled, names), right=4)
    else:
        shown = tables(found, comparison.said, names, beside)
        for number, rows in enumerate([shown[0], *half_rows(halves), *shown[1:]]):
            if number:
                click.echo()
            show_rows(rows, right=10)
    for note in (*undefined(found.pooled), *comparison.notes):
        say(named(note))
    end_with(map(named, comparison.problems))


def _halves(
    pairs: "list[tuple[Names, Pair]]", folder: Path | None, seed: int
) -> "dict[str, Between]":
    """The agreement without suggestions and with them, where both were tried."""
    from annotations.agreement.several import between
    from annotations.corpus.unaided import Unaided, halves

    without, aided = halves(pairs, Unaided(existing(folder)).kept())
    if not (without and aided):
        return {}
    return {"without": between(without, seed), "with": between(aided, seed)}


def _names(compared: tuple[str, ...], annotators: bool, gamma: bool) -> tuple[str, ...]:
    """Who is compared. Raises `UsageError` where it is not two files, or annotators."""
    if len(compared) < 2 or (len(compared) > 2 and not annotators):
        hint = "Try: postil evaluate gold.jsonl predicted.jsonl"
        raise UsageError("Name two files, or annotators after --annotators.", hint)
    if not annotators:
        if gamma:
            raise UsageError("--gamma compares annotators.", "Use it with --annotators.")
        return "gold", "pred"
    if len(names := tuple(dict.fromkeys(compared))) < 2:
        raise UsageError(f"{names[0]} cannot be compared with {names[0]}.", "Name two annotators.")
    return names


def _gamma(seed: int) -> "Gamma":
    from annotations.corpus.gamma import Gamma

    return Gamma(seed)


def _readings(
    folder: Path | None, names: tuple[str, ...], gamma: "Gamma | None"
) -> "Iterator[Reading | PostilError]":
    """What these annotators of a project read. Raises `UsageError` for one it does not know."""
    from annotations.corpus.layers import layers_named
    from annotations.corpus.listing import refuse_slips
    from annotations.corpus.readings import Reading, readings
    from annotations.dataset.choosing import Choice

    project = existing(folder)
    if project.team:
        layers_named(project, names, False)
    else:
        refuse_slips(Choice.named(annotators=names), project)
    for found in readings(project, names):
        if gamma and isinstance(found, Reading) and len(found.by) > 1:
            gamma.add(found)
        yield found
