"""The log of how quickly tags are made: written, read, kept small, and summed."""

from pathlib import Path

import pytest

from annotations import speed
from annotations.annotation import Annotation, Change
from annotations.speed import FILE, Pace, PaceLog, Summary, append, read, summed


def pace(label: str = "actor", source: str = "", keys: float = 2, seconds: float = 1.0) -> Pace:
    return Pace("2031-03-04T05:06:07.890Z", label, source, keys, seconds, 1)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    append(tmp_path, [pace(), pace("date", "rule:date")])
    append(tmp_path, [pace(keys=0.5)])
    assert list(read(tmp_path)) == [pace(), pace("date", "rule:date"), pace(keys=0.5)]


def test_no_log_and_garbled_lines_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / speed.FILE
    assert list(read(tmp_path)) == []
    append(tmp_path, [pace()])
    file.write_bytes(b"\xff\n{}\n" + file.read_bytes() + b'{"at": "cut o')
    assert list(read(tmp_path)) == [pace()]


def test_a_log_that_has_grown_large_loses_its_older_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / speed.FILE
    monkeypatch.setattr(speed, "_LARGEST", 1_000)
    for number in range(100):
        append(tmp_path, [pace(keys=number)])
    kept = [one.keys for one in read(tmp_path)]
    assert kept == list(range(100 - len(kept), 100))
    assert file.stat().st_size < 1_500


def test_paces_are_summed_by_label_and_source() -> None:
    paces = [pace(keys=1), pace(keys=3, seconds=6.5), pace("date", "rule:date", 1, 0.0)]
    assert summed(paces) == [
        Summary("actor", "", 2, 2.0, 3.75, 1.0),
        Summary("date", "rule:date", 1, 1.0, 0.0, 1.0),
        Summary("", "", 3, 5 / 3, 2.5, 1.0),
    ]
    assert summed([]) == []


class Clock:
    """A clock that a test sets."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def tagged(*ids: str, kind: str = "edit", origin: str = "") -> Change:
    tags = tuple(Annotation(id, 0, 3, "actor", "ana", origin=origin) for id in ids)
    return Change("c", "c", "ana", "t", kind, added=tags)  # type: ignore[arg-type]


def test_a_tag_takes_the_keys_and_seconds_since_the_one_before(tmp_path: Path) -> None:
    clock = Clock()
    pace = PaceLog(tmp_path, clock)
    for clock.at in (1.0, 3.0, 100.0, 101.0):  # the pause before 100 does not count
        pace.key()
    pace.met()
    pace.made(tagged("a", origin="rule:name"))
    pace.key()
    pace.made(tagged("b", "c"))
    pace.made(tagged("d", kind="undo"))
    assert not (tmp_path / FILE).exists()
    pace.write()
    found = [(p.source, p.keys, p.seconds, p.met) for p in read(tmp_path)]
    assert found == [("rule:name", 4, 4.0, 1), ("", 0.5, 0.0, 0), ("", 0.5, 0.0, 0)]


def test_a_changed_tag_is_not_a_new_one_and_no_file_is_no_log(tmp_path: Path) -> None:
    pace = PaceLog(tmp_path)
    old = tagged("a").added[0]
    pace.made(Change("c", "c", "ana", "t", removed=(old,), added=(old,)))
    pace.write()
    PaceLog(None).made(tagged("a"))
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_cannot_be_written_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    pace = PaceLog(tmp_path)
    pace.made(tagged("a"))
    pace.write()
