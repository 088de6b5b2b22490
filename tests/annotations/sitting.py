"""A session with its store's part played by hand."""

from collections.abc import Callable, Iterable
from itertools import count

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.session import Session

TEXT = "Mayor Ann Lee said “no deal” on Monday."
ARTICLE = Article("article", "Title", TEXT)


class Sitting:
    """One session, and a disk that takes what it submits when told to."""

    def __init__(
        self,
        contents: Contents | None = None,
        past: Callable[[], Iterable[Change]] = tuple,
        read_only: str = "",
    ) -> None:
        self.submitted: list[Change] = []
        self.numbers = count(1)
        self.session = Session(
            ARTICLE,
            contents or Contents(),
            "ann",
            lambda article, change: self.submitted.append(change),
            lambda: f"id{id(self)}-{next(self.numbers):04}",
            lambda: f"t{next(self.numbers):04}",
            past,
            read_only,
        )

    def tag(self, words: str, label: str, second: bool = False) -> Change:
        start = TEXT.index(words)
        return self.session.annotate((start, start + len(words)), label, second)

    def confirm(self) -> None:
        for change in list(self.session.waiting.values()):
            assert not self.session.taken(change.id, change, None, ())

    @property
    def tags(self) -> list[tuple[str, str]]:
        shown = sorted(self.session.index, key=lambda a: (a.start, -a.end, a.label))
        return [(TEXT[a.start : a.end], a.label) for a in shown]
