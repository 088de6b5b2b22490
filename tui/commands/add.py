"""`postil add`: articles into the project."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.counted import counted
from annotations.errors import PostilError
from tui.commands.choices import files, group_names
from tui.commands.named import column_options, columns_asked, encoding_option, sources
from tui.commands.options import annotator_option, found, project_option
from tui.commands.telling import say, show_json, stays, stopping

if TYPE_CHECKING:
    from annotations.corpus.adding import Adding, Outcome

_TELLING = 20
"""How many words of one kind are said before the rest is only counted."""

_COUNTED = {
    "added": "added",
    "updated": "updated",
    "same": "there already",
    "completed": "there already, now with more known about them",
    "changed": "changed since they were added",
    "empty": "without a text",
    "refused": "refused",
}

_READ = ("added", "updated", "same", "completed", "changed")
"""What becomes of articles of files whose columns are what they were said to be."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...", shell_complete=files)
@click.option(
    "--group",
    metavar="NAME",
    help="Put all these articles in one group.",
    shell_complete=group_names,
)
@column_options
@encoding_option
@click.option(
    "--mend", is_flag=True, help="Repair garbled letters, such as \u00c3\u00a9 for \u00e9."
)
@click.option("--update", is_flag=True, help="Take the new text of articles that have changed.")
@click.option(
    "--lenient", is_flag=True, help="Leave out broken rows of a corpus and add the others."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, for programs.")
@project_option
@annotator_option
def add(
    paths: tuple[str, ...],
    group: str | None,
    encoding: str | None,
    mend: bool,
    update: bool,
    lenient: bool,
    dry_run: bool,
    as_json: bool,
    folder: Path | None,
    annotator: str | None,
    **fields: str | None,
) -> None:
    """Add articles to the project.

    PATHS are .txt, .md, .html, .pdf and .docx files, corpora in .jsonl, .csv or .tsv, .zip
    archives or folders of these, or - for standard input. An article that the project has is
    not added twice. One that has changed is named; with --update it gets its new text, tags move
    with their words, and those whose words changed wait for your decision.

    \b
    Examples:
      postil add talks/ strike/
      postil add corpus.csv --text-field body --group-field event
      curl -s https://example.org/news.html | postil add -
    """
    from annotations.corpus.adding import Adding, Outcome, Plan
    from annotations.corpus.column_settings import remember
    from annotations.project import SETTINGS
    from annotations.sources.search import Search
    from annotations.sources.tables.columns import Wanted

    project = found(folder, annotator, writes=not dry_run)
    asked = columns_asked(fields)
    wanted = Wanted(asked, project.settings.columns)
    search = Search(encoding=encoding)
    files = list(search.all(sources(paths)))
    adding = Adding(project, Plan(mend, update, lenient, dry_run, group, wanted))
    tally = _Tally(as_json)
    for notice in search.notices:
        tally.note(Outcome("refused", "", notice))
    for note in search.notes:
        tally.note(Outcome("note", "", note))
    most = None if any(named.corpus for named in files) else len(files)

    def stands() -> str:
        count = 0 if dry_run else adding.added()
        articles = counted(count if most is None else most, "article")
        of = "" if most is None else f"{count:,} of "
        stay = f"; {stays(count)}" if count else ""
        return f"{of}{articles} added{stay}. Run the command again to add the rest."

    with stopping(stands):
        try:
            size = sum(named.source.size() for named in files)
            for outcome in _shown(adding, adding.outcomes(files), size):
                tally.note(outcome)
        except PostilError:
            tally.finish(search.others, dry_run)
            raise
    tally.finish(search.others, dry_run)
    if adding.columns and not asked.get("text"):
        asked = {"text": adding.columns.of["text"], **asked}
    settings = project.folder / SETTINGS
    read = any(tally.counts[kind] for kind in _READ)
    if asked and read and not dry_run and remember(settings, asked):
        say(f"The columns were saved in {settings}.")
    if tally.counts["refused"]:
        raise SystemExit(1)


class _Tally:
    """Counts what became of articles and says, of each kind, the first words in full."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self.counts: Counter[str] = Counter()
        self._told: Counter[str] = Counter()
        self._said: set[str] = set()

    def note(self, outcome: "Outcome") -> None:
        """Take one outcome in."""
        self.counts[outcome.kind] += 1
        if outcome.told:
            self._tell(outcome.kind, outcome.told)
        if self._as_json and outcome.kind in _COUNTED:
            show_json(
                {
                    "outcome": outcome.kind,
                    "article": outcome.id or None,
                    "from": None if outcome.kind == "added" else outcome.name or None,
                    "told": outcome.told or None,
                }
            )

    def _tell(self, kind: str, words: str) -> None:
        """Say something, once, unless much of its kind was said."""
        if words in self._said:
            return
        self._told[kind] += 1
        if self._told[kind] <= _TELLING:
            self._said.add(words)
            say(words)

    def finish(self, others: dict[str, int], dry_run: bool) -> None:
        """Say how many of each kind there were."""
        for kind, count in self._told.items():
            if count > _TELLING:
                say(f"{count - _TELLING:,} more like these ({_COUNTED.get(kind, 'notes')}).")
        added = f"{counted(self.counts['added'], 'article')} would be added"
        parts = [
            added if dry_run and kind == "added" else f"{self.counts[kind]:,} {words}"
            for kind, words in _COUNTED.items()
            if self.counts[kind] or kind == "added"
        ]
        if count := sum(others.values()):
            kinds = ", ".join(sorted(ending or "no ending" for ending in others)[:5])
            files = "1 file of another kind" if count == 1 else f"{count:,} files of other kinds"
            parts.append(f"{files} skipped ({kinds})")
        click.echo(f"{'Dry run' if dry_run else 'Articles'}: {', '.join(parts)}.", err=True)


def _shown(adding: "Adding", outcomes: "Iterable[Outcome]", size: int) -> "Iterator[Outcome]":
    """The outcomes, with a bar on a terminal that shows how much was gone through."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=max(1, size))
        for outcome in outcomes:
            progress.update(task, completed=adding.done)
            yield outcome
