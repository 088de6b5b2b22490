"""The sessions of the articles opened in one sitting."""

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

from msgspec.structs import replace

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.findings import Finding
from annotations.entity import Entity
from annotations.errors import Damaged, PostilError, StoreError
from annotations.example import example_of
from annotations.own_copy import known, unreadable_copy
from annotations.project import Project
from annotations.session import Session
from annotations.speed import PaceLog
from annotations.store.writer import Confirmed, Event
from tui import memory
from tui.adjudicable import Adjudicable
from tui.hearing import Hearing
from tui.reading.events import Missing, News, Settled
from tui.remembered import keep, recalled
from tui.saving import Saving
from tui.suggestions import Suggestions

KEPT_ARTICLES = 4
"""So many articles that were left last are kept at hand, besides those that are shown."""

KEPT_CODE_POINTS = 500_000
"""So much text, at most, have all of them together: a longer one is read again as quickly."""

GIVEN_BACK = 4_000_000
"""After so much text was let go, in code points, its memory is given back to the system."""


class OpenSessions(Saving):
    """Opens sessions, saves their changes in key order, and tells them what became of it.

    `report` is called with each `Event`, on the thread that saves, and `suggest` with what there is
    to suggest or to say of entities, on the thread that computes or saves that.
    """

    def __init__(
        self,
        project: Project,
        report: Callable[[Event], None],
        suggest: Callable[[News], None] = lambda news: None,
    ) -> None:
        super().__init__(project, report, suggest)
        self._unread: set[Path] = set()
        self._guided = False
        home = project.home if project.settings.speed_log else None
        self.pace = PaceLog(home, project=project.folder)
        # Where ana left off is nothing to ben, though both may sit at one machine.
        self.place = project.home if project.team else project.folder
        self.remembered = recalled(self.place)
        self.suggestions = Suggestions(project, suggest)
        self._suggest = suggest
        self.adjudicable = Adjudicable(project)
        self._left = 0
        self.hearing = Hearing(project.store, self.writer)
        threading.Thread(target=self._prepare, name="postil-sweep", daemon=True).start()

    @property
    def again(self) -> bool:
        """Whether the annotator reads once more, and all that is opened is of that reading."""
        team = self.project.team
        return bool(team and team.first(self.project.annotator))

    def open(self, article: Article) -> tuple[Session, str | None]:
        """The session of an article, and what the person should know about it, if anything.

        What may be an article of the project that cannot be read is shown, but not for tagging:
        that would make a second one.
        """
        unread: StoreError | None = None
        try:
            article, notice = known(self.project, article)
        except Damaged as error:
            notice, unread = None, error
        if session := self.by_id.pop(article.id, None):
            self.by_id[article.id] = session  # as the one opened last
            return session, notice or str(unread or "") or None
        store = self.project.store
        contents, refusal = self._loaded(article.id)
        if unread := unread or unreadable_copy(self.project, article):
            contents, refusal = Contents(), unread
        told = [notice, str(refusal or ""), self._joined(article.id), _waiting(article, contents)]
        told += self._unguided()
        notice = " ".join(filter(None, told)) or None
        session = Session(
            article,
            contents,
            self.project.annotator,
            self.writer.put,
            new_id,
            now,
            lambda: store.history(article.id),
            str(refusal or ""),
            store.text,
            self.project.settings.scheme.fits,
            self.guidelines.digest,
        )
        self.by_id[article.id] = session
        return session, notice

    def leave(self, shown: Collection[str]) -> tuple[str, ...]:
        """Let go of articles that are not shown, by id, but for those left last; returns which.

        What waits to be saved is kept until it is.
        """
        left = [id for id, one in self.by_id.items() if id not in shown and not one.waiting]
        latest = left[: -KEPT_ARTICLES - 1 : -1]
        lengths = accumulate(len(self.by_id[id].article.text) for id in latest)
        gone = left[: len(left) - sum(length <= KEPT_CODE_POINTS for length in lengths)]
        for id in gone:
            self._left += len(self.by_id.pop(id).article.text)
            self.suggestions.leave(id)
            self.project.store.let_go(id)
        if self._left > GIVEN_BACK:
            from annotations.compare import counterpart  # late: no start waits for this

            self._left = 0
            counterpart.forget()
            threading.Thread(target=memory.give_back, name="postil-memory", daemon=True).start()
        return tuple(gone)

    def _prepare(self) -> None:
        """Do what takes its time, and what nobody waits for."""
        memory.keep_little()
        self.project.sweep()  # a look at every folder

    def _loaded(self, id: str) -> tuple[Contents, StoreError | None]:
        """What is annotated in an article, and why that cannot be changed, if it cannot."""
        store = self.project.store
        try:
            return store.load(id), store.refusal(id)
        except StoreError as error:
            return Contents(), error

    def _unguided(self) -> list[str]:
        """Which guidelines cannot be read, so that tags would not say under which they are made.

        It is told once, with the first article.
        """
        if self._guided:
            return []
        self._guided = True
        labels = self.project.settings.scheme.labels
        return [why for label in labels if (why := self.guidelines.of(label.name).problem)]

    def _joined(self, id: str) -> str:
        """What to say of an article in whose file git left two sides."""
        try:
            both = self.project.store.joined(id)
        except StoreError:
            return ""
        if both is None:
            return ""
        return " ".join(
            (("Git left both sides of a merge in this article; they were joined."), *both)
        )

    def session_of(self, id: str) -> Session:
        """The session of an article of the project. Raises `PostilError` where it is gone."""
        if session := self.by_id.get(id):
            return session
        article = self.project.store.article(id)
        if article is None:
            raise PostilError(f"The article {id} is gone.")
        return self.open(article)[0]

    def findings(self, session: Session) -> Iterator[Finding]:
        """What looks wrong in an article as it is shown."""
        from annotations.corpus.checking import check

        shown = example_of(session.article, session.contents)
        scheme, guideline = self.project.settings.scheme, self.guidelines.digest
        return check([shown], scheme, entities=self.entities(), guideline=guideline)

    def others(self, id: str) -> dict[str, Contents]:
        """What the others of a team have in an article, by name. Raises `PostilError`."""
        from annotations.corpus.layers import others  # who reads alone has none

        return others(self.project, id)

    def text_of(self, digest: str) -> str | None:
        """A text of the project by its digest."""
        return self.project.store.text(digest)

    def entities(self) -> dict[str, Entity]:
        """The entities of the project, by id; of a file that cannot be read it is told once."""
        found, unread = self.project.entities.read()
        for path in unread.keys() - self._unread:
            self._suggest(Missing(unread[path]))
        self._unread = set(unread)
        return self.entity_writer.over(found)

    def keep_entity(self, entity: Entity) -> None:
        """Have what is said of an entity saved, unless its file says so already."""
        if self.entities().get(entity.id) != entity:
            self.entity_writer.put(entity)

    def amend(self, session: Session, fields: dict[str, str | None]) -> None:
        """Change an article's title and metadata, by field."""
        article, store = session.article, self.project.store
        store.add([article])
        store.amend(article.id, fields)
        if known := store.article(article.id):
            session.article = replace(article, title=known.title, meta=known.meta)

    def changes(self, session: Session) -> list[Change]:
        """All that was changed in an article, oldest first, with what waits to be saved."""
        saved = self.project.store.history(session.article.id)
        known = {change.id for change in saved}
        return [*saved, *(c for id, c in session.waiting.items() if id not in known)]

    def settle(self, event: Event) -> Settled | None:
        """Let a session take in what became of a change, unless its article was left."""
        session, id = self.by_id.get(event.article_id), event.change_id
        if isinstance(event, Confirmed):
            self._carried.discard(id)
            if event.saved.conflicts:  # of an earlier sitting, it may be
                with suppress(PostilError):  # it may be gone, or the server once more
                    session = self.session_of(event.article_id)
        if session is None:
            return None
        if isinstance(event, Confirmed):
            saved = event.saved
            change = session.taken(id, saved.change, saved.outside, saved.conflicts)
            return Settled(session, id, change, saved.conflicts)
        session.failed(event.error)
        return Settled(session, id)

    def close(self) -> None:
        """Save what can be saved and stop."""
        self.hearing.close()
        self.suggestions.close()
        super().close()
        self.pace.write()
        keep(self.remembered, self.place)


def _waiting(article: Article, contents: Contents) -> str:
    """What to say of tags that wait for a decision since the text changed, or since a merge."""
    versions = [a.text_digest for a in contents.annotations.values() if a.text_digest]
    merged = versions.count(article.digest)
    reasons = {"since the text changed": len(versions) - merged, "since a merge": merged}
    told = [
        f"{'1 tag waits' if count == 1 else f'{count} tags wait'} for a decision {since}"
        for since, count in reasons.items()
        if count
    ]
    return f"{', '.join(told)}: press R to decide." if told else ""
