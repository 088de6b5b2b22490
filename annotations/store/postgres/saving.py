"""A change saved in a database: one transaction, under a lock on the layer's row.

What stands is read again only where somebody else has changed it: each change gives the layer's
row another version.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from annotations.annotation import Change, Conflict, Contents, difference
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import Refused
from annotations.fitting import Fits, fit, without_doubles
from annotations.store.postgres.articles import (
    Raced,
    SharedArticles,
    check_words,
    locked,
    put_articles,
    renew,
    settled,
)
from annotations.store.postgres.connection import Cursor
from annotations.store.postgres.database import LONG, Database
from annotations.store.postgres.migrating import LAST, check, check_number
from annotations.store.postgres.moving import waiting
from annotations.store.postgres.reading import Held, held
from annotations.store.postgres.writing import write
from annotations.store.protocol import Saved
from annotations.store.told import Told

_MANY, _MANY_CHARACTERS = 500, 1_000_000
_OTHER_TEXT = "Write down what you tagged, leave, and open the article again."
_LOCK = f"""
    select l.xact::text, {LAST}, exists(
        select from postil.change c
        where c.layer = l.layer and c.article = l.article and c.id = %(change)s)
    from postil.layer l where l.article = %(article)s and l.layer = %(layer)s for update of l"""
_BEGIN = """
    insert into postil.layer (article, layer, digest) values (%(article)s, %(layer)s, %(digest)s)
    on conflict do nothing returning xact::text"""


class Known(Struct, frozen=True):
    """What the caller was told of a layer of an article; see `Held`."""

    contents: Contents = Contents()
    digest: str = ""
    version: str = ""


class Saving(SharedArticles):
    """What one layer of a database has, as changes are made of it."""

    def __init__(self, database: Database, fits: Fits, layer: str) -> None:
        super().__init__(database)
        self.fits, self._layer = fits, layer
        self._told = Told[Known]()

    def apply(self, article: Article, change: Change) -> Saved:
        """See `Store.apply`. A change that is there already, by its id, is not made again."""
        with self._turn:
            saved, known = settled(lambda: self._apply(article, change))
            self._told.put(article.id, known)
            return saved

    def _apply(self, article: Article, change: Change) -> tuple[Saved, Known]:
        id, known = article.id, self._told.get(article.id)
        check_words(id, change.id)
        with self._database.reading(_time_for(article, change, known)) as cursor:
            if known and (done := self._at_once(cursor, article, change, known)):
                return done
            about = locked(cursor, id) if change.text else None
            here, found = self._locked(cursor, id, change)
            told = known.contents if known else None
            if found and found.done:
                outside = _outside(told and told.after(found.done), here, change)
                return Saved(found.done, _refused(change, found.done, here), outside), here
            if here.version and here.digest not in (change.text or (article.digest,)):
                raise _other_text(id)
            outside = _outside(told, here, change)
            made = self._taken_up(cursor, id, change, here.contents)
            contents = here.contents.after(made) if made else here.contents
            if outside:
                change = without_doubles(change, contents)
            fitted, conflicts = fit(change, contents, here.digest, self.fits)
            if not fitted:
                return Saved(fitted, conflicts, outside), here
            version = here.version or self._begin(cursor, article, fitted)
            text_of = self._texts(article)
            if about and fitted.text and about["digest"] != article.digest:
                if about["digest"] != fitted.text[0]:
                    raise _other_text(id)
                renew(cursor, about, article, text_of(about["digest"]))
            for one in (made, fitted) if made else (fitted,):
                written = self._write(cursor, id, one, text_of, version)
                if written is None:
                    raise Raced
                version = written
        digest = article.digest if fitted.text or not here.digest else here.digest
        return Saved(fitted, conflicts, outside), Known(contents.after(fitted), digest, version)

    def _at_once(
        self, cursor: Cursor, article: Article, change: Change, known: Known
    ) -> tuple[Saved, Known] | None:
        """A change saved without a look, where the layer is as the caller was told; else `None`."""
        contents = known.contents
        if not known.version or change.text or known.digest != article.digest:
            return None
        if _of_all(change, contents):
            return None
        fitted, conflicts = fit(change, contents, known.digest, self.fits)
        text_of = self._texts(article)
        version = fitted and self._write(cursor, article.id, fitted, text_of, known.version)
        if not version:
            return None
        return Saved(fitted, conflicts), Known(contents.after(fitted), known.digest, version)

    def _write(
        self,
        cursor: Cursor,
        id: str,
        change: Change,
        text_of: Callable[[str], str],
        version: str,
    ) -> str | None:
        """Carry a change into the layer's rows, and tell of it; what version they are then."""
        written = write(cursor, self._layer, id, change, text_of, version)
        if written is None:
            return None
        self._database.server.tell(written[1])
        return written[0]

    def _locked(self, cursor: Cursor, id: str, change: Change) -> tuple[Known, Held | None]:
        """What stands in the layer, which nobody else can change till the transaction ends.

        Also as it was read, where that was needed. Where the layer has nothing nobody is kept from
        beginning.
        """
        asked = {"article": id, "layer": self._layer, "change": change.id}
        row = cursor.execute(_LOCK, asked).fetchone()
        if row is None:
            return Known(), None
        version, last, done = row
        check_number(last)
        known = self._told.get(id)
        if known and known.version == version and not done:
            return known, None
        # Whoever waited for the lock was told of the row as it is, and of the rest as it was.
        found = held(cursor, self._layer, id, change.id)
        return known_of(found), found

    def _begin(self, cursor: Cursor, article: Article, change: Change) -> str:
        """Have a row for the layer, and the article where that is new; what version it is."""
        check(cursor)
        put_articles(cursor, [article])
        record = self.record(article.id)
        assert record is not None
        expected = change.text or (article.digest,)
        if not {record.digest, *record.versions}.intersection(expected):
            raise _other_text(article.id)
        begun = {"article": article.id, "layer": self._layer, "digest": expected[0]}
        row = cursor.execute(_BEGIN, begun).fetchone()
        if row is None:
            raise Raced
        return str(row[0])

    def _taken_up(self, cursor: Cursor, id: str, change: Change, here: Contents) -> Change | None:
        """The change that brings suggestions for all, which another is about, into the layer."""
        wanted = _of_all(change, here)
        found = held(cursor, self._layer, id) if wanted and self._layer else None
        waits = waiting(self, found) if found else {}
        taken = tuple(waits[id] for id in wanted if id in waits)
        if not taken:
            return None
        return Change(new_id(), new_id(), self._layer, now(), "import", added=taken)

    def _texts(self, article: Article) -> Callable[[str], str]:
        """Gives the texts of an article by version."""
        texts = {"": article.text}

        def text_of(version: str) -> str:
            if version not in texts:
                texts[version] = self.text(version) or ""
            return texts[version]

        return text_of


