"""`postil list`: the articles of the project, one a line, for people and for pipes."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cells.display import one_line
from tui.commands.choices import choice_options
from tui.commands.options import existing, project_option
from tui.commands.telling import end_with, say, show_json, show_rows, show_tsv

if TYPE_CHECKING:
    from annotations.corpus.listing import Row

_LEAST = 12
"""So many cells of a title are shown on the narrowest terminal."""


@click.command("list")
@choice_options
@click.option("--ids", is_flag=True, help="Just the ids, one a line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@project_option
def list_(
    labels: tuple[str, ...],
    annotators: tuple[str, ...],
    statuses: tuple[str, ...],
    groups: tuple[str, ...],
    ids: bool,
    as_json: bool,
    folder: Path | None,
) -> None:
    """List the articles of the project: id, title, status, group, and tags by label.

    The filters are those of export, and the counts are of the tags that it would write. In a pipe
    the columns are parted by tabs, under one line with their names.

    \b
    Examples:
      postil list --status open
      postil list --group ferry --json
      postil list --status done --ids | postil set - --group checked
    """
    from annotations.corpus.listing import columns, rows
    from annotations.dataset.choosing import Choice

    choice = Choice.named(labels, annotators, statuses, groups)
    project = existing(folder)
    found, unread = rows(project, choice)
    names = columns(project, choice)
    head = ("id", "title", "status", "group", *names)
    if ids:
        show_tsv((row.id,) for row in found)
    elif as_json:
        for row in found:
            show_json(_fields(row))
    elif sys.stdout and sys.stdout.isatty():
        show_rows(_shortened([head, *_cells(found, names)]), right=len(names))
    else:
        show_tsv([head, *_cells(found, names)])
    if not found:
        say("No article fits." if choice != Choice() else "The project has no articles yet.")
    end_with(map(str, unread))


def _fields(row: "Row") -> dict[str, object]:
    about = {name: getattr(row, name) for name in ("id", "title", "status", "group", "source")}
    return {**about, "published": row.published, "labels": dict(row.labels)}


def _cells(found: Sequence["Row"], names: Sequence[str]) -> list[tuple[str, ...]]:
    return [
        (
            row.id,
            row.title,
            row.status,
            row.group or "",
            *(str(row.labels.get(name, 0)) for name in names),
        )
        for row in found
    ]


def _shortened(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows with their titles cut so that each fits on a line, where that can be."""
    from tui.cells.fitting import cells, fitted

    shown = [tuple(one_line(cell) for cell in row) for row in rows]
    widths = [max(cells(row[column]) for row in shown) for column in range(len(shown[0]))]
    room = shutil.get_terminal_size().columns - sum(widths) + widths[1] - 2 * len(widths)
    return [(row[0], fitted(row[1], max(_LEAST, room)), *row[2:]) for row in shown]
