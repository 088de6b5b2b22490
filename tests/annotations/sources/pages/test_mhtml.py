"""A page saved as MHTML is read as the page."""

import base64
import quopri
from collections.abc import Callable

import pytest

from annotations.errors import PostilError
from annotations.sources.document import Loaded

Read = Callable[..., Loaded]

PAGE = (
    "<html><head><title>Möwen über Sallow Head</title></head><body><article><h1>Möwen über Sallow"
    " Head</h1><p>Die Fähren fahren am Dienstag wieder, sagte die Kapitänin Übel nach einer langen"
    " Sitzung des Hafenrats.</p><p>Der Rat hatte neun Tage lang über Löhne und Fahrpläne beraten,"
    " bis beide Seiten am Montag unterschrieben.</p></article></body></html>"
)
TEXT = "sagte die Kapitänin Übel nach einer langen Sitzung des Hafenrats."


def saved(charset: str, encoding: str, start: str = "") -> bytes:
    raw = PAGE.encode(charset)
    body = quopri.encodestring(raw) if encoding == "quoted-printable" else base64.encodebytes(raw)
    head = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://example.org/moewen\n"
        "Subject: M\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; {start}\n boundary="b"\n\n'
    )
    image = "--b\nContent-Type: text/html\nContent-ID: <ad@x>\n\n<p>Advertisement</p>\n"
    part = (
        f"--b\nContent-Type: text/html; charset={charset}\nContent-ID: <page@x>\n"
        f"Content-Transfer-Encoding: {encoding}\nContent-Location: cid:x\n\n"
    )
    first, second = (image, part) if start else ("", part)
    return (head + first + second).encode() + body + b"\n--b--\n"


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.html", "a.txt", "standard input"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_the_page_in_it_is_read(read: Read, name: str, encoding: str, charset: str) -> None:
    loaded = read(saved(charset, encoding), name)
    assert TEXT in loaded.article.text
    assert "=" not in loaded.article.text
    assert loaded.article.title == "Möwen über Sallow Head"
    assert loaded.article.meta.url == "https://example.org/moewen"
    assert any("windows-1252" in note for note in loaded.notes) == (charset != "utf-8")


def test_the_part_that_is_named_as_the_root_is_the_page(read: Read) -> None:
    assert TEXT in read(saved("utf-8", "base64", 'start="<page@x>";'), "a.mht").article.text


def test_line_ends_of_mail_are_no_matter(read: Read) -> None:
    data = saved("utf-8", "quoted-printable").replace(b"\n", b"\r\n")
    assert TEXT in read(data, "a.mht").article.text


def test_one_without_a_page_is_refused(read: Read) -> None:
    data = saved("utf-8", "base64").replace(b"text/html", b"image/png")
    with pytest.raises(PostilError, match="There is no page in"):
        read(data, "a.mht")
