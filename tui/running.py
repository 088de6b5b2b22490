"""How a sitting is run, and what is said when it has ended."""

import sys
from collections.abc import Sequence
from traceback import format_exception
from typing import TYPE_CHECKING

from annotations.counted import counted
from annotations.errors import PostilError
from annotations.project import Project
from annotations.sources.reading_list import ReadingList
from annotations.units import Span
from tui.app import PostilApp
from tui.cells.display import harmless
from tui.reading.changed import KEPT, waiting

if TYPE_CHECKING:
    from annotations.corpus.adjudicating import Ready


def run(
    project: Project,
    reading: ReadingList | None,
    lists: bool = False,
    place: tuple[Sequence[str], Span | None] | None = None,
    lessons: bool = False,
    unsure: int = 0,
    ready: "Sequence[Ready] | None" = None,
) -> None:
    """Open the screen on a reading list, or on the project; returns when the person leaves.

    `lists` is for a list first, `place` for an article of it, by id, and a span to select, and
    `lessons` for those of the tutor; `unsure` places stand before the list, see `Sitting`. Of the
    articles that are `ready` what readers differ in is gone through.

    Raises `PostilError` where nothing can be read, changes could not be saved, or something went
    wrong in postil itself; and `SystemExit` with a shell's code where a signal ended it.
    """
    app = PostilApp(project, reading, (), lists, place, lessons, unsure, ready)
    app.run()
    lost, kept = app.sessions.lost, app.sessions.kept
    said = [f"{counted(lost, 'change')} could not be saved and will be lost."] if lost else []
    said += [f"{waiting(kept)}. {KEPT}"] if kept else []
    left = " ".join(said)
    if isinstance(app.failure, PostilError):
        if left:
            print(left, file=sys.stderr)
        raise app.failure
    if app.failure:
        for line in "".join(format_exception(app.failure)).splitlines():
            print(harmless(line), file=sys.stderr)
        error = f"{type(app.failure).__name__}: {app.failure}"
        what = f"postil stopped because of an error of its own: {error}."
        raise PostilError(what, left or "All your tags are saved.")
    if lost:
        raise PostilError(left)
    if kept:
        print(left, file=sys.stderr)
    if app.return_code:
        raise SystemExit(app.return_code)
    if app.sitting.goes_on:
        from annotations.corpus.again import other_reading  # few read anything twice

        run(other_reading(project), None, lists=True)
