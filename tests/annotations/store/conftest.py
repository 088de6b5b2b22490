"""Stores on one shared place, and changes to put into them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.store.protocol import Store
from annotations.store.tiny import TinyStore
from tests.annotations.store.scanned import Later

TEXT = (
    "Minister Oran said \u201cwe will open the harbour\u201d on Tuesday. "
    "Cafe\u0301 \U0001f600 \u6f22\u5b57.\n"
)


LAYER = "Ana B."


@pytest.fixture(params=["tiny", "layer", "postgres", "postgres layer"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Store]:
    """Makes stores of one kind that share their place; another kind is one more parameter."""
    return made(request, tmp_path / ".postil")


@pytest.fixture(params=["tiny", "postgres"])
def make_lone(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Store]:
    """Makes stores that have no layers: only there a text can be told to be nobody's any more."""
    return made(request, tmp_path / ".postil")


def made(request: pytest.FixtureRequest, root: Path) -> Callable[[], Store]:
    """Makes stores of the kind that a fixture has as its parameter."""
    kind, _, layer = request.param.partition(" ")
    if kind != "postgres":
        return lambda: TinyStore(root).layer(LAYER if kind == "layer" else "")
    return partial(postgres_store, request.getfixturevalue("database").url, root, layer and LAYER)


def postgres_store(url: str, root: Path, layer: str = "") -> Store:
    """A layer of a database as another program has it."""
    from annotations.store.postgres.connection import Limits
    from annotations.store.postgres.opening import opened

    store = opened(url, root).layer(layer)
    # However busy the machine is, none of this is about waiting.
    store._database.server.limits = Limits(60, 60, 60, 90, 60)
    return store


@pytest.fixture
def article() -> Article:
    """An article with what is odd in texts."""
    return Article("paper/\u6f22:1", "Harbour", TEXT, Metadata(source="Gazette", group="harbour"))


@pytest.fixture
def adding() -> Callable[..., Change]:
    """Makes a change that adds annotations at these starts."""

    def made(*starts: int, label: str = "actor", annotator: str = "ana") -> Change:
        id, at = new_id(), now()
        tags = [Annotation(new_id(), s, s + 4, label, annotator, {}, "", at, at) for s in starts]
        return Change(id, id, annotator, at, added=tuple(tags))

    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where a store keeps its files."""
    return tmp_path / ".postil"


@pytest.fixture
def file(root: Path, article: Article, adding: Callable[..., Change]) -> Path:
    """The file of an article with three tags, saved twice, so that there is a backup."""
    store = TinyStore(root)
    store.apply(article, adding(25, 0))
    store.apply(article, adding(9))
    (found,) = root.glob("articles/??/*.json")
    return found


@pytest.fixture
def indexed(root: Path, article: Article, adding: Callable[..., Change]) -> Path:
    """Where a store has three articles with a tag each, and an index of them that is trusted."""
    store = TinyStore(root, Later())
    for name in "abc":
        store.apply(replace(article, id=name, title=name), adding(0))
    store.refresh()
    return root
