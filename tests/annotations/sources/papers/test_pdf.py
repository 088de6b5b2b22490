"""PDFs: columns in order, paragraphs in one piece, and what has no text said so."""

import re
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import PostilError, UsageError
from annotations.extras import adding
from annotations.sources.document import Loaded
from annotations.sources.papers import pdf

Read = Callable[..., Loaded]
Make = Callable[..., bytes]


def paragraphs(read: Read, data: bytes) -> list[str]:
    return read(data, "a.pdf").article.text.split("\n\n")


LEFT = [
    "The council of Corvane voted on Monday to take up the",
    "river plan that had lain in the drawer since the spring,",
    "though the treas\u00adurer called it too costly for a well-",
    "known reason, and the harbour minis-",
]
RIGHT = [
    "ter had said nothing at all of the two basins.",
    "A well-known reason, she said, was no reason.",
]


def column(x: float, lines: list[str], top: float = 700) -> list[tuple[float, float, str]]:
    return [(x, top - 12 * n, line.replace("\u00ad", "")) for n, line in enumerate(lines)]


def test_two_columns_are_read_one_after_the_other(read: Read, make_pdf: Make) -> None:
    page = [(60, 760, "River plan taken up"), *column(60, LEFT), *column(320, RIGHT)]
    about = {"Title": "River plan", "Author": "Lena Holt"}
    article = read(make_pdf([page], about), "a.pdf").article
    assert article.text.split("\n\n") == [
        "River plan taken up",
        "The council of Corvane voted on Monday to take up the river plan that had lain in the"
        " drawer since the spring, though the treasurer called it too costly for a well-known"
        " reason, and the harbour minister had said nothing at all of the two basins. A well-known"
        " reason, she said, was no reason.",
    ]
    assert (article.title, article.meta.author) == ("River plan", "Lena Holt")


def test_what_is_in_the_largest_type_is_the_title(read: Read, make_pdf: Make) -> None:
    page = [(60, 800, "The Gazette"), (60, 760, "River plan taken up", 18), *column(60, LEFT)]
    article = read(make_pdf([[*page, (40, 700, "T", 40)]]), "a.pdf").article
    assert article.title == "River plan taken up"
    assert article.text.startswith("The Gazette\n\nRiver plan taken up\n\n")
    same = [(60, 800, "The Gazette"), (60, 760, "River plan taken up"), *column(60, LEFT)]
    assert read(make_pdf([same]), "a.pdf").article.title == "The Gazette"


def test_a_pdf_without_text_says_so(read: Read, make_pdf: Make) -> None:
    picture = "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    for pages, why in (
        ([[]], "has no text in it, its pages are blank or drawings"),
        ([[picture]], "has no text in it, only images of pages"),
        ([[picture, (290, 30, "1")]], "has no text in it, only images of pages"),
        ([], "has no pages"),
    ):
        with pytest.raises(PostilError) as caught:
            read(make_pdf(pages), "scan.pdf")
        assert caught.value.message == f"scan.pdf {why}."
        assert "OCR" in caught.value.hint or not pages


@pytest.mark.parametrize("cut", [20, 200, 600])
def test_a_broken_pdf_is_one_sentence(read: Read, make_pdf: Make, cut: int) -> None:
    data = make_pdf([[(60, 700, "Words")]])
    with pytest.raises(PostilError, match=r"^a\.pdf "):
        read(data[:cut], "a.pdf")


def test_without_pdfminer_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "annotations.sources.papers.pdf_file", raising=False)
    monkeypatch.setitem(sys.modules, "pdfminer.pdfdocument", None)
    with pytest.raises(UsageError, match=re.escape(adding("pdf"))):
        pdf.read(b"%PDF-1.4", "a.pdf")


BODY = (
    "The ferry board of Sallow met the crews for the third time",
    "this week and could not say when the boats would sail.",
)


