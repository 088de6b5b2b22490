"""Lists of a database: what is looked at again, and what is believed, whatever happens."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import Away
from annotations.store.protocol import Store
from annotations.store.tiny import TinyStore
from tests.annotations.store.scanned import Later

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres import seen
from annotations.store.postgres.opening import opened


@pytest.fixture
def store(database: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the database as programs do that have each a folder of their own, `name`."""
    made = []

    def one(name: str = "mine", layer: str = "") -> Any:
        made.append(store := opened(database.url, tmp_path / name / ".postil").layer(layer))
        return store

    yield one
    for store in made:
        store.close()


@pytest.fixture
def nothing_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing else were done on the server, which tests share, so that looks are exact."""
    alone = seen._NEWS.replace("pg_snapshot_xmin", "pg_snapshot_xmax")
    monkeypatch.setattr(seen, "_NEWS", alone)


def articles(names: str) -> list[Article]:
    return [Article(name, name.upper(), f"The text of {name}.") for name in names]


def ids(store: Store) -> str:
    return "".join(row.id for row in store.listing().rows)


RENAMED = """
    update postil.article set body = jsonb_set(body::jsonb, '{title}', '"New"')::json"""
OF_A = " where id = 'a'"


@pytest.mark.parametrize("careful", [True, False])
def test_what_a_slow_transaction_wrote_is_seen_once_it_is_over(
    store: Callable[..., Any], database: Any, monkeypatch: pytest.MonkeyPatch, careful: bool
) -> None:
    import psycopg

    if not careful:  # the control: as if every transaction with a lower number were over
        naive = seen._NEWS.replace("pg_snapshot_xmin", "pg_snapshot_xmax")
        monkeypatch.setattr(seen, "_NEWS", naive)
    store("other").add(articles("ab"))
    reader = store()
    assert ids(reader) == "ab"
    with psycopg.connect(database.url) as slow:
        slow.execute(f"{RENAMED}, xact = pg_current_xact_id() {OF_A}")
        store("other").add(articles("c"))
        assert ids(reader) == "abc"
        slow.commit()
        titles = {row.title for row in reader.listing().rows}
        assert ("New" in titles) == careful


def test_of_another_database_in_its_place_nothing_old_is_believed(
    store: Callable[..., Any], database: Any
) -> None:
    store("other").add(articles("abc"))
    reader = store()
    assert ids(reader) == "abc"
    database.run("drop schema postil cascade")
    store("another").add(articles("cz"))
    assert ids(reader) == "cz"
    assert reader.totals().articles == 2


def test_where_transactions_count_from_before_everything_is_read_again(
    store: Callable[..., Any], database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store("other").add(articles("abc"))
    reader = store()
    assert ids(reader) == "abc"
    database.run(RENAMED + OF_A)  # what a copy of before would have, under the same numbers
    assert "New" not in {row.title for row in reader.listing().rows}
    earlier = seen._NEWS.replace("pg_snapshot_xmin(pg_current_snapshot())", "3")
    monkeypatch.setattr(seen, "_NEWS", earlier)
    database.run("update postil.article set xact = '2' where id = 'a'")
    assert "New" in {row.title for row in reader.listing().rows}


@pytest.mark.usefixtures("nothing_under_way")
def test_a_first_look_that_is_cut_short_goes_on_where_it_was(
    store: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "_PAGE", 2)
    other = store("other")
    other.add(articles("abcdefg"))
    reader = store()
    really, asked = seen.Seen._page, list[str | None]()

    def failing(self: Any, wanted: str, after: str | None = None, **more: Any) -> Any:
        asked.append(after)
        if len(asked) in (3, 6):  # the sixth asks what changed meanwhile
            raise Away("The server is away.", "Wait.")
        return really(self, wanted, after, **more)

    monkeypatch.setattr(seen.Seen, "_page", failing)
    assert ids(reader) == "abcd"
    other.remove("b", "away")
    assert ids(reader) == "abcdefg"
    assert ids(reader) == "acdefg"
    assert asked == [None, "b", "d", "d", "f", None, None]


def test_while_the_server_is_away_lists_tell_what_is_known_and_that(
    store: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    store("other").add(articles("ab"))
    reader = store()
    assert ids(reader) == "ab"

    def away(*_: Any) -> Any:
        raise Away("The server is away.", "Wait.")

    monkeypatch.setattr(reader._database, "reading", away)
    assert ids(reader) == "ab"
    assert [error.message for error in reader.totals().unread] == ["The server is away."]
    with pytest.raises(Away):
        reader.listed("a")
    monkeypatch.undo()
    assert reader.totals().unread == ()


def test_an_article_that_cannot_be_read_is_named_until_it_can_also_by_the_next_program(
    store: Callable[..., Any], database: Any
) -> None:
    store("other").add(articles("abc"))
    reader = store()
    assert ids(reader) == "abc"
    held = database.run("select body from postil.article where id = 'b'")[0][0]
    change = "update postil.article set body = %s, xact = pg_current_xact_id() where id = 'b'"
    from psycopg.types.json import Json

    database.run(change, (Json({"id": "b"}),))
    for program in (reader, store()):
        assert ids(program) == "ac"
        (error,) = program.totals().unread
        assert "b in the database is damaged" in error.message
        assert program.unread().may_be(articles("b")[0], None).message == error.message
        program.close()
    database.run(change, (Json(held),))
    for program in (reader, store()):
        assert ids(program) == "abc"
        assert program.totals().unread == ()
    layered = store("of a layer", "ana")
    assert ids(layered) == "abc"
    database.run("insert into postil.layer select 'c', '', digest from postil.article limit 1")
    database.run(
        "insert into postil.annotation values ('c', '', 'x', 'actor', 'model', 'suggested', '{}')"
    )
    assert ids(layered) == "ab"
    assert "c in the database is damaged" in layered.totals().unread[0].message


def test_an_index_that_was_closed_in_its_first_look_begins_anew(
    store: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "_PAGE", 2)
    store("other").add(articles("abcde"))
    reader, really = store(), seen.Seen._page

    def failing(self: Any, wanted: str, after: str | None = None, **more: Any) -> Any:
        if after == "b":
            raise Away("The server is away.", "Wait.")
        return really(self, wanted, after, **more)

    monkeypatch.setattr(seen.Seen, "_page", failing)
    assert ids(reader) == "ab"
    reader.close()
    reader._index._file.unlink()  # as on a disk that keeps nothing
    monkeypatch.setattr(seen.Seen, "_page", really)
    assert ids(reader) == "abcde"


@pytest.mark.usefixtures("nothing_under_way")
def test_only_what_changed_is_asked_for_also_by_the_next_program(
    store: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, really, read = store("other"), seen.Seen._page, list[str]()

    def counting(self: Any, *given: Any, **more: Any) -> Any:
        rows = really(self, *given, **more)
        read.extend(row.id for row in rows)
        return rows

    monkeypatch.setattr(seen.Seen, "_page", counting)
    other.add(articles("abcdef"))
    reader = store()
    assert ids(reader) == "".join(read) == "abcdef"
    assert ids(reader) == "abcdef"
    reader.close()
    other.amend("c", {"title": "New"})
    other.remove("e", "away")
    del read[:]
    assert ids(store()) == "abcdf"
    assert read == ["c", "e"]


def test_an_index_of_files_is_not_taken_for_one_of_the_database(
    store: Callable[..., Any], tmp_path: Path
) -> None:
    files = TinyStore(tmp_path / "mine" / ".postil", Later())
    files.add(articles("xy"))
    files.refresh()
    files.close()
    store("other").add(articles("ab"))
    reader = store()
    assert ids(reader) == "ab"
    reader.close()
    assert ids(TinyStore(tmp_path / "mine" / ".postil", Later())) == "xy"


def test_in_a_team_lists_tell_of_ones_own_tags_and_what_waits_for_all(
    team: Any, tmp_path: Path
) -> None:
    def store(name: str, layer: bool = True) -> Any:
        role = team.role(name)
        made = opened(team.database.url_as(role), tmp_path / name / ".postil")
        team.stack.callback(made.close)
        return made.layer(role) if layer else made

    ana, ben, dora = store("ana"), store("ben"), store("dora", layer=False)
    ana.add(articles("ab"))
    listed = {row.id for row in ana.listing().rows}
    assert {"a", "b"} <= listed == {row.id for row in ben.listing().rows}

    def change(store: Any, id: str, **what: Any) -> None:
        store.load(id)
        store.apply(articles(id)[0], Change(new_id(), new_id(), "x", now(), **what))

    waits = Annotation(new_id(), 0, 3, "actor", "model:x", verdict="suggested", origin="model:x")
    change(dora, "a", added=(waits,), status=("open", "done"))
    change(ana, "b", added=(Annotation(new_id(), 0, 3, "date", "ana"),), status=("open", "done"))
    for one, tags, suggestions, done in ((ana, 1, 1, 1), (ben, 0, 1, 0), (dora, 0, 1, 1)):
        totals = one.totals()
        assert (totals.annotations, totals.suggestions) == (tags, suggestions)
        assert totals.status.get("done", 0) == done
    change(dora, "a", removed=(waits,), added=(replace(waits, verdict="rejected"),))
    assert [one.totals().suggestions for one in (ana, ben, dora)] == [0, 0, 0]
    dora.remove("b", "away")
    assert listed - {"b"} == {row.id for row in ana.listing().rows}
    assert ana.totals().annotations == 0
