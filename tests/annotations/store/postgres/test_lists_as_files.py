"""Lists of a database tell what those of files do, whatever is changed, in whatever order."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.listing import Listed
from annotations.store.protocol import Store
from annotations.store.tiny import TinyStore
from tests.annotations.store.scanned import Later

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres.opening import opened

TABLES = "article, text, layer, annotation, value, change, file, removed, notice"
LAYERS = ("", "ana")


@pytest.fixture(scope="module")
def shared(databases: Callable[[], Any]) -> Iterator[Any]:
    """One database for all examples, each of which empties it first."""
    with databases() as made:
        with tempfile.TemporaryDirectory() as folder:
            opened(made.url, Path(folder) / ".postil").totals()
        yield made


def plain(row: Listed) -> Listed:
    """A row without what is the clock's."""
    return replace(row, added="", touched="")


def told(store: Store) -> list[Listed]:
    return [plain(row) for row in store.listing().rows]


NAMES, LABELS = st.sampled_from("abcd"), st.sampled_from(["actor", "date", 'od"d,', "nul\u6f22"])


class Both:
    """The same done to files and to a database, by one program of each."""

    def __init__(self, url: str, folder: Path) -> None:
        self.files = TinyStore(folder / "files", Later())
        self.base = opened(url, folder / "base" / ".postil")
        self.stores = (self.files, self.base)
        self.tags: dict[tuple[str, str], Annotation] = {}
        self.kinds = {"": self.stores, "ana": tuple(store.layer("ana") for store in self.stores)}

    def article(self, name: str) -> Article:
        meta = Metadata("Post" if name < "c" else None, group=f"g{ord(name) % 2}")
        return Article(name, name.upper(), f"The text of {name}.", meta, f"{name}.txt")

    def add(self, name: str, *_: Any) -> None:
        for store in self.stores:
            store.add([self.article(name)])

    def tag(self, name: str, label: str, layer: str) -> None:
        tag = Annotation(new_id(), 0, 3, label, "ana", note=label if label == "date" else "")
        self.change(name, layer, added=(tag,), coded=(Code("ana", "frame", label),))

    def suggest(self, name: str, label: str, *_: Any) -> None:
        tag = Annotation(new_id(), 0, 3, label, "model:x", verdict="suggested", origin="model:x")
        self.tags[name, label] = tag
        self.change(name, "", added=(tag,))

    def answer(self, name: str, label: str, layer: str) -> None:
        if tag := self.tags.get((name, label)):
            turned = replace(tag, verdict="rejected")
            self.change(name, layer, removed=(tag,), added=(turned,))

    def finish(self, name: str, label: str, layer: str) -> None:
        was = self.kinds[layer][0].load(name).status
        self.change(name, layer, status=(was, "done" if was == "open" else "open"))

    def amend(self, name: str, label: str, layer: str) -> None:
        for store in self.kinds[layer]:
            if store.article(name):
                store.amend(name, {"title": label, "source": label})

    def renew(self, name: str, label: str, *_: Any) -> None:
        # By the layer of all: a database moves that, like any other, when it is opened next, and
        # files at once.
        for store in self.stores:
            store.load(name)
            if (was := store.article(name)) and label not in was.text:
                new = was.with_text(f"{label}. {was.text}")
                id, at = new_id(), now()
                change = Change(id, id, "ana", at, "import", text=(was.digest, new.digest))
                store.apply(new, change)

    def remove(self, name: str, *_: Any) -> None:
        for store in self.stores:
            store.remove(name, "away")

    def change(self, name: str, layer: str, **what: Any) -> None:
        id, at = new_id(), now()
        for store in self.kinds[layer]:
            article = store.article(name) or self.article(name)
            store.load(name)
            store.apply(article, Change(id, id, "ana", at, **what))


WAYS = ("add", "tag", "suggest", "answer", "finish", "amend", "renew", "remove", "look")


@given(
    done=st.lists(
        st.tuples(st.sampled_from(WAYS), NAMES, LABELS, st.sampled_from(LAYERS)), max_size=9
    )
)
def test_what_is_listed_is_what_files_would_have(
    shared: Any, done: list[tuple[str, str, str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        emptied(shared)
        both = Both(shared.url, Path(folder))
        # Others, who see all this by their lists only, now and then or at the end.
        others = {
            layer: opened(shared.url, Path(folder) / f"other {layer}").layer(layer)
            for layer in LAYERS
        }
        for store in (*both.stores, *(s for two in both.kinds.values() for s in two)):
            stack.callback(store.close)
        for way, name, label, layer in done:
            if way == "look":
                told(others[layer])
            else:
                getattr(both, way)(name, label, layer)
        for layer in LAYERS:
            files, base = both.kinds[layer]
            expected = told(files)
            assert told(base) == told(others[layer]) == expected
            assert base.totals() == files.totals() == others[layer].totals()
            assert [plain(row) for row in base.articles()] == expected
            assert [base.listed(row.id) for row in base.articles()] == [*base.articles()]
            others[layer].close()


def emptied(database: Any) -> None:
    database.run("truncate " + ", ".join(f"postil.{name}" for name in TABLES.split(", ")))
