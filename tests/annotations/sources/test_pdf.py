"""PDFs: columns in order, paragraphs in one piece, and what has no text said so."""

import sys
from collections.abc import Callable

import pytest

from annotations.errors import PostilError, UsageError
from annotations.sources.document import Loaded

Read = Callable[..., Loaded]
Make = Callable[..., bytes]

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


def test_page_numbers_and_running_heads_are_no_text(read: Read, make_pdf: Make) -> None:
    pages = [
        [
            (60, 800, f"The Gazette, page {n}"),
            (60, 700, f"Paragraph {word} ends."),
            (290, 30, f"{n}"),
        ]
        for n, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    text = read(make_pdf(pages, {"Title": "Microsoft Word - draft.docx"}), "a.pdf").article.text
    assert text == "\n\n".join(
        f"Paragraph {word} ends." for word in ("one", "two", "three", "four")
    )


@pytest.mark.parametrize(
    ("pages", "message"),
    [([[]], "has no text in it, only pictures"), ([[(60, 700, "12")]], "has no text in it")],
)
def test_a_pdf_without_text_says_so(
    read: Read, make_pdf: Make, pages: list[list[tuple[float, float, str]]], message: str
) -> None:
    with pytest.raises(PostilError, match=message) as caught:
        read(make_pdf(pages), "scan.pdf")
    assert "OCR" in caught.value.hint


@pytest.mark.parametrize("cut", [20, 200, 600])
def test_a_broken_pdf_is_one_sentence(read: Read, make_pdf: Make, cut: int) -> None:
    data = make_pdf([[(60, 700, "Words")]])
    with pytest.raises(PostilError, match=r"^a\.pdf "):
        read(data[:cut], "a.pdf")


def test_without_pdfminer_the_extra_is_named(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfminer.high_level", None)
    with pytest.raises(UsageError, match=r"postil\[pdf\]"):
        read(b"%PDF-1.4", "a.pdf")
