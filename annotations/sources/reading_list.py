"""What the person named on the command line, as groups of articles that are read when shown."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from annotations.article import Article
from annotations.errors import PostilError
from annotations.sources.document import Loaded, healed, kind_of, load
from annotations.sources.search import Named, Search
from annotations.sources.source import Source
from annotations.sources.tables.json_lines import Line, place

if TYPE_CHECKING:
    from annotations.sources.tables.corpus import Corpus


class Reference(Struct, frozen=True):
    """An article of the list, to be read when it is shown: a document, or a row of a corpus.

    `id` is the article's where it is known before reading, and so are its `length` in code points,
    its text's `digest` and what is known `about` it.
    """

    named: Named
    group: str | None = None
    id: str | None = None
    corpus: "Corpus | None" = None
    line: Line | None = None
    length: int = 0
    about: Mapping[str, str] = {}
    digest: str = ""
    kept: Loaded | None = None

    @property
    def name(self) -> str:
        """Its name, unique in its list and the same from wherever it is named."""
        return self.id or os.path.abspath(self.named.source.name)

    @property
    def place(self) -> str:
        """The file, or the row of one, that it is read from, for messages."""
        name = self.named.source.name
        return place(name, self.line.number) if self.line else name

    @property
    def slow(self) -> bool:
        """Whether reading it may take long: it is read in a process of its own."""
        if self.kept or self.corpus:
            return False
        try:
            return kind_of(self.named.source).apart
        except PostilError:
            return False

    def read(self) -> Article:
        """The article. Raises `PostilError` where it cannot be read."""
        return self.load().article

    def load(self) -> Loaded:
        """The article, and notes on how it was read. Raises `PostilError`."""
        if self.kept:
            return self.kept
        if self.corpus and self.line:
            return row_loaded(self.named, self.corpus.at(self.line), mend=False)
        return document_loaded(self.named, mend=False)


class ReadingList(Struct, frozen=True):
    """Articles in reading order, those of one group together; `notices` says what was left out."""

    references: tuple[Reference, ...]
    notices: tuple[str, ...] = ()

    def groups(self) -> list[tuple[Reference, ...]]:
        """The articles by group; those without one count as one group together."""
        groups: dict[str | None, list[Reference]] = {}
        for reference in self.references:
            groups.setdefault(reference.group, []).append(reference)
        return [tuple(group) for group in groups.values()]


def reading_list(
    paths: Iterable[Path | Source],
    columns: Mapping[str, Sequence[str]] | None = None,
    encoding: str | None = None,
) -> ReadingList:
    """The articles in files, folders and archives, in the order named and by name within one.

    A sub-folder is a group, as is the group that a row or an `articles.csv` says; documents that
    are named stand beside each other whatever their table says. `columns` are what the columns of
    corpora are usually called, by field; `encoding` is the codec of the texts, if that is said.
    Raises `PostilError` where nothing can be read.
    """
    search = Search(encoding=encoding)
    references: list[Reference] = []
    for named in search.all(paths):
        try:
            references += _references(named, columns or {}, search.notices)
        except PostilError as error:
            search.notices.append(str(error))
    references = _without_twins(references, search.notices)
    readable = _from_the_first_readable(references, search.notices)
    if not readable:
        raise PostilError(" ".join(search.notices[:1]) or "There is nothing to read.")
    return ReadingList(tuple(readable), (*search.notices, *search.notes))


def document_loaded(named: Named, mend: bool) -> Loaded:
    """The article of a document. Raises `PostilError`."""
    return load(named.source, {"group": named.group or "", **dict(named.fields)}, mend)


def row_loaded(named: Named, article: Article, mend: bool) -> Loaded:
    """The article of a row, in the group of its file where it has none."""
    group = article.meta.group or named.group
    grouped = replace(article, meta=replace(article.meta, group=group))
    return healed(Loaded(grouped), article.origin or named.source.name, mend)


def _references(
    named: Named, columns: Mapping[str, Sequence[str]], notices: list[str]
) -> Iterator[Reference]:
    if not named.corpus:
        yield Reference(named, named.group, dict(named.fields).get("id"))
        return
    from annotations.sources.tables.columns import Wanted
    from annotations.sources.tables.corpus import Corpus

    corpus = Corpus(named.source, Wanted(usual=columns))
    for line, article in corpus.rows():
        if isinstance(article, PostilError):
            notices.append(str(article))
        else:
            known = {"title": article.title, **article.meta.as_dict()}
            about = {name: value for name, value in known.items() if value}
            group = article.meta.group or named.group
            length, digest = len(article.text), article.digest
            yield Reference(named, group, article.id, corpus, line, length, about, digest)
    notices.extend(filter(None, (*corpus.notes, corpus.undated, corpus.lost, corpus.left)))


def _without_twins(references: Sequence[Reference], notices: list[str]) -> list[Reference]:
    """The references without those whose id came before; a twin with other words is named."""
    kept: list[Reference] = []
    seen: dict[tuple[str | None, str], Reference] = {}
    digests: dict[str, str] = {}

    def digest(reference: Reference) -> str:
        # A row of a packed corpus is read by unpacking all before it, so none is read again.
        if reference.digest:
            return reference.digest
        if reference.place not in digests:
            digests[reference.place] = reference.read().digest
        return digests[reference.place]

    for reference in references:
        name = "" if reference.id else reference.named.source.name
        first = seen.setdefault((reference.id, name), reference)
        if first is reference:
            kept.append(reference)
            continue
        try:
            differ = digest(reference) != digest(first)
        except PostilError as error:
            notices.append(str(error))
            continue
        if differ:
            notices.append(
                f"{reference.place} was left out: {first.place} is a different text with "
                f"the same id, {reference.name}. Give one of them a different id."
            )
    return kept


def _from_the_first_readable(
    references: Sequence[Reference], notices: list[str]
) -> Sequence[Reference]:
    """The references without unreadable ones at the head, so that there is something to show.

    One that may take long is not tried: what is shown meanwhile says so.
    """
    for number, reference in enumerate(references):
        if reference.slow:
            return references[number:]
        try:
            first = replace(reference, kept=reference.load())
        except PostilError as error:
            notices.append(str(error))
        else:
            return [first, *references[number + 1 :]]
    return ()
