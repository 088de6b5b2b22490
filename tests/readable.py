"""A sound file of every kind that postil reads, and what reads it."""

import contextlib
import gzip
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from annotations import speed, trust
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.corpus.examining import Examination
from annotations.corpus.sharing import Sharing
from annotations.corpus.splitting import SplitFile
from annotations.disk.system import System
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats import FORMATS, Request, format_named, recognised
from annotations.listing import Query
from annotations.project import DATA, Project
from annotations.settings import read_settings
from annotations.sources import apart_worker
from annotations.sources.document import KINDS as DOCUMENTS
from annotations.sources.found import reader_at
from annotations.sources.reading_list import reading_list
from annotations.store import history
from annotations.store.folders import Folders
from annotations.suggest.cache import SuggestionCache
from annotations.suggest.dates import DateSuggester
from annotations.suggestion import Suggestion
from annotations.team.team import Team
from benchmarks.made_files import zipped
from tests import sound
from tui import remembered


class Kind(NamedTuple):
    """Something that is read.

    `make` makes a sound file, and what belongs to it, in an empty folder, and gives that file.
    `read` reads it there and gives what is wrong with it, where it does not raise that; `needs`
    is the module that it takes, where that is an extra which the tests go without.
    """

    make: Callable[[Path], Path]
    read: Callable[[Path], Iterable[PostilError]]
    needs: str | None = None