def _time_for(article: Article, change: Change, known: Known | None) -> float | None:
    """How many seconds a save may take, where that is longer than others."""
    many = len(change.removed) + len(change.added) > _MANY
    sends_text = change.text is not None or known is None or not known.version
    return LONG if many or (sends_text and len(article.text) > _MANY_CHARACTERS) else None


def known_of(found: Held | None) -> Known:
    """What whoever reads a layer of an article is told of it."""
    return Known(found.contents, found.digest, found.version) if found else Known()


def _of_all(change: Change, contents: Contents) -> list[str]:
    """The suggestions that a change is about and the layer does not have, by id."""
    waits = (one.id for one in change.removed if one.verdict == "suggested")
    return [id for id in waits if id not in contents.annotations]


def _outside(before: Contents | None, here: Known, change: Change) -> Change | None:
    """What others have changed since the caller was told, if anything."""
    if before is None or before == here.contents:
        return None
    return difference(before, here.contents, change)


def _refused(change: Change, done: Change, here: Known) -> tuple[Conflict, ...]:
    """What of a change was not made when it was, against what stands now."""
    made = _parts(done)
    conflicts = fit(change, here.contents)[1]
    return tuple(one for one in conflicts if one.mine not in made)


def _parts(change: Change) -> list[Any]:
    status = change.status and change.status[1]
    return [*change.added, *change.removed, *change.linked, *change.coded, *change.uncoded, status]


def _other_text(id: str) -> Refused:
    return Refused(f"The article {id} was given a different text in the meantime.", _OTHER_TEXT)
