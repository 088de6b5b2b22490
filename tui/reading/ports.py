"""What the reading asks of the outside."""

from collections.abc import Callable
from typing import Protocol

from annotations.annotation import Change
from annotations.article import Article
from annotations.errors import PostilError
from annotations.session import Session

Names = tuple[tuple[str, str], ...]
"""Words that were tagged, each with its label."""


class Proposing(Protocol):
    """Who reads articles for suggestions, behind the screen."""

    @property
    def handed(self) -> int:
        """How many things were handed in."""

    def follow(self, article: Article, at: int) -> bool:
        """Have an article read from the code point `at` on, and whenever names are tagged.

        Tells whether what was tagged and decided in it has not been counted yet.
        """

    def look(self, article_id: str, at: int) -> None:
        """Go on with an article from the code point `at`."""

    def learn(self, names: Callable[[], Names], step: int = 1) -> None:
        """Take in names that were tagged, or with -1 let go."""


class Pacing(Protocol):
    """Who counts what tags take."""

    def key(self) -> None:
        """A key was typed."""

    def met(self) -> None:
        """A candidate was walked to."""

    def made(self, change: Change) -> None:
        """A key changed an article."""


class Outside(Protocol):
    """The sessions of the sitting, and what the project knows beside them."""

    @property
    def unsaved(self) -> int:
        """How many changes are not on the disk yet."""

    @property
    def trouble(self) -> PostilError | None:
        """Why changes could not be saved, if any could not."""

    def session_of(self, id: str) -> Session:
        """The session of an article of the project. Raises `PostilError` where it is gone."""

    def changes(self, session: Session) -> list[Change]:
        """All that was changed in an article, oldest first."""

    def text_of(self, digest: str) -> str | None:
        """A text of the project by its digest."""
