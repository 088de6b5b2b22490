"""`postil check`: what looks wrong in what was annotated."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotations.errors import UsageError
from tui.cells.display import one_line
from tui.commands.choices import group_names, kind_names, status_names
from tui.commands.options import existing, project_option
from tui.commands.progress import articles
from tui.commands.telling import end_with, say, show_json

if TYPE_CHECKING:
    from annotations.corpus.checking import Finding


@click.command()
@click.option(
    "--kind", "kinds", multiple=True, metavar="NAME", help="Only these kinds.",
    shell_complete=kind_names,
)  # fmt: skip
@click.option(
    "--skip", "skipped", multiple=True, metavar="NAME", help="Not these kinds.",
    shell_complete=kind_names,
)  # fmt: skip
@click.option(
    "--status", multiple=True, metavar="NAME", help="Articles that are done, say.",
    shell_complete=status_names,
)  # fmt: skip
@click.option(
    "--group", multiple=True, metavar="NAME", help="Articles of this group.",
    shell_complete=group_names,
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@project_option
def check(
    kinds: tuple[str, ...],
    skipped: tuple[str, ...],
    status: tuple[str, ...],
    group: tuple[str, ...],
    as_json: bool,
    folder: Path | None,
) -> None:
    """List what looks wrong in the project's tags; with anything found, end with exit 1.

    A line has the article, the offsets in code points, the kind, and what it is about. The kinds:
    range, empty, edges, duplicate, crossing, zone, date, attribute, link, token, merged, published,
    untagged, string.

    \b
    Examples:
      postil check
      postil check --kind date --kind zone --status done
    """
    from annotations.corpus.checking import KINDS
    from annotations.corpus.checking import check as checked
    from annotations.corpus.choosing import refuse_slips
    from annotations.dataset.choosing import Choice
    from annotations.example import Example

    for kind in (*kinds, *skipped):
        if kind not in KINDS:
            raise UsageError(f"There is no kind {kind!r}.", f"There are: {', '.join(KINDS)}.")
    choice, project = Choice.named(statuses=status, groups=group), existing(folder)
    refuse_slips(project, choice)
    watched = articles(project, "Checked")
    problems: list[str] = []

    def examples() -> Iterator[Example]:
        for example in watched():
            if not isinstance(example, Example):
                problems.append(str(example))
            elif chosen := choice.of(example):
                yield chosen

    wanted = set(kinds or KINDS).difference(skipped)
    counts = Counter[str]()
    for finding in checked(examples(), project.settings.scheme):
        if finding.kind not in wanted:
            continue
        counts[finding.kind] += 1
        watched.clear()
        if as_json:
            show_json(_fields(finding))
        else:
            click.echo(_line(finding))
    for kind, (what, hint) in KINDS.items():
        if counts[kind]:
            say(f"{counts[kind]} x {kind}, {what}. {hint}")
    end_with(problems)
    if counts:
        raise SystemExit(1)


def _line(finding: "Finding") -> str:
    place = " {}-{}".format(*finding.span) if finding.span else ""
    return one_line(f"{finding.article}{place} {finding.kind}: {finding.message}")


def _fields(finding: "Finding") -> dict[str, Any]:
    start, end = finding.span or (None, None)
    return {
        "kind": finding.kind,
        "article": finding.article,
        "start": start,
        "end": end,
        "message": finding.message,
        "hint": finding.hint,
    }
