"""`postil stats`: how much there is, and how quickly it came to be."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotations.counted import listed
from annotations.errors import UsageError
from tui.commands.options import annotator_option, existing, project_option
from tui.commands.telling import end_with, show_json, show_rows

if TYPE_CHECKING:
    from annotations.project import Project

Rows = list[tuple[str, ...]]


@click.command()
@click.option("--speed", is_flag=True, help="Keys and seconds per tag, by label and source.")
@click.option("--sources", is_flag=True, help="What became of suggestions, by source and label.")
@click.option("--guidelines", is_flag=True, help="Under which guidelines tags were made.")
@click.option("--bias", is_flag=True, help="What suggestions do to labels, if some are withheld.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@project_option
@annotator_option
def stats(
    speed: bool,
    sources: bool,
    guidelines: bool,
    bias: bool,
    as_json: bool,
    folder: Path | None,
    annotator: str | None,
) -> None:
    """Count articles and tags by status, label and annotator.

    \b
    Examples:
      postil stats --json
      postil stats --speed
      postil stats --sources
      postil stats --guidelines
      postil stats --bias
    """
    asked = {"--speed": speed, "--sources": sources, "--guidelines": guidelines, "--bias": bias}
    if len(both := [name for name, wanted in asked.items() if wanted]) > 1:
        raise UsageError(f"{listed(both)} cannot be used together.", "Use one at a time.")
    project = existing(folder, annotator)
    if bias:
        from tui.commands.bias import show

        end_with(show(project, as_json))
        return
    counting = _guidelines if guidelines else _speed if speed else _sources if sources else _counts
    found, rows, problems = counting(project)
    if as_json:
        show_json(found, indent=2)
    else:
        show_rows(rows, right=5 if sources else 4 if speed or guidelines else 1)
    end_with(problems)


def _counts(project: "Project") -> tuple[Any, Rows, list[str]]:
    from annotations.corpus.listing import counted

    counts, problems = counted(project)
    rows: Rows = [(name, "", str(counts[name])) for name in ("articles", "suggestions")]
    for kind in ("status", "labels", "annotators", "codes"):
        rows += [(kind, name, str(count)) for name, count in counts[kind].items()]
    return counts, rows, problems


def _speed(project: "Project") -> tuple[Any, Rows, list[str]]:
    from msgspec.structs import asdict

    from annotations import speed

    sums = speed.summed(speed.read(project.home, project.folder))
    rows: Rows = [("label", "source", "tags", "keys/tag", "s/tag", "met/tag")]
    for one in sums:
        name = (one.label or "all", one.source or ("by hand" if one.label else ""))
        figures = (f"{one.keys:.1f}", f"{one.seconds:.1f}", f"{one.met:.1f}")
        rows.append((*name, str(one.tags), *figures))
    return [asdict(one) for one in sums], rows, []


def _sources(project: "Project") -> tuple[Any, Rows, list[str]]:
    from annotations.acceptance import Acceptance
    from annotations.errors import PostilError

    acceptance = Acceptance(always=project.settings.suggest.always)
    problems = list[str]()
    for example in project.examples():
        if isinstance(example, PostilError):
            problems.append(str(example))
            continue
        for record in (*example.annotations, *example.suggestions):
            acceptance.note(record)
    rows: Rows = [("source", "label", "accepted", "edited", "rejected", "share", "")]
    found, silenced = [], sorted(acceptance.silenced)
    for (source, label), one in acceptance.by_source_and_label().items():
        counts = (one.accepted, one.edited, one.rejected)
        off = "off" if source in silenced else ""
        rows.append((source, label, *map(str, counts), f"{one.share:.0%}", off))
        names = ("accepted", "edited", "rejected")
        found.append({"source": source, "label": label, **dict(zip(names, counts, strict=True))})
    return {"sources": found, "silenced": silenced}, rows, problems


def _guidelines(project: "Project") -> tuple[Any, Rows, list[str]]:
    from msgspec.structs import asdict

    from annotations.corpus.guided import versions_of

    problems = list[str]()
    found = versions_of(project, problems)
    rows: Rows = [("label", "guideline", "tags", "first", "last", "")]
    for one in found:
        days = (one.first, one.last, "now" if one.now else "")
        rows.append((one.label, one.digest or "none", str(one.tags), *days))
    return [asdict(one) for one in found], rows, problems
