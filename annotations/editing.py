"""How a change of one article is made, shown and handed to be saved, and how it is taken back."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Conflict, Contents, Kind, Status
from annotations.article import Article
from annotations.article_state import ArticleState
from annotations.errors import PostilError
from annotations.fitting import Fits, anywhere
from annotations.undo import Past, past_of


class Editing(ArticleState):
    """An article in which one annotator makes changes and takes them back.

    `past` reads the changes of earlier sittings and is called at the first undo; `texts` gives the
    article's texts by digest, for an undo may bring back an earlier one; `fits` says where links
    may lead.
    """

    def __init__(
        self,
        article: Article,
        contents: Contents,
        annotator: str,
        submit: Callable[[Article, Change], None],
        new_id: Callable[[], str],
        now: Callable[[], str],
        past: Callable[[], Iterable[Change]] = tuple,
        read_only: str = "",
        texts: Callable[[str], str | None] = lambda digest: None,
        fits: Fits = anywhere,
    ) -> None:
        super().__init__(article, contents, submit, fits)
        self.annotator = annotator
        self.last_label: str | None = None
        self.read_only = read_only
        self._new_id, self._now = new_id, now
        self._read_past, self._past, self._texts = past, None, texts
        self._made: list[Change] = []

    _past: Past | None

    def undo(self, action: str | None = None) -> tuple[Change, tuple[Conflict, ...]]:
        """Take back this annotator's last action; what has changed since stays and is named.

        `action` names another one, which was taken back in another article. Raises `PostilError`
        when there is nothing to take back.
        """
        return self._turn("undo", self._known_past().done, "undo", action)

    def redo(self, action: str | None = None) -> tuple[Change, tuple[Conflict, ...]]:
        """Repeat the action taken back last; see `undo`."""
        return self._turn("redo", self._known_past().undone, "repeat", action)

    def _edit(
        self,
        removed: Iterable[Annotation] = (),
        added: Iterable[Annotation] = (),
        status: tuple[Status, Status] | None = None,
        action: str | None = None,
        others: Iterable[str] = (),
        **halves: Iterable[Any],
    ) -> Change:
        """Make a change of what of these parts fits; `halves` are those of sets of values."""
        id = self._new_id()
        sets: dict[str, Any] = {name: tuple(values) for name, values in halves.items()}
        change = Change(
            id,
            action or id,
            self.annotator,
            self._now(),
            removed=tuple(removed),
            added=tuple(added),
            status=status,
            others=tuple(others),
            **sets,
        )
        fitted, _ = self.fitted(change)
        return self._do(fitted)

    def _turn(
        self, kind: Kind, actions: list[str], word: str, wanted: str | None
    ) -> tuple[Change, tuple[Conflict, ...]]:
        action = wanted or (actions[-1] if actions else "")
        reversal = self._known_past().reversal(action) if action in actions else None
        if reversal is None:
            raise PostilError(f"There is nothing to {word} in this article.")
        turned = replace(
            reversal, id=self._new_id(), kind=kind, annotator=self.annotator, at=self._now()
        )
        change, conflicts = self.fitted(turned)
        return self._do(change), conflicts

    def _do(self, change: Change) -> Change:
        if self.read_only:
            raise PostilError("This article is open read-only.", self.read_only)
        if not change and change.kind == "edit":
            return change
        if change.text:
            self.article = self._with_text(change.text[1])
        if self._past is None:
            self._made.append(change)
        else:
            self._past.note(change)
        self.send(change)
        return change

    def _with_text(self, digest: str) -> Article:
        text = self._texts(digest)
        if text is None:
            raise PostilError("The article's earlier text is lost, so nothing was changed.")
        return self.article.with_text(text)

    def _known_past(self) -> Past:
        if self._past is None:
            made = {change.id for change in self._made}
            earlier = [change for change in self._read_past() if change.id not in made]
            self._past = past_of(self.annotator, [*earlier, *self._made])
        return self._past
