"""No file, however it is spoilt, brings more out of a reader than an article or one clear error."""

import contextlib
import io
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from annotations import speed, trust
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats import FORMATS, Request, format_named
from annotations.project import DATA, Project
from annotations.proposal import Proposal
from annotations.settings import read_settings
from annotations.sources.document import KINDS as APART
from annotations.sources.found import reader_at
from annotations.sources.reading_list import reading_list
from annotations.store.listing import Query
from annotations.store.split_file import SplitFile
from annotations.suggest.cache import ProposalCache
from annotations.suggest.dates import DateSuggester
from tests.mutated import mutant
from tui import remembered

LONGEST = 10.0  # seconds for one file of a few kilobytes
SECONDS = float(os.environ.get("POSTIL_FUZZ_SECONDS", "60"))
ROUNDS = 6

WORDS = "Talks resume\n\nOran said on 4 May 2031: \u201cWe will.\u201d The Gazette asked.\n"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks</title>
<meta property="article:published_time" content="2031-05-04T10:00:00Z">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Talks",
"author": {{"name": "Ada"}}, "datePublished": "2031-05-04"}}</script></head>
<body><article><h1>Talks</h1><p>{WORDS}</p><table><tr><td>One<td>Two</table>
<blockquote>We will.</blockquote><ul><li>a<li>b</ul></article></body></html>"""
MAIL = f"""From: <Saved>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="XX"\r\n\r\n--XX\r
Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r
--XX--\r\n"""
MARKDOWN = f"---\ntitle: Talks\ndate: 2031-05-04\ntags: [a, b]\n---\n# Talks\n\n{WORDS}\n> a\n"
SPANS = [{"start": 14, "end": 18, "label": "actor", "annotator": "ana", "id": "1"}]
ROW = {"id": "a", "title": "Talks", "text": WORDS, "spans": SPANS, "published": "2031-05-04"}
LINES = (json.dumps(ROW) + "\n" + json.dumps({**ROW, "id": "b"}) + "\n").encode()
CSV = f'id,title,text,published\na,Talks,"{WORDS}",2031-05-04\nb,More,"{WORDS}",\n'.encode()


def packed(files: dict[str, str]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return out.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = {
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": f"""<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Talks</w:t></w:r>
</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>One</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>
</w:document>""",
}
PDF = b"""%PDF-1.4
1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj
2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj
3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources
<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj
4 0 obj\n<< /Length 66 >>\nstream
BT /F1 10 Tf 20 200 Td (Talks resume, and the harbour opens.) Tj ET
endstream\nendobj\ntrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"""


class Kind(NamedTuple):
    """Valid bytes, and what reads them from a folder of the test's own."""

    sample: Callable[[Path], bytes]
    read: Callable[[Path, bytes], object]


def document(ending: str, sample: bytes | Callable[[Path], bytes]) -> Kind:
    read = reader_at(APART[ending].reader)
    made = sample if callable(sample) else lambda folder: sample
    return Kind(made, lambda folder, data: read(data, "a file"))


def listed(name: str, sample: bytes, beside: bytes = b"") -> Kind:
    """A file that holds several, read as `postil open` and `postil add` do."""

    def read(folder: Path, data: bytes) -> None:
        (folder / name).write_bytes(data)
        if beside:
            (folder / "a.txt").write_bytes(beside)
        for reference in reading_list([folder if beside else folder / name]).references:
            reference.load()

    return Kind(lambda folder: sample, read)


def dataset(name: str) -> Kind:
    """A file that an export made, read as `postil import` does."""
    chosen = format_named(name)

    def written(folder: Path) -> Path:
        """The file of an export that bears the spans."""
        examples = [
            one for one in a_project(folder / "from").examples() if isinstance(one, Example)
        ]
        chosen.export(lambda: iter(examples), folder / "out", True, Request())
        found = sorted((folder / "out").rglob(f"*.{name}"))
        spans = [path for path in found if path.stem.startswith("spans")]
        return (spans or found or [folder / "out"])[0]

    def read(folder: Path, data: bytes) -> None:
        written(folder).write_bytes(data)
        assert chosen.read
        for _ in chosen.read(folder / "out"):
            pass

    return Kind(lambda folder: written(folder).read_bytes(), read)


def a_project(folder: Path) -> Project:
    """A project with one article, tagged, and everything that postil keeps of it."""
    project = Project(folder, "ana")
    article = Article("a", "Talks", WORDS)
    tag = Annotation("t", 14, 18, "actor", "ana", {"entity": "e"}, "a note")
    project.store.apply(article, Change("c", "c", "ana", "2031", added=(tag,)))
    return project


def kept(pattern: str) -> Kind:
    """A file of the store, read by all that may read it."""

    def sample(folder: Path) -> bytes:
        a_project(folder / "from").store.refresh()
        (found,) = (folder / "from" / DATA).glob(pattern)
        return found.read_bytes()

    def read(folder: Path, data: bytes) -> None:
        a_project(folder / "p").store.refresh()
        (found,) = (folder / "p" / DATA).glob(pattern)
        found.write_bytes(data)
        project = Project(folder / "p", "ana")
        store = project.store
        store.refresh()
        store.totals()
        store.listing(Query(order="title"))
        for ask in (store.listed, store.load, store.article, store.history, project.doubts):
            with contextlib.suppress(PostilError):
                ask("a")
        list(project.examples())
        store.close()

    return Kind(sample, read)


def own(file: str, sample: bytes, ask: Callable[[Path], object]) -> Kind:
    """A file of ours beside the articles."""

    def read(folder: Path, data: bytes) -> None:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        ask(folder)

    return Kind(lambda folder: sample, read)


