"""What the files of an article are called, where each has its own."""

import re
from collections.abc import Iterable
from pathlib import Path

from annotations.article import Article
from annotations.formats.request import Request

_OUTSIDE = re.compile(r"[^\w.-]+|^\.")
NOT_IN_A_NAME = re.compile(r"^(?=[\d.-])|[^\w.-]|[^\x00-\x7f]")
"""What stands in no name of XML's that every reader takes."""
_LONGEST = 60  # code points of a file's name: four bytes each, with an ending, are fewer than 255


class Names:
    """Gives each article a file in the folder of its part, named by its id, no two alike."""

    def __init__(self, folder: Path, request: Request) -> None:
        self._folder, self._request = folder, request
        self._taken = set[str]()
        if request.parts is not None:
            for name in request.part_names():
                (folder / name).mkdir()

    def of(self, article: Article) -> Path:
        """The path of a new article's file, without an ending: use `Path.with_name` for one."""
        parts = self._request.parts is not None
        home = self._folder / self._request.part(article.id) if parts else self._folder
        return home / free(_OUTSIDE.sub("_", article.id)[:_LONGEST] or "article", self._taken)


def free(name: str, taken: set[str]) -> str:
    """The name, or with a number behind it where it is taken, whatever its case."""
    found, number = name, 2
    while found.lower() in taken:
        found, number = f"{name}_{number}", number + 1
    taken.add(found.lower())
    return found


def distinct(names: Iterable[str], outside: re.Pattern[str], otherwise: str) -> dict[str, str]:
    """Each name with what is `outside` as `_`, no two alike."""
    taken = set[str]()
    return {name: free(outside.sub("_", name) or otherwise, taken) for name in names}
