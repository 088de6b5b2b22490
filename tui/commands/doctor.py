"""`postil doctor`: what is wrong with the files of a project, and putting it right."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cells.display import one_line
from tui.commands.options import no_project, project_option
from tui.commands.telling import say, show_json, stopping

if TYPE_CHECKING:
    from annotations.corpus.ailments import Ailment


@click.command()
@click.option("--fix", is_flag=True, help="Repair what can be repaired, keeping everything first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, for programs.")
@project_option
def doctor(fix: bool, as_json: bool, folder: Path | None) -> None:
    """Say what is wrong with the project's files; the exit code is 1 if anything is.

    It finds what is damaged, unreadable, a link, left over or duplicate, what git left of a merge,
    and where texts, tags and histories do not agree. With --fix, whatever is changed or removed is
    first kept in a folder of .postil/backup; what only you can decide is named. If the articles are
    in a database, it says whether that can be used, whether its texts, tags and histories agree as
    far as you may see them, and whether it keeps a team's layers apart.

    \b
    Examples:
      postil doctor
      postil doctor --fix --project my-corpus
    """
    from annotations.corpus.curing import Curing
    from annotations.corpus.examining import Examination
    from annotations.project import Project

    project = Project.find(folder)
    if not project.is_there:
        raise no_project(folder)
    examination = Examination(project)
    found = examination.ailments()
    if examination.about:
        say(examination.about)
    if not found:
        say("Nothing is wrong.")
        return
    if not fix:
        for one in found:
            _show(one, "", as_json)
        if any(one.cure for one in found):
            say("To repair these, run postil doctor --fix. It makes a backup first.")
        raise SystemExit(1)
    curing, gone = Curing(examination), 0
    try:
        with stopping(lambda: f"{gone} of {len(found)} repaired."):
            for one, cured in curing.cured(found):
                gone += cured
                _show(one, "done" if cured else "left", as_json)
    finally:
        if curing.kept:
            say(f"The files as they were are in {curing.kept}.")
    if gone < len(found):
        raise SystemExit(1)


def _show(one: "Ailment", became: str, as_json: bool) -> None:
    if as_json:
        show_json(_fields(one, became))
        return
    if became == "done":
        told = "Repaired."
    elif one.cure and not became:
        told = f"--fix {one.cure}."
    else:
        told = one.hint
    click.echo(one_line(f"{one.kind}: {one.message} {told}".rstrip()))


def _fields(one: "Ailment", became: str) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "path": str(one.path),
        "article": one.id or None,
        "layer": one.layer or None,
        "message": one.message,
        "fix": one.cure or None,
        "hint": one.hint or None,
        "became": became or None,
    }
