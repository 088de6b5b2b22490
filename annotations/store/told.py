"""What a caller was last told of each article; of those told longest ago nothing is remembered."""

from collections import OrderedDict
from typing import Generic, TypeVar

MOST = 4096
"""Nobody has more articles open than are remembered."""

T = TypeVar("T")


class Told(Generic[T]):
    """What is known of articles by id, the last `MOST` of them."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, T] = OrderedDict()

    def get(self, id: str) -> T | None:
        """What was told of an article, if that is remembered."""
        return self._known.get(id)

    def put(self, id: str, known: T) -> None:
        """Remember what is told of an article now."""
        self._known[id] = known
        self._known.move_to_end(id)
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def forget(self, id: str) -> None:
        """Remember nothing of an article; any thread may call."""
        self._known.pop(id, None)
