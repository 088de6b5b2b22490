"""`postil relabel`: one label for another in all articles."""

from pathlib import Path

import click

from annotations.counted import counted
from annotations.errors import PostilError
from tui.cells.display import one_line
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
    tags, suggestions = counted(done.annotations, "tag"), counted(done.suggestions, "suggestion")
    what = f"{tags} and {suggestions} in {counted(done.articles, 'article')}"
    told = f"Dry run: {what} would be relabelled." if dry_run else f"Relabelled: {what}."
    click.echo(told, err=True)
    if done.links:
        links = f"{counted(done.links, 'link')} that may not go from or to {new}"
        removed = f"{links} would be removed" if dry_run else f"Removed {links}"
        say(f"{removed}; undo brings the links back too.")
    if done.doubled:
        have = "would have" if dry_run else "now have"
        click.echo(f"Spans that {have} {one_line(new)} twice: {done.doubled}.", err=True)
    end_with(problems)
