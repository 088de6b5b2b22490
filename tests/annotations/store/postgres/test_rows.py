"""What a database has after a change, a removal or a look: rows, once, and whole."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Code, Contents, Link
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import Refused, StoreError, Unsure
from annotations.session import Session
from annotations.store.postgres import articles
from annotations.store.postgres.connection import Server
from annotations.store.postgres.store import PostgresStore
from annotations.store.protocol import Saved
from tests.annotations.store.conftest import postgres_store
from tests.postgres import Database

Adding = Callable[..., Change]
TABLES = ("text", "article", "layer", "annotation", "value", "change", "file", "removed")


@pytest.fixture
def opened(database: Database, root: Path) -> Callable[..., PostgresStore]:
    """Opens a layer of the database, as another program has it."""

    def made(layer: str = "") -> PostgresStore:
        store = postgres_store(database.url, root, layer)
        assert isinstance(store, PostgresStore)
        return store

    return made


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


def someone_waits(database: Database) -> None:
    """Returns when a statement waits for another one in this database."""
    waiting = (
        "select exists(select from pg_stat_activity"
        " where wait_event_type = 'Lock' and datname = current_database())"
    )
    while database.run(waiting) == [(False,)]:
        pass


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


@contextmanager
def whole(opened: Callable[..., PostgresStore], article: Article) -> Iterator[None]:
    """Nothing of the article is other after this than before."""

    def seen() -> list[object]:
        stores = [opened(), opened("ana")]
        return [part for one in stores for part in (one.kept(article.id), one.history(article.id))]

    before = seen()
    yield
    assert seen() == before


@pytest.mark.parametrize("shared", [False, True])
def test_what_is_removed_is_kept_and_comes_back_whole(
    database: Database,
    opened: Callable[..., PostgresStore],
    article: Article,
    adding: Adding,
    shared: bool,
) -> None:
    tags = adding(0, 9)
    first, second = tags.added
    odd = replace(tags, added=(replace(first, note="nul\0nul"), second), coded=(Code("a", "b", 2),))
    opened("ana").apply(article, replace(odd, linked=(Link("to", first.id, second.id),)))
    opened().apply(article, adding(25))
    new = replace(article, text="Once more: " + article.text)
    moved = Change(new_id(), new_id(), "ana", now(), text=(article.digest, new.digest))
    opened().apply(new, moved)
    if shared:
        opened().add([replace(article, id="other"), replace(new, id="another")])
    with whole(opened, article):
        removed = opened("ana").remove(article.id, "action")
        assert removed is not None
        assert removed.text_stays == shared
        assert opened().article(article.id) is None
        assert article.id not in list(opened().ids())
        assert (opened().text(article.digest) is not None) == shared
        ((count,),) = database.run("select postil.restore('action')")
        assert count == 1
    assert opened().totals().articles == (3 if shared else 1)
    # Once is enough, and one that was added again in between stays as it is.
    assert database.run("select postil.restore('action')") == [(0,)]


def test_a_text_that_is_added_again_while_it_is_removed_stays(
    database: Database, opened: Callable[..., PostgresStore], article: Article
) -> None:
    import psycopg

    opened().add([article])
    with psycopg.connect(database.url) as other:
        other.execute(
            "insert into postil.article (id, digest, body) select 'b', digest, body"
            " from postil.article"
        )
        gone: list[object] = []
        thread = Thread(target=lambda: gone.append(opened().remove(article.id, "action")))
        thread.start()
        # It waits for the text's row as long as the other program has not made up its mind.
        someone_waits(database)
        other.commit()
        thread.join()
    assert [one.text_stays for one in gone] == [True]  # type: ignore[attr-defined]
    assert opened().text(article.digest) == article.text


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
