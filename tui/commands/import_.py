"""`postil import`: articles and tags from a dataset."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.counted import counted
from annotations.errors import UsageError
from tui.commands.choices import format_names
from tui.commands.named import as_files
from tui.commands.options import found, project_option
from tui.commands.progress import Watched
from tui.commands.telling import end_with, say, show_json, stays, stopping

if TYPE_CHECKING:
    from annotations.corpus.importing import Brought
    from annotations.formats.offsets import Unit
    from annotations.formats.reading import Found
    from annotations.project import Project


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format", "name", metavar="NAME", shell_complete=format_names,
    help="The format; otherwise recognised by the content.",
)  # fmt: skip
@click.option(
    "--as", "annotator", metavar="NAME",
    help="Who made the tags; with model:NAME they become suggestions.",
)  # fmt: skip
@click.option(
    "--offsets", "unit", type=click.Choice(["code-points", "utf-16", "bytes"]),
    help="What offsets count; by default code points, unless they look like something else.",
)  # fmt: skip
@click.option(
    "--ignore", "ignored", multiple=True, metavar="KEY",
    help="Say nothing of this key or column, which is not imported.",
)  # fmt: skip
@click.option(
    "--names", "numbered", metavar="NAMES",
    help="What numbers of tags stand for, in order, as in O,B-actor,I-actor.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@project_option
def import_(
    path: Path,
    name: str | None,
    annotator: str | None,
    unit: "Unit | None",
    ignored: tuple[str, ...],
    numbered: str | None,
    as_json: bool,
    folder: Path | None,
) -> None:
    """Import articles and tags from a dataset (a file or folder), or from - (standard input).

    An article that the project lacks is added with its text; one with the same text gets the
    tags. Tags that are there already are left alone, so importing a file twice adds nothing.
    What cannot be imported is named and counted, the rest is imported, and the exit code is 1;
    --ignore says that you know of it.
    Nothing is imported from a file that is cut off or damaged. Tags that another tool marks as
    rejected become rejected suggestions.

    \b
    Examples:
      postil import gold.jsonl
      postil import predictions.jsonl --as model:mine
      ssh server cat gold.jsonl | postil import -
    """
    from annotations.corpus.importing import PREDICTS

    annotator = name_of(annotator)
    team = found(folder).team
    # What somebody of a team made goes into their layer.
    who = annotator if team and annotator in team.people else None
    if team and annotator.startswith(PREDICTS):
        project = found(folder).seen_by(None)  # what a model suggests, it suggests to everybody
    else:
        project = found(folder, who, writes=True)
    with as_files(path) as ((file,), named):
        brought, problems = bring(project, file, name, annotator, unit, ignored, named, numbered)
    if as_json:
        show_json(_fields(brought, problems))
    words = [f"Articles added: {brought.articles}.", f"Tags added: {brought.annotations}."]
    if brought.suggestions or annotator.startswith(PREDICTS):
        words.append(f"Suggestions added: {brought.suggestions}.")
    if brought.known:
        words.append(f"Articles already in the project: {len(brought.known)}.")
    click.echo(" ".join(words), err=True)
    for mended in brought.mended:
        say(named(mended))
    scheme = project.settings.scheme
    if strange := sorted(label for label in brought.labels if not scheme.label(label)):
        what = f"The project's scheme has no label {', '.join(strange)}."
        say(f"{what} Add it in postil.toml, or change the label of its tags with postil relabel.")
    if brought.unfit:
        links = counted(brought.unfit, "link")
        say(
            f"{links} may not go between these labels in this project. To list them, run "
            "postil check --kind link."
        )
    end_with(problems)


def name_of(annotator: str | None) -> str:
    """Who made the tags, as `--as` says it. Raises `UsageError` for a model without a name."""
    from annotations.sources.letters.decoding import whole

    annotator = whole((annotator or "").strip())
    if annotator.removeprefix("model:") != annotator and not annotator.removeprefix("model:"):
        raise UsageError("The model has no name.", "Give it one, as in --as model:mine.")
    return annotator


def bring(
    project: "Project",
    path: Path,
    name: str | None,
    annotator: str,
    unit: "Unit | None",
    ignored: Collection[str],
    named: Callable[[str], str],
    numbered: str | None = None,
) -> "tuple[Brought, list[str]]":
    """Bring in what a file or folder has; what that was, and what was wrong."""
    from annotations.corpus.importing import Brought, bring_in, first_look
    from annotations.corpus.splitting import keep_given
    from annotations.formats import format_named, recognised
    from annotations.formats.parts import parts_in
    from annotations.project import DATA

    chosen = format_named(name) if name else recognised(path)
    read = chosen.reader([one.strip() for one in numbered.split(",")] if numbered else [])
    brought = Brought()
    with stopping(lambda: _stands(brought)):
        # Whatever is wrong with the file as a whole shows here, before anything is written.
        first = Watched(lambda: read(path, unit or "code-points"), "Looked at")()
        fitting, order, told = first_look(project.store, first, path, unit)
        if told:
            say(named(told))
        examples = _called(Watched(lambda: read(path, fitting), "Read")(), ignored, named)
        scheme = project.settings.scheme
        labels = [label.name for label in scheme.labels]
        _, problems = bring_in(
            project.store,
            examples,
            annotator,
            brought,
            labels,
            order,
            scheme.fits,
            project.entities.add,
            parts_in(f"{path}/", named(f"{path}/")) if path.is_dir() else parts_in(),
        )
        said = keep_given(project.folder / DATA, brought.parts)
    brought.mended += said
    return brought, [named(problem) for problem in problems]


def _called(
    found: "Iterable[Found]", ignored: Collection[str], named: Callable[[str], str]
) -> "Iterator[Found]":
    """What was found, without what is to be ignored, and articles with the names people know."""
    from msgspec.structs import replace

    from annotations.example import Example
    from annotations.formats.reading import Unread

    for one in found:
        if isinstance(one, Unread) and one.is_of(ignored):
            continue
        if isinstance(one, Example) and (origin := one.article.origin):
            one = replace(one, article=replace(one.article, origin=named(origin)))
        yield one


def _stands(brought: "Brought") -> str:
    parts = f"{counted(brought.articles, 'article')} and {counted(brought.annotations, 'tag')}"
    stay = stays(brought.articles + brought.annotations)
    return f"{parts} added; {stay}. Run the command again to import the rest."


def _fields(brought: "Brought", problems: list[str]) -> dict[str, object]:
    return {
        "articles": brought.articles,
        "known": len(brought.known),
        "tags": brought.annotations,
        "suggestions": brought.suggestions,
        "labels": sorted(brought.labels),
        "mended": brought.mended,
        "problems": problems,
    }
