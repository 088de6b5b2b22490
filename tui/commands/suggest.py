"""`postil suggest`: suggestions for all articles, computed ahead."""

from pathlib import Path

import click

from tui.commands.options import existing, project_option
from tui.commands.progress import articles
from tui.commands.telling import end_with, say, show_json, show_rows, stopping
from tui.commands.trust import ask_once


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@project_option
def suggest(as_json: bool, folder: Path | None) -> None:
    """Compute suggestions for every article of the project, and count those waiting.

    They are kept in the project's cache, never as tags: a suggestion becomes a tag only when you
    press a key.

    \b
    Example:
      postil suggest
    """
    from annotations.acceptance import way_back
    from annotations.corpus.ahead import fill

    project = existing(folder, writes=True)
    ask_once(project)
    with stopping(
        lambda: "the suggestions made so far are kept; run the command again for the rest."
    ):
        ahead, problems = fill(project, articles(project, "Looked at"))
    waiting = sorted(ahead.waiting.items())
    if as_json:
        found = {
            "articles": ahead.articles,
            "read": ahead.read,
            "waiting": [
                {"source": source, "label": label, "count": n} for (source, label), n in waiting
            ],
            "silenced": sorted(ahead.silenced),
        }
        show_json(found, indent=2)
    else:
        show_rows([("source", "label", "waiting")] + [(s, t, str(n)) for (s, t), n in waiting])
        say(f"Articles: {ahead.articles}. Read now: {ahead.read}.")
        for source in sorted(ahead.silenced):
            what = f"{source} is off: too few of its suggestions were accepted."
            say(f"{what} {way_back(source)}")
    end_with(problems)
