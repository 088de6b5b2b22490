"""`postil suggest`: suggestions for all articles, computed ahead."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.options import WHOLE, annotator_option, existing, project_option
from tui.commands.progress import articles
from tui.commands.telling import end_with, say, show_json, show_rows, stopping
from tui.commands.trust import ask_once

if TYPE_CHECKING:
    from annotations.corpus.ahead import Unsure


@click.command()
@click.option(
    "--least-sure", "unsure", type=WHOLE, default=0, metavar="N",
    help="List the N places of which the sources that suggest are least sure, too.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@project_option
@annotator_option
def suggest(unsure: int, as_json: bool, folder: Path | None, annotator: str | None) -> None:
    """Compute suggestions for every article of the project, and count those waiting.

    They are kept in the project's cache, never as tags: a suggestion becomes a tag only when you
    press a key. With --least-sure you see where a model and the rules, or any two sources, differ
    most: each place with the name that postil open takes.

    \b
    Examples:
      postil suggest
      postil suggest --least-sure 20
    """
    from msgspec.structs import asdict

    from annotations.acceptance import way_back
    from annotations.corpus.ahead import fill

    project = existing(folder, annotator, writes=True)
    ask_once(project)
    with stopping(
        lambda: "the suggestions made so far are kept; run the command again for the rest."
    ):
        ahead, problems = fill(project, articles(project, "Looked at"), max(0, unsure))
    waiting = sorted(ahead.waiting.items())
    if as_json:
        found = {
            "articles": ahead.articles,
            "read": ahead.read,
            "waiting": [
                {"source": source, "label": label, "count": n} for (source, label), n in waiting
            ],
            "silenced": sorted(ahead.heard.silenced),
            "below": ahead.below,
        }
        if unsure:
            found["least_sure"] = [{"open": _name(one), **asdict(one)} for one in ahead.unsure]
        show_json(found, indent=2)
    else:
        show_rows([("source", "label", "waiting")] + [(s, t, str(n)) for (s, t), n in waiting])
        if ahead.unsure:
            show_rows(
                [("open", "sure", "label", "sources", "words")]
                + [
                    (_name(one), f"{one.sure:.2f}", one.label, ", ".join(one.sources), one.words)
                    for one in ahead.unsure
                ],
                right=0,
            )
        say(f"Articles: {ahead.articles}. Read now: {ahead.read}.")
        if ahead.below:
            say(f"Below the least score, and not counted above: {ahead.below:,}.")
        for source in sorted(ahead.heard.silenced):
            what = f"{source} is off: too few of its suggestions were accepted."
            say(f"{what} {way_back(source)}")
    end_with(problems)


def _name(place: "Unsure") -> str:
    """The name by which `postil open` shows a place."""
    return f"{place.article}#{place.start}-{place.end}"
