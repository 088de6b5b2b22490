"""`postil review`: what was decided against somebody, with the words, by whom, and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.counted import counted
from annotations.errors import PostilError
from tui.cells.display import one_line
from tui.commands.options import annotator_option, existing, project_option
from tui.commands.progress import Watched
from tui.commands.telling import end_with, say, show_json

if TYPE_CHECKING:
    from annotations.corpus.reviewing import Reviewed


@click.command()
@click.option("--mine", is_flag=True, help="Only what was decided against you.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, for programs.")
@project_option
@annotator_option
def review(mine: bool, as_json: bool, folder: Path | None, annotator: str | None) -> None:
    """Show where adjudication decided against an annotator, and why.

    A line has the article, the offsets in code points, what you said and what stands, what was
    decided, by whom, and why. Only articles that you have done are shown, so that the others can
    still be read blind. Without --mine, adjudicators see it for all annotators.

    \b
    Examples:
      postil review --mine
      postil review --annotator dora --json
    """
    from annotations.corpus.reviewing import Review, whose_review

    project = existing(folder, annotator)
    team, names = whose_review(project, mine)
    looking, problems, count = Review(project, team, names), list[str](), 0
    watched = Watched(looking.run, "Looked at", lambda: project.store.totals().articles)
    for one in watched():
        if isinstance(one, PostilError):
            problems.append(str(one))
        elif one:
            count += 1
            watched.clear()
            if as_json:
                show_json(_fields(one))
            else:
                click.echo(_line(one, not mine))
    if not count:
        say("Nothing was decided against you." if mine else "Nothing was decided against anybody.")
    if looking.waiting:
        articles = counted(looking.waiting, "article")
        say(f"Not shown: {articles} settled already, but begun and not marked done.")
    end_with(problems)


def _line(one: "Reviewed", with_name: bool) -> str:
    what = one.what
    span = "{}-{}".format(*what.span) if what.span else ""
    place = f"{one.article.id}:{span}" if span else one.article.id
    name = [one.annotator] if with_name else []
    said = f"{what.name}: {what.change}" if what.name else what.change
    return "  ".join(map(one_line, [place, *name, said, f"[{what.verdict}]"]))


def _fields(one: "Reviewed") -> dict[str, object]:
    from msgspec.structs import asdict

    start, end = one.what.span or (None, None)
    fields = {name: value for name, value in asdict(one.what).items() if name != "span"}
    return {"article": one.article.id, "annotator": one.annotator, "start": start, "end": end,
            **fields}  # fmt: skip
