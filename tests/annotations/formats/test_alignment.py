"""Spans on tokens: what is trimmed, widened, dropped or cut, and what finds room on one layer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation
from annotations.formats.loss import Tally
from annotations.formats.request import Unaligned
from annotations.formats.training.alignment import aligned, layer, tags, tokens

TEXT = "The Velmarkian  envoy left."


def tag(start: int, end: int, id: str = "1") -> Annotation:
    return Annotation(id, start, end, "actor", "ana")


def said(tally: Tally) -> list[str]:
    return [f"{lost.what}: {lost.why}" for lost in tally.loss.lost]


INSIDE = "it begins or ends inside a token"


@pytest.mark.parametrize(
    ("place", "unaligned", "expected", "loss"),
    [
        ((4, 14), "widen", "Velmarkian", []),
        ((4, 11), "widen", "Velmarkian", [f"widened: {INSIDE}"]),
        ((4, 11), "drop", "", [f"dropped: {INSIDE}"]),
        ((4, 11), "split", "Velmark", []),
        ((5, 18), "split", "elmarkian|en", []),
        ((3, 16), "widen", "Velmarkian", ["trimmed: it has white space at its edges"]),
        ((14, 16), "widen", "", ["dropped: it has no words"]),
        ((26, 27), "widen", ".", []),
    ],
)
def test_a_span_on_tokens(
    place: tuple[int, int], unaligned: Unaligned, expected: str, loss: list[str]
) -> None:
    tally = Tally()
    found = aligned(TEXT, list(tokens(TEXT)), [tag(*place)], unaligned, tally)
    words = [found.tokens[n] for _, (first, last) in found.ranges for n in range(first, last)]
    assert "|".join(TEXT[start:end] for start, end in words) == expected
    assert said(tally) == loss


@given(
    text=st.text(st.sampled_from("ab 漢e\u0301.\n"), min_size=1, max_size=30),
    places=st.lists(st.tuples(st.integers(0, 29), st.integers(1, 9)), max_size=6),
)
def test_split_tokens_hold_every_span_exactly(text: str, places: list[tuple[int, int]]) -> None:
    given_tags = [
        tag(start, min(start + length, len(text)), str(n))
        for n, (start, length) in enumerate(places)
        if start < len(text)
    ]
    tally = Tally()
    found = aligned(text, list(tokens(text)), given_tags, "split", tally)
    assert "".join(text[start:end] for start, end in found.tokens) == "".join(text.split())
    for annotation, (first, last) in found.ranges:
        words = text[found.tokens[first][0] : found.tokens[last - 1][1]]
        assert words == text[annotation.start : annotation.end].strip()
    assert {lost.what for lost in tally.loss.lost} <= {"trimmed", "dropped"}
    assert all(lost.why == "it has no words" for lost in tally.loss.lost if lost.what == "dropped")


def test_the_longest_find_room_first() -> None:
    tally = Tally()
    found = aligned("a b c d", list(tokens("a b c d")), [tag(0, 3), tag(2, 7, "2")], "widen", tally)
    kept = layer(found.ranges, tally, "here")
    assert [annotation.id for annotation, _ in kept] == ["2"]
    assert said(tally) == ["left out of here: a longer span is there"]
    assert tags(kept, 4, False, {"actor": "x"}) == ["O", "B-x", "I-x", "I-x"]
    assert tags(kept, 4, True, {"actor": "x"}) == ["O", "B-x", "I-x", "E-x"]


def test_a_single_token_in_bioes() -> None:
    assert tags([(tag(0, 1), (1, 2))], 3, True, {"actor": "x"}) == ["O", "S-x", "O"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks resume.", "Talks|resume|."),
        ("“Yes,” he said", "“|Yes|,|”|he|said"),
        ("1,200.50 at 10:30 on 4.", "1,200.50|at|10:30|on|4|."),
        ("cafe\u0301 na\u00efve", "cafe\u0301|na\u00efve"),
        ("নমস্তে दुनिया ภาษาไทย", "নমস্তে|दुनिया|ภาษาไทย"),
        ("東京タワー 서울", "東|京|タ|ワ|ー|서울"),
        ("か\u3099く", "か\u3099|く"),
        ("العربيّة", "العربيّة"),
        ("👍🏽 👩\u200d🚀 ☎️", "👍|🏽|👩\u200d|🚀|☎️"),
        ("$5.50 €1,000 ₹20 £3m 50%", "$|5.50|€|1,000|₹|20|£|3|m|50|%"),
        ("4:30pm, 2031-10-10 ½ ² ١٢٫٥", "4:30|pm|,|2031|-|10|-|10|½|²|١٢|٫|٥"),
        ("🇫🇷🇩🇪 👨\u200d👩\u200d👧 1️⃣", "🇫|🇷|🇩|🇪|👨\u200d|👩\u200d|👧|1|\ufe0f\u20e3"),
        ("a_b-c’d", "a|_|b|-|c|’|d"),
        ("a\u00a0b\u2028c\td\u3000e", "a|b|c|d|e"),
        ("\u0301x", "\u0301|x"),
        ("Fluss\u00addampfer ist", "Fluss\u00addampfer|ist"),
        ("un\u200bseen wo\u2060rd, x\ufeffy", "un\u200bseen|wo\u2060rd|,|x\ufeffy"),
        ("1\u2060200 20\u00ad31, 7\u200b", "1\u2060200|20\u00ad31|,|7\u200b"),
        (
            "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627\u200f.",
            "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627\u200f|.",
        ),
        ("", ""),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert "|".join(text[start:end] for start, end in tokens(text)) == expected


@given(st.text())
def test_tokens_leave_out_white_space_and_nothing_else(text: str) -> None:
    found = [text[start:end] for start, end in tokens(text)]
    assert "".join(found) == "".join(text.split())
    assert all(found)
