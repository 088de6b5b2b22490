"""Links in a folder that was named are followed where they stay in it, and named where not."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.sources.reading_list import ReadingList, reading_list
from annotations.sources.search import Search
from annotations.sources.source import FileSource

pytestmark = pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article, beside it one that is private."""
    folder = tmp_path / "talks"
    (folder / "strike").mkdir(parents=True)
    (folder / "strike" / "a.txt").write_text("The ferry crews strike.")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "b.txt").write_text("What only I may read.")
    return folder


def texts(found: ReadingList) -> list[str]:
    return [reference.read().text for reference in found.references]


def pipe(at: Path) -> None:
    os.mkfifo(at)


def door(at: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(at.parent, os.O_RDONLY)
        one.bind(f"/proc/self/fd/{here}/{at.name}" if os.path.exists("/proc/self/fd") else str(at))
        os.close(here)


@pytest.mark.parametrize("name", ["c.txt", "c.pdf", "c.jsonl", "c.zip", "c.txt.gz", "c", "sub"])
@pytest.mark.parametrize(
    ("to", "said"),
    {
        "a file": ("../private/b.txt", "is a link to {private}/b.txt, outside {folder},"),
        "a folder": ("../private", "is a link to {private}, outside {folder},"),
        "the root": ("/", "is a link to /, outside {folder},"),
        "a device": ("/dev/zero", "is a link to /dev/zero, outside {folder},"),
        "nothing": ("gone.txt", "is a link that leads nowhere"),
        "nothing outside": ("/gone/gone.txt", "is a link that leads nowhere"),
        "another that leads out": ("out.html", "is a link to {private}/b.txt, outside {folder},"),
    }.values(),
)
def test_a_link_that_leads_out_is_named_and_the_others_are_read(
    folder: Path, name: str, to: str, said: str
) -> None:
    private = folder.parent / "private"
    (folder / name).symlink_to(to)
    if to == "out.html":
        (folder / to).symlink_to(private / "b.txt")
    found = reading_list([folder])
    assert texts(found) == ["The ferry crews strike."]
    told = said.format(folder=folder, private=private)
    assert f"{folder / name} {told} and was left out." in found.notices


def test_links_that_stay_in_it_are_followed_once(folder: Path) -> None:
    (folder / ".kept").mkdir()
    (folder / ".kept" / "c.txt").write_text("The board meets.")
    (folder / "b.txt").symlink_to(".kept/c.txt")
    (folder / "again").symlink_to("strike")
    (folder / "meetings").symlink_to(folder / ".kept")
    (folder / "more").symlink_to("meetings")
    found = reading_list([folder])
    assert sorted(texts(found)) == ["The board meets."] * 2 + ["The ferry crews strike."]
    assert found.notices == ()
    names = {reference.named.source.name for reference in found.references}
    assert names == {str(folder / name) for name in ("b.txt", "meetings/c.txt", "strike/a.txt")}


def test_loops_end(folder: Path) -> None:
    (folder / "strike" / "up").symlink_to("..")
    (folder / "here").symlink_to(".")
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")
    found = reading_list([folder])
    assert texts(found) == ["The ferry crews strike."]
    assert len(found.notices) == 2
    assert all("is a link that leads nowhere" in notice for notice in found.notices)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("name", ["b.txt", "b.pdf", "b.csv", "articles.csv", "b.md", "b.gz", "b"])
@pytest.mark.parametrize("make", [pipe, door])
def test_what_is_no_file_is_named_and_never_opened(
    folder: Path, name: str, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    make(folder / name)
    opened = list[Path]()
    plain = FileSource.open
    monkeypatch.setattr(FileSource, "open", lambda self: (opened.append(self.path), plain(self))[1])
    found = reading_list([folder])
    assert texts(found) == ["The ferry crews strike."]
    assert found.notices == (f"{folder / name} is not a regular file and was left out.",)
    assert folder / name not in opened


def test_nor_is_a_table_read_that_a_link_out_stands_for(folder: Path) -> None:
    table = folder.parent / "private" / "list.csv"
    table.write_text("path,title\nstrike/a.txt,Private\n")
    (folder / "articles.csv").symlink_to(table)
    (found,) = reading_list([folder]).references
    assert found.read().title == "The ferry crews strike."
    (folder / "articles.csv").unlink()
    table.rename(folder / "strike.csv")
    (folder / "articles.csv").symlink_to("strike.csv")
    (found, *_) = reading_list([folder]).references
    assert found.read().title == "Private"


def test_what_a_person_names_is_followed(folder: Path, tmp_path: Path) -> None:
    link, whole = tmp_path / "link.txt", tmp_path / "whole"
    link.symlink_to("private/b.txt")
    whole.symlink_to("talks")
    found = reading_list([link, whole])
    assert texts(found) == ["What only I may read.", "The ferry crews strike."]
    assert found.notices == ()


def test_a_device_that_a_person_names_is_a_sentence() -> None:
    search = Search()
    assert [*search.all([Path("/dev/zero")])] == []
    assert search.notices == ["/dev/zero is not a regular file. Save it to a file first."]
    with pytest.raises(PostilError):
        reading_list([Path("/dev/zero")])
