"""One sitting, from the first screen to what is said of its end."""

import sys
from traceback import format_exception

from annotations.errors import PostilError
from annotations.project import Project
from annotations.sources.reading_list import ReadingList
from annotations.units import Span
from tui.app import PostilApp
from tui.cells.display import harmless


def run(
    project: Project,
    reading: ReadingList | None,
    lists: bool = False,
    place: tuple[str, Span | None] | None = None,
    lessons: bool = False,
) -> None:
    """Open the screen on a reading list, or on the project; returns when the person leaves.

    `lists` is for a list first, `place` for an article of it, by id, and a span to select, and
    `lessons` for those of the tutor.

    Raises `PostilError` where nothing can be read, changes could not be saved, or something went
    wrong in postil itself; and `SystemExit` with a shell's code where a signal ended it.
    """
    app = PostilApp(project, reading, lists=lists, place=place, lessons=lessons)
    app.run()
    unsaved = len(app.sessions.writer.pending())
    changes = "1 change" if unsaved == 1 else f"{unsaved} changes"
    lost = f"{changes} could not be saved and will be lost." if unsaved else ""
    if isinstance(app.failure, PostilError):
        raise app.failure
    if app.failure:
        for line in "".join(format_exception(app.failure)).splitlines():
            print(harmless(line), file=sys.stderr)
        error = f"{type(app.failure).__name__}: {app.failure}"
        what = f"postil stopped because of an error of its own: {error}."
        raise PostilError(what, lost or "All your tags are saved.")
    if lost:
        raise PostilError(lost)
    if app.return_code:
        raise SystemExit(app.return_code)
