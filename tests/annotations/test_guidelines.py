"""What guidelines say: read once and when they change, never through a link, and kept for good."""

import os
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.disk.system import System
from annotations.errors import Refused
from annotations.guidelines import Guideline, Guidelines, digest_of, file_name
from annotations.suggestion import Candidate
from tests.annotations.sitting import Sitting

TEXT = "# Actor\n\nThe bare name: *Verrin*, never “Mayor Verrin”.\n"


class Counting(System):
    """Counts what is opened and fails to save where it is told to."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.full = False

    def read_file(self, path: Path, largest: int | None = None) -> bytes | None:
        self.opened.append(path.name)
        return super().read_file(path, largest)

    def save(self, path: Path, data: bytes) -> None:
        if self.full:
            raise Refused("The disk is full.", "Free some space, then try again.")
        super().save(path, data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "guidelines").mkdir()
    return tmp_path


def _of(folder: Path, system: System | None = None) -> Guidelines:
    return Guidelines(folder, folder / ".postil", system=system)


def _tag(digest: str) -> Annotation:
    return Annotation("1", 0, 4, "actor", "ana", guideline=digest)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("actor", "actor.md"),
        ("Ä person", "Ä person.md"),
        ("a/b", "a%2Fb.md"),
        ("..", "...md"),
        ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd.md"),
        ("x\x1b[2Jy\n", "x%1B[2Jy%0A.md"),
    ],
)
def test_a_label_leads_to_a_file_in_the_folder_of_guidelines(
    folder: Path, label: str, name: str
) -> None:
    assert file_name(label) == name
    assert _of(folder).path(label) == folder / "guidelines" / name
    (folder / "guidelines" / name).write_text(TEXT)
    assert _of(folder).of(label).text == TEXT


@pytest.mark.parametrize(
    "data", [TEXT.encode(), TEXT.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + TEXT.encode()]
)
def test_two_clones_have_one_digest_whatever_their_line_ends(folder: Path, data: bytes) -> None:
    (folder / "guidelines" / "actor.md").write_bytes(data)
    assert _of(folder).of("actor") == Guideline(TEXT, digest_of(TEXT))
    assert digest_of("abc") == "ba7816bf8f01cfea"


@pytest.mark.parametrize("data", [None, b"", b" \n\n"])
def test_a_label_without_words_has_no_guideline(folder: Path, data: bytes | None) -> None:
    if data is not None:
        (folder / "guidelines" / "actor.md").write_bytes(data)
    assert _of(folder).of("actor") == Guideline()


def _outside(file: Path) -> None:
    other = file.parent.parent / "secret.txt"
    other.write_text("not for you")
    file.symlink_to(other)


def _linked_folder(file: Path) -> None:
    elsewhere = file.parent.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / file.name).write_text("not for you")
    file.parent.rmdir()
    file.parent.symlink_to(elsewhere)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (_outside, "is a link, and postil follows no links inside a project."),
        (_linked_folder, "is a link, and postil follows no links inside a project."),
        (lambda file: os.mkfifo(file), "is a pipe where a file should be."),
        (lambda file: file.mkdir(), "is a folder where a file should be."),
        (lambda file: file.write_bytes(b"caf\xe9"), "guidelines/actor.md is not in UTF-8."),
        (lambda file: file.write_bytes(b"a" * 1_100_000), "is larger than 1 MB."),
    ],
)
def test_what_is_no_text_of_the_project_is_not_read_and_says_why(
    folder: Path, make: object, problem: str
) -> None:
    make(folder / "guidelines" / "actor.md")  # type: ignore[operator]
    found = _of(folder).of("actor")
    assert (found.text, found.digest) == ("", "")
    assert found.problem.endswith(problem)


def test_a_file_is_read_once_and_again_where_it_has_changed(folder: Path) -> None:
    system, file = Counting(), folder / "guidelines" / "actor.md"
    found = _of(folder, system)
    assert [found.digest("actor"), found.digest("actor")] == ["", ""]
    assert not system.opened  # where there is none, nothing is opened
    file.write_text(TEXT)
    assert {found.digest("actor") for _ in range(9)} == {digest_of(TEXT)}
    assert system.opened == ["actor.md"]
    file.write_text("Names only.")
    assert found.digest("actor") == digest_of("Names only.")
    file.unlink()
    assert found.digest("actor") == ""


def test_the_text_of_a_version_is_kept_before_a_tag_bears_it(folder: Path) -> None:
    file, digest = folder / "guidelines" / "actor.md", digest_of(TEXT)
    file.write_text(TEXT)
    found = _of(folder)
    found.keep([_tag(found.digest("actor")), _tag("")])
    file.write_text("Something else.")
    assert (folder / ".postil" / "guidelines" / f"{digest}.md").read_text() == TEXT
    assert _of(folder).version(digest) == TEXT


def test_where_a_version_cannot_be_kept_that_is_told_and_tried_again(folder: Path) -> None:
    system = Counting()
    (folder / "guidelines" / "actor.md").write_text(TEXT)
    found = _of(folder, system)
    tags, system.full = [_tag(found.digest("actor"))], True
    with pytest.raises(Refused, match="full"):
        found.keep(tags)
    system.full = False
    found.keep(tags)
    assert found.version(tags[0].guideline) == TEXT


def test_a_tag_that_waited_over_a_restart_has_its_version_kept(folder: Path) -> None:
    (folder / "guidelines" / "actor.md").write_text(TEXT)
    tag = _tag(_of(folder).digest("actor"))
    again = _of(folder)
    again.keep([tag])
    assert again.version(tag.guideline) == TEXT


@pytest.mark.parametrize("digest", ["", "0123456789abcdef", "../../secret", "0" * 15, "A" * 16])
def test_a_version_that_was_not_kept_is_unknown(folder: Path, digest: str) -> None:
    (folder / "secret.md").write_text("not for you")
    _of(folder).keep([_tag(digest)])  # as from a file of somebody else
    assert _of(folder).version(digest) is None
    assert not (folder / ".postil").exists()


def test_a_version_that_was_changed_by_hand_is_not_passed_off_as_it_was(folder: Path) -> None:
    kept = folder / ".postil" / "guidelines" / f"{digest_of(TEXT)}.md"
    kept.parent.mkdir(parents=True)
    kept.write_text("Something else.")
    assert _of(folder).version(digest_of(TEXT)) is None


# What a session writes


@pytest.fixture
def now() -> dict[str, str]:
    return {"actor": "a1", "date": "d1"}


@pytest.fixture
def sitting(now: dict[str, str]) -> Sitting:
    made = Sitting()
    made.session._guideline = lambda label: now.get(label, "")
    return made


def _made(change: Change) -> list[tuple[str, str]]:
    return [(tag.label, tag.guideline) for tag in change.added]


def test_a_tag_bears_the_guideline_it_was_made_or_last_changed_under(
    sitting: Sitting, now: dict[str, str]
) -> None:
    session = sitting.session
    made = sitting.tag("Ann Lee", "actor")
    id = made.added[0].id
    assert _made(made) == [("actor", "a1")]
    now["actor"] = "a2"
    assert _made(session.describe(id, note="unsure")) == [("actor", "a1")]
    assert _made(session.fill_in({id: {"entity": "lee"}})) == [("actor", "a1")]
    assert _made(session.describe(id, {"entity": "ann-lee"})) == [("actor", "a2")]
    now["actor"] = "a3"
    assert _made(session.resize(id, (0, 13)) or made) == [("actor", "a3")]
    assert _made(session.undo()[0]) == [("actor", "a2")]
    assert _made(sitting.tag("Ann Lee", "date")) == [("date", "d1")]
    assert _made(sitting.tag("Ann Lee", "proposal")) == [("proposal", "")]
    assert _made(session.annotate_all([(0, 5)], "actor")) == [("actor", "a3")]


def test_a_suggestion_bears_it_once_it_was_taken(sitting: Sitting) -> None:
    one = Candidate(6, 13, "actor", ("rule:name",))
    assert _made(sitting.session.accept(one)) == [("actor", "a1")]
    other = Candidate(32, 38, "date", ("rule:date",))
    assert _made(sitting.session.reject(other)) == [("date", "")]
