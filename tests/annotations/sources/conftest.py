"""Files as they come: made here, of invented news."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from annotations.sources import apart
from annotations.sources.document import Loaded, load
from annotations.sources.found import Found, reader_at
from annotations.sources.source import HeldSource
from benchmarks.made_files import WORD, pdf, zipped

Placed = tuple[float, float, str] | tuple[float, float, str, int] | str
"""A line of a PDF page: from the left, from the bottom, in points, what it says; or operators."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Loaded]:
    """Reads bytes as a file of some name, in this process, whose modules a test may take away."""

    def here(reader: str, data: bytes, name: str) -> Found:
        return reader_at(reader)(data, name)

    monkeypatch.setattr(apart, "read", here)

    def reading(data: bytes, name: str, **options: bool) -> Loaded:
        return load(HeldSource(name, data), {}, **options)

    return reading


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Makes a PDF of pages of placed lines, in Helvetica, with what it says of itself.

    `letters` are what the font says that some codes stand for.
    """

    def made(
        pages: Sequence[Sequence[Placed]],
        about: Mapping[str, str] | None = None,
        letters: Mapping[int, str] | None = None,
    ) -> bytes:
        named = [f"<{code:02x}> <{ord(letter):04x}>" for code, letter in (letters or {}).items()]
        wide = f"/LastChar 255 /Widths [{'600 ' * 256}]"
        kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
            "<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont "
            + (f"/Own /ToUnicode 4 0 R /FirstChar 0 {wide} >>" if letters else "/Helvetica >>"),
            _stream(
                "1 begincodespacerange <00> <ff> endcodespacerange "
                f"{len(named)} beginbfchar {' '.join(named)} endbfchar"
            ),
        ]
        for n, lines in enumerate(pages):
            drawn = "\n".join(map(_operators, lines))
            objects += [
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * n} 0 R >>",
                _stream(drawn),
            ]
        entries = " ".join(f"/{name} ({value})" for name, value in (about or {}).items())
        objects.append(f"<< {entries} >>")
        raw = [one.encode("cp1252") for one in objects]
        return pdf(*raw, trailer=f"/Root 1 0 R /Info {len(objects)} 0 R")

    return made


def _operators(line: Placed) -> str:
    if isinstance(line, str):
        return line
    x, y, text, *size = line
    return f"BT /F1 {size[0] if size else 10} Tf {x} {y} Td ({text}) Tj ET"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MATH = f"{OFFICE}/math"


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """Makes a Word document of a body in WordprocessingML, with core properties.

    `parts` are others, by what the document names them as; `main` is what it is called itself;
    `strict` writes what Word does when it is told to keep to the standard.
    """

    def made(
        body: str,
        core: str = "",
        parts: Mapping[str, str] | None = None,
        main: str = "word/document.xml",
        strict: bool = False,
    ) -> bytes:
        spaces = (
            f'xmlns:w="{WORD}" xmlns:m="{MATH}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        )
        files = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relationships({"officeDocument": main}),
            main: f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        }
        if core:
            dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
            files["docProps/core.xml"] = f"<coreProperties {dc}>{core}</coreProperties>"
        if parts:
            files["word/_rels/document.xml.rels"] = _relationships({k: f"{k}1.xml" for k in parts})
        for kind, content in (parts or {}).items():
            files[f"word/{kind}1.xml"] = f"<w:part {spaces}>{content}</w:part>"
        if strict:
            strictly = "http://purl.oclc.org/ooxml"
            for file, content in files.items():
                content = content.replace(WORD, f"{strictly}/wordprocessingml/main")
                files[file] = content.replace(OFFICE, f"{strictly}/officeDocument")
        return zipped(files)

    return made


def _relationships(named: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Type="{OFFICE}/relationships/{kind}" Target="{part}"/>'
        for kind, part in named.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'


@pytest.fixture
def make_zip(tmp_path: Path) -> Callable[..., Path]:
    """Makes a zip file of names and contents."""

    def made(files: Mapping[str, str | bytes], name: str = "articles.zip") -> Path:
        file = tmp_path / name
        file.write_bytes(zipped(files))
        return file

    return made
