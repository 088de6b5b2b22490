"""One article that is tagged from Python: each call is one change, on the disk when it returns."""

import difflib
from collections.abc import Mapping
from typing import Any

from annotations.annotation import Annotation as Tag
from annotations.annotation import Change
from annotations.article import Article
from annotations.attributes import kept, objection
from annotations.clock import new_id, now
from annotations.errors import PostilError, UsageError
from annotations.guidelines import Guidelines
from annotations.project import Project
from annotations.scheme import Label
from annotations.session import Session
from annotations.units import trimmed
from postil.records import Annotation, Link, annotation_of

Where = str | tuple[int, int]
"""Words of an article, or a span of it in code points, half open."""


class Editor:
    """Makes the changes of a project's annotator in the article of this id, as a session does.

    Raises `PostilError` where there is no such article, or it cannot be changed.
    """

    def __init__(self, project: Project, guidelines: Guidelines, id: str) -> None:
        store = project.store
        article = store.article(id)
        if article is None:
            raise PostilError(f"The project has no article {id}.", "Its articles have an `id`.")
        if refusal := store.refusal(id):
            raise refusal
        self._article, self._store, self._guidelines = article, store, guidelines
        self._scheme = project.settings.scheme
        self._conflicts = 0
        self._session = Session(
            article,
            store.load(id),
            project.annotator,
            self._save,
            new_id,
            now,
            lambda: store.history(id),
            texts=store.text,
            fits=self._scheme.fits,
            guideline=guidelines.digest,
        )

    def annotate(
        self, where: Where, label: str, occurrence: int | None, attrs: Mapping[str, Any], note: str
    ) -> Annotation:
        """Tag a span; see `postil.Project.annotate`."""
        checked = self._checked(self._label(label), attrs)
        place = _span(self._article, where, occurrence)
        for tag in self._session.index.exactly(*place):
            if tag.label == label:
                return annotation_of(self._article, tag)
        id, digest = new_id(), self._guidelines.digest(label)

        def made(annotator: str, at: str) -> Change:
            tag = Tag(id, *place, label, annotator, checked, note, at, at, guideline=digest)
            return Change("", "", annotator, at, added=(tag,))

        self._session.put(made)
        self._check()
        return annotation_of(self._article, self._session.index.by_id[id])

    def link(self, source: Annotation, target: Annotation, type: str) -> Link:
        """Link two annotations; see `postil.Project.link`."""
        for one in (source, target):
            if one.id not in self._session.index.by_id:
                raise PostilError(f"The annotation {one.id} is gone.", "Read the project again.")
        self._session.link(source.id, target.id, type)
        self._check()
        return Link(self._article.id, type, source.id, target.id)

    def undo(self) -> int:
        """Take back the last action; how many parts stayed, since they have changed."""
        _, conflicts = self._session.undo()
        return len(conflicts) + self._conflicts

    def _save(self, article: Article, change: Change) -> None:
        self._guidelines.keep(change.added)
        self._conflicts += len(self._store.apply(article, change).conflicts)

    def _check(self) -> None:
        """Raise `PostilError` where something did not fit."""
        if self._conflicts:
            what = f"{self._article.id} was changed elsewhere in the meantime."
            raise PostilError(what, "Read the project again, and repeat it.")

    def _label(self, name: str) -> Label:
        if label := self._scheme.label(name):
            return label
        known = [one.name for one in self._scheme.labels]
        near = difflib.get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(known)}."
        raise UsageError(f"The project has no label {name!r}.", hint)

    def _checked(self, label: Label, attrs: Mapping[str, Any]) -> dict[str, Any]:
        """The attributes as they are kept. Raises `UsageError`."""
        for name, value in attrs.items():
            if name not in label.attributes:
                known = ", ".join(label.attributes) or "none"
                what = f"{label.name} has no attribute {name!r}."
                raise UsageError(what, f"Its attributes: {known}.")
            if wrong := objection(label.attributes[name], name, value):
                raise UsageError(f"{value!r} is not a value of {name}.", wrong)
        given = {name: value for name, value in attrs.items() if value not in (None, "")}
        return {name: kept(label.attributes[name], value) for name, value in given.items()}


def _span(article: Article, where: Where, occurrence: int | None) -> tuple[int, int]:
    """The span that is meant, without white space at its edges. Raises `UsageError`."""
    start, end = _found(article, where, occurrence) if isinstance(where, str) else where
    if not 0 <= start < end <= len(article.text):
        hint = f"Offsets count code points, up to {len(article.text):,}."
        raise UsageError(f"{start}-{end} is not a span of {article.id}.", hint)
    first, last = trimmed(article.text, (start, end))
    if first >= last:
        what = f"There are no words at {start}-{end} of {article.id}."
        raise UsageError(what, "Give a span with a word in it.")
    return first, last


def _found(article: Article, words: str, occurrence: int | None) -> tuple[int, int]:
    """Where the words stand, the only time or the one that is said. Raises `UsageError`."""
    places, at = list[int](), article.text.find(words) if words else -1
    while at >= 0:
        places.append(at)
        at = article.text.find(words, at + 1)
    if not places:
        raise UsageError(f"{words!r} is not in {article.id}.", "Give the words as they stand.")
    times = f"{words!r} is in {article.id} {'once' if len(places) == 1 else f'{len(places)} times'}"
    if occurrence is None and len(places) > 1:
        hint = f"Say which with occurrence=1 to {len(places)}, or give (start, end)."
        raise UsageError(f"{times}.", hint)
    number = 1 if occurrence is None else occurrence
    if not 1 <= number <= len(places):
        raise UsageError(f"{times}.", f"occurrence goes from 1 to {len(places)}.")
    start = places[number - 1]
    return start, start + len(words)