def suggestions(folder: Path) -> bytes:
    """What is kept of suggestions."""
    article, suggester = Article("a", "Talks", WORDS), DateSuggester()
    cache = ProposalCache(folder / DATA)
    cache.put(article, suggester, [Proposal(27, 37, "date", suggester.name, 0.9, {"value": "x"})])
    (found,) = (folder / DATA).glob("cache/suggestions/*/*.json")
    return found.read_bytes()


def read_suggestions(folder: Path, data: bytes) -> None:
    suggestions(folder)
    (found,) = (folder / DATA).glob("cache/suggestions/*/*.json")
    found.write_bytes(data)
    ProposalCache(folder / DATA).get(Article("a", "Talks", WORDS), DateSuggester())


PACE = b'{"at":"2031","label":"actor","source":"","keys":1.5,"seconds":2.0,"met":0}\n'
PLACES = b'{"places":{"a":{"start":1,"end":2,"top":0}},"active":"a","panes":2,"rows":["a"]}'
SETTINGS = b"""annotator = "ana"\ntheme = "nord"\n[keys]\nundo = ["u"]\n[[labels]]\nname = "actor"
key = "a"\nattributes = {role = ["x", "y"]}\n[suggest]\nalways = "rule:name"
[columns]\ntext = ["body"]
"""


def asked_of_places(folder: Path) -> None:
    found = next((folder / "places").iterdir())
    found.replace(remembered._file(folder, folder))
    remembered.recalled(folder, folder)


IN_A_FILE = ("jsonl", "conll", "csv", "tsv")
KINDS: dict[str, Kind] = {
    "text": document(".txt", WORDS.encode()),
    "markdown": document(".md", MARKDOWN.encode()),
    "html": document(".html", PAGE.encode()),
    "mhtml": document(".mhtml", MAIL.encode()),
    "docx": document(".docx", packed(DOCX)),
    "pdf": Kind(lambda folder: PDF, lambda folder, data: APART[".pdf"].read(data, "a file")),
    "zip": listed("a.zip", packed({"a.txt": WORDS, "b/c.html": PAGE, "d.jsonl": LINES.decode()})),
    "lines": listed("a.jsonl", LINES),
    "csv": listed("a.csv", CSV),
    "tsv": listed("a.tsv", CSV.replace(b",", b"\t")),
    "articles.csv": listed("articles.csv", b"file,title,group\na.txt,Talks,g\n", WORDS.encode()),
    **{f"import {name}": dataset(name) for name in FORMATS if name in IN_A_FILE},
    "an article's file": kept("articles/*/*.json"),
    "a text": kept("texts/*/*.txt"),
    "a history": kept("history/*/*.jsonl"),
    "an index": kept("cache/index.sqlite"),
    "suggestions": Kind(suggestions, read_suggestions),
    "speed": own(
        f"{DATA}/cache/speed.jsonl", PACE * 3, lambda f: speed.summed(speed.read(f / DATA))
    ),
    "a split": own(
        f"{DATA}/splits/x.jsonl",
        b'{"id":"a","part":"train"}\n' * 2,
        lambda f: SplitFile(f / DATA, "x").read(),
    ),
    "settings": own("postil.toml", SETTINGS, lambda f: read_settings(f / "postil.toml")),
    "places": own("places/x.json", PLACES, asked_of_places),
    "trust": own("trust.json", b'{"/p":{"x":true}}', lambda f: trust.answer(f, "x", f)),
}


def tried(kind: Kind, sample: bytes, seed: int, folder: Path) -> str | None:
    """What is wrong with reading the mutant of that seed, if anything."""
    folder.mkdir()
    began = time.process_time()
    try:
        kind.read(folder, mutant(sample, seed))
    except PostilError:
        pass
    except Exception as error:
        return f"seed {seed}: {error!r}"
    finally:
        shutil.rmtree(folder)
    took = time.process_time() - began
    return f"seed {seed}: {took:.1f} s" if took > LONGEST else None


def wrong(kind: Kind, seeds: Iterator[int], folder: Path) -> list[str]:
    sample = kind.sample(folder)
    found = (tried(kind, sample, seed, folder / str(seed)) for seed in seeds)
    return [one for one in found if one]


@pytest.mark.parametrize("name", KINDS)
def test_mutants(tmp_path: Path, name: str) -> None:
    assert wrong(KINDS[name], iter(range(ROUNDS)), tmp_path) == []


# Seeds that have brought out something else once.
FOUND = [("html", 3776130123), ("speed", 611138410)]


@pytest.mark.parametrize(("name", "seed"), FOUND)
def test_what_was_found_once(tmp_path: Path, name: str, seed: int) -> None:
    assert wrong(KINDS[name], iter([seed]), tmp_path) == []


@pytest.mark.torture
@pytest.mark.parametrize("name", KINDS)
def test_many_mutants(tmp_path: Path, name: str) -> None:
    until, first = time.monotonic() + SECONDS, int.from_bytes(os.urandom(4), "big")
    print(f"{name}: seeds from {first}")

    def seeds() -> Iterator[int]:
        seed = first
        while time.monotonic() < until:
            yield (seed := seed + 1)

    assert wrong(KINDS[name], seeds(), tmp_path) == []


def test_a_reader_with_a_mistake_is_caught(tmp_path: Path) -> None:
    def careless(folder: Path, data: bytes) -> object:
        return json.loads(data)["text"]

    assert wrong(Kind(lambda folder: json.dumps(ROW).encode(), careless), iter(range(40)), tmp_path)


def test_each_sample_is_valid(tmp_path: Path) -> None:
    for number, kind in enumerate(KINDS.values()):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number} read").mkdir()
        kind.read(tmp_path / f"{number} read", kind.sample(tmp_path / f"{number}"))
