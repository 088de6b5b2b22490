"""Bytes become text in one order, and what was chosen is said."""

import pytest

from annotations.errors import PostilError
from annotations.sources.decoding import decode

CAFE = "Das Café “Möwe” – geöffnet"


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "said"),
    [
        (CAFE.encode(), None, "utf-8", ""),
        (CAFE.encode("utf-8-sig"), "cp1252", "utf-8", ""),
        (CAFE.encode("utf-16"), None, "utf-16-le", "as its byte order mark says"),
        (b"\xfe\xff" + CAFE.encode("utf-16-be"), None, "utf-16-be", "as its byte order mark says"),
        (b"\xff\xfe\0\0" + CAFE.encode("utf-32-le"), None, "utf-32-le", "byte order mark"),
        (CAFE.encode("cp1252"), None, "cp1252", "read as windows-1252, for it is not UTF-8."),
        (CAFE.encode("cp1252"), "iso-8859-1", "cp1252", "read as windows-1252, as it declares"),
        (CAFE.encode("cp1252"), "x-none", "cp1252", "for it is not UTF-8, nor the x-none"),
        (CAFE.encode("cp1252"), "utf-16", "cp1252", "nor the utf-16 it declares"),
        (CAFE.encode("cp1252"), "rot13", "cp1252", "nor the rot13 it declares"),
        ("Привет, гавань".encode("koi8-r"), "KOI8-R", "koi8-r", "read as koi8-r, as it declares"),
        ("港の交渉".encode("shift_jis"), "'Shift_JIS'", "shift_jis", "as it declares"),
    ],
)
def test_the_order_is_mark_utf_8_declared_windows(
    data: bytes, declared: str | None, encoding: str, said: str
) -> None:
    decoded = decode(data, "a.html", declared)
    assert decoded.encoding == encoding
    assert decoded.text in (CAFE, "Привет, гавань", "港の交渉")
    assert said in decoded.note
    assert bool(said) == bool(decoded.note)


def test_utf_8_wins_over_what_is_declared() -> None:
    assert decode(CAFE.encode(), "a", "iso-8859-1").text == CAFE


def test_line_ends_become_one_kind_and_nothing_else_changes() -> None:
    assert decode("a\r\nb\rc\u2028d\fe\u0301".encode(), "a").text == "a\nb\nc\u2028d\fe\u0301"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"MZ\0\0\1\2", "is not a text file"),
        (b"\x7fELF" + b"\x01" * 10 + b"\xe9", "is not a text file"),
        (bytes(range(1, 32)) * 40 + b"\xe9", "is not a text file"),
        ("Häfen, Möwen und Fähren".encode() + b"\xff", "is UTF-8 with a mistake in it: byte 26"),
        (b"caf\xe9", "is UTF-8 with a mistake in it: byte 3"),
        ("H".encode("utf-16") + b"x", "is UTF-16 with a mistake in it: byte 4"),
        (b"caf\x81\x8d", "is neither UTF-8 nor windows-1252 text: byte 3"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    declared = "utf-8" if data == b"caf\xe9" else None
    with pytest.raises(PostilError) as caught:
        decode(data, "a.txt", declared)
    assert caught.value.message.startswith("a.txt ")
    assert message in caught.value.message
    assert caught.value.hint
