"""A source of very many articles that are made up when asked for, and what it was asked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from annotations.article import Article
from annotations.corpus import finding
from annotations.errors import PostilError
from annotations.example import Example
from annotations.listing import Column, Group, Listed, Listing, Query, Totals
from annotations.sources.document import Loaded


@dataclass(frozen=True)
class FakeReadable:
    """An article of two lines."""

    name: str

    def load(self) -> Loaded:
        return Loaded(Article(self.name, f"Title {self.name}", f"Title {self.name}\n\nWords.\n"))


@dataclass
class FakeSource:
    """`size` articles in groups of three; the last of each group is done. It knows no words."""

    size: int = 100_000
    order: Column = "id"
    windows: list[tuple[int, int | None]] = field(default_factory=list)
    busy: bool = False

    def _row(self, number: int) -> Listed:
        status = "done" if number % 3 == 2 else "open"
        group = f"event {number // 3:06}"
        return Listed(
            id=f"{number:06}", title=f"Title {number}", digest="", group=group, status=status
        )  # type: ignore[arg-type]

    def _numbers(self, query: Query) -> Sequence[int]:
        numbers: Sequence[int] = range(self.size)
        if query.group is not None:
            first = int(query.group.removeprefix("event ") or self.size) * 3
            numbers = range(first, min(first + 3, self.size))
        if query.status is not None:
            if len(numbers) > 3:
                numbers = range(2, self.size, 3) if query.status == "done" else _Open(self.size)
            else:
                numbers = [n for n in numbers if (n % 3 == 2) == (query.status == "done")]
        return numbers[::-1] if query.descending else numbers

    def listing(self, query: Query, offset: int, limit: int | None) -> Listing:
        self.windows.append((offset, limit))
        numbers = self._numbers(query)
        end = len(numbers) if limit is None else min(offset + limit, len(numbers))
        return Listing(tuple(self._row(numbers[n]) for n in range(offset, end)), len(numbers))

    def place(self, query: Query, id: str) -> int | None:
        numbers = self._numbers(query)
        return numbers.index(int(id)) if int(id) in numbers else None

    def groups(self, query: Query) -> Sequence[Group]:
        return [
            Group(f"event {n:06}", 3, 1, f"Title {n * 3}")
            for n in range(len(self._numbers(query)) // 3)
        ]

    def totals(self) -> Totals:
        return Totals(articles=self.size, status={"open": self.size - self.size // 3})

    def readable(self, id: str) -> FakeReadable:
        return FakeReadable(id)

    def examples(self) -> Iterator[tuple[str, Example | PostilError]]:
        for number in range(self.size):
            id = f"{number:06}"
            yield id, Example(FakeReadable(id).load().article, (), (), "open", (), ())

    def read_where(
        self, is_worth: Callable[[Listed], bool]
    ) -> Iterator[tuple[str, Example | PostilError]]:
        return self.examples()

    def saying(self, query: finding.Query) -> Iterator[tuple[str, Example | PostilError]]:
        return self.examples()

    def mine(self) -> frozenset[str] | None:
        return None

    def take_more(self) -> str | None:
        return None

    again = 0
    rereads = False

    def look_again(self) -> bool:
        self.windows.clear()
        return not self.busy


class _Open(Sequence[int]):
    """Two numbers of every three."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __len__(self) -> int:
        return self._size - self._size // 3

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        return at // 2 * 3 + at % 2
