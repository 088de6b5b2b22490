"""A project's small files in a database are what they would be on a disk, for all at once."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.disk.added_lines import AddedLines
from annotations.disk.files import Files
from annotations.disk.system import System
from annotations.entity import Entity
from annotations.errors import Away, Refused
from annotations.guidelines import Guidelines
from annotations.store.entity_files import EntityFiles
from annotations.store.folders import Folders, layer_name
from tests.together import at_once

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres.connection import Limits, Server  # noqa: E402
from annotations.store.postgres.database import Database  # noqa: E402
from annotations.store.postgres.stored_files import StoredFiles  # noqa: E402

ROOT = Path("/nowhere/.postil")
PATIENT = Limits(idle=60.0, lock=61.0, statement=62.0, answer=63.0)
"""A machine that is busy is not what is tested here."""


class Line(msgspec.Struct, frozen=True):
    by: str
    number: int


@pytest.fixture(scope="module")
def url(databases: Callable[[], Any]) -> Iterator[str]:
    """One database for all examples, each of which has a folder of its own."""
    with databases() as made:
        yield made.url


@pytest.fixture
def opened(database: Any) -> Iterator[Callable[..., StoredFiles]]:
    """Opens the files as another program does."""
    servers = []

    def made(annotator: str = "", root: Path = ROOT) -> StoredFiles:
        servers.append(server := Server(database.url, PATIENT))
        return StoredFiles(Database(server), root, annotator)

    yield made
    for server in servers:
        server.close()


SAVED = st.sampled_from(["one.json", "two/one.json", "two.json", "\u6f22 %_.json", "both"])
ADDED = st.sampled_from(["one.jsonl", "two/one.jsonl", "both"])
BODIES = st.binary(max_size=9) | st.sampled_from([b"", b"\n", b"a\n", b"\0", b"a\nb"])
DONE = st.lists(
    st.tuples(st.just("save"), SAVED, BODIES) | st.tuples(st.just("append"), ADDED, BODIES),
    max_size=12,
)


class Quick(System):
    """A disk that need not last."""

    fsync = staticmethod(lambda handle: None)


@given(done=DONE, home=st.sampled_from(["", "ana"]))
def test_they_are_what_they_would_be_on_a_disk(
    url: str, done: list[tuple[str, str, bytes]], home: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        disk, root = Quick().within(Path(folder)), Path(folder) / ".postil"
        one, other = (StoredFiles(Database(Server(url)), root, "ana") for _ in range(2))
        at = Folders(root, layer_name(home)).home / Path(folder).name
        known: dict[str, Any] = {}
        for number, (way, name, body) in enumerate(done):
            here, there = (one, other) if number % 2 else (other, one)
            for files in (disk, here):
                getattr(files, way)(at / name, body)
            assert there.read_file(at / name) == disk.read_file(at / name)
            found = there.read_new(at, ".json", {n: state for n, (state, _) in known.items()})
            for where, (state, data) in found.items():
                if data is None:
                    assert known[where][0] == state
                else:
                    assert not isinstance(data, OSError)
                    known[where] = state, data
            expected = {p.name: p.read_bytes() for p in at.glob("*.json") if p.is_file()}
            assert {name: data for name, (_, data) in known.items()} == expected
            assert found.keys() == known.keys()
        for name in ("one.json", "one.jsonl", "both", "gone"):
            assert one.has(at / name) == disk.has(at / name)
        for files in (one, other):
            files._database.server.close()


def test_what_several_add_at_once_is_all_there_and_stays_where_it_was_read(
    opened: Callable[..., StoredFiles],
) -> None:
    path, seen = ROOT / "team" / "deal.jsonl", list[list[Line]]()

    def adding(name: str) -> Callable[[], None]:
        lines = AddedLines(opened(), path, Line)
        return lambda: [lines.add([Line(name, n), Line(name, -n)]) for n in range(12)] and None

    reader = AddedLines(opened(), path, Line)
    reading = partial(seen.extend, (reader.read() for _ in range(9)))
    at_once(*map(adding, ("ana", "ben", "eve")), reading)
    whole = reader.read()
    for name in ("ana", "ben", "eve"):
        assert [line.number for line in whole if line.by == name] == [
            number for n in range(12) for number in (n, -n)
        ]
    assert all(before == whole[: len(before)] for before in seen)


def test_two_who_say_something_of_one_entity_at_once_lose_nothing(
    opened: Callable[..., StoredFiles],
) -> None:
    names = [f"wording {n}" for n in range(8)]

    def saying(mine: list[str]) -> Callable[[], None]:
        files = EntityFiles(ROOT, opened())

        def said() -> None:
            for name in mine:
                files.put(Entity("council", "Council", (name,)))
                files.put(Entity(name.replace(" ", "-"), name))

        return said

    reader = EntityFiles(ROOT, opened())
    assert reader.all() == {}
    at_once(saying(names[::2]), saying(names[1::2]))
    found = reader.all()
    assert found["council"].variants == tuple(names)
    assert len(found) == 9


def test_without_turns_one_of_two_would_be_lost(
    opened: Callable[..., StoredFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: both read before either writes, as the lock keeps them from doing."""
    monkeypatch.setattr("annotations.store.postgres.stored_files._lock", lambda *_: None)
    both = Barrier(2)

    def saying(name: str) -> Callable[[], None]:
        files = EntityFiles(ROOT, opened())

        def do(held: Entity | None) -> Entity:
            both.wait(60)
            return Entity("council", "Council", (*(held.variants if held else ()), name))

        return lambda: files.change("council", do) and None

    at_once(saying("one"), saying("two"))
    assert len(EntityFiles(ROOT, opened()).all()["council"].variants) == 1


