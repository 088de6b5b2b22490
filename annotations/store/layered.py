"""An annotator's layer over the articles that all share: what one person decides, by itself.

Of an article's shared file it reads what that says of the article and which suggestions wait there,
such as imported ones; never what is tagged. What somebody makes of such a suggestion is in their
layer, and the shared one stays. An article that a layer has and the shared ones lack, as after a
merge, is still read from the layer.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents, Tagged
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.disk.refusals import unreadable
from annotations.errors import Damaged, Refused
from annotations.listing import Listed
from annotations.store.article_file import article_bytes
from annotations.store.entry import check_place, listed, time_of, words
from annotations.store.folders import layer_name
from annotations.store.index import Index
from annotations.store.protocol import NOTHING, Removed, Saved
from annotations.store.shape import ArticleRecord, shape, waiting
from annotations.store.tiny import TinyStore
from annotations.store.tree import Tree, Walk
from annotations.versions.renewing import renewal


class LayeredStore(TinyStore):
    """Implements `Store` for the layer of `annotator` over the articles of a `shared` store."""

    def __init__(self, shared: TinyStore, annotator: str) -> None:
        super().__init__(shared.root, shared.system, shared.fits, layer_name(annotator))
        self._shared, self._annotator = shared, annotator
        self._articles = TwoTrees(shared.tree, self.tree)
        self._index = Index(Walk(self._articles, self._system), self._folders.home, self._system)

    def layer(self, annotator: str) -> TinyStore:
        """See `Store.layer`."""
        return self._shared.layer(annotator)

    def load(self, id: str) -> Contents:
        """See `Store.load`. What was made on an earlier text is moved to the present one first."""
        with self._turn, self._telling(id):
            digest, (record, waits) = self._look(id).file.digest, self._waiting(id)
            if digest and record and digest != record.digest:
                self._anchor(id, record)
            return _with(super().load(id), waits)

    def _waiting(self, id: str) -> tuple[ArticleRecord | None, dict[str, Annotation]]:
        """What the shared file says of an article, and the suggestions that wait there."""
        path = self._shared.tree.layout.article(id)
        data = self._shared.article_bytes(path)
        if data is None:
            return None, {}
        record, waits = waiting(data, path, self._shared.tree.layout.backup(id))
        check_place(self._shared.tree.layout, path, record.id)
        return record, {id: _annotation(one) for id, one in waits.items()}

    def _anchor(self, id: str, record: ArticleRecord) -> None:
        """Give the layer the text that its article has by now, as one change of its history."""
        looked = self._look(id)
        own = super().record(id)
        assert own is not None
        assert looked.contents is not None
        article, change = self._renewed(own, record, looked.contents)
        try:
            super().apply(article, change)
        except Refused:
            if self._look(id).file.digest != record.digest:  # no other program has done it
                raise

    def _renewed(
        self, own: ArticleRecord, record: ArticleRecord, contents: Contents
    ) -> tuple[Article, Change]:
        """An article with its present text, and the change that brings its layer there."""
        id, article, text = new_id(), self.with_text(own), self._shared.with_text(record).text
        # As what is brought in from outside, so that no undo takes the text back.
        blank = Change(id, id, self._annotator, now(), "import")
        change = renewal(article, contents, text, self.text, blank)
        return replace(article.with_text(text), imprint=record.imprint), change

    def apply(self, article: Article, change: Change) -> Saved:
        """See `Store.apply`. An article's text that a change brings is everybody's.

        What the others tagged follows when they open it.
        """
        self._shared.add([article])
        if change.text:
            self._renew_shared(article, change)
        elif any(one.verdict == "suggested" for one in change.removed):
            self._take_up(article, change)
        return super().apply(article, change)

    def _take_up(self, article: Article, change: Change) -> None:
        """Bring shared suggestions that a change is about into the layer before it."""
        with self._turn, self._telling(article.id):
            held = (self._look(article.id).contents or Contents()).annotations
            _, waits = self._waiting(article.id)
        wanted = [one.id for one in change.removed if one.id not in held]
        if found := tuple(waits[id] for id in wanted if id in waits):
            made = Change(new_id(), new_id(), self._annotator, now(), "import", added=found)
            super().apply(article, made)

    def _renew_shared(self, article: Article, change: Change) -> None:
        assert change.text is not None
        there = self._shared.article(article.id)
        if there and change.text == (there.digest, article.digest) and there.text != article.text:
            blank = Change(change.id, change.action, change.annotator, change.at, change.kind)
            held = self._shared.load(article.id)
            whole = renewal(there, held, article.text, self._shared.text, blank)
            self._shared.apply(article, whole)

    def add(self, articles: Iterable[Article]) -> int:
        """See `Store.add`."""
        return self._shared.add(articles)

    def amend(
        self, id: str, fields: Mapping[str, str | None], more: Mapping[str, str | None] = NOTHING
    ) -> None:
        """See `Store.amend`."""
        self._shared.amend(id, fields, more)

    def complete(self, id: str, meta: Metadata) -> Metadata:
        """See `Store.complete`."""
        return self._shared.complete(id, meta)

    def record(self, id: str) -> ArticleRecord | None:
        """What is said of an article by all, or else in the layer. Raises `Damaged`."""
        return self._shared.record(id) or super().record(id)

    def whole(self, id: str) -> tuple[ArticleRecord, Contents] | None:
        """An article's record, with what the layer has on its present text.

        Nothing is written. Raises `Damaged` or `Newer`.
        """
        (record, waits), own = self._waiting(id), super().whole(id)
        if record is None:
            return own
        if own is None:
            return record, _with(Contents(), waits)
        there, contents = own
        if there.digest != record.digest:
            contents = contents.after(self._renewed(there, record, contents)[1])
        return record, _with(contents, waits)

    def remove(self, id: str, action: str) -> Removed | None:
        """See `Store.remove`."""
        self.let_go(id)
        return self._shared.remove(id, action)

    def let_go(self, id: str) -> None:
        """See `Store.let_go`."""
        super().let_go(id)
        self._shared.let_go(id)

    def close(self) -> None:
        """See `Store.close`."""
        super().close()
        self._shared.close()


class TwoTrees:
    """The articles of a layer over the shared ones; implements `tree.Articles`."""

    def __init__(self, shared: Tree, own: Tree) -> None:
        self._shared, self._own = shared, own

    def folders(self, started: int) -> dict[str, int | None]:
        """See `Articles.folders`."""
        shared, own = self._shared.folders(started), self._own.folders(started)
        return {name: _both(shared.get(name, 0), own.get(name, 0)) for name in {**shared, **own}}

    def paths(self, folder: str) -> list[str] | None:
        """See `Articles.paths`."""
        shared, own = self._shared.paths(folder), self._own.paths(folder)
        return None if shared is own is None else [*{*(shared or ()), *(own or ())}]

    def look(self, path: str, started: int) -> tuple[int | None, Any] | None:
        """See `Articles.look`."""
        shared, own = self._shared.look(path, started), self._own.look(path, started)
        if shared is None or own is None:
            only = shared or own
            return only and (only[0], (shared and shared[1], own and own[1]))
        return _both(shared[0], own[0]), (shared[1], own[1])

    def entry(self, path: str, about: Any) -> Listed | None:
        """See `Articles.entry`. Of the shared file no tag is read."""
        there, mine = about
        if there is None:
            return self._own.entry(path, mine)
        shared, own = self._shared, self._own
        file = shared.file(path)
        data = _read(shared, path)
        if data is None:
            return self._own.entry(path, mine) if mine else None
        record, waits = waiting(data, file, shared.layout.backup_of(file))
        check_place(shared.layout, file, record.id)
        found, touched = None, record.added
        if mine and (data := _read(own, path)) is not None:
            file = own.file(path)
            found = shape(data, file, own.layout.backup_of(file))
            if found.about.id != record.id:
                check_place(own.layout, file, found.about.id)
            touched = time_of(mine)
        row = listed(record, found, words(shared.system, shared.layout, record), touched)
        held = {*found.annotations, *found.suggestions, *found.review} if found else set()
        more = len(waits.keys() - held)
        return replace(row, suggestions=row.suggestions + more) if more else row

    def file(self, path: str) -> Path:
        """See `Articles.file`."""
        own = self._own.file(path)
        return own if self._own.system.has(own) else self._shared.file(path)


def _read(tree: Tree, path: str) -> bytes | None:
    file = tree.file(path)
    try:
        return article_bytes(tree.system, tree.layout, file)
    except OSError as error:
        raise Damaged(*unreadable(error, file)) from error


def _annotation(one: Tagged) -> Annotation:
    return Annotation(*[getattr(one, name) for name in Tagged.__struct_fields__])


def _with(contents: Contents, waits: Mapping[str, Annotation]) -> Contents:
    """Contents with the suggestions that wait for all, but for those that were decided on."""
    more = {id: one for id, one in waits.items() if id not in contents.annotations}
    return replace(contents, annotations={**contents.annotations, **more}) if more else contents


def _both(one: int | None, other: int | None) -> int | None:
    """The stamp of two files or folders; none is safe where one of theirs is not."""
    return None if one is None or other is None else hash((one, other))
