"""A project's store in a database: one transaction a change, under a lock on the layer's row.

What stands is read again only where somebody else has changed it: each change gives the layer's
row another version.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Conflict, Contents, difference
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.disk.system import System
from annotations.errors import Refused, StoreError
from annotations.fitting import Fits, anywhere, fit, without_doubles
from annotations.listing import Listed
from annotations.store.entry import Unread
from annotations.store.folders import Folders, layer_name
from annotations.store.index import Index
from annotations.store.lists import Lists
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
from annotations.store.postgres.listening import Listening
from annotations.store.postgres.migrating import LAST, check, check_number
from annotations.store.postgres.reading import Held, change_of, held
from annotations.store.postgres.rights import reads
from annotations.store.postgres.seen import Seen
from annotations.store.postgres.stored_files import StoredFiles
from annotations.store.postgres.writing import write
from annotations.store.protocol import Removed, Saved
from annotations.store.told import Told
from annotations.versions.renewing import renewal

_MANY, _MANY_CHARACTERS = 500, 1_000_000
_OTHER_TEXT = "Write down what you tagged, leave, and open the article again."
_LOCK = f"""
    select l.xact::text, {LAST}, exists(
        select from postil.change c
        where c.layer = l.layer and c.article = l.article and c.id = %(change)s)
    from postil.layer l where l.article = %(article)s and l.layer = %(layer)s for update of l"""
_BEGIN = """
    insert into postil.layer (article, layer, digest) values (%(article)s, %(layer)s, %(digest)s)
    on conflict do nothing returning article"""


_HISTORY = "select body::text from postil.change where article = %s and layer = %s order by seq"


class Known(Struct, frozen=True):
    """What the caller was told of a layer of an article; see `Held`."""

    contents: Contents = Contents()
    digest: str = ""
    version: str = ""


class PostgresStore(SharedArticles, Lists):
    """Implements `Store` for one layer of a database; `root` keeps what can be made anew."""

    def __init__(
        self, database: Database, root: Path, fits: Fits = anywhere, layer: str = ""
    ) -> None:
        super().__init__(database)
        self.root, self.fits, self._layer = root, fits, layer
        self._told = Told[Known]()
        self._folders, self._system = Folders(root, layer_name(layer)), System().within(root.parent)
        self._seen = Seen(database, layer)
        self._index = Index(self._seen, self._folders.home, self._system)
        self.files = StoredFiles(database, root, layer)

    def layer(self, annotator: str) -> "PostgresStore":
        """See `Store.layer`."""
        check_words(annotator)
        return PostgresStore(self._database, self.root, self.fits, annotator)

    def reads(self) -> bool:
        """See `Store.reads`."""
        with self._database.reading() as cursor:
            return reads(cursor, self._layer)

    def begun(self) -> bool:
        """See `Store.begun`."""
        asked = "select exists(select from postil.article)"
        if self._layer:
            asked = "select exists(select from postil.layer where layer = %(layer)s)"
        with self._database.reading() as cursor:
            row = cursor.execute(asked, {"layer": self._layer}).fetchone()
        return bool(row and row[0])

    def load(self, id: str) -> Contents:
        """See `Store.load`. What was made on an earlier text is moved to the present one first."""
        with self._turn:
            found = self._held(id)
            if found and found.digest and found.digest != found.record.digest:
                found = self._anchored(found)
            self._told.put(id, _known(found))
            return self._with_waiting(found)

    def _anchored(self, found: Held) -> Held | None:
        """A layer on the text that its article has by now, as one change of its history."""
        id = found.record.id
        try:
            self.apply(*self._renewed(found, found.contents, found.digest))
        except Refused:
            again = self._held(id)
            if again and again.digest != again.record.digest:  # no other program has done it
                raise
        return self._held(id)

    def _renewed(self, found: Held, contents: Contents, digest: str) -> tuple[Article, Change]:
        """An article with its present text, and the change that brings contents of another there.

        It is as what is brought in from outside, so that no undo takes the text back.
        """
        record, id = found.record, new_id()
        article, text = (
            self._with_text(replace(record, digest=digest)),
            self._with_text(record).text,
        )
        blank = Change(id, id, self._layer, now(), "import")
        return article.with_text(text), renewal(article, contents, text, self.text, blank)

    def _with_waiting(self, found: Held | None) -> Contents:
        """A layer's contents on the present text, with the suggestions for all that wait."""
        if found is None:
            return Contents()
        contents, record = found.contents, found.record
        if found.digest and found.digest != record.digest:
            contents = contents.after(self._renewed(found, contents, found.digest)[1])
        more = {
            id: one
            for id, one in self._waiting(found).items()
            if id not in found.contents.annotations and not one.text_digest
        }
        return replace(contents, annotations={**contents.annotations, **more}) if more else contents

    def _waiting(self, found: Held) -> Mapping[str, Annotation]:
        """The suggestions for all on the article's present text."""
        if not found.waiting or found.shared == found.record.digest:
            return found.waiting
        waits = Contents(found.waiting)
        moved = waits.after(self._renewed(found, waits, found.shared)[1]).annotations
        # They are the same for everybody who looks, whenever that is.
        return {
            id: replace(one, updated=waits.annotations[id].updated) for id, one in moved.items()
        }

    def apply(self, article: Article, change: Change) -> Saved:
        """See `Store.apply`. A change that is there already, by its id, is not made again."""
        with self._turn:
            saved, known = settled(lambda: self._apply(article, change))
            self._told.put(article.id, known)
            return saved

    def _apply(self, article: Article, change: Change) -> tuple[Saved, Known]:
        id, known = article.id, self._told.get(article.id)
        told = known.contents if known else None
        check_words(id, change.id)
        with self._database.reading(_time_for(article, change, known)) as cursor:
            about = locked(cursor, id) if change.text else None
            here, found = self._locked(cursor, id, change)
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
            if not here.version:
                self._begin(cursor, article, fitted)
            text_of = self._texts(article)
            if about and fitted.text and about["digest"] != article.digest:
                if about["digest"] != fitted.text[0]:
                    raise _other_text(id)
                renew(cursor, about, article, text_of(about["digest"]))
            if made:
                write(cursor, self._layer, id, made, text_of)
            version, number = write(cursor, self._layer, id, fitted, text_of)
            self._database.server.tell(number)
        digest = article.digest if fitted.text or not here.digest else here.digest
        return Saved(fitted, conflicts, outside), Known(contents.after(fitted), digest, version)

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
        return _known(found), found

    def _begin(self, cursor: Cursor, article: Article, change: Change) -> None:
        """Have a row for the layer, and the article where that is new."""
        check(cursor)
        put_articles(cursor, [article])
        record = self.record(article.id)
        assert record is not None
        expected = change.text or (article.digest,)
        if not {record.digest, *record.versions}.intersection(expected):
            raise _other_text(article.id)
        begun = {"article": article.id, "layer": self._layer, "digest": expected[0]}
        if not cursor.execute(_BEGIN, begun).fetchone():
            raise Raced

    def _taken_up(self, cursor: Cursor, id: str, change: Change, here: Contents) -> Change | None:
        """The change that brings suggestions for all, which another is about, into the layer."""
        wanted = [
            one.id
            for one in change.removed
            if one.verdict == "suggested" and one.id not in here.annotations
        ]
        found = held(cursor, self._layer, id) if wanted and self._layer else None
        waits = self._waiting(found) if found else {}
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

    def news(self, article: Article) -> Change | None:
        """See `Store.news`."""
        with self._turn:
            before = self._told.get(article.id)
            found = self._held(article.id) if before else None
            here = _known(found)
            if before is None or here.version == before.version or here.digest != article.digest:
                return None
            self._told.put(article.id, here)
            if here.contents == before.contents:
                return None
            return difference(before.contents, here.contents, Change("", "", "", ""))

    def read(self, id: str) -> tuple[Article, Contents] | None:
        """See `Store.read`."""
        with self._database.reading():
            found = self._held(id)
            return (self._with_text(found.record), self._with_waiting(found)) if found else None

    def kept(self, id: str) -> tuple[Article, Contents] | None:
        """See `Store.kept`."""
        with self._database.reading():
            found = self._held(id)
            if found is None or (self._layer and not found.digest):
                return None
            record = replace(found.record, digest=found.digest or found.record.digest)
            return self._with_text(record), found.contents

    def listen(
        self, heard: Callable[[Collection[str] | None], object]
    ) -> Callable[[], None] | None:
        """See `Store.listen`."""
        return Listening(self._database.server, self._layer, heard).close

    def history(self, id: str) -> list[Change]:
        """See `Store.history`."""
        if "\0" in id:
            return []
        with self._database.reading() as cursor:
            found = cursor.execute(_HISTORY, (id, self._layer))
            return [change_of(body) for (body,) in found.fetchall()]

    def remove(self, id: str, action: str) -> Removed | None:
        """See `Store.remove`. Every layer's rows go, and all are kept in a table."""
        check_words(id, action)
        self.let_go(id)
        with self._turn, self._database.writing() as cursor:
            asked = "select postil.remove_article(%s, %s)"
            row = cursor.execute(asked, (id, action)).fetchone()
            assert row is not None
        if row[0] is None:
            return None
        kept = f"the table postil.removed of {self._database.server.name}"
        return Removed(kept, f"To restore it, run: select postil.restore('{action}');", row[0])

    def refusal(self, id: str) -> StoreError | None:
        """See `Store.refusal`."""
        try:
            check_words(id)
            with self._database.writing() as cursor:
                row = cursor.execute(
                    "select has_table_privilege('postil.change', 'insert')"
                ).fetchone()
        except StoreError as error:
            return error
        if row and row[0]:
            return None
        return Refused("You may only read this database.", "Ask whoever looks after it.")

    def joined(self, id: str) -> tuple[str, ...] | None:
        """See `Store.joined`: git joins nothing here."""
        return None

    def unread(self, thorough: bool = True) -> Unread:
        """See `Store.unread`."""
        self._index.refresh(thorough)
        errors = {self._folders.article(id): e for id, e in self._index.unread().items()}
        return Unread(self._system, self._folders, errors)

    def listed(self, id: str) -> Listed | None:
        """See `Store.listed`."""
        return self._seen.row(id)

    def let_go(self, id: str) -> None:
        """See `Store.let_go`. It waits for no save of another article."""
        self._told.forget(id)

    def close(self) -> None:
        """See `Store.close`. Whatever is asked next connects anew."""
        self._database.server.close()

    def _held(self, id: str) -> Held | None:
        if "\0" in id:
            return None
        with self._database.reading() as cursor:
            return held(cursor, self._layer, id)


def _time_for(article: Article, change: Change, known: Known | None) -> float | None:
    """How many seconds a save may take, where that is longer than others."""
    many = len(change.removed) + len(change.added) > _MANY
    sends_text = change.text is not None or known is None or not known.version
    return LONG if many or (sends_text and len(article.text) > _MANY_CHARACTERS) else None


def _known(found: Held | None) -> Known:
    return Known(found.contents, found.digest, found.version) if found else Known()


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
