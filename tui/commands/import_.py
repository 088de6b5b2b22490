"""`postil import`: articles and tags from a dataset."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.counted import counted
from annotations.errors import UsageError
from tui.commands.choices import format_names
from tui.commands.named import as_files
from tui.commands.options import found, names_option, offsets_option, project_option
from tui.commands.progress import Watched
from tui.commands.telling import end_with, say, show_json, stays, stopping

if TYPE_CHECKING:
    from annotations.corpus.importing import Brought
    from annotations.formats.offsets import Unit
    from annotations.formats.reading import Found
    from annotations.project import Project


@click.command("import")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--format", "name", metavar="NAME", shell_complete=format_names,
    help="The format; otherwise recognised by the content.",
)  # fmt: skip
@click.option(
    "--as", "annotator", metavar="NAME",
    help="Who made the tags; with model:NAME they become suggestions.",
)  # fmt: skip
@offsets_option
@click.option(
    "--ignore", "ignored", multiple=True, metavar="KEY",
    help="Say nothing of this key or column, which is not imported.",
)  # fmt: skip
@names_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@project_option
def import_(
    paths: tuple[Path, ...],
    name: str | None,
    annotator: str | None,
    unit: "Unit | None",
    ignored: tuple[str, ...],
    numbered: str | None,
    as_json: bool,
    folder: Path | None,
) -> None:
    """Import articles and tags from datasets (files or folders), or from - (standard input).

    An article that the project lacks is added with its text; one with the same text gets the
    tags. Tags that are there already are left alone, so importing a file twice adds nothing.
    What cannot be imported is named and counted, the rest is imported, and the exit code is 1;
    --ignore says that you know of it.
    Nothing is imported where a file is cut off or damaged. Tags that another tool marks as
    rejected become rejected suggestions. Files called train, dev and test are parts of a dataset:
    postil export --split given keeps them.

    \b
    Examples:
      postil import gold.jsonl
      postil import train.conll dev.conll test.conll
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
    with as_files(*paths) as (files, named):
        brought, problems = bring(project, files, name, annotator, unit, ignored, named, numbered)
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


def names_in(numbered: str | None) -> list[str]:
    """What numbers stand for, in order, as `--names` says it."""
    return [one.strip() for one in numbered.split(",")] if numbered else []


def bring(
    project: "Project",
    paths: Sequence[Path],
    name: str | None,
    annotator: str,
    unit: "Unit | None",
    ignored: Collection[str],
    named: Callable[[str], str],
    numbered: str | None = None,
) -> "tuple[Brought, list[str]]":
    """Bring in what files or folders have; what that was, and what was wrong."""
    from annotations.corpus.importing import Brought, bring_in, first_look
    from annotations.corpus.splitting import keep_given
    from annotations.formats import format_named, recognised
    from annotations.formats.parts import parts_in

    brought, problems, looked = Brought(), list[str](), []
    numbers = names_in(numbered)
    scheme = project.settings.scheme
    with stopping(lambda: _stands(brought)):
        for path in paths:
            # Whatever is wrong with a file as a whole shows here, before anything is written.
            read = (format_named(name) if name else recognised(path)).reader(numbers)
            first = Watched(partial(read, path, unit or "code-points"), "Looked at")()
            fitting, order, told = first_look(project.store, first, path, unit)
            if told:
                say(named(told))
            looked.append((path, partial(read, path, fitting), order))
        for path, again, order in looked:
            _, wrong = bring_in(
                project.store,
                _called(Watched(again, "Read")(), ignored, named),
                annotator,
                brought,
                [label.name for label in scheme.labels],
                order,
                scheme.fits,
                project.entities.add,
                parts_in(path, named),
            )
            problems += wrong
        # A folder of a single part is no dataset in parts: so postil writes one that was not split.
        if any(map(Path.is_file, paths)) or len(set(brought.parts.values())) > 1:
            brought.mended += keep_given(project, brought.parts)
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
