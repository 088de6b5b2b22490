"""A project for practice, with a pair of reports in it, in a folder that is removed afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

from annotations.project import Project
from annotations.sources.reading_list import ReadingList, reading_list
from tui.remembered import forget

REPORTS = ("gazette.md", "wire.md")


@contextmanager
def practice() -> Iterator[tuple[Project, ReadingList]]:
    """A new project and its two reports, both gone at the end, with where one was in them.

    Raises `OSError` where there is no room for them.
    """
    with tempfile.TemporaryDirectory(prefix="postil-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        for name in REPORTS:
            copyfile(Path(__file__).parent / name, folder / name)
        try:
            yield Project(folder), reading_list([folder / name for name in REPORTS])
        finally:
            forget(folder)
