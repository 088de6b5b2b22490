"""Suggestions computed before, kept in the `cache` of a layer; it may be deleted at any time.

What came with a folder from elsewhere is not believed: an entry bears the number of its folder.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from annotations.article import Article, digest_of
from annotations.disk.system import System
from annotations.suggestion import Leading, Suggester, Suggestion

FOLDER = "cache/suggestions"


class _Kept(msgspec.Struct):
    version: str
    suggestions: list[tuple[int, int, str, float, dict[str, Any], tuple[Leading, ...]]]


class SuggestionCache:
    """One file for each text, by its digest: what each source proposed, and in which version."""

    def __init__(self, home: Path, project: Path | None = None) -> None:
        self._folder, self._system = home / FOLDER, System().within(project or home.parent)

    def get(self, article: Article, suggester: Suggester) -> list[Suggestion] | None:
        """What this suggester, in this version, proposed for the article; `None` if not known."""
        kept = self._read(article).get(suggester.name)
        if kept is None or kept.version != self._version(article, suggester):
            return None
        return [
            Suggestion(a, b, label, suggester.name, score, attrs, links)
            for a, b, label, score, attrs, links in kept.suggestions
        ]

    def put(
        self, article: Article, suggester: Suggester, suggestions: Iterable[Suggestion]
    ) -> None:
        """Keep suggestions; where the disk does not take them, nothing is kept."""
        rows = [(p.start, p.end, p.label, p.score, dict(p.attrs), p.links) for p in suggestions]
        file = self._file(article)
        with suppress(OSError):
            with self._system.made(file.parent):
                kept = self._read(article)
            kept[suggester.name] = _Kept(self._version(article, suggester), rows)
            aside = self._system.write_aside(file, msgspec.json.encode(kept), lasting=False)
            self._system.put(aside, file)

    def _read(self, article: Article) -> dict[str, _Kept]:
        try:
            data = self._system.read_file(self._file(article)) or b"{}"
            return msgspec.json.decode(data, type=dict[str, _Kept])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return {}

    def _file(self, article: Article) -> Path:
        return self._folder / article.digest[:2] / f"{article.digest}.json"

    def _version(self, article: Article, suggester: Suggester) -> str:
        # A date's value depends on the day that the article was published, an actor on where.
        try:
            place = self._system.look(self._file(article).parent).st_ino
        except OSError:
            place = 0
        meta = article.meta
        where = digest_of(f"{meta.source or ''}\n{meta.url or ''}")[:16]
        return f"{suggester.version} {meta.published or ''} {where} {place}"
