"""`postil stats`: how much there is, and how quickly it came to be."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.commands.options import existing, project_option
from tui.commands.telling import end_with, show_rows

if TYPE_CHECKING:
    from annotations.project import Project

Rows = list[tuple[str, ...]]


@click.command()
@click.option("--speed", is_flag=True, help="Keys and seconds a tag, by label and source.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@project_option
def stats(speed: bool, as_json: bool, folder: Path | None) -> None:
    """Count articles and tags, by status, label and annotator.

    \b
    Examples:
      postil stats --json
      postil stats --speed
    """
    project = existing(folder)
    found, rows, problems = (_speed if speed else _counts)(project)
    if as_json:
        import json

        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        show_rows(rows, right=4 if speed else 1)
    end_with(problems)


def _counts(project: "Project") -> tuple[Any, Rows, list[str]]:
    from annotations.counting import counted

    counts, problems = counted(project)
    rows: Rows = [("articles", "", str(counts["articles"]))]
    for kind in ("status", "labels", "annotators"):
        rows += [(kind, name, str(count)) for name, count in counts[kind].items()]
    return counts, rows, problems


def _speed(project: "Project") -> tuple[Any, Rows, list[str]]:
    from dataclasses import asdict

    from annotations import speed
    from annotations.project import DATA

    sums = speed.summed(speed.read(project.folder / DATA / speed.FILE))
    rows: Rows = [("label", "source", "tags", "keys/tag", "s/tag", "met/tag")]
    for one in sums:
        name = (one.label or "all", one.source or ("by hand" if one.label else ""))
        figures = (f"{one.keys:.1f}", f"{one.seconds:.1f}", f"{one.met:.1f}")
        rows.append((*name, str(one.tags), *figures))
    return [asdict(one) for one in sums], rows, []
