"""Proposals computed before, kept under `.postil/cache`; it may be deleted at any time."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from annotations.article import Article
from annotations.proposal import Proposal, Suggester

FOLDER = "cache/suggestions"


class _Kept(msgspec.Struct):
    version: str
    proposals: list[tuple[int, int, str, float, dict[str, Any]]]


class ProposalCache:
    """One file for each text, by its digest: what each source proposed, and in which version."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def get(self, article: Article, suggester: Suggester) -> list[Proposal] | None:
        """What this suggester, in this version, proposed for the article; `None` if not known."""
        kept = self._read(article).get(suggester.name)
        if kept is None or kept.version != _version(article, suggester):
            return None
        return [Proposal(a, b, label, suggester.name, s, t) for a, b, label, s, t in kept.proposals]

    def put(self, article: Article, suggester: Suggester, proposals: Iterable[Proposal]) -> None:
        """Keep proposals; where the disk does not take them, nothing is kept."""
        rows = [(p.start, p.end, p.label, p.score, dict(p.attrs)) for p in proposals]
        kept = self._read(article)
        kept[suggester.name] = _Kept(_version(article, suggester), rows)
        file = self._file(article)
        aside = file.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(msgspec.json.encode(kept))
            aside.replace(file)

    def _read(self, article: Article) -> dict[str, _Kept]:
        try:
            return msgspec.json.decode(self._file(article).read_bytes(), type=dict[str, _Kept])
        except (OSError, msgspec.DecodeError):
            return {}

    def _file(self, article: Article) -> Path:
        return self._folder / article.digest[:2] / f"{article.digest}.json"


def _version(article: Article, suggester: Suggester) -> str:
    # A date's value depends on the day that the article was published.
    return f"{suggester.version} {article.meta.published or ''}".strip()
