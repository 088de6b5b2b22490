"""Entities saved behind the screen: nobody waits, and nothing that failed is forgotten."""

import threading
from pathlib import Path

import pytest

from annotations.disk.system import System
from annotations.entity import Entity, entity
from annotations.errors import Away, Damaged, PostilError, StoreError
from annotations.store.entity_files import EntityFiles
from annotations.store.entity_writer import EntityWriter
from annotations.store.unsent import Unsent

LEE, RAY = entity("ann-lee", "Ann Lee"), entity("bo-ray", "Bo Ray")


class Held(EntityFiles):
    """Files that save nothing before they are let, and what is `broken` never."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.let, self.broken = threading.Event(), dict[str, Exception]()
        self.let.set()

    def put(self, new: Entity) -> Entity:
        assert self.let.wait(10)
        if error := self.broken.get(new.id):
            raise error
        return super().put(new)


class Desk:
    def __init__(self, root: Path) -> None:
        self.files, self.told = Held(root), list[PostilError | None]()
        self.writer = EntityWriter(self.files, self.told.append)

    @property
    def saved(self) -> list[str]:
        return sorted(EntityFiles(self.files.home.parent).all())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / ".postil")


def test_nobody_waits_for_what_is_known_at_once(desk: Desk) -> None:
    desk.files.let.clear()
    desk.writer.put(LEE)
    assert (desk.saved, desk.writer.pending) == ([], 1)
    assert desk.writer.over(desk.files.all()) == {LEE.id: LEE}
    assert not desk.writer.drain(0)
    desk.files.let.set()
    assert desk.writer.drain(10)
    assert (desk.saved, desk.writer.pending, desk.told) == (["ann-lee"], 0, [])


def test_what_is_said_of_one_while_it_is_saved_is_saved_too(desk: Desk) -> None:
    desk.files.let.clear()
    desk.writer.put(LEE)
    desk.writer.put(entity("ann-lee", "Ann Lee", ["Lee"]))
    desk.files.let.set()
    assert desk.writer.drain(10)
    assert desk.files.all()["ann-lee"].names == ("Ann Lee", "Lee")


@pytest.mark.parametrize(
    "error",
    [
        StoreError("It is read-only.", "Wait."),
        OSError(28, "No space left on device"),
        MemoryError(),
    ],
)
def test_what_failed_is_kept_and_tried_again_and_holds_up_nothing(
    desk: Desk, error: Exception
) -> None:
    desk.files.broken["ann-lee"] = error
    for one in (LEE, RAY):
        desk.writer.put(one)
        assert desk.writer.drain(10)
    assert desk.saved == ["bo-ray"]
    assert desk.writer.pending == 1
    assert desk.writer.trouble is desk.told[-1]
    assert desk.told[-1]
    assert desk.writer.over({})["ann-lee"] == LEE
    desk.files.broken.clear()
    desk.writer.retry()
    assert desk.writer.drain(10)
    assert (desk.saved, desk.writer.pending, desk.told[-1]) == (["ann-lee", "bo-ray"], 0, None)


def test_a_damaged_file_is_left_as_it_is(desk: Desk) -> None:
    path = desk.files.path("ann-lee")
    path.parent.mkdir(parents=True)
    path.write_text('{"id": "ann-lee", "name": "Ann')
    desk.writer.put(entity("ann-lee", "Ann Lee", ["Lee"]))
    assert desk.writer.drain(10)
    assert isinstance(desk.writer.trouble, Damaged)
    assert path.read_text() == '{"id": "ann-lee", "name": "Ann'
    path.write_text('{"id": "ann-lee", "name": "Dr. Ann Lee"}')
    desk.writer.retry()
    assert desk.writer.drain(10)
    assert desk.files.all()["ann-lee"].names == ("Dr. Ann Lee", "Ann Lee", "Lee")


def test_of_nothing_there_is_nothing_to_try(desk: Desk) -> None:
    desk.writer.retry()
    assert desk.writer.drain(0)
    assert desk.told == []


def test_while_the_server_is_away_entities_are_kept_and_sent_by_the_next_sitting(
    tmp_path: Path,
) -> None:
    away = Away("The server does not answer.")
    unsent = Unsent(tmp_path / ".postil", System().within(tmp_path))
    files, told = Held(tmp_path / "server"), list[PostilError | None]()
    files.broken = {"ann-lee": away, "bo-ray": away}
    writer = EntityWriter(files, told.append, unsent, pause=3600)
    writer.put(LEE)
    writer.put(entity("ann-lee", "Ann Lee", ["Lee"]))
    writer.put(RAY)
    assert writer.drain(10)
    assert (writer.pending, writer.kept) == (2, 2)
    assert told
    assert isinstance(told[-1], Away)
    # It is killed, and the next one finds the server back.
    again = Unsent(tmp_path / ".postil", System().within(tmp_path))
    assert [one.names for one in again.entities()] == [("Ann Lee", "Lee"), ("Bo Ray",)]
    files.broken = {}
    later = EntityWriter(files, told.append, again, pause=3600)
    later.take_up()
    assert later.drain(10)
    assert sorted(files.all()) == ["ann-lee", "bo-ray"]
    assert files.all()["ann-lee"].names == ("Ann Lee", "Lee")
    assert (later.pending, later.kept, again.entities()) == (0, 0, [])
    writer.retry()
    assert writer.drain(10)


def test_a_server_that_is_back_is_found_without_a_key_and_told_once(tmp_path: Path) -> None:
    unsent = Unsent(tmp_path / ".postil", System().within(tmp_path))
    files, told = Held(tmp_path / "server"), list[PostilError | None]()
    files.broken, sent = {"ann-lee": Away("The server does not answer.")}, threading.Event()

    def note(error: PostilError | None) -> None:
        told.append(error)
        files.broken = {}
        if error is None:
            sent.set()

    EntityWriter(files, note, unsent, pause=0.001).put(LEE)
    assert sent.wait(60)
    assert [isinstance(error, Away) for error in told] == [True, False]
    assert unsent.entities() == []
