"""`postil remove`: articles out of the project, and into its backups."""

from pathlib import Path

import click

from annotations.counted import counted
from annotations.errors import StoreError
from tui.commands.choices import article_names
from tui.commands.named import names
from tui.commands.options import existing, project_option
from tui.commands.telling import end_with, stopping


@click.command()
@click.argument(
    "articles", nargs=-1, required=True, metavar="ARTICLE...", shell_complete=article_names
)
@project_option
def remove(articles: tuple[str, ...], folder: Path | None) -> None:
    """Remove articles from the project, with their tags.

    An ARTICLE is named by its id or by the path of its file, which itself is left alone; - reads
    names from standard input, one per line. Everything is kept in a folder of .postil/backup: copy
    it back into .postil, and the article is there again. If one of several is not known, none is
    removed.

    \b
    Examples:
      postil remove harbour-talks-wire
      postil remove corpus/wire.txt corpus/post.txt
    """
    from annotations.clock import new_id
    from annotations.corpus.naming import id_named
    from annotations.errors import of_article
    from tui.cells.display import one_line

    project, action, count = existing(folder, writes=True), new_id(), 0
    where = ""
    problems = list[str]()
    ids = dict.fromkeys([id_named(project, name) for name in names(articles)])
    try:
        with stopping(lambda: f"{count} of {counted(len(ids), 'article')} removed."):
            for id in ids:
                try:
                    removed = project.store.remove(id, action)
                except StoreError as error:
                    problems.append(str(of_article(id, error)))
                    continue
                if removed:
                    count += 1
                    where = f"Everything removed is in {removed.kept}. {removed.back}"
                    stays = " Its text was kept, because another article may use it."
                    click.echo(one_line(f"Removed {id}.{stays * removed.text_stays}"), err=True)
    finally:
        if where:
            click.echo(where, err=True)
    end_with(problems)
