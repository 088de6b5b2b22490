"""A store that cannot save."""

from typing import Any

from annotations.annotation import Change
from annotations.article import Article
from annotations.errors import Refused
from annotations.store.protocol import Saved


class Failing:
    """A store that refuses to save until it is mended."""

    def __init__(self, store: Any) -> None:
        self._store, self.broken = store, True

    def apply(self, article: Article, change: Change) -> Saved:
        if self.broken:
            raise Refused("The disk is full.", "Make room and press ctrl+s.")
        return self._store.apply(article, change)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
