"""Files made by hand, from what they consist of: PDFs, Word documents, zips."""

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of files, by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_entry(data: bytes, offset: int, value: int, in_directory: int) -> bytes:
    """A zip with two bytes of its first entry changed, in both places where they stand."""
    changed = bytearray(data)
    place = data.index(b"PK\x01\x02") + in_directory
    for at in (offset, place):
        changed[at : at + 2] = value.to_bytes(2, "little")
    return bytes(changed)


def flipped(data: bytes) -> bytes:
    """A zip with a bit of its first entry's content flipped."""
    changed = bytearray(data)
    changed[data.index(b"xml") + 30] ^= 4
    return bytes(changed)


def docx(body: str | bytes, **parts: str | bytes) -> bytes:
    """A Word document whose main part is `body`, whole."""
    files = {f"word/{name}.xml": content for name, content in parts.items()}
    return zipped({"word/document.xml": body, **files})


def body(inner: str, before: str = "") -> str:
    """The main part of a Word document."""
    return f'{before}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'


def pdf(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        inner = body.encode() if isinstance(body, str) else body
        out += b"%d 0 obj\n%b\nendobj\n" % (number, inner)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n".encode()
    return bytes(out + b"%%EOF\n")


def stream(content: bytes, about: str = "") -> bytes:
    """A stream object."""
    head = f"<< /Length {len(content)} {about} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def page(
    content: bytes | str,
    *others: bytes | str,
    about: str = "",
    box: str = "0 0 595 842",
    resources: str = "",
) -> bytes:
    """A PDF of one page; its contents are object 4, its font 5, the others come from 6 on."""
    drawn = content if isinstance(content, bytes) else content.encode()
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R"
        f" /Resources << /Font << /F1 5 0 R >> {resources} >> >>",
        stream(drawn, about),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *others,
    )
