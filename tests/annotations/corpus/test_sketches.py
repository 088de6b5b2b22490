"""What splitting works out of texts is worked out once, and again wherever it may be another."""

import shutil
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from annotations.article import Article
from annotations.corpus import sketches
from annotations.corpus.sketches import VERSION, Sketches
from annotations.dataset.subjects import Subject, groups, likeness, subject
from annotations.example import Example

TEXTS = (
    "Harbour talks\n\nThe mayor of Oslin said on Monday that the harbour will open in May again.",
    "Harbour talks\n\nThe mayor of Oslin said on Monday that the harbour will open in May. Again.",
    "Read more:\n\nA bridge is closed. Nobody in Port Anse knows for how long it will be.",
)


def example(number: int, text: str) -> Example:
    return Example(Article(f"a{number}", "T", text))


EXAMPLES = tuple(example(number, text) for number, text in enumerate(TEXTS))


def split(root: Path, found: tuple[Example, ...] = EXAMPLES) -> tuple[list[Subject], list[int]]:
    kept = Sketches(root)
    subjects = [subject(one, kept.likeness) for one in found]
    return subjects, kept.groups(subjects)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "p" / ".postil"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is worked out anew: the text of each article, and `groups`."""
    said: list[str] = []

    def of(one: Example) -> sketches.Likeness:
        said.append(one.article.text)
        return likeness(one)

    def grouped(subjects: list[Subject]) -> list[int]:
        said.append("groups")
        return groups(subjects)

    monkeypatch.setattr(sketches, "likeness", of)
    monkeypatch.setattr(sketches, "groups", grouped)
    return said


def test_what_has_not_changed_is_not_worked_out_again(root: Path, worked_out: list[str]) -> None:
    plain = [subject(one) for one in EXAMPLES]
    assert split(root) == (plain, groups(plain))
    assert worked_out == [*TEXTS, "groups"]
    assert split(root) == (plain, groups(plain))
    assert worked_out == [*TEXTS, "groups"]


def test_what_is_new_or_has_changed_is(root: Path, worked_out: list[str]) -> None:
    split(root)
    worked_out.clear()
    more = (*EXAMPLES[:2], example(2, "Another text."), example(3, "A fourth."))
    plain = [subject(one) for one in more]
    assert split(root, more) == (plain, groups(plain))
    assert worked_out == ["Another text.", "A fourth.", "groups"]


@pytest.mark.parametrize("spoil", [b"", b"\xc1", b"\x80", msgspec.msgpack.encode({"texts": 3})])
def test_a_spoilt_cache_is_none(root: Path, spoil: bytes, worked_out: list[str]) -> None:
    first = split(root)
    (root / "cache" / "sketches.msgpack").write_bytes(spoil)
    assert split(root) == first
    assert worked_out == [*TEXTS, "groups"] * 2


def test_a_byte_changed_anywhere_in_it_is_noticed(root: Path) -> None:
    first = split(root)
    file = root / "cache" / "sketches.msgpack"
    data = file.read_bytes()
    for at in range(len(data)):
        file.write_bytes(bytes([*data[:at], data[at] ^ 1, *data[at + 1 :]]))
        assert split(root) == first


def test_a_cache_from_elsewhere_is_not_believed(root: Path, worked_out: list[str]) -> None:
    split(root)
    elsewhere = root.parent.parent / "q" / ".postil"
    shutil.copytree(root, elsewhere)
    split(elsewhere)
    assert worked_out == [*TEXTS, "groups"] * 2


def test_where_the_disk_takes_nothing_all_is_worked_out(root: Path) -> None:
    (root / "cache").write_text("in the way")
    assert split(root)[1] == [0, 0, 2]


def test_another_likeness_is_another_version() -> None:
    """Whoever changes what texts are known again by gives `VERSION` another number, and this."""
    subjects = [subject(one) for one in EXAMPLES]
    said = msgspec.msgpack.encode([subjects, groups(subjects)])
    assert (VERSION, sha256(said).hexdigest()[:16]) == ("1", "396d9d16975edfaf")
