"""Words, sentences, paragraphs and quotations, near by as in the whole text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import units
from annotations.units.quotations import quotations_at

PIECES = [
    *"fox jumps Smith's don’t U.S. Mr. 1,200 €3.5m 10:30 p.m. twenty-five a b".split(),
    *"漢字 か゛ か\u3099 々 한국 محمد Zoe\u0308 e\u0301 👩‍👩‍👧 🇬🇧 ❤️".split(),
    *". ... ! ? 。 ！ … , — - ' ’ ‘ “ ” « » 「 」 „ \" ( ) .” No. no. 10".split(),
    *(" ", " ", " ", "  ", "\n", "\n\n", "\n \n", "\u00a0", "\u200b", ". The ", "? he "),
    *("word " * 130, "漢" * 180 + "。"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)


def said(text: str, spans: object) -> list[str]:
    return [text[start:end] for start, end in spans]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The quick fox.", "The|quick|fox"),
        ("Smith's dog, the fox’s den", "Smith|dog|the|fox|den"),
        ("the workers’ union and the boss'", "the|workers|union|and|the|boss"),
        ("O’Brien’s lawyer doesn't", "O’Brien|lawyer|doesn't"),
        ("‘Yes’ and 'no'", "Yes|and|no"),
        ("the U.S. and U.N.-led", "the|U.S.|and|U.N.|led"),
        ("the U.S.’s debt", "the|U.S.|debt"),
        ("1,200 at 10:30, 3.5%", "1,200|at|10:30|3.5"),
        ("€3.5m or £1,200, $2.50", "€3.5m|or|£1,200|2.50"),
        ("a twenty-five-year-old", "a|twenty|five|year|old"),
        ("Rome—today (sic) [1]", "Rome|today|sic|1"),
        ("東京 is", "東|京|is"),
        ("佐々木、が\u3099", "佐|々|木|が\u3099"),
        ("한국 대통령", "한국|대통령"),
        ("محمد علي، قال", "محمد|علي|قال"),
        ("Zoe\u0308’s cafe\u0301", "Zoe\u0308|cafe\u0301"),
        ("👩‍👩‍👧 and 🇬🇧 ❤️", "👩‍👩‍👧|and|🇬🇧|❤️"),
        ("\x1b[31m red\x00blue", "31m|red|blue"),
        (" ... — ", ""),
        ("", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert "|".join(said(text, units.words(text, 0, len(text)))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He left.| She stayed.",
        "Mr. Smith met Dr. Jones.| They spoke.",
        "The U.S. economy grew 3.5 percent.| It did.",
        "J. K. Rowling wrote No. 10 down.| He said no.| She left.",
        "“We will go,” she said.| “Now!” he cried.| Then all left.",
        "“Why?” he asked.| “Who knows?”| Nobody did.",
        "Wait... what?| Well… maybe.| Fine",
        "He called it “a quote.”| Next one.| (It rained.)| Then not.",
        "彼は言った。|彼女は「はい。」|と",
        "Who?!| You.",
        "One\ttwo.",
        # abbreviations and initials, by the word that follows
        "They met at 6 p.m.| The court sat.| It rose at 9 a.m. Monday.",
        "He left the U.S.| But the U.S. Senate stayed.",
        "They sued Tait & Co.| It lost.| Tait Inc. Chairman Orr left.",
        "The case is Orr v. Tait.| Lanes vs. Orr is another.",
        "She asked George W. Tait.| George T.| He knew.",
        "They sat.| In the sun.| He read p. 55, pp. 60 and Fig. 3.| Then on Jan. 5 he left.",
        "Tait’s.| But she didn't.| And he's one.",
        # numbers, addresses and what is left out
        "It fell 2.3%.| The index rose to $1.05.| Then it fell.",
        "Write to ana@pellin.example.| See www.pellin.example.| Or call.",
        "He waited . . . and left.| Then . . . .| She waited. . . .",
        "It was long.| . . . And it was dull.",
        "“It is [...] so.”| “He left [...]| She stayed.”",
        # lists
        "1. The first| 2. The second| 3. The third",
        "a) The first| b) The second",
        "Asked for:| • One thing.| • Another",
        # other languages
        "Das war am 3. Mai.| Dr. Tait kam z. B. im 2. Jahrhundert.| „Ja.“| Er ging.",
        "Le maire dit « oui. »| Mme. Tait partit.| Pourquoi ?| Voilà.",
        "La Sra. Tait vive en EE. UU. desde 2029.| ¿Dónde?| ¡Aquí!| Véase la pág. 5.",
        "Disse l'Avv. Tait.| L’Ing. Orri, no.| Si veda l'art. 3.",
        "यह एक वाक्य है।| यह दूसरा है॥| हाँ?",
        "کیا حال ہے؟| میں ٹھیک ہوں۔| شکریہ۔",
        "Այսօր է։| Ես գնում եմ:| Նա եկավ։",
    ],
)
def test_sentences(text: str) -> None:
    plain = text.replace("|", "")
    expected = [part.strip() for part in text.split("|")]
    assert said(plain, units.sentences(plain, (0, len(plain)))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.\n", ["One.", "Two."]),
        ("One\nwrapped.\n\nTwo.", ["One\nwrapped.", "Two."]),
        ("\n\n One. \n \n\nTwo.\n\n", ["One.", "Two."]),
        ("  ", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert said(text, forwards(text, units.next_paragraph, -1)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Hello ^there,” he said.", ["“Hello there,”"]),
        ("“Hello there,” he ^said. “Bye.”", []),
        ("“He said ‘go ^home’ to me”", ["‘go home’", "“He said ‘go home’ to me”"]),
        ('"Go," she ^said, "now."', []),
        ('"Go," she said, "^now."', ['"now."']),
        ("‘The crew don’t ^work’ now", ["‘The crew don’t work’"]),
        ("'It isn't ^so,' he said", ["'It isn't so,'"]),
        ("rock 'n' ^roll isn't", []),
        ("the workers' ^union's plan", []),
        ("« Bonjour à ^tous » dit", ["« Bonjour à tous »"]),
        ("„Guten ^Tag“ sagte", ["„Guten Tag“"]),
        ("„Dobrý ^den” řekl", ["„Dobrý den”"]),
        ("‚ja ^so‘ sagte", ["‚ja so‘"]),
        ("»Guten ^Tag«, sagte »er«", ["»Guten Tag«"]),
        ("‹si ^oui› «x»", ["‹si oui›"]),
        ("”Hej ^då”, sa hon", ["”Hej då”"]),
        ("彼は「東^京『都』です」と", ["「東京『都』です」"]),
        ("『本^』", ["『本』"]),
        ("“Open and never ^closed", []),
        ("never opened ^here” he said", []),
        ("“Open\n\n^closed”", []),
        ("a “wrapped\n^line” here\n\nand more", ["“wrapped\nline”"]),
        ("“One ‘two ^three” four", ["“One ‘two three”"]),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    place, plain = text.find("^"), text.replace("^", "")
    assert said(plain, quotations_at(plain, max(place, 0), max(place, 0) + 1)) == expected


def forwards(text: str, following: object, offset: int) -> list[units.Span]:
    found: list[units.Span] = []
    while span := following(text, offset):  # type: ignore[operator]
        assert span[0] > offset
        found.append(span)
        offset = span[0]
    return found


def backwards(text: str, preceding: object) -> list[units.Span]:
    found: list[units.Span] = []
    offset = len(text)
    while span := preceding(text, offset):  # type: ignore[operator]
        assert span[0] < offset
        found.append(span)
        offset = span[0]
    return found[::-1]


@given(texts)
def test_words_near_by_are_those_of_the_whole_text(text: str) -> None:
    everything = list(units.words(text, 0, len(text)))
    for offset in {*range(min(len(text), 40)), *range(0, len(text) + 1, 7), len(text)}:
        after = next((s for s in everything if s[0] >= offset), None)
        before = next((s for s in reversed(everything) if s[0] < offset), None)
        assert units.next_word(text, offset) == after
        assert units.previous_word(text, offset) == before
        if everything:
            over = next((s for s in everything if s[1] > offset), everything[-1])
            assert units.word_at(text, offset) == over


@given(texts)
def test_words_are_apart_and_without_white_space(text: str) -> None:
    last = 0
    for start, end in units.words(text, 0, len(text)):
        assert last <= start < end
        assert not any(c.isspace() for c in text[start:end])
        last = end


@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
@given(text=texts)
def test_walking_back_meets_what_walking_forward_met(unit: str, text: str) -> None:
    following = getattr(units, f"next_{unit}")
    preceding = getattr(units, f"previous_{unit}")
    met = forwards(text, following, -1)
    assert met == backwards(text, preceding)
    assert bool(met) == bool(text.strip())
    assert "".join("".join(said(text, met)).split()) == "".join(text.split())
    at = getattr(units, f"{unit}_at")
    for span in met:
        assert at(text, span[0]) == at(text, span[1] - 1) == span


@given(texts, st.data())
def test_larger_units_hold_what_they_grew_from(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    for a, b in units.larger_units(text, start, end):
        assert 0 <= a <= start <= end <= b <= len(text)
        assert (a, b) != (start, end)


def test_an_endless_token_is_walked_in_pieces() -> None:
    text = f"before {'x' * 5000} after"
    for offset in range(0, len(text), 97):
        start, end = units.word_at(text, offset)
        assert start < end
        assert end > offset
    place = 0
    while span := units.next_word(text, place):
        place = span[1]
    assert text[:place].endswith("after")


def test_a_very_long_paragraph_is_walked_the_same_both_ways() -> None:
    text = "".join(f"Sentence number {n} says “so it is {n}.” " for n in range(1500))
    met = forwards(text, units.next_sentence, -1)
    assert met == backwards(text, units.previous_sentence)
    # A window's edge may cut a sentence in two, never lose one.
    assert 1500 <= len(met) <= 1506
    place = text.index("is 750") + 3
    assert said(text, quotations_at(text, place, place + 4)) == ["“so it is 750.”"]


@given(texts)
def test_as_many_words_are_counted_as_can_be_walked(text: str) -> None:
    assert units.word_count(text) == len(list(units.words(text, 0, len(text))))
