"""Reading through all articles gives what reading each gives, a few at a time."""

from collections.abc import Callable

import pytest

from annotations.annotation import Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import Damaged
from annotations.store.protocol import Store
from tests.postgres import Database

Adding = Callable[..., Change]
Making = Callable[[], Store]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of two articles, or of one whose text is long."""
    passing = pytest.importorskip("annotations.store.postgres.passing", exc_type=ImportError)
    monkeypatch.setattr(passing, "_BATCH", 2)
    monkeypatch.setattr(passing, "_MOST", 200)


def filled(store: Store, article: Article, adding: Adding) -> list[str]:
    """Seven articles, some tagged, some long, one on its second text, by id."""
    articles = [Article(f"n{n}", f"N {n}", f"{n} {article.text * (n % 3)}") for n in range(6)]
    store.add([article, *articles])
    for one in (article, *articles[1:3]):
        store.load(one.id)
        store.apply(one, adding(0))
    store.load("n4")
    store.apply(articles[4], adding(2))
    renewed = articles[4].with_text(f"Once more: {articles[4].text}")
    store.apply(
        renewed,
        Change(new_id(), new_id(), "ana", now(), text=(articles[4].digest, renewed.digest)),
    )
    return sorted([article.id, *(one.id for one in articles)])


def test_all_come_by_id_as_each_is_read(
    make_store: Making, article: Article, adding: Adding
) -> None:
    store = make_store()
    ids = filled(store, article, adding)
    assert [*store.ids()] == ids
    assert [*store.each()] == [(id, store.read(id)) for id in ids]


def test_who_has_tags_is_told(make_store: Making, article: Article, adding: Adding) -> None:
    store = make_store()
    assert [*store.annotators()] == []
    filled(store, article, adding)
    store.apply(article, adding(9, annotator="ben"))
    assert set(store.annotators()) == {"ana", "ben"}
    assert set(store.annotators()) >= set(store.totals().annotators)


def test_those_that_are_asked_for_come_as_asked(
    make_store: Making, article: Article, adding: Adding
) -> None:
    store = make_store()
    filled(store, article, adding)
    asked = ["n5", article.id, "gone", "a\0b", "n0", "n4", "n4", "n2"]
    assert [*store.each(iter(asked))] == [(id, store.read(id)) for id in asked]
    assert [*store.each([])] == []


def test_a_text_that_is_another_one_is_named_and_the_rest_come(
    database: Database, article: Article, adding: Adding, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from annotations.store.postgres.opening import opened

    store = opened(database.url, tmp_path_factory.mktemp("caches"))
    ids = filled(store, article, adding)
    database.run("alter table postil.text drop constraint text_check")
    database.run("update postil.text set body = 'else' from postil.article a"
                 " where a.digest = text.digest and a.id = 'n2'")  # fmt: skip
    database.run("update postil.annotation set body = '7' where article = 'n1'")
    found = dict(store.each())
    assert [*found] == ids
    assert {id for id, one in found.items() if isinstance(one, Damaged)} == {"n1", "n2"}
    store.close()


def test_no_transaction_is_open_between_two(
    database: Database, article: Article, adding: Adding, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from annotations.store.postgres.opening import opened

    store = opened(database.url, tmp_path_factory.mktemp("caches"))
    filled(store, article, adding)
    open_now = ("select count(*) from pg_stat_activity where datname = current_database()"
                " and state like 'idle in transaction%' and pid <> pg_backend_pid()")  # fmt: skip
    for _ in store.each():
        assert database.run(open_now) == [(0,)]
    store.close()
