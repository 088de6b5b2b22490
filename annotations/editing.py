"""How a change of an article is made and handed over, and which one `u` takes back."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from annotations.annotation import SETS, TURNS, Annotation, Change, Conflict, Contents, Kind, Status
from annotations.article import Article
from annotations.article_state import ArticleState
from annotations.errors import Away, PostilError
from annotations.fitting import Fits, anywhere


@dataclass
class Past:
    """The actions of one annotator on one article: those done and those taken back."""

    annotator: str
    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    _steps: dict[str, list[Change]] = field(default_factory=dict)

    def note(self, change: Change) -> None:
        """Take a change into account; imports and other people's changes are not undone."""
        if change.annotator != self.annotator or change.kind == "import":
            return
        action = change.action
        if change.kind == "edit":
            self._steps.setdefault(action, []).append(change)
            _drop(self.done, action)
            self.done.append(action)
            self.undone.clear()
            return
        self._steps[action] = [change]
        came, goes = (self.done, self.undone) if change.kind == "undo" else (self.undone, self.done)
        _drop(came, action)
        goes.append(action)

    def reversal(self, action: str) -> Change | None:
        """All that the last doing (or undoing) of `action` changed, turned round, as one change."""
        steps = self._steps.get(action)
        return composed([step.inverse() for step in reversed(steps)]) if steps else None


def composed(changes: Iterable[Change]) -> Change:
    """Several changes in a row as one; what came and went, or went and came, does not appear.

    Raises `ValueError` for none at all.
    """
    removed: dict[str, Annotation] = {}
    added: dict[str, Annotation] = {}
    counts: dict[str, Counter[Any]] = {name: Counter() for _, _, name in SETS}
    turns: dict[str, tuple[Any, Any]] = {}
    last: Change | None = None
    for last in changes:
        for annotation in last.removed:
            if added.pop(annotation.id, None) is None:
                removed[annotation.id] = annotation
        added.update((a.id, a) for a in last.added)
        for gone, came, name in SETS:
            counts[name].subtract(getattr(last, gone))
            counts[name].update(getattr(last, came))
        for name in TURNS:
            if turn := getattr(last, name):
                turns[name] = (turns.get(name, turn)[0], turn[1])
    if last is None:
        raise ValueError("no changes to compose")
    for id in [id for id, annotation in added.items() if removed.get(id) == annotation]:
        del removed[id], added[id]
    whole: dict[str, Any] = {"removed": tuple(removed.values()), "added": tuple(added.values())}
    for gone, came, name in SETS:
        whole[gone] = tuple(value for value, count in counts[name].items() if count < 0)
        whole[came] = tuple(value for value, count in counts[name].items() if count > 0)
    for name in TURNS:
        before, after = turns.get(name, (None, None))
        whole[name] = (before, after) if before != after else None
    return replace(last, **whole)


def past_of(annotator: str, changes: Iterable[Change]) -> Past:
    """The past of `annotator` after `changes`, oldest first."""
    past = Past(annotator)
    for change in changes:
        past.note(change)
    return past


def _drop(actions: list[str], action: str) -> None:
    if action in actions:
        actions.remove(action)


class Editing(ArticleState):
    """An article in which one annotator makes changes and takes them back.

    `past` reads the changes of earlier sittings and is called at the first undo; `texts` gives the
    article's texts by digest, for an undo may bring back an earlier one; `fits` says where links
    may lead; `guideline` gives the digest of a label's guideline, which new tags bear.
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
        guideline: Callable[[str], str] = lambda label: "",
    ) -> None:
        super().__init__(article, contents, submit, fits)
        self.annotator = annotator
        self._guideline = guideline
        self.last_label: str | None = None
        self.read_only = read_only
        self._new_id, self._now = new_id, now
        self._read_past, self._texts = past, texts
        self._past: Past | None = None
        self._made: list[Change] = []

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
            try:
                earlier = [change for change in self._read_past() if change.id not in made]
            except Away:
                if not made:
                    raise
                return past_of(self.annotator, self._made)  # until the server is back
            self._past = past_of(self.annotator, [*earlier, *self._made])
        return self._past
