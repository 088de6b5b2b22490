"""What of a project cannot be read, and which article it may be: that one is not added again."""

import json
from collections.abc import Mapping
from pathlib import Path

from annotations.article import Article, digest_of, slug
from annotations.disk.system import System
from annotations.errors import StoreError
from annotations.store.folders import Folders


class Unread:
    """The files and folders of articles that cannot be read, at one moment, by their paths."""

    def __init__(self, system: System, folders: Folders, errors: Mapping[Path, StoreError]) -> None:
        self._system, self._folders, self._errors = system, folders, errors
        self._bytes = {path: _bytes(system, path) for path in errors}

    def may_be(self, article: Article, origin: str | None) -> StoreError | None:
        """Why an article that none of the others is may be one of these; `None` where it is not.

        It is known again by its id, text or place, and where a file does not tell its place any
        more, by the beginning of its name. A text that is there and none of the others has is one
        of theirs. Of a folder that cannot be read nobody can tell what is in it.
        """
        if not self._errors:
            return None
        bare = article.text.rstrip("\n")  # with as many line breaks as it may have been added with
        texts = (article.text, bare, f"{bare}\n", f"{bare}\n\n")
        digests = {article.known_by, *map(digest_of, texts)}
        marks = [*digests, *([json.dumps(origin, ensure_ascii=False)] if origin else [])]
        own = self._folders.article(article.id)
        for path, error in self._errors.items():
            data = self._bytes[path] or b""
            if path == own or path.suffix != own.suffix:
                return error
            begins = path.stem[:-20] == (slug(article.id) or "article")[:-9] != ""
            if begins and b'"origin"' not in data:
                return error
            if any(mark.encode("utf-8", "surrogatepass") in data for mark in marks):
                return error
        if any(self._system.has(self._folders.text(digest)) for digest in digests):
            return next(iter(self._errors.values()))
        return None


def _bytes(system: System, path: Path) -> bytes | None:
    try:
        return system.read_file(path)
    except OSError:
        return None