def test_a_line_of_blanks_is_no_line(read: Read, make_pdf: Make) -> None:
    page = [(60, 760, "Boats stay in"), (60, 740, "   "), *column(60, [*BODY])]
    assert paragraphs(read, make_pdf([page])) == ["Boats stay in", " ".join(BODY)]


def test_letters_are_taken_apart_or_said_to_be_unknown(read: Read, make_pdf: Make) -> None:
    letters = {1: "\ufb01", 2: "\ufb04", 3: "\0", 4: "\x1b", 5: "\x9b", 6: "\ufb06", 7: "\u00ad"}
    codes = "".join(chr(code) for code in letters)
    words = r"The \001sh wa\002es of A\003 and\004 B\005, the ea\006, well\007known here."
    loaded = read(make_pdf([[(60, 700, words)]], letters=letters), "a.pdf")
    assert loaded.article.text == (
        "The fish waffles of A\ufffd and\ufffd B\ufffd, the east, well-known here."
    )
    assert loaded.notes == ("a.pdf: 3 unidentified letters are shown as \ufffd.",)
    assert not {*codes} & {*loaded.article.text}


def test_a_letter_without_a_name_is_never_a_code(read: Read, make_pdf: Make) -> None:
    page = [(60, 700, r"The harbour master of Sallow wrote (cid:7) \(cid:7\) and \001 in it.")]
    page[0] = (60, 700, r"The harbour master of Sallow wrote \(cid:7\) and \001 in his book.")
    loaded = read(make_pdf([page]), "a.pdf")
    assert loaded.article.text == (
        "The harbour master of Sallow wrote (cid:7) and \ufffd in his book."
    )
    with pytest.raises(PostilError, match="has letters that cannot be identified"):
        read(make_pdf([[(60, 700, r"\001\002 The \003\004\005")]]), "a.pdf")


TURNED = "BT /F1 8 Tf 0 1 -1 0 580 300 Tm (Photo: Orla Venn) Tj ET"
SLANTING = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 250 Tm (DRAFT) Tj ET"


def test_what_runs_up_a_page_comes_last_and_a_watermark_is_named(
    read: Read, make_pdf: Make
) -> None:
    page = [TURNED, SLANTING, *column(60, [*BODY])]
    loaded = read(make_pdf([page, [(60, 700, "and went home.")]]), "a.pdf")
    assert loaded.article.text.split("\n\n") == [
        f"{' '.join(BODY)}",
        "and went home.",
        "Photo: Orla Venn",
    ]
    assert loaded.notes == ("a.pdf: slanted words were left out: \u201cDRAFT\u201d.",)


def test_a_page_that_lies_on_its_side_is_read(read: Read, make_pdf: Make) -> None:
    lines = "".join(
        f"BT /F1 10 Tf 0 1 -1 0 {100 + 12 * n} 60 Tm ({line}) Tj ET " for n, line in enumerate(BODY)
    )
    assert paragraphs(read, make_pdf([[lines]])) == [" ".join(BODY)]


def test_hebrew_is_read_from_the_right_however_it_is_drawn(read: Read, make_pdf: Make) -> None:
    letters = dict(zip(b"ABCDE", "תוריס", strict=True))  # boats, as it is drawn
    from_left = [(60, 700, "ABCDE")]
    from_right = [(60 + 7 * n, 700, letter) for n, letter in reversed([*enumerate("ABCDE")])]
    for page in (from_left, from_right):
        assert paragraphs(read, make_pdf([page], letters=letters)) == ["סירות"]


def test_bold_that_is_drawn_twice_is_read_once(read: Read, make_pdf: Make) -> None:
    page = [(60, 700, "Hall full of ill will"), (60.3, 700, "Hall full of ill will")]
    assert paragraphs(read, make_pdf([page])) == ["Hall full of ill will"]


