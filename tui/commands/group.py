"""`postil group`: suggests which articles tell of the same event."""

import os
import shutil
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.counted import counted
from annotations.errors import UsageError
from tui.cells.display import one_line
from tui.commands.options import existing, project_option
from tui.commands.progress import articles
from tui.commands.telling import end_with, say, show_json, stays, stopping

if TYPE_CHECKING:
    from annotations.corpus.grouping import SuggestedGroup


@click.command()
@click.option("--yes", is_flag=True, help="Make all the groups that are suggested.")
@click.option("--dry-run", is_flag=True, help="Show the suggested groups; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, for programs.")
@project_option
def group(yes: bool, dry_run: bool, as_json: bool, folder: Path | None) -> None:
    """Suggest groups of articles about the same event.

    Two articles belong together if most of one is in the other, or if they are at most three days
    apart and share the actors tagged in them (or names, where nothing is tagged). postil shows you
    each group: y makes it, n skips it, q stops. Articles keep the groups they have.

    \b
    Examples:
      postil group
      postil group --dry-run
    """
    from annotations.corpus.grouping import accept, suggested_groups

    project = existing(folder, writes=not dry_run)
    asking = not (yes or dry_run)
    if asking and not _somebody_there():
        raise UsageError(
            "There is no terminal to confirm the groups in.", "Use --yes, or --dry-run to see them."
        )
    found, problems = suggested_groups(articles(project, "Read")(), project.settings.scheme)
    made = grouped = 0
    with (
        stopping(lambda: f"{counted(made, 'group')} made; {stays(made)}."),
        typed() if asking else nullcontext() as keys,
    ):
        for number, one in enumerate(found, 1):
            if not as_json or asking:
                _show(one, number, len(found), err=as_json)
            answer = _asked(keys) if keys else "y" if yes and not dry_run else "n"
            if answer == "q":
                break
            if answer == "y":
                grouped += accept(project, one)
                made += 1
            if as_json:
                show_json(_fields(one, answer == "y"))
    groups = counted(len(found), "group")
    if dry_run:
        say(f"Dry run: {groups} suggested, nothing written.")
    else:
        say(f"{groups} suggested, {made} made; {counted(grouped, 'article')} added to them.")
    end_with(problems)


def _somebody_there() -> bool:
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _fields(group: "SuggestedGroup", made: bool) -> dict[str, object]:
    return {
        "group": group.name,
        "made": made,
        "why": group.why,
        "articles": [member.id for member in group.members],
        "new": [member.id for member in group.new],
    }


def _show(group: "SuggestedGroup", number: int, of: int, err: bool) -> None:
    _tell(f"{number}/{of}  {one_line(group.name)}  ({group.why})", err=err)
    for member in group.members:
        day = (member.published or "")[:10]
        known = "  (already in it)" if member.group == group.name else ""
        source = member.source or ""
        line = f"     {day:10}  {one_line(source):12.12}  {one_line(member.title)}"
        _tell(line, known, err)


def _tell(line: str, end: str = "", err: bool = False) -> None:
    """Print a line, on a terminal no longer than it is wide."""
    stream = sys.stderr if err else sys.stdout
    if stream and stream.isatty():
        from tui.cells.display import fitted

        line = fitted(line, shutil.get_terminal_size().columns - len(end))
    click.echo(f"{line}{end}", err=err)


def _asked(keys: Iterator[str]) -> str:
    """The key that answers: y, n or q."""
    click.echo("     Make this group? y, n, q: ", err=True, nl=False)
    # An interrupt and an end of input are keys, where the terminal is read key by key.
    ends = dict.fromkeys("\x03\x04\x1b", "q")
    answer = next((ends.get(key, key) for key in keys if key in {*"ynq", *ends}), "q")
    click.echo(answer, err=True)
    return answer


@contextmanager
def typed() -> Iterator[Iterator[str]]:
    """The keys typed on standard input in lower case, without `enter`, as long as this lasts.

    None that is typed ahead is lost, as it is with `click.getchar`. An interrupt comes as a key;
    arrows and their like are passed over. They end where the input does.
    """
    fd = sys.stdin.fileno()
    before, now = termios.tcgetattr(fd), termios.tcgetattr(fd)
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
    termios.tcsetattr(fd, termios.TCSADRAIN, now)
    try:
        yield _keys(fd)
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def _keys(fd: int) -> Iterator[str]:
    while found := os.read(fd, 1024):
        if len(found) == 1 or not found.startswith(b"\x1b"):
            yield from found.decode("latin-1").lower()