def made(name: str | Path, sample: bytes) -> Callable[[Path], Path]:
    """Makes a file of that name with that in it."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample)
        return path

    return make


def own(name: str, sample: bytes, ask: Callable[[Path], object]) -> Kind:
    """A file by itself, in a folder which `ask` is given."""

    def read(folder: Path) -> Iterable[PostilError]:
        ask(folder)
        return ()

    return Kind(made(name, sample), read)


def document(ending: str, sample: bytes) -> Kind:
    """A file with one article."""
    read = reader_at(DOCUMENTS[ending].reader)
    return own("a", sample, lambda folder: read((folder / "a").read_bytes(), "a file"))


def pdf(folder: Path) -> None:
    """As it is read apart, where whatever pdfminer raises is a sentence."""
    answer = apart_worker._read(DOCUMENTS[".pdf"].reader, (folder / "a").read_bytes(), "a file")
    if answer.found is None:
        raise PostilError(answer.message, answer.hint)


def without_the_extra(folder: Path) -> None:
    # Only its own entry is put back: of what is imported meanwhile there must be no second copy.
    installed = sys.modules.get("trafilatura")
    sys.modules["trafilatura"] = None  # type: ignore[assignment]
    try:
        reader_at(DOCUMENTS[".html"].reader)((folder / "a").read_bytes(), "a file")
    finally:
        del sys.modules["trafilatura"]
        if installed:
            sys.modules["trafilatura"] = installed


def listed(name: str, sample: bytes, beside: bytes = b"") -> Kind:
    """A file that holds several, read as `postil open` and `postil add` do."""

    def make(folder: Path) -> Path:
        if beside:
            (folder / "a.txt").write_bytes(beside)
        return made(name, sample)(folder)

    def read(folder: Path) -> Iterable[PostilError]:
        for reference in reading_list([folder if beside else folder / name]).references:
            reference.load()
        return ()

    return Kind(make, read)


def foreign(sample: bytes) -> Kind:
    """A file that another program made, read as `postil import` does."""

    def read(folder: Path) -> Iterable[PostilError]:
        found = recognised(folder / "a.jsonl").read
        assert found
        return [one for one in found(folder / "a.jsonl") if isinstance(one, PostilError)]

    return Kind(made("a.jsonl", sample), read)


def refused(folder: Path) -> None:
    """A file that is only told to be of a tool that postil does not read."""
    with contextlib.suppress(PostilError):
        recognised(folder / "a.jsonl")


def dataset(name: str, needs: str | None) -> Kind:
    """A file that an export made."""

    def make(folder: Path) -> Path:
        project = a_project(folder / "p")
        examples = [one for one in project.examples() if isinstance(one, Example)]
        format_named(name).export(lambda: iter(examples), folder / "out", True, Request())
        files = [path for path in sorted((folder / "out").rglob("*")) if path.is_file()]
        files = [path for path in files if path.suffix in ENDINGS] or [folder / "out"]
        return next((path for path in files if path.stem.startswith("spans")), files[0])

    def read(folder: Path) -> Iterable[PostilError]:
        reader = format_named(name).read
        assert reader
        return [one for one in reader(folder / "out") if isinstance(one, PostilError)]

    return Kind(make, read, needs)


def a_project(folder: Path) -> Project:
    """A project with one article, tagged, and everything that postil keeps of it."""
    project = Project(folder, "ana")
    article = Article("a", "Talks", sound.WORDS)
    tag = Annotation("t", 14, 18, "actor", "ana", {"entity": "e"}, "a note")
    # That it lasts is no matter here, and takes long.
    at_once = staticmethod(lambda handle: None)
    with mock.patch.multiple(System, fsync=at_once, syncfs=at_once):
        project.store.apply(article, Change("c", "c", "ana", "2031", added=(tag,)))
    return project


def kept(pattern: str, also: Callable[[Project], object] = lambda project: None) -> Kind:
    """A file of the store, read by all that may read it."""

    def make(folder: Path) -> Path:
        project = a_project(folder)
        project.store.refresh()
        project.store.close()
        also(project)
        (found,) = (folder / DATA).glob(pattern)
        return found

    def read(folder: Path) -> Iterable[PostilError]:
        project, found = Project(folder, "ana"), list[PostilError]()
        store = project.store
        store.refresh()
        found += store.totals().unread
        store.listing(Query(order="title"))
        for ask in (store.listed, store.load, store.article, store.history, project.doubts):
            try:
                ask("a")
            except PostilError as error:
                found.append(error)
        found += [one for one in project.examples() if isinstance(one, PostilError)]
        Examination(project).ailments()
        store.close()
        return found

    return Kind(make, read)


def two_sides(project: Project) -> None:
    """As git leaves a file in which both changed a note."""
    path = Folders(project.folder / DATA).article("a")
    data = path.read_bytes()
    (line,) = (line for line in data.splitlines(keepends=True) if b"a note" in line)
    other = line.replace(b"a note", b"another")
    marked = b"<<<<<<< ours\n%s=======\n%s>>>>>>> theirs\n" % (line, other)
    path.write_bytes(data.replace(line, marked))


def underway(project: Project) -> None:
    """As a program leaves it that is killed after it has saved."""
    folders = Folders(project.folder / DATA)
    (change,) = project.store.history("a")
    data = folders.article("a").read_bytes()
    history.announce(System().within(project.folder), folders, "a", change, data)
    folders.history("a").unlink()


def suggestions(folder: Path) -> Path:
    """What is kept of suggestions."""
    article, suggester = Article("a", "Talks", sound.WORDS), DateSuggester()
    cache = SuggestionCache(folder / DATA)
    cache.put(article, suggester, [Suggestion(27, 37, "date", suggester.name, 0.9, {"value": "x"})])
    (found,) = (folder / DATA).glob("cache/suggestions/*/*.json")
    return found


def read_suggestions(folder: Path) -> Iterable[PostilError]:
    SuggestionCache(folder / DATA).get(Article("a", "Talks", sound.WORDS), DateSuggester())
    return ()


def places(folder: Path) -> Path:
    """Where one left off."""
    return made(remembered._file(folder, folder), sound.PLACES)(folder)


ENDINGS = {".jsonl", ".conll", ".csv", ".tsv", ".parquet", ".spacy"}
EXTRAS = {"hf": "pyarrow", "spacy": "spacy"}
READ_BACK = [name for name in FORMATS if format_named(name).read]
KINDS: dict[str, Kind] = {
    "text": document(".txt", sound.WORDS.encode()),
    "markdown": document(".md", sound.MARKDOWN.encode()),
    "html": document(".html", sound.PAGE.encode()),
    "html without the extra": own("a", sound.PAGE.encode(), without_the_extra),
    "mhtml": document(".mhtml", sound.MAIL.encode()),
    "docx": document(".docx", zipped(sound.DOCX)),
    "pdf": own("a", sound.PDF, pdf),
    "zip": listed(
        "a.zip",
        zipped({"a.txt": sound.WORDS, "b/c.html": sound.PAGE, "d.jsonl": sound.LINES.decode()}),
    ),
    "gzip": listed("a.jsonl.gz", gzip.compress(sound.LINES, mtime=0)),
    "lines": listed("a.jsonl", sound.LINES),
    "json": listed("a.json", json.dumps([sound.ROW, sound.ROW]).encode()),
    "csv": listed("a.csv", sound.CSV),
    "tsv": listed("a.tsv", sound.CSV.replace(b",", b"\t")),
    "articles.csv": listed(
        "articles.csv", b"file,title,group\na.txt,Talks,g\n", sound.WORDS.encode()
    ),
    **{f"import {name}": dataset(name, EXTRAS.get(name)) for name in READ_BACK},
    "prodigy of its own": foreign(sound.lines(sound.PRODIGY, sound.PRODIGY)),
    "doccano of its own": foreign(sound.lines(sound.DOCCANO, sound.DOCCANO)),
    "import tokens": foreign(sound.lines(sound.TOKENS, sound.TOKENS)),
    "import of another tool": own("a.jsonl", sound.LABEL_STUDIO, refused),
    "an article's file": kept("articles/*/*.json"),
    "git's two sides": kept("articles/*/*.json", two_sides),
    "a text": kept("texts/*/*.txt"),
    "a history": kept("history/*/*.jsonl"),
    "an index": kept("cache/index.sqlite"),
    "a change underway": kept("backup/*/*.jsonl", underway),
    "suggestions": Kind(suggestions, read_suggestions),
    "speed": own(
        f"{DATA}/cache/speed.jsonl", sound.PACE * 3, lambda f: speed.summed(speed.read(f / DATA))
    ),
    "a split": own(
        f"{DATA}/splits/x.jsonl", sound.SPLIT * 2, lambda f: SplitFile(f / DATA, "x").read()
    ),
    "shares": own(
        f"{DATA}/team/deal.jsonl", sound.SHARES, lambda f: Sharing(Project(f), Team(("a",))).read()
    ),
    "settings": own("postil.toml", sound.SETTINGS, lambda f: read_settings(f / "postil.toml")),
    "places": Kind(places, lambda f: [remembered.recalled(f, f)][1:]),
    "trust": own("trust.json", sound.TRUST, lambda f: trust.answer(f, "x", f)),
}
