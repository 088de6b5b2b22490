"""The border of a state: frozen records of what happens outside, and what it asks there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import msgspec

from annotations.annotation import Annotation, Change, Conflict, Contents
from annotations.article import Article
from annotations.corpus.findings import Finding
from annotations.entity import Entity
from annotations.errors import PostilError
from annotations.fading import Repeated
from annotations.session import Session
from annotations.suggestion import Suggestion
from annotations.units import Span
from tui.effects import Effects


class StandIn(Session):
    """What a pane shows of an article that is not there yet, or never will be: why.

    Nothing can be tagged in it; `name` is what lists call the article.
    """

    def __init__(self, name: str, title: str, text: str, read_only: str) -> None:
        self.name = name
        article = Article(f"\0{name}", title, text)
        super().__init__(article, Contents(), "", lambda *_: None, str, str, read_only=read_only)

    def left(self) -> "StandIn":
        """What stands there where nobody waits any more."""
        why = f"{self.article.title} was not read."
        return StandIn(self.name, self.article.title, f"{why}\n", why)


if TYPE_CHECKING:
    from annotations.adjudication.outcome import Outcome
    from annotations.withholding import Trial, Withholding

Offer = tuple[str, Span, tuple[Suggestion, ...]]
"""What a source proposes in a piece of the text."""


class Event(msgspec.Struct, frozen=True):
    """Something that happened outside."""


# Articles


class Opened(Event, frozen=True):
    """These articles are to stand side by side; `names` are what lists call them, by id."""

    sessions: tuple[Session, ...]
    names: Mapping[str, str] = {}


class Closed(Event, frozen=True):
    """These articles, by id, are let go: nothing is kept of them but where one was."""

    articles: tuple[str, ...]


class Arrived(Event, frozen=True):
    """An article is here that was waited for; none where it cannot be read or was given up."""

    stand_in: StandIn
    session: Session | None
    name: str = ""


class Shown(Event, frozen=True):
    """The first frame has been drawn: suggestions may be looked for from now on."""


class Settled(Event, frozen=True):
    """What became of a change, once its session has taken that in: it is on the disk, or failed.

    `change` is how the annotations changed by it, if they did: what others saved meanwhile, or
    what gives way to it in `conflicts`.
    """

    session: Session
    change_id: str
    change: Change | None = None
    conflicts: tuple[Conflict, ...] = ()


class Overdue(Event, frozen=True):
    """These changes have still not been saved a moment after they were shown, by id."""

    changes: frozenset[str]


# Suggestions


class Proposed(Event, frozen=True):
    """Some offers for an article whose text has this digest."""

    article_id: str
    digest: str
    offers: tuple[Offer, ...]


class Missing(Event, frozen=True):
    """A suggester that is on cannot be had, or failed, and why; or the file of an entity."""

    error: PostilError


class Kept(Event, frozen=True):
    """Entities could not be saved, and why; or they have been after all."""

    error: PostilError | None


class LookedThrough(Event, frozen=True):
    """Nothing is left to do of the first so many things that were handed in."""

    handed: int


class Computed(Event, frozen=True):
    """What was computed behind the screen is there, and who wants it (see `effects.Compute`)."""

    done: Callable[[Any], Effects]
    found: Any


class Drawn(Event, frozen=True):
    """What was drawn of single suggestions, some of which are withheld, is written down."""

    trials: "tuple[Trial, ...]"


class Noted(Event, frozen=True):
    """What articles that are not opened have taught of the lines that a source repeats."""

    repeated: Repeated


class Decided(Event, frozen=True):
    """What was decided on suggestions in articles that are not opened."""

    records: tuple[Annotation, ...]


# The terminal


class Resized(Event, frozen=True):
    """The terminal has this many columns now."""

    width: int


class Pasted(Event, frozen=True):
    """Words were pasted, all in one line."""

    words: str


class PointedAt(Event, frozen=True):
    """The pointer went down on a code point of a pane, so many times in a row."""

    pane: int
    offset: int
    extending: bool = False
    times: int = 1


class DraggedTo(Event, frozen=True):
    """The pointer was dragged to a code point of a pane."""

    pane: int
    offset: int


class Scrolled(Event, frozen=True):
    """The wheel moved the view by so many rows."""

    pane: int
    rows: int


class Pulled(Event, frozen=True):
    """The pointer is at this share of a pane's ruler (0 to 1)."""

    pane: int
    share: float


News: TypeAlias = Proposed | Missing | Kept | LookedThrough | Noted | Decided | Drawn


# What it asks


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

    def aids(self, article: Article) -> bool:
        """Whether an article has suggestions at all; some are read without, to compare."""

    def withholding(self, session: Session) -> "Withholding | None":
        """What of an article's suggestions is withheld; `None` where nothing is."""

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


class Adjudicable(Protocol):
    """What several readers differ in. Raises `PostilError` where one does not adjudicate here."""

    def ids(self) -> Sequence[str]:
        """The articles whose differences can be settled, or those that were asked for, by id."""

    def differences(self, session: Session) -> "Outcome":
        """What the readers of an article differ in by now, against what is shown of it."""


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

    def findings(self, session: Session) -> Iterable[Finding]:
        """What looks wrong in an article as it is shown, with what was said of it."""

    @property
    def adjudicable(self) -> Adjudicable:
        """What several readers differ in."""

    def others(self, id: str) -> Mapping[str, Contents]:
        """What the others of a team have in an article, by name.

        Raises `PostilError` where that is not to be seen.
        """

    def text_of(self, digest: str) -> str | None:
        """A text of the project by its digest."""

    def entities(self) -> Mapping[str, Entity]:
        """The entities of the project, by id."""

    def keep_entity(self, entity: Entity) -> None:
        """Have what is said of an entity saved."""