def test_an_annotators_own_files_are_apart_from_what_all_share(
    opened: Callable[..., StoredFiles],
) -> None:

    def entities(annotator: str, of: str) -> EntityFiles:
        return EntityFiles(Folders(ROOT, layer_name(of)).home, opened(annotator))

    entities("ana", "ana").put(Entity("oran", "Oran"))
    entities("ben", "ben").put(Entity("oran", "Minister Oran"))
    entities("ben", "").put(Entity("settled", "Settled"))
    assert entities("ana", "ana").all() == {"oran": Entity("oran", "Oran")}
    assert entities("ben", "ben").all()["oran"].name == "Minister Oran"
    assert entities("ana", "").all().keys() == {"settled"}


def test_a_folder_is_read_anew_only_where_something_is(
    opened: Callable[..., StoredFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.postgres.stored_files._AT_ONCE", 3)
    writer, files = EntityFiles(ROOT, opened()), opened()
    for n in range(10):
        writer.put(Entity(f"e{n}", f"E {n}"))
    first = files.read_new(ROOT / "entities", ".json", {})
    assert len(first) == 10
    assert all(data for _, data in first.values())
    writer.put(Entity("e3", "E 3", ("more",)))
    known = {name: state for name, (state, _) in first.items()}
    again = files.read_new(ROOT / "entities", ".json", known)
    assert [name for name, (_, data) in again.items() if data] == ["e3.json"]


def test_a_file_that_is_the_same_still_is_not_sent_again(
    opened: Callable[..., StoredFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.store.postgres import stored_files

    path, reader, writer = ROOT / "kept" / "lines.jsonl", opened(), opened()
    writer.append(path, b"one")
    assert reader.read_file(path) == b"one\n"
    with monkeypatch.context() as patch:
        patch.setattr(stored_files, "_READ", "select '\\x78'::bytea")  # what would be sent
        assert reader.read_file(path) == b"one\n"
        assert writer.read_file(path) == b"x"
    writer.append(path, b"two")
    assert reader.read_file(path) == b"one\ntwo\n"
    writer.save(path, b"new")
    assert reader.read_file(path) == b"new"
    monkeypatch.setattr(stored_files, "_HELD", 1)
    writer.save(path.with_name("other"), b"other")
    assert reader.read_file(path.with_name("other")) == b"other"
    assert reader.read_file(path) == b"new"
    assert len(reader._read) == 1


def test_where_the_server_is_away_what_is_known_holds_and_that_is_told(
    opened: Callable[..., StoredFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = opened()
    entities = EntityFiles(ROOT, files)
    entities.put(Entity("oran", "Oran"))
    assert entities.problems() == {}

    def away(*_: Any) -> Any:
        raise Away("The server is away.", "Wait.")

    monkeypatch.setattr(files._database, "reading", away)
    found, problems = entities.read()
    assert found.keys() == {"oran"}
    assert [error.message for error in problems.values()] == ["The server is away."]
    monkeypatch.undo()
    assert entities.read() == ({"oran": Entity("oran", "Oran")}, {})


def test_a_version_of_a_guideline_is_kept_once_and_read_by_all(
    opened: Callable[..., StoredFiles], tmp_path: Path
) -> None:
    from annotations.annotation import Annotation

    data = tmp_path / ".postil"
    (tmp_path / "guidelines").mkdir()
    (tmp_path / "guidelines" / "actor.md").write_text("Who acts.\n")
    one = Guidelines(tmp_path, data, opened(root=data))
    digest = one.digest("actor")
    one.keep([Annotation("1", 0, 3, "actor", "ana", guideline=digest)])
    (tmp_path / "guidelines" / "actor.md").write_text("Who acts, or does not.\n")
    other = Guidelines(tmp_path, data, opened(root=data))
    assert other.version(digest) == "Who acts.\n"
    assert other.version(other.digest("actor")) is None
    assert not data.exists()


def test_annotators_add_to_what_all_agree_on_and_to_their_own_and_to_nothing_else(
    team: Any,
) -> None:
    path = ROOT / "team" / "deal.jsonl"

    def files(name: str) -> StoredFiles:
        role = team.role(name)
        server = Server(team.database.url_as(role))
        team.stack.callback(server.close)
        return StoredFiles(Database(server), ROOT, role)

    ana, ben = files("ana"), files("ben")
    ana.append(path, b"first")
    ben.append(path, b"second")
    assert ana.read_file(path) == b"first\nsecond\n"
    version = ROOT / "guidelines" / "0123.md"
    for one in (ana, ben):
        one.save(version, b"Who acts.")
    assert ben.read_file(version) == b"Who acts."
    own = Folders(ROOT, layer_name(team.role("ana"))).home / "entities" / "oran.json"
    ana.save(own, b"{}")
    assert ana.read_file(own) == b"{}"
    assert ben.read_file(own) is None
    refused = [
        lambda: ben.save(path, b"mine"),
        lambda: ben.save(version, b"Somebody else."),
        lambda: ben.save(ROOT / "entities" / "oran.json", b"{}"),
    ]
    insert = "insert into postil.file (layer, path, body) values ('', %s, 'mine')"
    for name in ("team/deal.jsonl", *(f"team/deal.jsonl/{n:012}" for n in (0, 1, 2, 4))):
        refused.append(partial(team.connected("ben").execute, insert, (name,)))
    for attempt in refused:
        with pytest.raises((Refused, psycopg.Error)):
            attempt()
    assert ana.read_file(path) == b"first\nsecond\n"


def test_it_is_one_of_the_kinds_of_files(opened: Callable[..., StoredFiles]) -> None:
    kinds: list[Files] = [opened(), System().within(ROOT.parent)]
    assert [kind.in_git for kind in kinds] == [False, True]
