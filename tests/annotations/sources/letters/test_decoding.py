"""Bytes become text in one order, and what was chosen is said."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import PostilError
from annotations.sources.letters.charsets import asked, charset, guess
from annotations.sources.letters.decoding import decode

CAFE = "Das Café “Möwe” – geöffnet"
HARBOUR_RU = "Паром вернулся в гавань во вторник вечером, сообщил начальник порта."


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "said"),
    [
        (CAFE.encode(), None, "utf-8", ""),
        (CAFE.encode("utf-8-sig"), "cp1252", "utf-8", ""),
        (CAFE.encode("utf-16"), None, "utf-16-le", "as its byte order mark says"),
        (b"\xfe\xff" + CAFE.encode("utf-16-be"), None, "utf-16-be", "as its byte order mark says"),
        (b"\xff\xfe\0\0" + CAFE.encode("utf-32-le"), None, "utf-32-le", "byte order mark"),
        (
            CAFE.encode("cp1252"),
            None,
            "cp1252",
            "read as windows-1252, because it is not UTF-8; to",
        ),
        (CAFE.encode("cp1252"), "iso-8859-1", "cp1252", "read as windows-1252, as it declares"),
        (CAFE.encode("cp1252"), "x-none", "cp1252", "because it is not UTF-8 or the x-none"),
        (CAFE.encode("cp1252"), "utf-16", "cp1252", "or the utf-16 that it declares"),
        (CAFE.encode("cp1252"), "rot13", "cp1252", "or the rot13 that it declares"),
        ("Привет, гавань".encode("koi8-r"), "KOI8-R", "koi8-r", "read as koi8-r, as it declares"),
        ("港の交渉①".encode("cp932"), "'Shift_JIS'", "cp932", "read as shift_jis, as it declares"),
        ("똠방각하".encode("cp949"), "EUC-KR", "cp949", "read as euc-kr, as it declares"),
        ("鏞".encode("big5hkscs"), "big5", "big5hkscs", "read as big5, as it declares"),
        ("港湾①㈱".encode("euc_jis_2004"), "x-euc-jp", "euc_jis_2004", "read as euc-jp, as it"),
        ("港口€".encode("gb18030"), "gb2312", "gb18030", "read as gb18030, as it declares"),
        ("港口鎔".encode("gbk"), "x-gbk", "gb18030", "as it declares"),
        ("Порт".encode("cp1251"), "x-cp1251", "cp1251", "read as windows-1251, as it declares"),
        ("ท่าเรือ“".encode("cp874"), "tis-620", "cp874", "read as windows-874, as it declares"),
        ("נמל".encode("iso8859-8"), "iso-8859-8-i", "iso8859-8", "read as iso-8859-8, as it"),
        ("Škoda".encode("cp1254"), "latin5", "cp1254", "read as windows-1254, as it declares"),
        ("Ж".encode("cp866"), "ibm866", "cp866", "as it declares"),
        (
            "港の交渉".encode("iso2022_jp"),
            "iso-2022-jp",
            "iso2022_jp",
            "judging by its escape sequences",
        ),
        (
            "港の交渉は続く".encode("iso2022_jp"),
            None,
            "iso2022_jp",
            "judging by its escape sequences",
        ),
        (
            "ｶﾞ港".encode("iso2022_jp_ext"),
            "iso-2022-jp",
            "iso2022_jp_ext",
            "read as iso-2022-jp, judging",
        ),
        (HARBOUR_RU.encode("cp1251"), None, "cp1251", "its letters look like it; to read it"),
        (HARBOUR_RU.encode("koi8-r"), "utf-8", "koi8-r", "or the utf-8 that it declares, and its"),
        (CAFE.encode("utf-16-le"), None, "utf-16-le", "judging by its zero bytes"),
        ("Гавань и порт\n".encode("utf-16-be"), None, "utf-16-be", "judging by its zero bytes"),
        (CAFE.encode("utf-32-be"), None, "utf-32-be", "judging by its zero bytes"),
    ],
)
def test_the_order_is_mark_utf_8_declared_windows(
    data: bytes, declared: str | None, encoding: str, said: str
) -> None:
    decoded = decode(data, "a.html", declared)
    assert decoded.encoding == encoding
    assert decoded.text == data.decode(encoding).removeprefix("\ufeff")
    assert "\ufffd" not in decoded.text
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
        (
            "H".encode("utf-16") + b"x",
            "begins as utf-16-le but changes to something else in line 1",
        ),
        (
            b"one\ncaf\x81\x8d",
            "is not UTF-8 (see line 2, character 4), and its encoding could not be guessed",
        ),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(PostilError) as caught:
        decode(data, "a.txt")
    assert caught.value.message.startswith("a.txt ")
    assert message in caught.value.message
    assert "iconv" not in caught.value.hint


@pytest.mark.parametrize(
    ("data", "declared", "text", "said"),
    [
        (
            "Häfen,\nMöwen und Fähren".encode() + b"\xff",
            None,
            "Häfen,\nMöwen und Fähren\ufffd",
            "1 byte of a is not utf-8 (in line 2, character 17), and shown as \ufffd.",
        ),
        (
            b"\xc3\xa9t\xc3\xa9\n\ncaf\xe9 \xc3",
            "utf-8",
            "été\n\ncaf\ufffd \ufffd",
            "2 bytes of a are not utf-8 (the first in line 3, character 4), and shown as \ufffd.",
        ),
        (
            "渉".encode("cp932") * 99 + b"\x81 " + "渉".encode("cp932") * 99,
            "shift_jis",
            "渉" * 99 + "\ufffd " + "渉" * 99,
            "a was read as shift_jis, as it declares. 1 byte of a is not shift_jis (in line 1,",
        ),
        # A letter that says so itself is none that is broken.
        ("Möwe\ufffd".encode(), None, "Möwe\ufffd", ""),
        # All of it is windows-1252, whatever it declares.
        (
            "Fähren fahren, Möwen fliegen".encode("cp1252"),
            "utf-8",
            None,
            "read as windows-1252, because",
        ),
    ],
)
def test_a_few_bytes_that_do_not_fit_are_named_and_the_rest_is_read(
    data: bytes, declared: str | None, text: str | None, said: str
) -> None:
    decoded = decode(data, "a", declared)
    assert decoded.text == (text or data.decode("cp1252"))
    assert said in decoded.note
    assert bool(said) == bool(decoded.note)


@given(
    st.text(st.characters(codec="cp1251", exclude_categories=["Cc"]), min_size=1),
    st.sampled_from(["x-cp1251", "WIN-1251"]),
)
def test_a_declared_charset_is_kept_to(text: str, label: str) -> None:
    data = b"\xca\xee\xf0 " + text.encode("cp1251")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data:
        read = decode(data, "a", "x-cp1251").text
        assert read == data.decode("cp1251").replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    "label", ["", "x-none", "rot13", "hex", "idna", "utf-7", "\0", "é", "replacement"]
)
def test_what_names_no_encoding_of_texts_is_none(label: str) -> None:
    assert charset(label) is None
    assert asked(label) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(PostilError):
        assert decode(data, "a").text.encode() is not None


@pytest.mark.parametrize(
    "text",
    [
        "It’s",
        "naïve",
        "5 €",
        "“quoted”",
        "Priced at £5.",
        "Ærø",
        "Señor Núñez",
        "NESCAFÉ™",
        "l´eau",
    ],
)
def test_a_few_western_letters_are_windows_1252(text: str) -> None:
    for around in ("", "The board of the harbour met. " * 200):
        assert guess(f"{around}{text} {around}".encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Žádná loď nevyplula, řekl kapitán. Přístav zůstal zavřený až do středy.", "cp1250"),
        ("Ο λιμένας έκλεισε την Τρίτη, είπε ο υπουργός.", "cp1253"),
        ("הנמל נסגר ביום שלישי, אמר השר.", "cp1255"),
        ("港は火曜日に閉鎖された、と大臣は述べた。", "euc_jp"),
        ("항구는 화요일에 폐쇄되었다고 장관이 말했다.", "euc_kr"),
        ("部长说,港口星期二关闭了。渡轮停航三天。", "gb18030"),
    ],
)
def test_other_letters_speak_for_their_encoding(text: str, codec: str) -> None:
    found = guess(text.encode(codec))
    assert found is not None
    assert text.encode(codec).decode(found) == text
