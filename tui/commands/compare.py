"""`postil compare`: what reports of one event have in common, and what only one of them has."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from annotations.errors import UsageError
from tui.cells.display import fitted, one_line
from tui.commands.choices import article_names, group_names
from tui.commands.options import existing, project_option
from tui.commands.telling import end_with, show_json, show_rows, stdout

if TYPE_CHECKING:
    from annotations.compare.coverage import Coverage
    from annotations.compare.sides import Side
    from annotations.compare.table import Row

_WORDS = 48  # cells of a wording


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE...]", shell_complete=article_names)
@click.option(
    "--group", metavar="GROUP", help="Compare all articles of a group, as an event.",
    shell_complete=group_names,
)  # fmt: skip
@click.option(
    "--versions", metavar="ARTICLE", help="Compare the texts that one article had.",
    shell_complete=article_names,
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show also what stands in all of them.")
@click.option("--json", "form", flag_value="json", help="One JSON object, for programs.")
@click.option("--csv", "form", flag_value="csv", help="A line for each row and article.")
@click.option("--html", "form", flag_value="html", help="One page without scripts, to send.")
@project_option
def compare(
    articles: tuple[str, ...],
    group: str | None,
    versions: str | None,
    everything: bool,
    form: str | None,
    folder: Path | None,
) -> None:
    """Show what articles have in common, and what only one of them has.

    Rows are actors, dates, proposals and quotes. + was not found in every article, ? may be there
    in other words, ~ differs; a cell says how often, where first (as a share of the text) and in
    which words. What is only suggested is shown in round brackets and counted nowhere. Not found
    means that no rule found it: the nearest sentence is shown, and whether it is left out, a
    reader has to say.

    \b
    Examples:
      postil compare harbour-talks-gazette harbour-talks-wire
      postil compare --group harbour-talks --html > harbour.html
      postil compare --versions harbour-talks-wire
    """
    from annotations.compare.table import table
    from annotations.corpus.comparing import Sides

    sides = Sides(existing(folder))
    given = [bool(articles), group is not None, versions is not None]
    if sum(given) != 1 or len(articles) == 1:
        hint = "Try: postil compare ARTICLE ARTICLE, or postil compare --group GROUP"
        raise UsageError("Name two articles or more, or a group, or one with --versions.", hint)
    if group is not None:
        found, title = sides.group(group), group
    elif versions is not None:
        found, title = sides.versions(versions), versions
    else:
        found = sides.named(*articles)
        title = ", ".join(one.name for one in found)
    if len(found) < 2:
        raise UsageError("An article cannot be compared with itself.", "Name another one.")
    rows = table(found)
    _show(found, rows, form, everything, title)
    end_with(sides.problems)


def _show(
    sides: "Sequence[Side]", rows: "Sequence[Row]", form: str | None, everything: bool, title: str
) -> None:
    from annotations.compare.coverage import coverage
    from annotations.compare.report import page, records

    if form == "json":
        found = {"articles": [one.id for one in sides], "rows": list(records(sides, rows))}
        show_json(found | {"coverage": [asdict(one) for one in coverage(rows)]}, 2)
    elif form == "csv":
        out = io.StringIO()
        lines = csv.DictWriter(out, _columns(), lineterminator="\n")
        lines.writeheader()
        lines.writerows(records(sides, rows))
        stdout().write(out.getvalue().encode("utf-8", "replace"))
    elif form == "html":
        text = "\n".join(page(sides, rows, title))
        stdout().write(f"{text}\n".encode("utf-8", "replace"))
    else:
        kept = [row for row in rows if everything or row.mark]
        show_rows([("", "", *(one.name for one in sides)), *_lines(sides, kept)], right=0)
        click.echo()
        show_rows(list(_summary(sides, coverage(rows))), right=0)


def _columns() -> tuple[str, ...]:
    from annotations.compare.report import COLUMNS

    return COLUMNS


def _lines(sides: "Sequence[Side]", rows: "Sequence[Row]") -> "Iterator[tuple[str, ...]]":
    from annotations.compare.report import nearest, sections, told

    for heading, found in sections(rows):
        yield ("", heading.upper(), *("" for _ in found[0].cells))
        for row in found:
            name = fitted(one_line(row.name), _WORDS)
            near = nearest(sides, row)
            said = (told(row, n, near) for n in range(len(sides)))
            cells = (fitted(one_line(words), _WORDS) for words in said)
            yield (row.mark, name if row.tagged else f"({name})", *cells)


def _summary(
    sides: "Sequence[Side]", coverage: "Sequence[Coverage]"
) -> "Iterator[tuple[str, ...]]":
    """How many rows each article has, of each label; how many articles carry them; confirmed."""
    some = [f"in {n}" for n in range(1, len(sides) + 1)]
    yield ("tagged", *(side.name for side in sides), *some, "maybe", "differ", "confirmed")
    for one in coverage:
        each = (
            f"{has} of {one.rows}" + (f", {only} only here" if only else "")
            for has, only in zip(one.has, one.only, strict=True)
        )
        counts = (*one.carried, one.maybe, one.differences, one.confirmed)
        yield (one.label, *each, *map(str, counts))
