"""Tokens: words with their marks, numbers, CJK and every other sign one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.formats.tokens import tokens


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
