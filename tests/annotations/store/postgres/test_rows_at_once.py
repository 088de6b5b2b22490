"""What several programs write to one database at once is all there, and once."""

import subprocess
import sys
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.store.protocol import Saved
from tests.annotations.store.postgres.conftest import someone_waits
from tests.postgres import Database

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres.store import PostgresStore

Adding = Callable[..., Change]


def test_one_change_sent_by_two_programs_at_once_is_made_once(
    opened: Callable[..., PostgresStore], article: Article, adding: Adding
) -> None:
    for start in range(0, 40, 4):
        change, at_once = adding(start), Barrier(4)
        saved: list[Saved] = []

        def send(change: Change = change, at_once: Barrier = at_once) -> None:
            store = opened()
            at_once.wait()
            saved.append(store.apply(article, change))  # noqa: B023

        threads = [Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert saved == [Saved(change)] * 4
    history = opened().history(article.id)
    assert len(history) == len({change.id for change in history}) == 10
    assert len(opened().load(article.id).annotations) == 10


def test_twenty_sessions_at_once_lose_nothing(
    opened: Callable[..., PostgresStore], article: Article, adding: Adding
) -> None:
    at_once = Barrier(20)
    made: list[Change] = []

    def work(number: int) -> None:
        store, mine = opened(), adding(number, annotator=f"annotator {number}")
        changes = [mine, adding(number + 20, annotator=f"annotator {number}")]
        at_once.wait()
        for change in changes:
            assert store.apply(article, change).conflicts == ()
        made.extend(changes)

    threads = [Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    history = opened().history(article.id)
    assert sorted(change.id for change in history) == sorted(change.id for change in made)
    tags = {tag.id: tag for change in made for tag in change.added}
    assert opened().load(article.id).annotations == tags


def test_a_save_that_waits_for_anothers_is_fitted_to_what_that_leaves(
    database: Database, opened: Callable[..., PostgresStore], article: Article, adding: Adding
) -> None:
    one, other, first = opened("ana"), opened("ana"), adding(0, 9)
    one.apply(article, first)
    other.load(article.id)
    tag = first.added[0]
    theirs, mine = (
        Change(new_id(), new_id(), "ana", now(), removed=(tag,), added=(replace(tag, label=name),))
        for name in ("date", "quote")
    )
    new = adding(25)
    mine = replace(mine, added=(*mine.added, *new.added))
    saved: list[Saved] = []
    thread = Thread(target=lambda: saved.append(other.apply(article, mine)))
    with one._database.reading():
        one.apply(article, theirs)
        thread.start()
        someone_waits(database)
    thread.join()
    (found,) = saved
    assert (found.change.added, found.outside) == (
        new.added,
        replace(mine, removed=theirs.removed, added=theirs.added),
    )
    assert [conflict.theirs for conflict in found.conflicts] == [theirs.added[0]]
    after = Contents().after(first).after(theirs).after(found.change)
    assert opened("ana").load(article.id) == other.load(article.id) == after


def test_an_article_that_is_removed_under_a_first_change_comes_anew(
    opened: Callable[..., PostgresStore],
    article: Article,
    adding: Adding,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened().add([article])
    real, change = PostgresStore.record, adding(0)

    def removed(self: PostgresStore, id: str) -> Any:
        found = real(self, id)
        monkeypatch.undo()
        opened().remove(id, "action")
        return found

    store = opened("ana")
    monkeypatch.setattr(PostgresStore, "record", removed)
    assert store.apply(article, change) == Saved(change)
    assert opened("ana").read(article.id) == (article, Contents().after(change))


TAGGING = """
import sys
from pathlib import Path
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id
from annotations.store.postgres.opening import opened

store, name = opened(sys.argv[1], Path("/nowhere/.postil")), sys.argv[2]
article = Article("one", "One", "word " * 100)
print("ready", flush=True)
sys.stdin.readline()
for number in range(25):
    id = new_id()
    tag = Annotation(new_id(), number, number + 4, "actor", name)
    saved = store.apply(article, Change(id, id, name, "", added=(tag,)))
    assert saved.change.added == (tag,) and not saved.conflicts
    print(tag.id, flush=True)
"""


def test_two_programs_at_once_lose_nothing(
    database: Database, opened: Callable[..., PostgresStore]
) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", TAGGING, database.url, name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in ("ana", "ben")
    ]  # fmt: skip
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    said = set[str]()
    for program in programs:  # both are ready by now
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    for program in programs:
        said.update(program.communicate()[0].split())
        assert program.returncode == 0
    assert len(said) == 50
    assert opened().load("one").annotations.keys() == said
    assert len(opened().history("one")) == 50
