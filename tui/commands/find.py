"""`postil find`: words in every article of the project."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cells.display import one_line
from tui.commands.choices import label_names
from tui.commands.options import annotator_option, existing, project_option
from tui.commands.progress import listed
from tui.commands.telling import coloured, end_with, say, show_json

if TYPE_CHECKING:
    from annotations.corpus.finding import Hit


@click.command()
@click.argument("words", required=False)
@click.option("--regex", is_flag=True, help="WORDS is a Python regular expression.")
@click.option(
    "--label", metavar="NAME", help="Only in tags with this label; without WORDS, all of them.",
    shell_complete=label_names,
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, for programs.")
@project_option
@annotator_option
def find(
    words: str | None,
    regex: bool,
    label: str | None,
    as_json: bool,
    folder: Path | None,
    annotator: str | None,
) -> None:
    """Find words in all articles of the project.

    WORDS match through whatever hides them: soft hyphens, ligatures, line breaks, kinds of
    quotation marks. They match in either case unless one letter is upper case, and with any accents
    unless they have some: "cafe" finds caf\u00e9. Each hit is shown with its article, its line and
    the words around it, as soon as it is found.

    \b
    Examples:
      postil find "harbour talks"
      postil find --label quote deadline
      postil find --regex '\\d+ (million|billion)' --json
    """
    from annotations.corpus.finding import hits, query, worth_reading
    from annotations.errors import PostilError

    project = existing(folder, annotator)
    wanted = query(words, regex, label)
    known = [one.name for one in project.settings.scheme.labels]
    if label is not None and label not in known:
        say(
            f"There is no label {label} in this project's scheme; its labels are: "
            f"{', '.join(known)}."
        )
    problems, count = list[str](), 0
    colours = coloured()
    watched = listed(project, "Searched")
    worth = worth_reading(project.store, watched(), wanted)
    for hit in hits(project.examples(worth), wanted):
        if isinstance(hit, PostilError):
            problems.append(str(hit))
            continue
        count += 1
        watched.clear()
        if as_json:
            show_json(_fields(hit))
        else:
            click.echo(_row(hit, colours))
    if not count:
        say("Nothing was found.")
    end_with(problems)


def _row(hit: "Hit", colours: bool) -> str:
    before, after = hit.around
    words = one_line(hit.words)
    shown = click.style(words, bold=True, fg="yellow") if colours else words
    place = one_line(f"{hit.article.id}:{hit.line}")
    place = click.style(place, dim=True) if colours else place
    gap_before = " " if before and before[-1].isspace() else ""
    gap_after = " " if after and after[0].isspace() else ""
    return f"{place}: {one_line(before)}{gap_before}{shown}{gap_after}{one_line(after)}"


def _fields(hit: "Hit") -> Mapping[str, Any]:
    before, after = hit.around
    return {
        "article": hit.article.id,
        "title": hit.article.title,
        "start": hit.start,
        "end": hit.end,
        "line": hit.line,
        "text": hit.words,
        "before": before,
        "after": after,
        "labels": [tag.label for tag in hit.tags],
    }
