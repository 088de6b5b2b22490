"""The command line: each command opens the project, calls the core and says what happened."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotations.errors import PostilError, UsageError

if TYPE_CHECKING:
    from annotations.project import Project

_INTERRUPTED = 130  # what shells give for a program ended by ctrl+c

F = TypeVar("F", bound=Callable[..., Any])

_project = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The project's folder; by default the nearest one upwards with postil.toml or .postil.",
)
_annotator = click.option(
    "--annotator", metavar="NAME", help="Who tags; by default postil.toml's, else the login name."
)


class _Commands(click.Group):
    """Shows failures as two sentences on stderr: exit 1, or 2 where the command was wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except PostilError as error:
            _say(str(error))
            ctx.exit(2 if isinstance(error, UsageError) else 1)
        except BrokenPipeError:
            # Whoever reads the output has seen enough; Python would complain at its exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            _say(f"{name}{error.strerror or error}.")
            ctx.exit(1)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"postil {version('postil')}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version,
    help="Show the version and leave.",
)  # fmt: skip
def postil() -> None:
    """Read articles side by side, tag them by keyboard, export training data.

    Try: postil open sample_articles
    """


@postil.command("open")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_project
@_annotator
def open_(paths: tuple[Path, ...], folder: Path | None, annotator: str | None) -> None:
    """Open articles side by side, to read and to tag.

    They are .txt files, .jsonl files of articles, or folders of these. Files named together
    stand beside each other; of a folder, the articles of one sub-folder do, and > and < go on and
    back. Reading writes nothing; the first tag makes the project.

    \b
    Examples:
      postil open gazette.txt herald.txt
      postil open corpus/ --annotator ana
    """
    from annotations.sources import reading_list

    project = _found(folder, annotator)
    _need_terminal()
    reading = reading_list(paths)
    from tui.app import run

    run(project, reading)


@postil.command()
@click.option("--format", "name", required=True, metavar="NAME", help="jsonl or conll.")
@click.option("--output", required=True, metavar="PATH", help="A file or folder; - is stdout.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@_project
def export(name: str, output: str, force: bool, folder: Path | None) -> None:
    """Write the project's articles and tags as a dataset.

    What the format cannot carry is said on stderr. Damaged articles are named and left out, and
    the command ends with exit 1.

    \b
    Examples:
      postil export --format jsonl --output corpus.jsonl
      postil export --format conll --output corpus/ --force
    """
    from annotations.example import Example
    from annotations.formats import format_named
    from tui.display import harmless

    chosen, project = format_named(name), _existing(folder)
    damaged: dict[str, None] = {}

    def examples() -> Any:
        for example in project.examples():
            if isinstance(example, Example):
                yield example
            else:
                damaged[str(example)] = None

    if output == "-":
        if sys.stdout is None:
            raise PostilError("Stdout is closed.", "Name a file with --output.")
        loss = chosen.stream(examples, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        loss = chosen.export(examples, Path(output), force)
    for line in loss.lines():
        click.echo(harmless(line), err=True)
    _end_with(list(damaged))


@postil.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_project
def import_(file: Path, folder: Path | None) -> None:
    """Bring in articles and tags from postil's own JSONL.

    An article that the project lacks is added with its text. Tags that are there already are left
    alone, so importing a file twice adds nothing. An article that the project has with another
    text is refused, the others are brought in, and the command ends with exit 1.

    \b
    Example:
      postil import gold.jsonl
    """
    from annotations.formats import jsonl
    from annotations.importing import bring_in

    def examples() -> Any:
        for example in jsonl.read(file):
            if isinstance(example, jsonl.Mended):
                _say(str(example))
            else:
                yield example

    counts, problems = bring_in(_found(folder).store, examples())
    click.echo(f"Articles added: {counts.articles}. Tags added: {counts.annotations}.", err=True)
    _end_with(problems)


@postil.command()
@click.option("--json", "as_json", is_flag=True, help="As one JSON object, for programs.")
@_project
def stats(as_json: bool, folder: Path | None) -> None:
    """Count articles and tags, by status, label and annotator.

    \b
    Example:
      postil stats --json
    """
    from annotations.counting import counted

    found, problems = counted(_existing(folder))
    if as_json:
        import json

        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _show_table(found)
    _end_with(problems)


@postil.command()
@_project
def init(folder: Path | None) -> None:
    """Write a commented postil.toml to begin from.

    \b
    Example:
      postil init --project my-corpus
    """
    from annotations.project import SETTINGS
    from annotations.settings import TEMPLATE

    file = (folder or Path.cwd()) / SETTINGS
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(TEMPLATE)
    except FileExistsError:
        raise PostilError(f"{file} exists already.", "Edit it, or move it away.") from None
    except OSError as error:
        raise PostilError(f"{file} could not be written: {error.strerror}.", "") from error
    click.echo(f"Wrote {file}.", err=True)


def _found(folder: Path | None, annotator: str | None = None) -> "Project":
    from annotations.project import Project

    if folder is not None and folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Name a folder with --project.")
    project = Project.find(folder, annotator=annotator)
    _ = project.settings
    return project


def _existing(folder: Path | None) -> "Project":
    """A project to read from, of which a name typed wrong should not make an empty one."""
    if folder is not None and not folder.exists():
        raise UsageError(f"There is no folder {folder}.", "Check what --project names.")
    return _found(folder)


def _need_terminal() -> None:
    # Textual draws by way of stderr. A stream that the shell has closed is None.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise PostilError("postil open needs a terminal to show articles in.")


def _show_table(found: dict[str, Any]) -> None:
    from tui.display import one_line

    rows = [("articles", "", str(found["articles"]))]
    for kind in ("status", "labels", "annotators"):
        rows += [(kind, one_line(name), str(count)) for name, count in found[kind].items()]
    if not (sys.stdout and sys.stdout.isatty()):
        name_width, count_width = (max(len(row[column]) for row in rows) for column in (1, 2))
        for kind, name, count in rows:
            click.echo(f"{kind:10}  {name:{name_width}}  {count:>{count_width}}")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column()
    table.add_column(justify="right")
    for kind, name, count in rows:
        table.add_row(kind, Text(name), count)
    Console().print(table)


def _end_with(problems: list[str]) -> None:
    for problem in problems:
        _say(problem)
    if problems:
        raise SystemExit(1)


def _say(message: str) -> None:
    from tui.display import one_line

    click.echo(f"postil: {one_line(message)}", err=True)


def main() -> None:
    """The entry point of the `postil` command."""
    postil(prog_name="postil")


if __name__ == "__main__":
    main()
