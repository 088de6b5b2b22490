"""What a database has after a change, a removal or a look: rows, once, and whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Code, Contents, Link
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import Refused, StoreError, Unsure
from annotations.session import Session
from annotations.store.protocol import Saved
from tests.annotations.store.conftest import postgres_store
from tests.postgres import Database

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres import articles
from annotations.store.postgres.connection import Server
from annotations.store.postgres.store import PostgresStore

Adding = Callable[..., Change]
TABLES = ("text", "article", "layer", "annotation", "value", "change", "file", "removed")


def counted(database: Database) -> dict[str, int]:
    """How many rows each table has, without those that have none."""
    rows = {name: database.run(f"select count(*) from postil.{name}")[0][0] for name in TABLES}
    return {name: count for name, count in rows.items() if count}


def test_reading_writes_no_row(
    database: Database, opened: Callable[..., PostgresStore], article: Article
) -> None:
    for store in (opened(), opened("ana")):
        store.load("nothing")
        store.read("nothing")
        store.kept("nothing")
        store.news(article)
        store.history("nothing")
        store.refusal("nothing")
        assert list(store.ids()) == []
        assert store.remove("nothing", "action") is None
    assert counted(database) == {}
    opened().add([article])
    opened("ana").load(article.id)
    assert counted(database) == {"text": 1, "article": 1}


def test_a_change_is_a_row_for_each_tag_and_value_and_one_of_its_own(
    database: Database, opened: Callable[..., PostgresStore], article: Article, adding: Adding
) -> None:
    change = adding(0, 9)
    first, second = change.added
    change = replace(
        change, linked=(Link("speaker", first.id, second.id),), coded=(Code("ana", "tone", 1),)
    )
    opened("ana").apply(article, change)
    rows = {"text": 1, "article": 1, "layer": 1, "annotation": 2, "value": 2, "change": 1}
    assert counted(database) == rows
    gone = Change(new_id(), new_id(), "ana", now(), removed=(first,))
    assert opened("ana").apply(article, gone).change.unlinked == change.linked
    assert counted(database) == {**rows, "annotation": 1, "value": 1, "change": 2}


@pytest.mark.parametrize("odd", ["nul\0nul", "x" * 300_000, "\ue000\U0010ffff\u2028"])
def test_notes_texts_and_titles_come_back_as_they_were_or_are_refused(
    opened: Callable[..., PostgresStore], article: Article, adding: Adding, odd: str
) -> None:
    change = adding(0)
    (tag,) = change.added
    noted = replace(tag, note=odd, attrs={"said": odd}, extra={"later": [odd]})
    kept = replace(article, text=f"{odd} and {article.text}")
    change = replace(change, added=(noted,))
    opened().apply(kept, change)
    assert opened().read(article.id) == (kept, Contents({tag.id: noted}))
    assert opened().history(article.id) == [change]


@pytest.mark.parametrize(
    "place", ["id", "title", "origin", "label", "annotator", "change", "layer"]
)
def test_what_no_column_can_hold_is_refused_before_anything_is_saved(
    database: Database,
    opened: Callable[..., PostgresStore],
    article: Article,
    adding: Adding,
    place: str,
) -> None:
    change, odd = adding(0), "nul\0nul"
    if place in ("id", "title", "origin"):
        article = replace(article, **{place: odd})
    elif place in ("label", "annotator"):
        change = replace(change, added=(replace(change.added[0], **{place: odd}),))
    elif place == "change":
        change = replace(change, id=odd)
    with pytest.raises(Refused, match="NUL"):
        opened(odd if place == "layer" else "").apply(article, change)
    assert counted(database) == {}
    assert opened().load(odd) == Contents()
    assert opened().article(odd) is opened().read(odd) is None
    assert opened().history(odd) == []


def test_articles_go_to_the_server_as_many_at_a_time_as_go_well(
    opened: Callable[..., PostgresStore], article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "_BATCH", 3)
    monkeypatch.setattr(articles, "_CHARACTERS", 200)
    sizes, put = list[int](), articles.put_articles

    def counting(cursor: Any, batch: list[Article]) -> int:
        sizes.append(len(batch))
        return put(cursor, batch)

    monkeypatch.setattr(articles, "put_articles", counting)
    many = [replace(article, id=str(n), text=f"{n} " * (120 if n == 1 else 2)) for n in range(8)]
    assert opened().add(iter([*many, many[0]])) == 8
    assert sizes == [2, 3, 3, 1]
    assert [opened().article(one.id) for one in many] == many
    assert opened().add([]) == 0


def lost_answers(monkeypatch: pytest.MonkeyPatch, arrives: bool, times: int) -> None:
    """Has the answers to the next commits be lost; the commits arrive, or do not."""
    real, left = Server._commit, [times]

    def commit(self: Server, cursor: Any) -> None:
        if not left[0]:
            return real(self, cursor)
        left[0] -= 1
        if arrives:
            real(self, cursor)
        self._drop()
        raise Unsure("The server did not confirm a change.", "Try again.")

    monkeypatch.setattr(Server, "_commit", commit)


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize("layer", ["", "ana"])
def test_a_change_whose_confirmation_was_lost_is_saved_once(
    opened: Callable[..., PostgresStore],
    article: Article,
    adding: Adding,
    monkeypatch: pytest.MonkeyPatch,
    arrives: bool,
    layer: str,
) -> None:
    store, first, change = opened(layer), adding(0), adding(9, 25)
    store.apply(article, first)
    lost_answers(monkeypatch, arrives, 1)
    assert store.apply(article, change) == Saved(change)
    assert opened(layer).history(article.id) == [first, change]
    assert opened(layer).load(article.id) == Contents().after(first).after(change)
    # Nor is it made again by a program that finds it unsent after a restart, whatever came since.
    back = replace(change.inverse(), id=new_id(), kind="undo")
    store.apply(article, back)
    assert opened(layer).apply(article, change) == Saved(change)
    assert opened(layer).history(article.id) == [first, change, back]
    assert opened(layer).load(article.id) == Contents().after(first)


def test_where_no_commit_is_ever_confirmed_nothing_is_called_saved(
    opened: Callable[..., PostgresStore],
    article: Article,
    adding: Adding,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = opened()
    store.add([article])
    with monkeypatch.context() as patch:
        lost_answers(patch, False, 99)
        with pytest.raises(Unsure):
            store.apply(article, adding(0))
        with pytest.raises(Unsure):
            store.amend(article.id, {"title": "Another"})
    assert opened().load(article.id) == Contents()
    assert opened().article(article.id) == article


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize("shared", [True, False])
def test_a_removal_whose_confirmation_was_lost_is_told_as_it_went(
    opened: Callable[..., PostgresStore],
    article: Article,
    monkeypatch: pytest.MonkeyPatch,
    arrives: bool,
    shared: bool,
) -> None:
    store = opened()
    store.add([article, *([replace(article, id="other")] if shared else [])])
    lost_answers(monkeypatch, arrives, 1)
    if arrives:
        removed = store.remove(article.id, "action")
        assert removed is not None
        assert removed.text_stays == shared
        assert "postil.restore('action')" in removed.back
    else:
        with pytest.raises(Unsure):
            store.remove(article.id, "action")
        assert opened().article(article.id) == article


def test_a_resent_change_tells_of_the_part_that_did_not_fit_and_of_others(
    opened: Callable[..., PostgresStore], article: Article, adding: Adding
) -> None:
    one, other, change = opened(), opened(), adding(0, 9)
    one.apply(article, change)
    other.load(article.id)
    tag = change.added[0]
    theirs = Change(new_id(), "a", "ana", now(), removed=(tag,), added=(replace(tag, label="x"),))
    one.apply(article, theirs)
    mine = replace(adding(25), removed=(tag,))
    mine = replace(mine, added=(*mine.added, replace(tag, label="y")))
    saved = other.apply(article, mine)
    assert [one.theirs for one in saved.conflicts] == [theirs.added[0]]
    later = adding(30, annotator="ben")
    one.apply(article, later)
    again = other.apply(article, mine)
    assert (again.change, again.conflicts) == (saved.change, saved.conflicts)
    assert again.outside is not None
    assert again.outside.added == later.added


def test_whoever_listens_hears_the_number_of_each_change_that_was_saved(
    database: Database,
    opened: Callable[..., PostgresStore],
    article: Article,
    adding: Adding,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import psycopg

    store = opened("ana")
    with psycopg.connect(database.url, autocommit=True) as listening:
        listening.execute("listen postil")
        store.apply(article, adding(0))
        with monkeypatch.context() as patch:
            lost_answers(patch, False, 9)
            with pytest.raises(Unsure):
                store.apply(article, adding(4))
        store.apply(article, adding(9))
        heard = [int(one.payload) for one in listening.notifies(timeout=60, stop_after=2)]
    seqs = database.run("select seq from postil.change order by seq")
    assert seqs == [(number,) for number in heard]


def test_an_undo_reads_what_was_done_before_a_restart(
    opened: Callable[..., PostgresStore], article: Article, adding: Adding
) -> None:
    for name, start in (("ana", 0), ("ben", 25), ("ana", 9)):
        opened("ana").apply(article, adding(start, annotator=name))
    store = opened("ana")

    def save(about: Article, change: Change) -> None:
        store.apply(about, change)

    session = Session(
        article, store.load(article.id), "ana", save, new_id, now,
        lambda: store.history(article.id), "", store.text,
    )  # fmt: skip
    session.undo()
    session.undo()
    left = opened("ana").load(article.id).annotations.values()
    assert [(tag.start, tag.annotator) for tag in left] == [(25, "ben")]
    assert [change.kind for change in opened("ana").history(article.id)][3:] == ["undo", "undo"]


def test_who_may_only_read_is_told_so_before_anything_is_done(
    database: Database, opened: Callable[..., PostgresStore], root: Path, article: Article
) -> None:
    opened().add([article])
    role = database.role("reader")
    quoted = f'"{role}"'
    database.run(f"grant usage on schema postil to {quoted}")
    database.run(f"grant select on all tables in schema postil to {quoted}")
    store = postgres_store(database.url_as(role), root)
    assert store.article(article.id) == article
    refused = store.refusal(article.id)
    assert refused is not None
    assert "only read" in refused.message
    with pytest.raises(StoreError):
        store.amend(article.id, {"title": "Another"})
    database.run(f"drop owned by {quoted}")
