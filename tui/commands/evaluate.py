"""`postil evaluate`: how well predictions agree with gold, or two annotators with each other."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from annotations.errors import PostilError, UsageError
from tui.commands.choices import annotator_names, files
from tui.commands.named import as_files
from tui.commands.options import (
    WHOLE,
    existing,
    names_option,
    offsets_option,
    project_option,
)
from tui.commands.progress import Watched
from tui.commands.telling import end_with, say, show_json, show_rows

if TYPE_CHECKING:
    from annotations.agreement.measures import Pair
    from annotations.agreement.report import Report
    from annotations.agreement.several import Between, Names
    from annotations.corpus.gamma import Gamma
    from annotations.corpus.readings import Reading
    from annotations.formats.offsets import Unit
    from tui.commands.agreement import Table


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
@offsets_option
@names_option
@click.option(
    "--ignore", "ignored", multiple=True, metavar="KEY",
    help="Say nothing of this key or column of the files, which is not compared.",
)  # fmt: skip
@click.option("--seed", type=WHOLE, default=0, help="Use another sample for the intervals.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path), metavar="FILE",
    help="Draw it all on one page without scripts, too.",
)  # fmt: skip
@project_option
def evaluate(
    compared: tuple[str, ...],
    annotators: bool,
    by_article: bool,
    gamma: bool,
    unit: "Unit | None",
    numbered: str | None,
    ignored: tuple[str, ...],
    seed: int,
    as_json: bool,
    page: Path | None,
    folder: Path | None,
) -> None:
    """Compare predictions with gold, or annotators with each other, for each label.

    GOLD and PRED are files or folders in any format that postil can import, zipped or not; - is
    standard input. Articles are matched by id, then by text. P, R and F1 count exact spans, with
    the 95 % interval of F1 over events; half and any are the F1 of spans that overlap by half or
    at all; border is how far apart their edges are; coverage, ualpha and kappa are beyond chance.
    Attributes of spans that both have, article codes and links are compared, too. One annotator
    of a team is compared with what they read once more, weeks later. --json has an interval for
    each. On a terminal figures are drawn as bars, where there is room.

    \b
    Examples:
      postil evaluate gold.jsonl predicted.jsonl
      postil evaluate gold.jsonl predictions.spacy
      postil evaluate --annotators ana ben cyd --gamma
      postil evaluate --annotators ana ben --html agreement.html
      postil evaluate --annotators ana
      predict gold.jsonl | postil evaluate gold.jsonl -
    """
    from annotations.agreement.report import Again, Report
    from annotations.agreement.several import between, by_week
    from annotations.corpus.drift import Drift
    from annotations.corpus.evaluation import SIDES, Comparison
    from annotations.corpus.rounds import Rounds
    from tui.commands.agreement import undefined
    from tui.commands.import_ import names_in

    names = _names(compared, annotators, gamma, folder)
    if page:
        _refuse_other(page)
    comparison, drift = Comparison(), Drift(existing(folder)) if annotators else None
    rounds = Rounds(existing(folder)) if annotators else None
    with (
        as_files(*map(Path, () if annotators else compared)) as (paths, named),
        ExitStack() as last,
    ):
        aligned = last.enter_context(closing(_gamma(seed))) if gamma else None
        if rounds:
            pairs = rounds.pairs(comparison, _readings(folder, names, aligned), names)
        else:
            labels = names_in(numbered)
            found = comparison.files(*paths, unit=unit, ignored=ignored, names=labels)
            pairs = ((SIDES, pair) for pair in found)
        every = list(Watched(lambda: _compared(pairs), "Compared")())
        report = Report(
            names,
            between(every, seed),
            _halves(every, folder, seed) if annotators else {},
            by_week(every, seed),
            aligned.value if aligned else None,
            comparison.said.codes,
            comparison.said.values,
            comparison.said.links,
            drift.of(names, seed) if drift else Again(),
            rounds.pilot(names, seed) if rounds else None,
        )
    notes = [named(note) for note in (*undefined(report), *comparison.notes)]
    if page:
        _write(page, report, notes)
    _show(report, as_json, by_article)
    for note in notes:
        say(note)
    end_with(map(named, dict.fromkeys((*comparison.problems, *(drift.problems if drift else ())))))


def _compared(pairs: "Iterable[tuple[Names, Pair]]") -> "Iterator[tuple[Names, Pair]]":
    """Pairs as they come, each compared, so that a bar tells how far that is."""
    for names, pair in pairs:
        _ = pair.compared
        yield names, pair


def _show(report: "Report", as_json: bool, by_article: bool) -> None:
    from annotations.agreement.figures import figures
    from tui.commands.agreement import rows_by_article, tables

    if as_json:
        show_json(figures(report), indent=2)
    elif by_article:
        show_rows(rows_by_article(report), right=4)
    else:
        for number, table in enumerate(tables(report)):
            if number:
                click.echo()
            show_rows(_drawn(table), right=10)


def _drawn(table: "Table") -> "list[tuple[str, ...]]":
    """The rows of a table, with bars where stdout is a terminal."""
    if not (sys.stdout and sys.stdout.isatty()):
        return table.rows
    from rich.console import Console

    from tui.commands.bars import beside

    return beside(table.rows, table.drawn, Console().width, table.most)


def _refuse_other(file: Path) -> None:
    """Raise `UsageError` where a page is to take the place of something else."""
    from annotations.agreement.page import is_page

    if str(file) == "-":
        raise UsageError("--html writes to a file.", "Try: --html agreement.html")
    if not file.is_file():  # it is not there, or is told of when it is to be written
        return
    with suppress(OSError), file.open("rb") as there:
        if not is_page(there.read(4096)):
            what = f"{file} is there and is no such page."
            raise UsageError(what, "Give --html another name.")


def _write(file: Path, report: "Report", notes: list[str]) -> None:
    """Write the page. Raises `PostilError` where it cannot be."""
    from annotations.agreement.page import page
    from annotations.formats import output
    from annotations.formats.loss import Loss

    def write(out: BinaryIO) -> Loss:
        out.write(page(report, notes).encode("utf-8", "replace"))
        return Loss()

    output.file(write, file, force=True)
    say(f"Drawn in {file}.")


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


def _names(
    compared: tuple[str, ...], annotators: bool, gamma: bool, folder: Path | None
) -> tuple[str, ...]:
    """Who is compared: two files, or annotators; one of a team with oneself, who read once more.

    Raises `UsageError` where it is neither.
    """
    from annotations.corpus.evaluation import SIDES
    from annotations.project import Project

    if annotators and len(compared) == 1 and (team := Project.find(folder).team):
        from annotations.team.team import again

        if compared[0] in team.annotators:
            return compared[0], again(compared[0])
    if len(compared) < 2 or (len(compared) > 2 and not annotators):
        hint = "Try: postil evaluate gold.jsonl predicted.jsonl"
        raise UsageError("Name two files, or annotators after --annotators.", hint)
    if not annotators:
        if gamma:
            raise UsageError("--gamma compares annotators.", "Use it with --annotators.")
        return SIDES
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
