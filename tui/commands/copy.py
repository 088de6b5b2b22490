"""`postil copy`: all that a project's store holds, to another folder or database."""

import click

from annotations.counted import counted
from annotations.errors import PostilError, UsageError
from tui.commands.progress import Watched
from tui.commands.telling import end_with, say, show_json, stopping


@click.command()
@click.option(
    "--from", "source", required=True, metavar="PLACE",
    help="A project's folder, or the URL of a database.",
)  # fmt: skip
@click.option("--to", "target", required=True, metavar="PLACE", help="Another one, likewise.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def copy(source: str, target: str, as_json: bool) -> None:
    """Copy all articles, with everybody's tags and histories, to another folder or database.

    A PLACE is a project's folder, whose settings may name a database, or the URL of one. What is
    there already stays, so a copy that was stopped goes on when it is run again. Everything is
    read again from where it went and compared; what differs or cannot be copied is named, and the
    exit code is 1. Settings, guidelines and source files are not in the store: copy those yourself.
    From a database you get what your role may read: all layers as an administrator or adjudicator.

    \b
    Examples:
      postil copy --from my-corpus --to postgresql://db.example/corpus
      postil copy --from postgresql://db.example/corpus --to backup-of-may
    """
    from annotations.corpus.copying import Copied, copied, place, same

    here, there = place(source, there=True), place(target)
    if same(source, target):
        raise UsageError(
            f"{here.name} cannot be copied to itself.",
            "Give another --to. With store in its postil.toml a folder stands for the database.",
        )
    done = Copied()
    articles = Watched(lambda: copied(here, there, done), "Copying articles", here.count)
    again = "Run the command again to go on."
    try:
        with stopping(lambda: f"{counted(done.articles, 'article')} copied. {again}"):
            for _ in articles():
                pass
    except PostilError as error:
        so_far = f"{counted(done.articles, 'article')} copied by then. {again}"
        raise type(error)(error.message, f"{error.hint} {so_far}".strip()) from error
    figures = {"articles": done.articles, "texts": len(done.texts), "tags": done.tags,
               "changes": done.changes, "files": done.files}  # fmt: skip
    if as_json:
        show_json({**figures, "new": done.new, "problems": done.problems})
    words = ", ".join(f"{figure} {name}" for name, figure in figures.items())
    end = "" if done.problems else " All of it is there, and the same."
    say(f"Compared: {words}. New: {done.new}.{end}")
    end_with(done.problems)
