"""Adds articles to a project: none twice, none in part, and an outcome for each."""

from collections.abc import Iterable, Iterator, Sequence
from time import monotonic
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.article import Article, Metadata, first_line
from annotations.clock import new_id, now
from annotations.corpus.own import Own
from annotations.errors import Damaged, Newer, PostilError, StoreError
from annotations.own_copy import same_source
from annotations.project import Project
from annotations.sources.document import Loaded
from annotations.sources.letters.mojibake import garbled
from annotations.sources.reading_list import document_loaded, row_loaded
from annotations.sources.search import Named
from annotations.sources.tables.columns import Columns, Wanted, Wordless
from annotations.sources.tables.corpus import Corpus
from annotations.sources.tables.json_lines import is_line
from annotations.versions.renewing import renewal

_BATCH = 256
_NAMED = 5
_BATCH_SECONDS = 2.0  # that articles wait to be written while others are being read
_BATCH_SIZE = 32 << 20  # code points of text, in a batch that is written together

Kind = Literal["added", "updated", "same", "completed", "changed", "empty", "refused", "note"]


class Outcome(Struct, frozen=True):
    """What became of an article, or of a file: `told` says why, where there is more to say.

    `id` is the project's own article, where there is one.
    """

    kind: Kind
    name: str
    told: str = ""
    id: str = ""


class Plan(Struct, frozen=True):
    """How to add: garbled letters mended, changed articles updated, broken rows passed over."""

    mend: bool = False
    update: bool = False
    lenient: bool = False
    dry_run: bool = False
    group: str | None = None
    wanted: Wanted = Wanted()


