"""`postil set`: an article's status, group, date and the like."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.article import META_FIELDS
from annotations.counted import counted
from annotations.errors import StoreError, UsageError
from tui.cells.display import one_line
from tui.commands.choices import article_names, group_names, status_names
from tui.commands.named import names
from tui.commands.options import annotator_option, existing, project_option
from tui.commands.telling import end_with, say, show_json, stays, stopping

if TYPE_CHECKING:
    from annotations.corpus.amending import Altered

FIELDS = ("status", "title", *META_FIELDS)


@click.command("set")
@click.argument(
    "articles", nargs=-1, required=True, metavar="ARTICLE...", shell_complete=article_names
)
@click.option(
    "--status",
    metavar="WORD",
    help="Its status: open, done or skipped.",
    shell_complete=status_names,
)
@click.option("--group", metavar="NAME", help="Its group.", shell_complete=group_names)
@click.option("--published", metavar="DATE", help="When it was published, in any common form.")
@click.option("--title", metavar="WORDS", help="Its title.")
@click.option("--source", metavar="NAME", help="Who published it.")
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--language", metavar="CODE", help="Its language, such as en or pt-BR.")
@click.option("--url", metavar="ADDRESS", help="Its address.")
@click.option("--more", multiple=True, metavar="NAME=WORDS", help="Any other metadata, by name.")
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="NAME=VALUE",
    help="A code of yours for the article, by name.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, for programs.")
@project_option
@annotator_option
def set_(
    articles: tuple[str, ...],
    more: tuple[str, ...],
    codes: tuple[str, ...],
    as_json: bool,
    folder: Path | None,
    annotator: str | None,
    **given: str | None,
) -> None:
    """Set articles' metadata, status and codes.

    An ARTICLE is named by its id or by the path of its file; - reads names from standard input, one
    per line. '' removes a value. A status is an action that u takes back in the article. If one of
    several articles is not known, none is changed.

    \b
    Examples:
      postil set harbour-talks-wire --status done
      postil set wire-1 post-2 --group ferry --published 2031-05-02
      postil set wire-1 --more section=Ports --more byline=
      postil set wire-1 --code frame=conflict
      postil list --status done --ids | postil set - --author "Nim Sol"
    """
    from annotations.corpus.amending import amend, checked, codes_checked
    from annotations.corpus.naming import id_named
    from annotations.errors import of_article
    from annotations.sources.letters.decoding import whole

    fields = {
        name: whole(value.strip()) or None for name in FIELDS if (value := given[name]) is not None
    }
    beside = dict(map(_beside, more))
    said = dict(map(_said, codes))
    if not (fields or beside or said):
        raise UsageError(
            "There is nothing to set.", "Give something to set, such as --status done."
        )
    checked(fields)
    project = existing(folder, annotator, writes=True)
    codes_checked(project.settings.scheme, said)
    ids = list(dict.fromkeys([id_named(project, name) for name in names(articles)]))
    changed, problems = 0, list[str]()
    with stopping(
        lambda: f"{changed} of {counted(len(ids), 'article')} changed; {stays(changed)}."
    ):
        for id in ids:
            try:
                altered = amend(project, id, fields, beside, said)
            except StoreError as error:
                problems.append(str(of_article(id, error)))
                continue
            changed += bool(altered)
            if as_json:
                show_json({"id": id, "changed": _pairs(altered)})
            else:
                say(_told(id, altered))
    end_with(problems)


def _said(given: str) -> tuple[str, str]:
    """The name and the value of a code; an empty value takes it back."""
    name, sign, value = (part.strip() for part in given.partition("="))
    if not (name and sign):
        raise UsageError(f"--code {given} has no name and value.", "Write --code frame=conflict.")
    return name, value


def _beside(said: str) -> tuple[str, str | None]:
    """The name and the words of what stands beside the fields; `None` takes it away."""
    from annotations.sources.tables.columns import LONGEST, kept

    name, given, words = (part.strip() for part in said.partition("="))
    if not (name and given):
        raise UsageError(f"--more {said} has no name and words.", "Write --more section=Ports.")
    if name in FIELDS:
        raise UsageError(f"{name} has an option of its own.", f"Use --{name}.")
    if len(words) > LONGEST:
        raise UsageError(f"{name} is longer than {LONGEST:,} characters.", "Make it shorter.")
    return name, kept(words)


def _pairs(altered: "Altered") -> dict[str, dict[str, str | None]]:
    return {name: {"from": old, "to": new} for name, (old, new) in altered.items()}


def _told(id: str, altered: "Altered") -> str:
    if not altered:
        return f"{id}: nothing to change."
    parts = (f"{name} {old or 'none'} -> {new or 'none'}" for name, (old, new) in altered.items())
    return one_line(f"{id}: {'; '.join(parts)}.")
