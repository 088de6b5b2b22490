"""A project as a notebook makes it."""

from pathlib import Path

import postil

TEXT = "Ines Tolland spoke on Friday.\nInes Tolland left \U0001f6a2 at noon.\n"


def talks(folder: Path) -> postil.Project:
    """A new project of ana's with one article, ferry."""
    made = postil.open(folder / "talks", "ana", create=True)
    made.add({"id": "ferry", "title": "Ferry", "text": TEXT, "published": "2031-03-04"})
    return made
