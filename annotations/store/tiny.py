"""The local store: a TinyDB database for each article, saved whole, merged under a lock."""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from annotations.annotation import Change, Contents, difference
from annotations.article import Article, Metadata
from annotations.disk.lock import locked
from annotations.disk.refusals import refusal, unreadable, unwritable
from annotations.disk.system import System
from annotations.errors import Refused, StoreError, Unsure
from annotations.fitting import Fits, anywhere, fit, without_doubles
from annotations.store import history
from annotations.store.article_file import ArticleFile, Looked
from annotations.store.documents import meta_fields
from annotations.store.entry import look, stamp
from annotations.store.in_and_out import (
    add_batch,
    copied,
    discarded,
    held,
    layers_with,
    prepare,
    taken_out,
)
from annotations.store.protocol import NOTHING, Removed, Saved
from annotations.store.stored import StoredArticles
from annotations.store.told import Told

_BATCH = 256
_KEPT = 64


class TinyStore(StoredArticles):
    """Implements `Store` in the folder `root`, which appears with the first write."""

    def __init__(
        self, root: Path, system: System | None = None, fits: Fits = anywhere, layer: str = ""
    ) -> None:
        super().__init__(root, system, layer)
        self._looked: OrderedDict[str, Looked] = OrderedDict()
        # What the caller knows of each article, whatever became of the files in memory since.
        self._told = Told[Contents]()
        # The states of files that `news` has read, where those can be told apart.
        self._seen: dict[str, int | None] = {}
        # Articles whose last save was not confirmed: what stands in their files may not last.
        self._unsure: set[str] = set()
        self._turn, self.fits = threading.RLock(), fits

    def layer(self, annotator: str) -> "TinyStore":
        """See `Store.layer`."""
        from annotations.store.layered import LayeredStore  # who annotates alone loads none of it

        return LayeredStore(self, annotator) if annotator else self

    def load(self, id: str) -> Contents:
        """See `Store.load`."""
        with self._turn, self._telling(id):
            with contextlib.suppress(OSError, StoreError):  # it can wait for another opening
                if self._system.has(self._folders.underway(id)):
                    with self._locked(id):
                        history.complete(self._system, self._folders, id)
            contents = self._look(id).contents
            assert contents is not None
            self._told.put(id, contents)
            return contents

    def apply(self, article: Article, change: Change) -> Saved:
        """See `Store.apply`."""
        with self._turn, self._telling(article.id), self._locked(article.id):
            before, looked = self._told.get(article.id), self._look(article.id)
            place = (self._system, self._folders, article.id)
            here = looked.contents
            assert here is not None
            with contextlib.suppress(OSError):
                history.complete(*place)
            digest = looked.file.digest
            looked.file.check_text(article, change)
            outside = difference(before, here, change) if before not in (None, here) else None
            change = change if outside is None else without_doubles(change, here)
            fitted, conflicts = fit(change, here, digest, self.fits)
            if fitted:
                after = here.after(fitted)
                unsure = article.id in self._unsure
                renews = fitted.text is not None and digest != article.digest
                again = after == here and not unsure and not renews
                self._unsure.add(article.id)
                if not again:
                    with self._text_of(article, not digest or renews, unsure) as text_of:
                        self._save(
                            article.id,
                            looked,
                            lambda file: file.put(article, fitted, text_of),
                            lambda data: history.announce(*place, fitted, data),
                        )
                    looked.contents = after
                history.append(*place, fitted, again)
                self._unsure.discard(article.id)
            self._told.put(article.id, looked.contents or here)
            return Saved(fitted, conflicts, outside)

    def news(self, article: Article) -> Change | None:
        """See `Store.news`. A file that is the same by its times is not read."""
        id, started = article.id, time.time_ns()
        about = look(self._system, self._folders.article(id))
        state = stamp(about, started) if about else None
        if about is None or (state is not None and self._seen.get(id) == state):
            return None
        with self._turn, self._telling(id):
            before, looked = self._told.get(id), self._look(id)
            self._seen[id] = state
            here = looked.contents
            if before is None or here is None or looked.file.digest != article.digest:
                return None
            if before == here:
                return None
            self._told.put(id, here)
            return difference(before, here, Change("", "", "", ""))

    def add(self, articles: Iterable[Article]) -> int:
        """See `Store.add`. Files are written in batches and made to last once for each."""
        count, coming = 0, iter(articles)
        with self._turn:
            while batch := list(islice(coming, _BATCH)):
                with self._telling(batch[0].id):
                    new = [a for a in batch if not self._system.has(self._folders.article(a.id))]
                    if new:
                        with self._counting_on_texts():
                            count += add_batch(self._system, self._folders, new)
        return count

    def amend(
        self, id: str, fields: Mapping[str, str | None], more: Mapping[str, str | None] = NOTHING
    ) -> None:
        """See `Store.amend`."""
        with self._amending(id) as looked:
            given: dict[str, Any] = dict(fields)
            if more:
                beside = {**looked.file.meta.more, **more}
                given["more"] = {name: words for name, words in beside.items() if words}
            self._save(id, looked, lambda file: file.describe(given))

    def complete(self, id: str, meta: Metadata) -> Metadata:
        """See `Store.complete`."""
        with self._amending(id) as looked:
            known = looked.file.meta
            whole = known.completed(meta)
            if whole != known:
                self._save(id, looked, lambda file: file.describe(meta_fields(whole)))
            return whole

    @contextlib.contextmanager
    def _amending(self, id: str) -> Iterator[Looked]:
        """An article's file as it is while no other program can change it."""
        with self._turn, self._telling(id), self._locked(id):
            looked = self._look(id)
            if not looked.file.digest:
                raise Refused(f"There is no article {id} in the project.", "Add it first.")
            yield looked

    def remove(self, id: str, action: str) -> Removed | None:
        """See `Store.remove`. Whoever has a layer loses it there, too, and it is kept with it."""
        with self._telling(id):
            parts = layers_with(self._system, self._folders, id)
        if not parts:
            return None
        kept = self._folders.removed(action)
        with self._turn, self._telling(id), held(self._system, parts, id):
            digests = copied(self._system, parts, id, kept)
            try:
                taken_out(self._system, parts, id)
            except (OSError, StoreError) as error:
                why = error.strerror if isinstance(error, OSError) else error.message
                told = f"{id} was saved in the backup, but it may not be completely removed: {why}"
                raise Unsure(f"{told.rstrip('.')}.", f"Its backup is {kept}.") from error
            self.let_go(id)
            gone = False
            suppressed = contextlib.suppress(OSError, StoreError)
            with suppressed, locked(self._system, *self._texts_lock, "the texts"):
                gone = discarded(self._system, self._folders, self._index, digests)
            return Removed(str(kept), f"To restore it, copy that into {self.root}.", not gone)

    def refusal(self, id: str) -> StoreError | None:
        """See `Store.refusal`."""
        try:
            with self._turn, self._telling(id):
                file = self._look(id).file
        except StoreError as error:
            return error
        return file.newer or unwritable(file.path) or unwritable(self._folders.lock(id))

    def close(self) -> None:
        """See `Store.close`."""
        self._looked.clear()
        self._index.close()
        self._system.let_go()

    def let_go(self, id: str) -> None:
        """See `Store.let_go`. It waits for no save of another article."""
        self._told.forget(id)
        for known in (self._looked, self._seen):
            known.pop(id, None)

    def _look(self, id: str) -> Looked:
        """The article's file as it is now on the disk."""
        if id not in self._looked:
            path = self._folders.article(id)
            self._looked[id] = Looked(ArticleFile(path, self._system, self._folders))
        self._looked.move_to_end(id)
        looked = self._looked[id]
        try:
            if looked.file.refresh() or looked.contents is None:
                looked.contents = looked.file.contents
        except OSError as error:
            raise Refused(*unreadable(error, looked.file.path)) from error
        while len(self._looked) > _KEPT:
            self._looked.popitem(last=False)
        return looked

    def _save(
        self,
        id: str,
        looked: Looked,
        put: Callable[[ArticleFile], None],
        announce: Callable[[bytes], None] = lambda data: None,
    ) -> None:
        backup = self._folders.backup(id)
        with contextlib.suppress(OSError):  # a save does not depend on it
            self._system.discard(backup)
            self._system.link_beside(self._folders.article(id), backup)
        try:
            put(looked.file)
            looked.file.commit(announce)
        except BaseException:
            # TinyDB changes what is in memory before it writes, so that no longer holds.
            looked.file.drop()
            raise

    @contextlib.contextmanager
    def _text_of(self, article: Article, new: bool, unsure: bool) -> Iterator[Callable[[str], str]]:
        """The texts of an article by version; a `new` one is there, and stays, from here on."""
        texts = {"": article.text}

        def text_of(version: str) -> str:
            if version not in texts:
                texts[version] = self.text(version) or ""
            return texts[version]

        if not new and not unsure:
            yield text_of
            return
        with self._counting_on_texts():
            prepare(self._system, self._folders, article, unsure)
            yield text_of

    def _locked(self, id: str) -> contextlib.AbstractContextManager[None]:
        """Keep other programs from changing this article meanwhile."""
        return held(self._system, [self._folders], id)

    @property
    def _texts_lock(self) -> tuple[Path, Path]:
        return self._folders.texts_lock, self._folders.texts

    def _counting_on_texts(self) -> contextlib.AbstractContextManager[None]:
        """Keep other programs from deleting a text between a look at it and the saving."""
        return locked(self._system, *self._texts_lock, "the texts", shared=True)

    @contextlib.contextmanager
    def _telling(self, id: str) -> Iterator[None]:
        """Turn an error of the system into one for people."""
        try:
            yield
        except OSError as error:
            raise refusal(error, self._folders.article(id)) from error
        except UnicodeEncodeError as error:
            raise Refused(
                f"This character cannot be saved: {error.object[error.start]!a}.",
                "Remove it and try again.",
            ) from error
