"""`postil check`: what looks wrong in what was annotated."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from annotations.counted import counted
from annotations.errors import UsageError
from tui.cells.display import one_line
from tui.commands.choices import article_names, group_names, kind_names, status_names
from tui.commands.options import annotator_option, existing, project_option
from tui.commands.progress import articles
from tui.commands.telling import end_with, say, show_json

if TYPE_CHECKING:
    from annotations.corpus.findings import Finding


_FORMER = {"zone": "boilerplate"}  # kinds that earlier scripts may name


@click.command()
@click.argument("names", nargs=-1, metavar="[ARTICLE]...", shell_complete=article_names)
@click.option(
    "--kind", "kinds", multiple=True, metavar="NAME", help="Only these kinds.",
    shell_complete=kind_names,
)  # fmt: skip
@click.option(
    "--skip", "skipped", multiple=True, metavar="NAME", help="Not these kinds.",
    shell_complete=kind_names,
)  # fmt: skip
@click.option(
    "--status", multiple=True, metavar="NAME", help="Only articles with this status.",
    shell_complete=status_names,
)  # fmt: skip
@click.option(
    "--group", multiple=True, metavar="NAME", help="Articles of this group.",
    shell_complete=group_names,
)  # fmt: skip
@click.option(
    "--span", "spans", multiple=True, metavar="START-END", help="Only what is at these offsets."
)
@click.option("--fine", is_flag=True, help="Call all of this fine as it is.")
@click.option("--note", default="", metavar="WORDS", help="Why it is fine; kept with it.")
@click.option("--all", "every", is_flag=True, help="Also list what you called fine.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, for programs.")
@project_option
@annotator_option
def check(
    names: tuple[str, ...],
    kinds: tuple[str, ...],
    skipped: tuple[str, ...],
    status: tuple[str, ...],
    group: tuple[str, ...],
    spans: tuple[str, ...],
    fine: bool,
    note: str,
    every: bool,
    as_json: bool,
    folder: Path | None,
    annotator: str | None,
) -> None:
    """List what looks wrong in the project's tags; the exit code is 1 if anything does.

    A line has the article, the offsets in code points, the kind, and what it is about. The kinds:
    range, empty, edges, duplicate, crossing, boilerplate, date, attribute, code, link, token,
    entities, values, merged, published, untagged, string, guideline, pair, entity.

    What you call --fine is not listed again until it changes; u in the article takes that back.

    \b
    Examples:
      postil check
      postil check harbour-talks-wire --kind link --span 120-188 --fine --note "nobody is named"
      postil check --kind date --kind boilerplate --status done
    """
    from annotations.corpus.amending import keep
    from annotations.corpus.checking import check as checked
    from annotations.corpus.findings import KINDS
    from annotations.corpus.listing import refuse_slips
    from annotations.corpus.naming import id_named
    from annotations.dataset.choosing import Choice
    from annotations.example import Example
    from annotations.guidelines import Guidelines
    from annotations.project import DATA

    kinds, skipped = (
        tuple(_FORMER.get(kind, kind) for kind in named) for named in (kinds, skipped)
    )
    for kind in (*kinds, *skipped):
        if kind not in KINDS:
            raise UsageError(f"There is no kind {kind!r}.", f"Use one of: {', '.join(KINDS)}.")
    choice = Choice.named(statuses=status, groups=group)
    project = existing(folder, annotator, writes=fine)
    refuse_slips(choice, project)
    ids = {id_named(project, name) for name in names}
    watched = articles(project, "Checked")
    problems: list[str] = []

    def examples() -> Iterator[Example]:
        for example in watched():
            if not isinstance(example, Example):
                problems.append(str(example))
            elif chosen := choice.of(example):
                yield chosen

    wanted = set(kinds or KINDS).difference(skipped)
    counts, kept = Counter[str](), list["Finding"]()
    scheme, entities = project.settings.scheme, project.entities.all()
    whole = not (status or group)
    guideline = Guidelines(project.folder, project.folder / DATA, project.files).digest
    for finding in checked(examples(), scheme, entities=entities, whole=whole, guideline=guideline):
        if finding.kind not in wanted or (ids and finding.article not in ids):
            continue
        if spans and "{}-{}".format(*(finding.span or ("", ""))) not in spans:
            continue
        if finding.decision and not every:
            continue
        if not finding.decision:
            counts[finding.kind] += 1
            kept += [finding] if fine and finding.article else []
        watched.clear()
        if as_json:
            show_json(_fields(finding))
        else:
            click.echo(_line(finding))
    if fine:
        say(f"Marked as fine: {counted(keep(project, kept, note), 'finding')}.")
        end_with(problems)
        return
    for kind, (what, hint) in KINDS.items():
        if counts[kind]:
            say(f"{counts[kind]} x {kind}, {what}. {hint}")
    end_with(problems)
    if counts:
        raise SystemExit(1)


def _line(finding: "Finding") -> str:
    place = " {}-{}".format(*finding.span) if finding.span else ""
    said = finding.decision
    kept = f" ({said.answer}: {said.by}{said.note and f', {said.note}'})" if said else ""
    where = f"{finding.article}{place} {finding.kind}".strip()
    return one_line(f"{where}: {finding.message}{kept}")


def _fields(finding: "Finding") -> dict[str, Any]:
    start, end = finding.span or (None, None)
    return {
        "kind": finding.kind,
        "article": finding.article or None,
        "start": start,
        "end": end,
        "message": finding.message,
        "hint": finding.hint,
        **({"decision": to_builtins(finding.decision)} if finding.decision else {}),
    }
