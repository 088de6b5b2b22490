"""A project in which every second article is bad in its own way, and the others are good."""

import errno
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.disk.opening import Opening
from annotations.project import DATA, Project
from annotations.store.folders import Folders

Spoil = Callable[[Path], object]


def rewritten(change: Callable[[Any], object]) -> Spoil:
    """JSON with a change made to it."""

    def spoil(path: Path) -> None:
        tables = json.loads(path.read_text())
        change(tables)
        path.write_text(json.dumps(tables))

    return spoil


def about(name: str, value: Any) -> Spoil:
    """Another value in the article's own document."""
    return rewritten(lambda tables: tables["article"]["0"].__setitem__(name, value))


def tag(name: str, value: Any) -> Spoil:
    """Another value in its first tag."""
    return rewritten(
        lambda tables: next(iter(tables["annotations"].values())).update({name: value})
    )


def spliced(name: str, value: str) -> Spoil:
    """Text in the place of a value, for what no encoder would write."""

    def spoil(path: Path) -> None:
        at = f'"{name}": '
        before, _, after = path.read_text().partition(at)
        path.write_text(f"{before}{at}{value}{after[after.index(',') :]}")

    return spoil


def in_place(make: Callable[[Path], object]) -> Spoil:
    """Something else where the file stood."""

    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def added(line: bytes) -> Spoil:
    """A line more."""
    return lambda path: path.write_bytes(path.read_bytes() + line + b"\n")


LATER_NS = 3_000_000_000
DEEP = "[" * 10_000 + "]" * 10_000
ELSEWHERE: dict[str, Spoil] = {
    "a link": in_place(lambda path: path.symlink_to("/etc/hostname")),
    "a link to nothing": in_place(lambda path: path.symlink_to(path.with_name("gone"))),
    "a folder": in_place(Path.mkdir),
    "a pipe": in_place(os.mkfifo),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:30]),
    "half UTF-8": lambda path: path.write_bytes(path.read_bytes().replace(b"Oran", b"Or\xc3")),
    "zeros": lambda path: path.write_bytes(bytes(200)),
}
ARTICLES: dict[str, Spoil] = ELSEWHERE | {
    "a list": lambda path: path.write_bytes(b"[]"),
    "deep": spliced("length", DEEP),
    "deep in a tag": tag("later", json.loads("[" * 900 + "]" * 900)),
    "a number beyond 64 bits": about("length", 1 << 70),
    "a number beyond 63 bits": about("words", 1 << 63),
    "a number of 400 digits": spliced("length", "9" * 400),
    "a span beyond 64 bits": tag("end", 1 << 70),
    "a span beyond 63 bits": tag("start", -(1 << 63) - 1),
    "a span beyond the text": tag("end", 1 << 40),
    "a span before the text": tag("start", -(1 << 40)),
    "a span of nothing": tag("end", 0),
    "words for a number": about("length", "long"),
    "a number for words": about("title", 7),
    "a list for words": about("source", []),
    "values of any kind": tag("attrs", {"entity": [1], "value": {"a": None}, "x": 1.5}),
    "attributes that are none": tag("attrs", []),
    "a digest that climbs": about("digest", "../../../postil.toml"),
    "a digest with a NUL": about("digest", "a\0b"),
    "a digest of half a letter": spliced("digest", '"\\ud83d"'),
    "no digest": about("digest", ""),
    "another article's": about("id", "good-1"),
    "two articles": rewritten(lambda t: t["article"].update({"1": t["article"]["0"]})),
    "a status of its own": about("status", "half"),
    "a newer one": about("schema", 2),
    "a score of words": tag("score", "high"),
}  # fmt: skip
TEXTS: dict[str, Spoil] = ELSEWHERE | {"missing": Path.unlink}
HISTORIES: dict[str, Spoil] = ELSEWHERE | {
    "a list": lambda path: path.write_bytes(b"[]\n"),
    "deep": added(b'{"id": %s}' % DEEP.encode()),
    "numbers": added(b'{"id": 1, "action": %s, "added": 5}' % (b"9" * 30)),
    "links of words": added(b'{"id": "1", "linked": ["x"], "unlinked": 7}'),
    "a span beyond 64 bits": lambda path: path.write_bytes(
        path.read_bytes().replace(b'"end":4', b'"end":%d' % (1 << 70))
    ),
}
FAULTS = {"forbidden": errno.EACCES, "a bad disk": errno.EIO, "too many files": errno.EMFILE}
KINDS = {"articles": ARTICLES, "texts": TEXTS, "history": HISTORIES}


def ids() -> list[tuple[str, str, str]]:
    """An id for each way to be bad: the id, what is bad about it, and how."""
    ways = [(kind, how) for kind, spoils in KINDS.items() for how in (*spoils, *FAULTS)]
    return [(f"bad-{number:03}", *way) for number, way in enumerate(ways)]


def made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project; what fails by the disk fails from now on."""
    project = Project(folder, "ana")
    folders = Folders(folder / DATA)
    failing: dict[str, int] = {}
    for number, (id, kind, how) in enumerate(ids()):
        for name in (id, f"good-{number}"):
            add(project, name)
        text = next((folder / DATA / "texts").glob(f"*/{digest(project, id)}.txt"))
        path = {"articles": folders.article(id), "history": folders.history(id), "texts": text}[
            kind
        ]
        if how in FAULTS:
            failing[path.name] = FAULTS[how]
        else:
            KINDS[kind][how](path)

    real = os.open

    def failing_open(name: Any, *arguments: Any, **named: Any) -> int:
        if code := failing.get(name):
            raise OSError(code, os.strerror(code))
        return real(name, *arguments, **named)

    monkeypatch.setattr(Opening, "open", staticmethod(failing_open))
    # Else each list reads all of them again, for two seconds long.
    monkeypatch.setattr(Opening, "now_ns", staticmethod(lambda: time.time_ns() + LATER_NS))
    return Project(folder, "ana")


def add(project: Project, id: str) -> None:
    """An article with a tag and its history."""
    article = Article(id, f"Title of {id}", f"Oran spoke of {id}.\n\nThe Gazette asked him.\n")
    one = Annotation(f"tag-{id}", 0, 4, "actor", "ana")
    project.store.apply(article, Change(f"c-{id}", f"a-{id}", "ana", "2031", added=(one,)))


def digest(project: Project, id: str) -> str:
    """The digest of an article's text."""
    article = project.store.article(id)
    assert article is not None
    return article.digest