class Adding:
    """Takes in the articles of files; `columns` are those that were guessed by length.

    `done` counts the bytes of the files that were gone through.
    """

    def __init__(self, project: Project, plan: Plan) -> None:
        self._project, self._plan = project, plan
        self.columns: Columns | None = None
        self.done = self._before = 0
        self._own = Own(project)
        self._unread = project.store.unread()
        self._batch: list[Article] = []
        self._size, self._begun = 0, 0.0
        self._fresh: set[str] = set()
        self._differing: dict[str, list[str]] = {}

    def outcomes(self, files: Iterable[Named]) -> Iterator[Outcome]:
        """Take in one file after the other; an article is `added` once the disk has it.

        Raises `StoreError` where nothing more can be saved; what was told of is.
        """
        before = 0
        for named in files:
            self._before = before
            try:
                yield from self._in_corpus(named) if named.corpus else self._in_document(named)
            except (Damaged, Newer) as error:
                yield Outcome("refused", named.source.name, str(error))
            except StoreError:
                raise
            except PostilError as error:
                yield Outcome("refused", named.source.name, str(error))
            before += named.source.size()
            self.done = before
        yield from self._flushed()
        for name, ids in self._differing.items():
            yield Outcome("note", "", _differs(name, ids))

    def added(self) -> int:
        """How many of the new articles the disk has, those of an interrupted batch included."""
        return len(self._fresh.intersection(self._project.store.ids()))

    def _in_document(self, named: Named) -> Iterator[Outcome]:
        yield from self._taken(document_loaded(named, self._plan.mend), named.source.name)

    def _in_corpus(self, named: Named) -> Iterator[Outcome]:
        corpus, name = Corpus(named.source, self._plan.wanted), named.source.name
        broken = None if self._plan.lenient else corpus.broken()
        if broken:
            yield Outcome("refused", name, str(broken))
            return
        yield from (Outcome("note", name, note) for note in corpus.notes)
        if corpus.columns.by_length:
            self.columns = corpus.columns
        for line, article in corpus.rows():
            where, self.done = f"{name}, line {line.number}", self._before + line.offset
            if isinstance(article, Wordless):
                yield Outcome("empty", where)
            elif isinstance(article, PostilError):
                yield Outcome("refused", where, str(article))
            else:
                yield from self._taken(row_loaded(named, article, self._plan.mend), where)
        if corpus.undated:
            yield Outcome("note", name, corpus.undated)
        if corpus.lost:
            yield Outcome("note", name, corpus.lost)
        if corpus.tagged:
            told = f"{corpus.tagged} To bring the tags in as well, run postil import {name}."
            yield Outcome("note", name, told)
        if corpus.left:
            yield Outcome("note", name, corpus.left)

    def _taken(self, loaded: Loaded, name: str) -> Iterator[Outcome]:
        """Take in one article, or say why not."""
        article = replace(loaded.article, origin=self._project.origin(loaded.article))
        if self._plan.group:
            article = replace(article, meta=replace(article.meta, group=self._plan.group))
        article = self._own.as_known(article)
        own = self._own.of(article)
        if own is None and (error := self._unread.may_be(article, _place(article))):
            yield Outcome("refused", name, f"{name} {_unread(error)}")
            return
        if own is None and (like := self._own.in_other_letters(article, self._batch)):
            told = f"{name} is {like} in other letters (composed accents, ligatures)"
            yield Outcome("same", name, f"{told}; it was not added again.", like)
            return
        if own is None or not same_source(own, article):
            yield from (Outcome("note", name, note) for note in loaded.notes)
        if own is None:
            self._own.note(article)
            self._fresh.add(article.id)
            self._batch.append(article)
            self._size += len(article.text)
            if len(self._batch) == 1:
                self._begun = monotonic()
            waited = monotonic() - self._begun > _BATCH_SECONDS
            if waited or len(self._batch) >= _BATCH or self._size > _BATCH_SIZE:
                yield from self._flushed()
        elif self._plan.mend and own.digest != article.digest and same_source(own, article):
            yield self._mended(own.id, article, name)
        elif same_source(own, article):
            other = f"{name} is the same as {own.id}." if own.id != article.id else ""
            kind: Kind = "same"
            if self._own.may_learn(own.id, article):
                yield from self._flushed()
                kind = "completed" if self._completed(own.id, article) else "same"
            yield Outcome(kind, name, other, own.id)
        elif own.id in self._fresh:
            what = f"{name} has the id {own.id}, which another text before it has too."
            yield Outcome("refused", name, f"{what} Give one of them a different id.")
        elif not self._plan.update:
            what = f"{name} has changed since {own.id} was added; the project keeps the text it has"
            yield Outcome("changed", name, f"{what}. Use --update to take the new one.", own.id)
        else:
            yield self._updated(own.id, article, name)

    def _flushed(self) -> Iterator[Outcome]:
        """Save the batch, and report it."""
        batch, self._batch, self._size = self._batch, [], 0
        whole = self._plan.dry_run or self._project.store.add(batch) == len(batch)
        for article in batch:
            told = "" if whole else self._in_the_way(article)
            if not (whole or told):
                self._completed(article.id, article)
            yield Outcome(
                "refused" if told else "added", article.id, told, "" if told else article.id
            )

    def _in_the_way(self, article: Article) -> str:
        """Why an article could not be added: a file that cannot be read has its place."""
        try:
            own = self._project.store.article(article.id)
        except Damaged as error:
            return str(error)
        same = own is not None and own.digest == article.digest
        return "" if same else f"Another program has just added a different text as {article.id}."

    def _mended(self, id: str, article: Article, name: str) -> Outcome:
        """Put right the letters of an article that was added as it was, if nothing is tagged."""
        own = self._project.store.article(id)
        if own is None or garbled(own.text) is None:
            return Outcome("same", name, id=id)
        if self._project.store.load(id).annotations:
            what = f"{name}: {id} is garbled, but it has tags, so it was not mended."
            hint = "To start again, run postil remove, then add it."
            return Outcome("same", name, f"{what} {hint}", id)
        self._renewed(own, article)
        return Outcome("updated", name, f"{name}: {id} was garbled; it has been mended.", id)

    def _updated(self, id: str, article: Article, name: str) -> Outcome:
        """Give an article its new text, and move what can be moved."""
        own = self._project.store.article(id)
        if own is None or same_source(own, article):
            return Outcome("same", name, id=id)
        change = self._renewed(own, article)
        waiting = sum(tag.is_tag and bool(tag.text_digest) for tag in change.added)
        moved = sum(tag.stands for tag in change.added)
        told = f"{name}: {id} has its new text; tags moved with their words: {moved}"
        told += f"; tags waiting for a decision: {waiting}." if waiting else "."
        return Outcome("updated", name, told, id)

    def _renewed(self, own: Article, article: Article) -> Change:
        """Save an article's new text; returns the change."""
        store, change_id = self._project.store, new_id()
        blank = Change(change_id, change_id, self._project.annotator, now())
        change = renewal(own, store.load(own.id), article.text, store.text, blank)
        if not self._plan.dry_run:
            renewed = replace(own.with_text(article.text), imprint=article.imprint)
            store.apply(renewed, change)
            self._describe(own, article)
            self._own.note(renewed)
        return change

    def _describe(self, own: Article, article: Article) -> None:
        """Fill in what was not known; a title that was the first line, or garbled, follows."""
        follows = own.title == first_line(own.text) or garbled(own.title)
        if follows and article.title != own.title:
            self._project.store.amend(own.id, {"title": article.title})
        self._told(own.id, article, self._project.store.complete(own.id, article.meta))

    def _completed(self, id: str, article: Article) -> bool:
        """Fill in what the same text came with and was not known; whether there was anything."""
        own = self._project.store.article(id)
        if own is None:
            return False
        titled = article.title not in (own.title, first_line(article.text))
        learnt = own.meta.completed(article.meta) != own.meta
        learnt |= titled and own.title == first_line(own.text)
        if learnt and not self._plan.dry_run:
            self._describe(own, article)
        else:
            self._told(id, article, own.meta)
        if titled and not learnt:
            self._differing.setdefault("title", []).append(id)
        return learnt

    def _told(self, id: str, article: Article, known: Metadata) -> None:
        """Note what of an article the project knows otherwise."""
        new, has = ({**meta.as_dict(), **meta.more} for meta in (article.meta, known))
        for name, value in new.items():
            if value and has.get(name) not in (None, value):
                self._differing.setdefault(name, []).append(id)


def _unread(error: StoreError) -> str:
    """What to say of an article that may be one that cannot be read."""
    what = "was not added: it may already be in the project, in a file that cannot be read."
    return f"{what} {error} Run postil doctor to find out."


def _place(article: Article) -> str | None:
    """Where an article came from; a line of a file may hold another one by now."""
    return None if is_line(article.origin or "") else article.origin


def _differs(field: str, ids: Sequence[str]) -> str:
    """The note on articles that came with another value of a field than the project has."""
    some = ", ".join(ids[:_NAMED]) + (", ..." if len(ids) > _NAMED else "")
    many = f" ({len(ids):,})" if len(ids) > 1 else ""
    what = f"{field} differs from the project's for {some}{many}; the project's was kept."
    return f"{what} To change it, use postil set."
