"""`postil list`: the articles of the project, one a line, for people and for pipes."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cells.display import one_line
from tui.commands.choices import choice_options
from tui.commands.options import existing, project_option
from tui.commands.telling import end_with, say, show_json, show_tsv

if TYPE_CHECKING:
    from annotations.corpus.listing import Row

_TITLE, _GROUP = 1, 3
_LEAST = 12  # cells of a title that are shown on the narrowest terminal
_GAP = "  "


@click.command("list")
@choice_options
@click.option("--ids", is_flag=True, help="Only the ids, one per line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, for programs.")
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

    The filters are those of export, and the counts are of the tags that it would write. In a pipe,
    tabs separate the columns, under one line with their names.

    \b
    Examples:
      postil list --status open
      postil list --group ferry --json
      postil list --status done --ids | postil set - --group checked
    """
    from annotations.corpus.listing import columns, rows
    from annotations.dataset.choosing import Choice

    choice = Choice.named(labels, annotators, statuses, groups)
    # In a team somebody's tags are in their layer; else this says nothing of who is asking.
    project = existing(folder, annotators[0] if len(annotators) == 1 else None)
    found, unread = rows(project, choice)
    names = columns(project, choice)
    head = ("id", "title", "status", "group", *names)
    if ids:
        show_tsv((row.id,) for row in found)
    elif as_json:
        for row in found:
            show_json(_fields(row))
    elif sys.stdout and sys.stdout.isatty():
        for line in _drawn([head, *_cells(found, names)], len(names)):
            click.echo(line)
    else:
        show_tsv([head, *_cells(found, names)])
    if not found and not unread:
        say("No article matches." if choice != Choice() else "The project has no articles yet.")
    end_with(map(str, unread))


def _fields(row: "Row") -> dict[str, object]:
    about = {name: getattr(row, name) for name in ("id", "title", "status", "group", "source")}
    return {
        **about,
        "published": row.published,
        "labels": dict(row.labels),
        "codes": list(row.codes),
    }


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


def _drawn(rows: Sequence[tuple[str, ...]], counts: int) -> Iterator[str]:
    """Rows in columns, each on a line where that can be; an id is never cut.

    The title gives way to the others, and the group where that is not enough.
    """
    from tui.cells.display import cells, fitted

    shown = [tuple(one_line(cell) for cell in row) for row in rows]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    terminal = shutil.get_terminal_size().columns
    room = terminal - sum(widths) + widths[_TITLE] - len(_GAP) * (len(widths) - 1)
    if room < _LEAST:
        shown = [row[:_GROUP] + row[_GROUP + 1 :] for row in shown]
        room += widths.pop(_GROUP) + len(_GAP)
    widths[_TITLE] = max(_LEAST, min(room, widths[_TITLE]))
    for row in shown:
        padded = []
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            cell = fitted(cell, width) if column == _TITLE else cell
            pad = " " * (width - cells(cell))
            padded.append(pad + cell if column >= len(row) - counts else cell + pad)
        yield _GAP.join(padded).rstrip()