def test_a_drop_cap_belongs_to_its_word(read: Read, make_pdf: Make) -> None:
    page = [
        (60, 676, "S", 40),
        (90, 695, "allow has no boats since Monday, and the board has"),
        (90, 683, "no word on when the crews will come back to them."),
    ]
    assert paragraphs(read, make_pdf([page]))[0].startswith("Sallow has no boats since")
    page[:2] = [(60, 676, "A", 40), (90, 695, "boat lay in Sallow since Monday, and the boat has")]
    assert paragraphs(read, make_pdf([page]))[0].startswith("A boat lay in Sallow")


def test_paragraphs_without_a_gap_are_told_by_their_lines(read: Read, make_pdf: Make) -> None:
    lines = [
        (60, 700, "The ferry board of Sallow met the crews for the third time in a"),
        (60, 688, "week. The crews went home."),
        (60, 676, "Orla Venn was seen at the pier on Monday with the papers and the"),
        (60, 664, "keys of the two boats, and she said that she would sail at dawn."),
        (72, 652, "The board said nothing at all of that, and it closed the doors."),
    ]
    assert [part[:8] for part in paragraphs(read, make_pdf([lines]))] == [
        "The ferr",
        "Orla Ven",
        "The boar",
    ]


def test_a_page_that_cannot_be_read_costs_only_itself(read: Read, make_pdf: Make) -> None:
    good = make_pdf([[(60, 700, f"Paragraph {word} ends.")] for word in ("one", "two", "three")])
    # The second page (object 7) and what is on it (object 8).
    for old, new in (
        (b"/Kids [5 0 R 7 0 R 9 0 R]", b"/Kids [5 0 R 77 0 R 9 0 R]"),
        (b"/F1 3 0 R >> >> /Contents 8 0 R", b"/F1 3 0 R >> >> /Contents 99 0 R"),
        (b"/F1 3 0 R >> >> /Contents 8 0 R", b"/F1 << /Subtype /Type0 >> >> >> /Contents 8 0 R"),
    ):
        assert old in good
        loaded = read(good.replace(old, new), "a.pdf")
        assert "Paragraph one ends." in loaded.article.text
        assert "Paragraph three ends." in loaded.article.text
        assert loaded.notes == ("a.pdf: page 2 cannot be read and was left out.",), old


def test_an_odd_object_on_a_page_is_named(read: Read, make_pdf: Make) -> None:
    page = ["BT 60 600 Td (In no font.) Tj ET", (60, 700, "The first words.")]
    loaded = read(make_pdf([page, [(60, 700, "The last words.")]]), "a.pdf")
    assert loaded.article.text.startswith("The first words.")
    assert loaded.article.text.endswith("The last words.")
    assert loaded.notes == ("a.pdf: page 1 can only be read in part; the rest was left out.",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"startxref\n", b"startxref\n9"),
        (b"endobj", b""),
        (b"xref\n0", b"xrfe\n0"),
        (b"%%EOF", b""),
        (b"%PDF-1.4\n", b"junk before it\n%PDF-1.4\n"),
    ],
)
def test_a_file_with_its_table_of_objects_gone_is_read(
    read: Read, make_pdf: Make, old: bytes, new: bytes
) -> None:
    data = make_pdf([[(60, 700, "Paragraph one ends.")], [(60, 700, "Paragraph two ends.")]])
    assert old in data
    text = read(data.replace(old, new), "a.pdf").article.text
    assert text == "Paragraph one ends.\n\nParagraph two ends."


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_byte_of_a_file_is_worth_more_than_a_sentence(
    read: Read, make_pdf: Make, data: st.DataObject
) -> None:
    whole = make_pdf([[(60, 700, BODY[0])], [(60, 700, BODY[1])]], {"Title": "Boats"}, {1: "\0"})
    places = data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8))
    torn = bytearray(whole)
    for place in places:
        torn[place] = data.draw(st.integers(0, 255))
    with suppress(PostilError):
        text = read(bytes(torn), "a.pdf").article.text
        assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f]", text)
