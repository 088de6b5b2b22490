"""Files that are made to take a machine: what each costs until it is read or refused.

    python -m benchmarks.bombs [NAME ...]

Each is opened by a process of its own, which prints its seconds, the most megabytes that it and the
one that reads for it had, and what was said.
"""

import gzip
import io
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.errors import PostilError
from annotations.sources import apart
from annotations.sources.reading_list import reading_list
from benchmarks.made_files import body, docx, flipped, page, pdf, stream, with_entry, zipped

MEGABYTE = 1 << 20


def _form(content: str, resources: str) -> bytes:
    about = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {resources} >>"
    return stream(content.encode(), about)


def _forms_in_forms() -> bytes:
    """Twenty forms, each of which draws the next one ten times."""
    forms = [
        _form("/X Do " * 10, f"/XObject << /X {7 + n} 0 R >>" if n < 19 else "") for n in range(20)
    ]
    return page("/X Do", *forms, resources="/XObject << /X 6 0 R >>")


def _twice_flate() -> bytes:
    """A gigabyte of blanks, packed twice."""
    packed = zlib.compressobj(9)
    once = b"".join(packed.compress(b" " * MEGABYTE) for _ in range(1024)) + packed.flush()
    return page(zlib.compress(once, 9), about="/Filter [/FlateDecode /FlateDecode]")


