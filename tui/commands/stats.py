"""`postil stats`: how much there is."""

from pathlib import Path

import click

from tui.commands.options import existing, project_option
from tui.commands.telling import end_with, show_rows


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As one JSON object, for programs.")
@project_option
def stats(as_json: bool, folder: Path | None) -> None:
    """Count articles and tags, by status, label and annotator.

    \b
    Example:
      postil stats --json
    """
    from annotations.counting import counted

    counts, problems = counted(existing(folder))
    if as_json:
        import json

        click.echo(json.dumps(counts, ensure_ascii=False, indent=2))
    else:
        rows = [("articles", "", str(counts["articles"]))]
        for kind in ("status", "labels", "annotators"):
            rows += [(kind, name, str(count)) for name, count in counts[kind].items()]
        show_rows(rows)
    end_with(problems)
