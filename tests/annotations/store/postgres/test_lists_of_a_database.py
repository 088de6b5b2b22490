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
from annotations.errors import Away
from annotations.listing import Listed
from annotations.store.protocol import Store
from annotations.store.tiny import TinyStore
from tests.annotations.store.scanned import Later

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres import seen
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