def _letters(ranges: str) -> bytes:
    """A page in a font whose codes are said to stand for others."""
    said = (
        f"/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange {ranges} endbfrange endcmap"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Own /ToUnicode 7 0 R >>"
    drawn = "BT /F2 12 Tf 60 700 Td (Words) Tj ET"
    return page(drawn, font, stream(said.encode()), resources="/Font << /F2 6 0 R >>")


P = "<w:p><w:r><w:t>Words of the harbour talks</w:t></w:r></w:p>"
ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
_NAMED = "<w:p><w:r><w:t>&i;</w:t></w:r></w:p>"


def nested(around: str, depth: int, inner: str = P) -> str:
    """Something in itself, `depth` times; `around` has a bar where it goes."""
    before, after = around.split("|")
    return before * depth + inner + after * depth


TABLE = f"<w:tbl><w:tr><w:tc>|{P}</w:tc></w:tr></w:tbl>"
BOX = "<w:p><w:r><w:pict><w:txbxContent>|</w:txbxContent></w:pict></w:r></w:p>"


def _tags(count: int, each: str, end: str = "") -> str:
    return "<html><body><p>Words of the harbour talks, and more of them.</p>" + each * count + end


def _attributes(count: int) -> str:
    return " ".join(f"a{n}='{n}'" for n in range(count))


BOMBS: Mapping[str, tuple[str, Callable[[], bytes | str]]] = {
    "pages that are their own": (
        "a.pdf",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R 1 0 R]>>endobj\n"
            b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"
        ),
    ),
    "object that is itself": (
        "a.pdf",
        lambda: pdf("<< /Type /Catalog /Pages 2 0 R >>", "2 0 R"),
    ),
    "table of objects before itself": (
        "a.pdf",
        lambda: (
            b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 9>>\n"
            b"startxref\n9\n%%EOF"
        ),
    ),
    "stream as long as itself": (
        "a.pdf",
        lambda: pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] >>",
            "<< /Type /Page /Contents 4 0 R >>",
            "<< /Length 4 0 R >>\nstream\nBT ET\nendstream",
        ),
    ),
    "huge page": ("a.pdf", lambda: page(_words(), box="0 0 1000000000 1000000000")),
    "letters far apart": (
        "a.pdf",
        lambda: page(
            "BT /F1 90000000 Tf 0 0 Td (Words) Tj ET BT /F1 12 Tf 900000000 900000000 Td (W) Tj ET",
            box="0 0 1000000000 1000000000",
        ),
    ),
    "form that draws itself": (
        "a.pdf",
        lambda: page(
            "/X Do",
            _form("/X Do /X Do", "/XObject << /X 6 0 R >>"),
            resources="/XObject << /X 6 0 R >>",
        ),
    ),
    "forms in forms": ("a.pdf", _forms_in_forms),
    "twice Flate": ("a.pdf", _twice_flate),
    "letters without end": ("a.pdf", lambda: _letters("<0000> <ffffffff> <0041>")),
    "brackets without end": ("a.pdf", lambda: page("[" * 5_000_000)),
    "brackets in objects": (
        "a.pdf",
        lambda: pdf("<< /Type /Catalog /Pages 2 0 R >>", "[" * 1_000_000),
    ),
    "entities": ("a.docx", lambda: docx(body(_NAMED, ENTITIES))),
    "entities late": (
        "a.docx",
        lambda: docx(body(_NAMED, f"<!--{'harbour ' * 900}-->{ENTITIES}")),
    ),
    "entities in UTF-16": ("a.docx", lambda: docx(body(_NAMED, ENTITIES).encode("utf-16"))),
    "zip bomb": ("a.docx", lambda: docx(body("<w:p/>" * (60 * MEGABYTE // 6)))),
    "zip bomb of tags": (
        "a.docx",
        lambda: docx(body(P * (60 * MEGABYTE // len(P)))),
    ),
    "much text": (
        "a.docx",
        lambda: docx(body(f"<w:p><w:r><w:t>{'harbour ' * (7 * MEGABYTE)}</w:t></w:r></w:p>")),
    ),
    "tables in tables": ("a.docx", lambda: docx(body(nested(TABLE, 20_000)))),
    "boxes in boxes": ("a.docx", lambda: docx(body(nested(BOX, 20_000)))),
    "flipped bit": ("a.docx", lambda: flipped(docx(body(P * 50)))),
    "unknown version": ("a.docx", lambda: with_entry(docx(body(P)), 4, 99, 6)),
    "locked entry": ("a.docx", lambda: with_entry(docx(body(P)), 6, 1, 8)),
    "attributes": ("a.html", lambda: _tags(1, f"<p {_attributes(50_000)}>Words", "</p>")),
    "short attributes": ("a.html", lambda: _tags(1, f"<p {'a ' * 2_000_000}>Words", "</p>")),
    "elements in elements": ("a.html", lambda: _tags(5_000, "<div>", "Words of them all.")),
    "more elements in elements": ("a.html", lambda: _tags(1_000_000, "<b>", "Words.")),
    "tables in tables of a page": ("b.html", lambda: _tags(5_000, "<table><tr><td>", "Words.")),
    "attributes of many": ("b.html", lambda: _tags(50_000, "<b a=1 b=2 c=3 d=4>", "Words.")),
    "hidden in many": ("b.html", lambda: _tags(50_000, "<b>", "<i hidden>a</i>" * 50_000)),
    "comments without end": ("b.html", lambda: _tags(500_000, "<!-")),
    "page as mail": (
        "a.mhtml",
        lambda: (
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
            "Content-Type: text/html\n\n" + _tags(10_000_000, "<b>") + "\n--b--\n"
        ),
    ),
    "long field": (
        "a.csv",
        lambda: "title,text\nLong," + "harbour " * (25 * MEGABYTE) + "\n",
    ),
    "long line": (
        "a.jsonl",
        lambda: '{"text": "' + "harbour " * (33 * MEGABYTE) + '"}\n',
    ),
    "field of all that it may have": (
        "a.csv",
        lambda: "title,text\nLong," + "harbour " * (4 * MEGABYTE - 9) + "\n",
    ),
    "mark without end": (
        "a.csv",
        lambda: 'title,text\na,b\nLong,"' + "harbour\n" * (25 * MEGABYTE),
    ),
    "line of all that it may have": (
        "a.jsonl",
        lambda: '{"text": "' + "harbour " * (8 * MEGABYTE - 9) + '"}\n',
    ),
    "line of lists": (
        "a.jsonl",
        lambda: '{"text": "a", "b": [' + "[]," * (10 * MEGABYTE) + "[]]}\n",
    ),
    "objects, as many as there may be": (
        "a.jsonl",
        lambda: '{"text": "a", "b": [' + '{"a":1},' * 1_990_000 + "{}]}\n",
    ),
    "list of lists": (
        "a.json",
        lambda: '[{"text": "a", "b": [' + "[]," * (31 * MEGABYTE) + "[]]}]",
    ),
    "long string": ("a.json", lambda: '[{"text": "' + "harbour " * (11 * MEGABYTE) + '"}]'),
    "lists in lists": ("a.jsonl", lambda: '{"text": ' + "[" * (10 * MEGABYTE) + "\n"),
    "text of all that it may have": ("a.txt", lambda: "harbour " * (16 * MEGABYTE)),
    "gzip": ("a.txt.gz", lambda: _gzip(64)),
    "gzip of lines": ("a.jsonl.gz", lambda: _gzip(64)),
    "zip of blanks": ("a.zip", lambda: zipped({"a.txt": b" " * (300 * MEGABYTE)})),
    "zip of an unknown version": (
        "a.zip",
        lambda: with_entry(zipped({"a.txt": b"Words"}), 4, 99, 6),
    ),
    "zip with a flipped bit": ("a.zip", lambda: _zip_flipped()),
}
"""What each is called, its file's name, and what makes it."""


def _words() -> str:
    return "BT /F1 12 Tf 60 700 Td (Words of the harbour talks) Tj ET"


def _gzip(megabytes: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as packed:
        for _ in range(megabytes):
            packed.write(b"a" * MEGABYTE)
    return out.getvalue()


def _zip_flipped() -> bytes:
    changed = bytearray(zipped({"a.txt": b"Words of the harbour talks, day after day. " * 9}))
    changed[45] ^= 4
    return bytes(changed)


def made(name: str) -> tuple[str, bytes]:
    """A bomb's file name and bytes."""
    file, make = BOMBS[name]
    content = make()
    return file, content.encode() if isinstance(content, str) else content


def main(names: Iterable[str]) -> None:
    """Print a row for each bomb."""
    print("what", "bytes", "seconds", "MB", "MB of the reader", "said", sep="\t", flush=True)
    for name in names:
        with TemporaryDirectory() as folder:
            # What made a bomb was large itself, and the system counts that to its children.
            run = [sys.executable, "-m", "benchmarks.bombs"]
            subprocess.run([*run, "--make", name, folder], check=True)
            (file,) = Path(folder).iterdir()
            print(name, file.stat().st_size, sep="\t", end="\t", flush=True)
            subprocess.run([*run, "--read", file], check=False)


def _make(name: str, folder: str) -> None:
    file, content = made(name)
    Path(folder, file).write_bytes(content)


def _read(file: Path) -> None:
    begun = time.perf_counter()
    try:
        found = reading_list([file])
        letters = sum(r.length or len(r.read().text) for r in found.references)
        said = " ".join([f"{letters:,} letters", *found.notices])
    except PostilError as error:
        said = str(error)
    seconds = time.perf_counter() - begun
    apart.end()
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = [resource.getrusage(who).ru_maxrss >> 10 for who in both]
    said = said.replace(f"{file.parent}/", "")[:150]
    print(f"{seconds:.1f}", *most, said, sep="\t", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--make", name, folder]:
            _make(name, folder)
        case ["--read", file]:
            _read(Path(file))
        case names:
            main(names or BOMBS)
