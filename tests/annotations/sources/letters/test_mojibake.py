"""Garbled letters are noticed, offered to be mended, and mended without touching anything else."""

import re
import sys
from collections.abc import Callable

import pytest

from annotations.errors import UsageError
from annotations.extras import adding
from annotations.sources.document import Loaded
from annotations.sources.letters.mojibake import garbled, mended

Read = Callable[..., Loaded]

GOOD = "The café said: “We don’t — can’t — open” … façade, Señor Núñez, 5 €"


def wrong(text: str) -> str:
    """Text as it comes out where UTF-8 was taken for windows-1252."""
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )


@pytest.mark.parametrize("letter", ["é", "’", "“", "”", "—", "€", "ñ", "ü", "Ø", "ß"])
def test_a_garbled_letter_is_seen_and_mended(letter: str) -> None:
    found = garbled(f"wor{wrong(letter)}ds")
    assert found == (wrong(letter), letter)
    assert mended(f"It was {wrong(letter)} in the words") == f"It was {letter} in the words"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "Â°",
        "à la carte, naïve, Ångström, ÅÄÖ, ÎLE",
        "CRÈME BRÛLÉE – “Ãngel”",
        "漢字 и кириллица",
        "5 × 3 ± 2 § 4",
        # What stands behind a word in capitals, and what its letters are.
        "AU CAFÉ’S, LES DÉPUTÉ®, ALLÉ™, IRMÃ”, MANHÃ… «CAFÉ»",
        "«\u00a0au café\u00a0», dit-il\u00a0: «\u00a0à Malmö\u00a0»",
        "“Voilà le café…” Pelé’”",
        "VÝŽIVA, VÁŠEŇ, Ášina, JÍŽ",
        "next\x85line",
        "",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert garbled(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ð¿Ð¾Ñ€Ñ‚", "п"),
        ("Ã‰tat", "É"),
        ("GdaÅ„sk", "ń"),
        ("Â£5 a day", "£"),
        ("It\x92s open", "’"),
        ("å\x8f°æ¹¾", "台"),
    ],
)
def test_what_is_garbled_in_any_language_is_seen(text: str, found: str) -> None:
    seen = garbled(text)
    assert seen is not None
    assert seen[1] == found
    assert found in mended(text)


def test_controls_are_the_letters_of_windows_1252(read: Read) -> None:
    data = "It\x92s \x93open\x94 \x96 for 5 \x80\x85".encode()
    (note,) = read(data, "a.txt").notes
    assert "“\\x92” for “’”" in note
    assert read(data, "a.txt", mend=True).article.text == "It’s “open” – for 5 €…"


def test_what_mending_does_not_change_is_not_called_mended(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.sources.document.mended", lambda text: text)
    assert read(wrong(GOOD).encode(), "a.txt", mend=True).notes == ()


def test_only_the_encoding_is_mended() -> None:
    kept = "“curly” ﬁne ｆｕｌｌ e\u0301 &amp; "
    assert mended(kept) == kept
    assert mended(wrong(kept + GOOD)) == kept + GOOD


def test_mending_is_offered_and_done_when_wished(read: Read) -> None:
    data = wrong(GOOD).encode()
    offered = read(data, "a.txt")
    (note,) = offered.notes
    assert "“Ã©” for “é”" in note
    assert "--mend" in note
    done = read(data, "a.txt", mend=True)
    assert done.article.text == GOOD
    assert done.article.title == GOOD
    assert done.article.known_by == offered.article.known_by
    assert "has been mended" in done.notes[0]


def test_without_ftfy_the_extra_is_named(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ftfy", None)
    with pytest.raises(UsageError, match=re.escape(adding("mend"))):
        read(wrong(GOOD).encode(), "a.txt", mend=True)
