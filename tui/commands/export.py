"""`postil export`: the project as a dataset."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotations.counted import counted, listed
from annotations.errors import PostilError, UsageError
from tui.commands.choices import annotator_names, choice_options, files, format_names
from tui.commands.options import WHOLE, existing, project_option
from tui.commands.progress import Watched
from tui.commands.telling import end_with, say, show_json, show_rows, stopping

if TYPE_CHECKING:
    from annotations.corpus.exporting import Export, Wanted
    from annotations.formats.format import Format
    from annotations.formats.loss import Loss
    from annotations.project import Project


@click.command()
@click.option(
    "--format", "name", required=True, metavar="NAME", shell_complete=format_names,
    help="The format by its name in `postil formats`, such as jsonl, spacy, hf or labelstudio.",
)  # fmt: skip
@click.option(
    "--output", required=True, metavar="PATH", help="The file or folder to write; - is stdout.",
    shell_complete=files,
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace what is there.")
@choice_options
@click.option(
    "--split", "shares", metavar="SHARES",
    help="Split by group into parts such as 80/10/10 (train, dev, test), kept in later exports; "
    "given takes the parts that imported articles came in.",
)  # fmt: skip
@click.option("--folds", type=WHOLE, metavar="K", help="Split into this many equal parts.")
@click.option("--seed", type=WHOLE, default=0, metavar="N", help="The seed of the split.")
@click.option("--allow-empty-split", is_flag=True, help="Allow parts without any span of a label.")
@click.option(
    "--license", "licence", metavar="NAME", help="Write a dataset card with this licence."
)
@click.option(
    "--tokens", default="", metavar="WAY",
    help="How texts are cut: into words (and signs, the default), or at space.",
)  # fmt: skip
@click.option(
    "--unaligned", type=click.Choice(["widen", "drop", "split"]), default="widen",
    help="What to do with a span that begins or ends inside a token.", show_default=True,
)  # fmt: skip
@click.option("--bioes", is_flag=True, help="Write tags as BIOES, not IOB2.")
@click.option(
    "--no-text", is_flag=True, help="Offsets and digests only, for texts that you may not share."
)
@click.option("--negatives", is_flag=True, help="Rejected suggestions too, apart from the spans.")
@click.option(
    "--spreadsheet",
    is_flag=True,
    help="Write cells so that no spreadsheet takes them for formulas.",
)
@click.option("--utf16", is_flag=True, help="Offsets in UTF-16 units, as browsers count them.")
@click.option(
    "--layer", "layers", multiple=True, metavar="NAME", shell_complete=annotator_names,
    help="In a team: this annotator's tags, instead of what was adjudicated.",
)  # fmt: skip
@click.option("--layers", "every", is_flag=True, help="The tags of all annotators, each as it is.")
@click.option("--json", "as_json", is_flag=True, help="What was done, as one JSON object.")
@project_option
def export(name: str, output: str, force: bool, folder: Path | None, **asked: Any) -> None:
    """Write the project's articles and tags as a dataset.

    What the format cannot carry is reported on stderr and in LOSS.json. Damaged articles are named
    and left out, and the exit code is then 1. Of a team's project what was adjudicated is written.
    Where there are tags by several annotators and a format cannot say whose a tag is, one of them
    has to be named, or all asked for with --layers.

    \b
    Examples:
      postil export --format jsonl --output corpus.jsonl
      postil export --format spacy --output corpus/ --split 80/10/10 --status done
      postil export --format hf --output corpus/ --license cc-by-4.0
      postil export --format conll --output corpus/ --bioes --force
      postil export --format jsonl --output ana.jsonl --layer ana
    """
    from msgspec.structs import replace

    from annotations.corpus.again import begun
    from annotations.corpus.exporting import Export
    from annotations.corpus.layers import layers_named
    from annotations.formats import Request, format_named
    from tui.cells.display import harmless
    from tui.commands.telling import stdout

    if output == "-" and asked["as_json"]:
        raise UsageError(
            "--json and --output - both write to stdout.", "Give a file or folder with --output."
        )
    chosen, project = format_named(name), existing(folder, writes=True)
    request = Request(
        tokens=asked["tokens"],
        unaligned=asked["unaligned"],
        bioes=asked["bioes"],
        text=not asked["no_text"],
        negatives=asked["negatives"],
        spreadsheet=asked["spreadsheet"],
        utf16=asked["utf16"],
        scheme=project.settings.scheme,
    )

    def count() -> int:
        return sum(1 for _ in project.result.ids())

    layers = layers_named(project, asked["layers"], asked["every"])
    wanted = replace(_wanted(asked, project), layers=layers, every=asked["every"])
    made = Export(project, wanted, lambda examples, what: Watched(examples, what, count))
    if output == "-":
        if sys.stdout is None:
            raise PostilError("Stdout is closed.", "Give a file with --output.")
        with stopping(lambda: "the output is incomplete."):
            out = stdout()
            loss = made.to_stream(chosen, out, request)
            out.flush()
    else:
        loss = made.to_folder_or_file(chosen, Path(output), force, request)
    if made.split and not asked["as_json"]:
        show_rows(made.split.rows(), right=len(made.split.plan.parts))
    if asked["as_json"]:
        show_json(_fields(name, output, made, loss))
    for line in loss.lines():
        click.echo(harmless(line), err=True)
    if left := [name for name in begun(project) if name not in wanted.layers]:
        say(f"Second readings left out: {listed(left)}. To export one, use --layer {left[0]}.")
    for words in _noted(made, chosen, asked, bool(layers)):
        say(words)
    end_with(made.problems)


def _noted(
    made: "Export", chosen: "Format", asked: dict[str, Any], of_layers: bool
) -> Iterator[str]:
    """What should be known of what went in, in sentences."""
    from annotations.corpus.exporting import by_whom

    figures = made.figures
    if chosen.needs_card and not asked["licence"]:
        yield "The dataset card says that the licence is unknown. To name it, use --license NAME."
    if len(figures.annotators) > 1:
        option = "--layer" if of_layers else "--annotator"
        hint = f" To take only one annotator's, use {option} NAME."
        yield f"The export has {by_whom(figures)}.{'' if asked['annotators'] else hint}"
    if made.left_out:
        what = "of which these annotators did nothing" if of_layers else "that nobody adjudicated"
        yield f"{counted(made.left_out, 'article')} left out {what}."
    if figures.untagged:
        such = "such " if asked["labels"] or asked["annotators"] else ""
        hint = "" if asked["statuses"] else " To leave out unfinished articles, use --status done."
        yield f"Articles without any {such}tags: {figures.untagged:,}.{hint}"
    if asked["shares"] and made.given:
        yield f"In the part that they came in: {counted(made.given, 'article')}."
    elif made.came_in_parts:
        yield "The articles came in parts: to keep them, use --split given."
    if made.doubtful:
        wait = "waits" if made.doubtful == 1 else "wait"
        tags = f"{counted(made.doubtful, 'tag')} on earlier texts"
        yield f"{tags} left out: {wait} for a decision."
    if made.waiting and not chosen.waiting:
        wait = "waits" if made.waiting == 1 else "wait"
        hint = "Answer them in postil, or export them as jsonl or labelstudio."
        yield f"{counted(made.waiting, 'suggestion')} left out, which {wait} for an answer. {hint}"
    if made.withheld:
        yield f"{counted(made.withheld, 'suggestion')} left out, for they are withheld."


def _fields(name: str, output: str, made: "Export", loss: "Loss") -> dict[str, object]:
    from msgspec.structs import asdict

    figures = made.figures
    return {
        "format": name,
        "output": output,
        "articles": figures.articles,
        "spans": figures.spans,
        "labels": dict(figures.labels),
        "annotators": dict(figures.annotators),
        "untagged": figures.untagged,
        "parts": dict(Counter(made.split.places.values())) if made.split else None,
        "doubtful": made.doubtful,
        "waiting": made.waiting,
        "withheld": made.withheld,
        "left_out": made.left_out,
        "figures": asdict(figures),
        "split": made.split.rows() if made.split else None,
        "lost": loss.lines(),
        "problems": made.problems,
    }


def _wanted(asked: dict[str, Any], project: "Project") -> "Wanted":
    """What was asked for, besides the format. Raises `UsageError`."""
    from importlib.metadata import version

    from annotations.clock import now
    from annotations.corpus.exporting import Wanted
    from annotations.corpus.splitting import GIVEN, given
    from annotations.dataset.choosing import Choice
    from annotations.dataset.dealing import folds, shares

    if asked["shares"] and asked["folds"]:
        raise UsageError("--split and --folds cannot be used together.", "Use one of them.")
    plan = None
    if asked["shares"] == GIVEN:
        plan = given(project)
    elif asked["shares"]:
        plan = shares(asked["shares"], asked["seed"])
    if asked["folds"] is not None:
        plan = folds(asked["folds"], asked["seed"])
    choice = Choice.named(asked["labels"], asked["annotators"], asked["statuses"], asked["groups"])
    return Wanted(
        choice, plan, asked["allow_empty_split"], asked["licence"], now()[:10], version("postil")
    )
