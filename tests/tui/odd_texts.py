"""Texts of all kinds, for properties: every code point there is, and the pieces that go wrong."""

from hypothesis import strategies as st

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1ec\U0001f1e7"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"

PIECES = {
    "words": "a word \u201cin quotes\u201d \u2014 and on ",
    "no spaces": "https://example.org/a-line-without-any-space-at-all",
    "spaces": "    ",
    "line feed": "\n",
    "carriage return and line feed": "\r\n",
    "lone carriage return": "a\rb",
    "tab": "\t",
    "chinese": "\u6f22\u5b57\u3002",
    "japanese": "\u3072\u3089\u304c\u306a\u30fc",
    "korean": "\ud55c\uad6d\uc5b4 \uae30\uc0ac ",
    "ideographic space": "\u3000",
    "halfwidth": "\uff76\uff9e",
    "accent": "e\u0301",
    "lone accent": "\u0301",
    "many accents": "z" + "\u0336" * 40,
    "accent on a space": " \u0301",
    "hindi": "\u0915\u094d\u0937\u093f \u0936\u094d\u0930\u0940 ",
    "tamil": "\u0ba8\u0bbf",
    "burmese": "\u1019\u103c\u1014\u103a\u1019\u102c",
    "thai": "\u0e01\u0e33",
    "jamo": "\u1112\u1161\u11ab",
    "arabic": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 ",
    "hebrew": "\u05e9\u05c1\u05dc\u05d5\u05dd ",
    "number sign": "\u0600\u0661",
    "heart": "\u2764\ufe0f",
    "heart without a look": "\u2764",
    "key": "1\ufe0f\u20e3",
    "thumb": "\U0001f44d\U0001f3fd",
    "lone tone": "\U0001f3fd",
    "family": FAMILY,
    "flag": FLAG,
    "half a flag": "\U0001f1ec",
    "rainbow flag": RAINBOW,
    "zero width": "\u200b",
    "lone joiner": "\u200d",
    "soft hyphen": "co\u00adoperate",
    "byte order mark": "\ufeff",
    "looks": "\ufe0f\U000e0100",
    "override": "\u202eabc\u202c",
    "isolates": "\u2067abc\u2069",
    "escape": "\x1b[2J\x1b]0;x\x07",
    "c1": "\x9b31m\x85",
    "nul": "\x00",
    "separators": "\u2028\u2029",
    "tags": "\U000e0041\U000e007f",
    "half a pair": "\ud800",
    "private": "\ue000\U0010fffd",
    "nobody's": "\u0378\ufffe",
    "interlinear": "\ufff9a\ufffab\ufffb",
}

texts = st.one_of(
    st.lists(st.sampled_from(["a", "word ", " ", *PIECES.values()]), max_size=30).map("".join),
    st.text(max_size=60),
    st.lists(st.integers(0, 0x10FFFF).map(chr), max_size=30).map("".join),
)
"""Texts of up to some hundred code points; half surrogate pairs are among them."""
