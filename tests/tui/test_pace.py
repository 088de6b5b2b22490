"""Keys and seconds from tag to tag."""

from pathlib import Path

from annotations.annotation import Annotation, Change
from annotations.speed import FILE, read
from tui.pace import PaceLog


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
