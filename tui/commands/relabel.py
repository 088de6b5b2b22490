"""`postil relabel`: one label for another in all articles."""

from pathlib import Path

import click

from annotations.counted import counted
from annotations.errors import PostilError
from tui.commands.choices import label_names
from tui.commands.options import annotator_option, existing, project_option
from tui.commands.progress import articles
from tui.commands.telling import end_with, say, stays, stopping


@click.command()
@click.argument("old", shell_complete=label_names)
@click.argument("new", shell_complete=label_names)
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing.")
@click.option("--force", is_flag=True, help="Do it even if the scheme lacks the new label.")
@project_option
@annotator_option
def relabel(
    old: str, new: str, dry_run: bool, force: bool, folder: Path | None, annotator: str | None
) -> None:
    """Change the label OLD to NEW everywhere, in suggestions too.

    This is one action in each article; u takes it back there. Links that may not lead from or to
    NEW are removed with it. The scheme in postil.toml does not change.

    \b
    Examples:
      postil relabel person actor --dry-run
      postil relabel person actor
    """
    from annotations.corpus.relabelling import Relabelled, relabel

    project, done = existing(folder, annotator, writes=not dry_run), Relabelled()

    def stands() -> str:
        if dry_run:
            return "nothing was written."
        stand = f"{counted(done.articles, 'article')} relabelled; {stays(done.articles)}"
        return f"{stand}. Run the command again to do the rest."

    watched = articles(project, "Searched")
    with stopping(stands):
        _, problems = relabel(project, old, new, dry_run, force, done, watched())
    if not done.articles and not problems:
        labels = ", ".join(project.store.totals().labels) or "none"
        raise PostilError(f"Nothing is tagged {old}.", f"The labels in use are: {labels}.")
    verb = "Would relabel" if dry_run else "Relabelled"
    click.echo(
        f"{verb}: {counted(done.annotations, 'tag')} and"
        f" {counted(done.suggestions, 'suggestion')} in {counted(done.articles, 'article')}.",
        err=True,
    )
    if done.links:
        verb = "Would remove" if dry_run else "Removed"
        links = counted(done.links, "link")
        say(f"{verb} {links} that may not go from or to {new}; undo brings the links back too.")
    if done.doubled:
        click.echo(f"Spans that now have {new} twice: {done.doubled}.", err=True)
    end_with(problems)
