"""The lessons, done as they say: each ends with its own keys, and not before the disk has them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.project import Project
from annotations.sources.reading_list import ReadingList
from tests.tui.reading.script import Script
from tui.commands.practice import practice
from tui.practice.lessons import LESSONS, Lessons
from tui.remembered import Remembered, keep, recalled


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[Project, ReadingList]]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with practice() as made:
        yield made


@pytest.fixture
def script(pair: tuple[Project, ReadingList]) -> Script:
    texts = [one.read().text for one in pair[1].references]
    return Script(*texts, suggests=True)


KEYS = (
    "/ T o l l a n d enter escape a",
    "a u",
    "n enter",
    "n x",
    "W e enter",
    "/ f i r s t enter escape QUOTATION q s",
    "/ P e n n enter escape A enter",
    "/ t o w e r enter n",
    "escape tab S",
    "M",
)


def test_each_lesson_ends_with_its_keys_and_no_other_does(script: Script) -> None:
    lessons = Lessons()
    assert not lessons.look(script.reading)
    for number, keys in enumerate(KEYS):
        *before, last = keys.split()
        for key in before:
            if key == "QUOTATION":
                while not script.selected.endswith("”"):
                    script.press("e")
                continue
            script.press(key)
            assert not lessons.look(script.reading), (LESSONS[number].title, key)
        script.quick = False
        script.press(last)
        if script.saves:
            assert not lessons.look(script.reading), "before it is on the disk"
        script.quick = True
        script.save()
        assert lessons.look(script.reading), LESSONS[number].title
        assert lessons.number == number + 1
    assert lessons.lesson is None
    assert not lessons.look(script.reading)


def test_what_an_earlier_lesson_asked_for_does_not_end_a_later_one(script: Script) -> None:
    lessons = Lessons()
    lessons.look(script.reading)
    script.type("n enter n x")
    for number, lesson in enumerate(LESSONS):
        ended = lesson.title in ("Tag a name", "Take what is suggested", "Turn one down")
        lessons.number = number
        assert lessons.look(script.reading) is ended or lesson.title == "Tag a name"
        lessons._begin({id: [] for id in script.sessions})


def test_nothing_of_a_practice_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with practice() as (project, reading):
        folder = project.folder
        assert [one.read().meta.published for one in reading.references] == [
            "2032-02-04",
            "2032-02-03",
        ]
        assert not project.is_there
        keep(Remembered(active="x"), folder)
        assert recalled(folder).active == "x"
    assert not folder.exists()
    assert recalled(folder) == Remembered()
    assert not [path for path in (tmp_path / "state").rglob("*") if path.is_file()]
