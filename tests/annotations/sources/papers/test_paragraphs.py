"""Lines as they are drawn and as they are read; page numbers and running heads left out."""

from collections.abc import Callable

import pytest

from annotations.sources.document import Loaded
from annotations.sources.papers.paragraphs import as_read, has_right_to_left

SEA, BOATS = "ימ", "תוריס"  # as they are drawn: the last letter on the left
READ_SEA, READ_BOATS = SEA[::-1], BOATS[::-1]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (f".{BOATS} {SEA}", f"{READ_SEA} {READ_BOATS}."),
        (f"{BOATS} 15.3.2031 {SEA}", f"{READ_SEA} 15.3.2031 {READ_BOATS}"),
        (f"{BOATS} 12 34 {SEA}", f"{READ_SEA} 34 12 {READ_BOATS}"),
        (f"{BOATS} A Pier {SEA}", f"{READ_SEA} A Pier {READ_BOATS}"),
        (f"({BOATS}) {SEA}", f"{READ_SEA} ({READ_BOATS})"),
        (
            f"The sign says {BOATS} {SEA}, he said",
            f"The sign says {READ_SEA} {READ_BOATS}, he said",
        ),
        # Shapes of letters, and a ligature of two.
        ("\ufefb\ufee3", "\u0645\u0644\u0627"),
        # A vowel sign stays with the letter that it was drawn on.
        ("ب\u064eا", "اب\u064e"),
        ("No such letters (here).", "No such letters (here)."),
    ],
)
def test_a_line_is_read_in_its_direction(drawn: str, read: str) -> None:
    assert as_read(drawn) == read
    assert has_right_to_left(drawn) == (drawn != read)


Read = Callable[..., Loaded]
Make = Callable[..., bytes]


def paragraphs(read: Read, data: bytes) -> list[str]:
    return read(data, "a.pdf").article.text.split("\n\n")


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
    ("lines", "kept"),
    [
        # Sentences, dates and numbered headings are text, wherever they stand.
        (["It was night {n} of the strike."] * 3, True),
        (["{n} June 2031"] * 3, True),
        (["June {n}, 2031"] * 3, True),
        (["Part {n}"] * 3, True),
        (["\u201cNot one boat.\u201d"] * 3, True),
        (["1971", "1985", "1999"], True),
        (["Vote {n} of 9", "Vote 7 of 9", "Vote 8 of 9"], True),
        (["The Gazette", "Sallow", "Ferries"], True),
        # The same words, numbers of pages apart, are none.
        (["The Gazette"] * 3, False),
        (["The Gazette, 3 June 2031, page {n}"] * 3, False),
        (["{n} | The Sallow Gazette"] * 3, False),
        (["Page {n} of 3"] * 3, False),
        (["- {n} -"] * 3, False),
        (["{n}/3"] * 3, False),
        (["Page {n}, printed at www.Gazette.example"] * 3, False),
        (["", "The Gazette", "The Gazette"], False),
    ],
)
@pytest.mark.parametrize("y", [805, 30])
def test_only_what_comes_again_at_an_edge_is_a_running_head(
    read: Read, make_pdf: Make, lines: list[str], kept: bool, y: int
) -> None:
    texts = [f"Paragraph {word} ends here." for word in ("one", "two", "three")]
    edges = [line.format(n=n) for n, line in enumerate(lines, 1)]
    pages = [[(60, y, edge), (60, 600, text)] for edge, text in zip(edges, texts, strict=True)]
    loaded = read(make_pdf(pages), "a.pdf")
    assert all(text in loaded.article.text for text in texts)
    for edge in filter(None, edges):
        assert (edge in loaded.article.text) == kept
    named = [note for note in loaded.notes if "page headers and footers were left out" in note]
    assert bool(named) == (not kept and "Gazette" in "".join(edges))


def test_what_is_all_there_is_no_running_head(read: Read, make_pdf: Make) -> None:
    pages = [[(60, 700, f"Card for page {n}")] for n in (1, 2, 3)]
    assert paragraphs(read, make_pdf(pages)) == [f"Card for page {n}" for n in (1, 2, 3)]


def test_large_type_and_the_middle_of_a_page_are_no_running_heads(
    read: Read, make_pdf: Make
) -> None:
    pages = [
        [(60, 805, "Day by day", 16), (60, 700, text), (60, 400, f"{n}"), (60, 300, "Ends here.")]
        for n, text in enumerate(("Paragraph one.", "Paragraph two.", "Paragraph three."), 1)
    ]
    text = read(make_pdf(pages), "a.pdf").article.text
    assert text.count("Day by day") == 3
    assert [part for part in text.split("\n\n") if part.isdigit()] == ["1", "2", "3"]


def test_a_page_printed_from_a_browser_loses_its_edges(read: Read, make_pdf: Make) -> None:
    pages = [
        [
            (20, 825, "6/3/31, 9:15 AM"),
            (250, 825, "Boats stay in | The Gazette"),
            (60, 700, text),
            (20, 12, "https://gazette.example/boats-2031"),
            (560, 12, f"{n}/2"),
        ]
        for n, text in enumerate(("The boats stayed in.", "The crews went home."), 1)
    ]
    assert paragraphs(read, make_pdf(pages)) == ["The boats stayed in.", "The crews went home."]
