"""What a project has of articles that are added: by id, by text and by where they came from."""

from collections.abc import Sequence
from contextlib import suppress

from msgspec.structs import replace

from annotations.article import Article, Metadata, digest_of
from annotations.errors import StoreError
from annotations.folding import folded
from annotations.listing import Stored
from annotations.project import Project
from annotations.sources.tables.json_lines import is_line


class Own:
    """What the project has, by id, by text and by origin; read once, and kept up while adding."""

    def __init__(self, project: Project) -> None:
        self._by_id: dict[str, Stored] = {}
        self._by_mark: dict[str, Stored] = {}
        self._by_origin: dict[str, Stored] = {}
        # Of what is known of each article a hash will do, and takes less room.
        self._said: dict[str, int] = {}
        self._titled: dict[int, list[str]] = {}
        self._letters: dict[str, str] = {}
        self._store = project.store
        for one in project.stored():
            self._keep(_mark(one))
            self._said[one.id] = hash((one.title, _said(one)))

    def of(self, article: Article) -> Stored | None:
        """The project's own of an article: of its id, else of its text, else of its file."""
        own = self._by_id.get(article.id)
        own = own or self._by_mark.get(article.digest) or self._by_mark.get(article.known_by)
        return own or self._by_origin.get(article.origin or "")

    def in_other_letters(self, article: Article, coming: Sequence[Article]) -> str:
        """The id of the project's own with this text, if only its letters are written otherwise.

        Only those with the same title are read, each of them once, `coming` ones included.
        """
        for id in self._titled.pop(hash(folded(article.title).text), []):
            here = next((one for one in coming if one.id == id), None)
            with suppress(StoreError):  # what cannot be read is named where it is asked for
                if other := here or self._store.article(id):
                    self._letters.setdefault(_letters(other.text), id)
        return self._letters.get(_letters(article.text), "") if self._letters else ""

    def as_known(self, article: Article) -> Article:
        """The article, with as many line breaks at its end as the project has."""
        bare = article.text.rstrip("\n")
        for text in (article.text, bare, f"{bare}\n", f"{bare}\n\n"):
            if digest_of(text) in self._by_mark:
                return article if text == article.text else replace(article, text=text)
        return article

    def note(self, article: Article) -> None:
        """Know of an article from now on."""
        self._keep(_mark(article))
        self._said[article.id] = hash((article.title, _said(article.meta)))

    def may_learn(self, id: str, article: Article) -> bool:
        """Whether something of the article is not as the project knows it."""
        return self._said.get(id) != hash((article.title, _said(article.meta)))

    def _keep(self, one: Stored) -> None:
        if one.id not in self._by_id:
            self._titled.setdefault(hash(folded(one.title).text), []).append(one.id)
        self._by_id[one.id] = one
        for mark in (one.digest, one.known_by):
            self._by_mark.setdefault(mark, one)
        if one.origin and not is_line(one.origin):
            self._by_origin[one.origin] = one


def _mark(one: Stored | Article) -> Stored:
    """What an article is known again by."""
    return Stored(
        id=one.id, title=one.title, digest=one.digest, origin=one.origin, imprint=one.imprint
    )


def _said(meta: Metadata) -> tuple[object, ...]:
    return (*meta.as_dict().values(), *sorted(meta.more.items()))


def _letters(text: str) -> str:
    """What texts that differ only in how their letters are written have in common."""
    return digest_of(folded(text).text.rstrip("\n"))
