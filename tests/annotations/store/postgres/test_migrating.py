"""A database's tables: made once, whoever begins, and told apart when they are older or newer."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.errors import Newer, Refused
from tests.annotations.store.conftest import postgres_store
from tests.postgres import Database

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres import migrating

Adding = Callable[..., Change]


@pytest.fixture
def bare(database: Database) -> Iterator[Database]:
    """A database that has nothing of postil in it."""
    database.run("drop schema if exists postil cascade")
    return database


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    folder = Path(migrating.__file__).parent / "schema"
    names = sorted(path.name for path in folder.glob("*.sql"))
    assert [int(re.match(r"\d{3}(?=_[a-z_]+\.sql$)", name)[0]) for name in names] == [  # type: ignore[index]
        *range(1, len(names) + 1)
    ]
    assert [*migrating.migrations()] == [*range(1, len(names) + 1)]


def test_programs_that_begin_at_once_make_the_tables_once(bare: Database, root: Path) -> None:
    at_once = Barrier(4)
    found: list[object] = []

    def begin() -> None:
        store = postgres_store(bare.url, root)
        at_once.wait()
        found.append(store.load("one"))
        store.close()

    threads = [Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Contents()] * 4
    applied = bare.run("select number from postil.migration order by number")
    assert applied == [(number,) for number in migrating.migrations()]


def test_a_migration_that_fails_leaves_nothing_of_it(
    bare: Database, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = migrating.migrations()
    broken = {**known, max(known) + 1: "create table postil.more (a int); select 1 / 0;"}
    monkeypatch.setattr(migrating, "migrations", lambda: broken)
    with pytest.raises(Refused):
        postgres_store(bare.url, root).load("one")
    assert bare.run("select to_regclass('postil.migration')") == [(None,)]
    monkeypatch.setattr(migrating, "migrations", lambda: known)
    assert postgres_store(bare.url, root).load("one") == Contents()


def test_what_a_newer_postil_changed_is_read_and_not_written(
    database: Database, root: Path, article: Article, adding: Adding
) -> None:
    store, change = postgres_store(database.url, root), adding(0)
    store.apply(article, change)
    # Also while an older one is running.
    database.run("insert into postil.migration (number) values (999)")
    for each in (store, postgres_store(database.url, root)):
        for attempt in attempts(each, article, adding(9)):
            with pytest.raises(Newer, match="a newer version of postil"):
                attempt()
        assert isinstance(each.refusal(article.id), Newer)
        assert each.load(article.id) == Contents().after(change)
        assert each.history(article.id) == [change]
        assert each.article(article.id) == article


def attempts(store: Any, article: Article, change: Change) -> list[Callable[[], object]]:
    """All by which something can be changed."""
    return [
        lambda: store.apply(article, change),
        lambda: store.layer("ana").apply(article, change),
        lambda: store.add([article]),
        lambda: store.amend(article.id, {"title": "Another"}),
        lambda: store.complete(article.id, article.meta),
        lambda: store.remove(article.id, "action"),
    ]


@pytest.mark.parametrize(("begun", "said"), [(False, "no tables"), (True, "older version")])
def test_who_may_not_change_the_tables_is_told_who_may(
    bare: Database, root: Path, monkeypatch: pytest.MonkeyPatch, begun: bool, said: str
) -> None:
    role = bare.role("ana")
    if begun:
        postgres_store(bare.url, root).load("one")
        bare.run(f'grant usage on schema postil to "{role}"')
        bare.run(f'grant select on postil.migration to "{role}"')
        known = migrating.migrations()
        later = {**known, max(known) + 1: "create table postil.more (a int)"}
        monkeypatch.setattr(migrating, "migrations", lambda: later)
    with pytest.raises(Refused, match=said) as refused:
        postgres_store(bare.url_as(role), root).load("one")
    assert "postil team sql" in refused.value.hint
    if begun:
        bare.run(f'drop owned by "{role}"')
