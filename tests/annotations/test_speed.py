"""The log of how quickly tags are made: written, read, kept small, and summed."""

from pathlib import Path

import pytest

from annotations import speed
from annotations.speed import Pace, Summary, append, read, summed


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
