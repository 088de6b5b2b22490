"""Word documents: paragraphs, tables and boxes, nothing twice, nothing that was struck."""

import io
import zipfile

import pytest

from annotations.errors import PostilError
from annotations.sources.source import COMPOUND
from tests.annotations.sources.papers.word_parts import Make, Read, p, r, text_of


def test_paragraphs_and_tables_in_their_order(read: Read, make_docx: Make) -> None:
    body = (
        p(r("Harbour "), r("talks"), properties="<w:tabs><w:tab/></w:tabs>")
        + p()
        + p(r("One"), "<w:r><w:br/><w:t>line</w:t><w:tab/><w:t>more</w:t></w:r>")
        + f"<w:tbl><w:tr><w:tc>{p(r('Port'))}</w:tc><w:tc>{p(r('Sallow'))}</w:tc></w:tr></w:tbl>"
        + "<w:sectPr/>"
    )
    article = read(make_docx(body), "a.docx").article
    assert article.text == "Harbour talks\n\nOne\nline\tmore\n\nPort\tSallow"
    assert article.title == "Harbour talks"
    assert article.imprint


def test_what_was_struck_is_left_out_and_what_was_put_in_is_there(
    read: Read, make_docx: Make
) -> None:
    body = p(
        r("We "),
        "<w:del><w:r><w:delText>will not</w:delText></w:r></w:del>",
        f"<w:ins>{r('will')}</w:ins>",
        f"<w:hyperlink>{r(' open')}</w:hyperlink>",
        "<w:r><w:noBreakHyphen/></w:r>",
    )
    assert read(make_docx(body), "a.docx").article.text == "We will open\u2011"


def test_a_text_box_is_read_once(read: Read, make_docx: Make) -> None:
    box = f"<w:txbxContent>{p(r('Boxed'))}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    text = read(make_docx(p(r("Before"), both) + p(r("After"))), "a.docx").article.text
    assert text == "Before\n\nBoxed\n\nAfter"


def test_core_properties_are_metadata(read: Read, make_docx: Make) -> None:
    core = "<dc:title> Talks </dc:title><dc:creator>Ana</dc:creator><dc:language>en</dc:language>"
    article = read(make_docx(p(r("Words")), core), "a.docx").article
    assert (article.title, article.meta.author, article.meta.language) == ("Talks", "Ana", "en")


@pytest.mark.parametrize("case", ["text", "zip", "cut", "entities", "broken", "bomb", "empty"])
def test_what_is_no_document_is_refused_in_a_sentence(
    read: Read, make_docx: Make, case: str
) -> None:
    good = make_docx(p(r("Words")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "a")
        if case == "entities":
            bomb = '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
            archive.writestr("word/document.xml", bomb)
        if case == "broken":
            archive.writestr("word/document.xml", "<w:document>")
        if case == "bomb":
            archive.writestr("word/document.xml", b" " * (65 << 20))
    data = {"text": b"words", "cut": good[:-40], "empty": make_docx(p())}.get(case, out.getvalue())
    with pytest.raises(PostilError) as caught:
        read(data, "a.docx")
    assert caught.value.message.startswith("a.docx ")
    assert caught.value.hint


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("main", ["word/document.xml", "word/document7.xml", "text/main.xml"])
def test_the_main_part_is_the_one_that_the_package_names(
    read: Read, make_docx: Make, main: str, strict: bool
) -> None:
    assert text_of(read, make_docx(p(r("Boats stay in")), main=main, strict=strict)) == (
        "Boats stay in"
    )


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.DOTM", "a", "a.dat", "a.doc"])
def test_a_word_document_is_read_whatever_it_is_called(
    read: Read, make_docx: Make, name: str
) -> None:
    assert text_of(read, make_docx(p(r("Boats stay in"))), name) == "Boats stay in"


def test_the_paragraphs_of_a_page_laid_out_as_a_table_stay_apart(
    read: Read, make_docx: Make
) -> None:
    inner = table((p(r("Tide")), p(r("Noon"))), (p(r("Ebb")), p()))
    layout = table((p(r("Above")) + inner + p(r("Below")), p(r("Beside"))))
    assert text_of(read, make_docx(layout)).split("\n\n") == [
        *("Above", "Tide", "Noon", "Ebb", "Below", "Beside")
    ]
    columns = table((p(r("One.")) + p(r("Two.")), p(r("Three."))), (p(r("Four " * 20)), p(r("5"))))
    assert [part[:5] for part in text_of(read, make_docx(columns)).split("\n\n")] == [
        *("One.", "Two.", "Three", "Four ", "5")
    ]
    figures = table((p(r("Sallow")), p(), p(r("12"))), (p(r("Corvane")), p(r("3")), p()))
    assert text_of(read, make_docx(figures)) == "Sallow\t\t12\n\nCorvane\t3"


NOTES = (
    '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>", r("Never named."))}</w:footnote>'
    f'<w:footnote w:id="2">{p(r("Five to four."))}{p(r("On a Monday."))}</w:footnote>'
    f'<w:footnote w:id="3">{p(r("Unused."))}</w:footnote>'
)


def test_notes_stand_at_the_end_of_the_text_and_are_said(read: Read, make_docx: Make) -> None:
    body = (
        p(r("The vote was close."), '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p(r("It rained."), '<w:r><w:endnoteReference w:id="9"/></w:r>')
        + p('<w:r><w:footnoteReference w:id="1"/></w:r>', r("So they said."))
        + p('<w:del><w:r><w:footnoteReference w:id="3"/></w:r></w:del>')
    )
    end = f'<w:endnote w:id="9">{p(r("All day."))}</w:endnote>'
    loaded = read(make_docx(body, parts={"footnotes": NOTES, "endnotes": end}), "a.docx")
    assert loaded.article.text.split("\n\n") == [
        *("The vote was close.", "It rained.", "So they said."),
        *("Five to four.", "On a Monday.", "All day.", "Never named."),
    ]
    assert loaded.notes == ("a.docx: footnotes are at the end of the text.",)


def test_what_is_left_out_is_named(read: Read, make_docx: Make) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not this</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>but this</w:t></w:r>'
    parts = {
        "comments": f'<w:comment w:id="1">{p(r("Is that so?"))}</w:comment>',
        "header": p(r("The Gazette")),
        "footer": p(r("7")),
    }
    marked = '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    loaded = read(make_docx(p(r("Read "), hidden, shown, marked), parts=parts), "a.docx")
    assert loaded.article.text == "Read but this"
    assert loaded.notes == ("a.docx: hidden text, comments and headers were left out.",)


def test_what_a_style_hides_is_hidden(read: Read, make_docx: Make) -> None:
    styles = (
        '<w:style w:styleId="Top"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Deep"><w:basedOn w:val="Top"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    body = (
        p(r("Top of Form"), properties='<w:pStyle w:val="Deep"/>')
        + p(r("Boats "), '<w:r><w:rPr><w:rStyle w:val="Top"/></w:rPr><w:t>gone</w:t></w:r>')
        + p(r("stay in"), properties='<w:pStyle w:val="Loop"/>')
    )
    assert text_of(read, make_docx(body, parts={"styles": styles})) == "Boats\n\nstay in"


def test_a_part_that_is_broken_costs_only_itself(read: Read, make_docx: Make) -> None:
    body = p(r("Words"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    loaded = read(make_docx(body, parts={"footnotes": "<w:open>", "styles": "&x;"}), "a.docx")
    assert loaded.article.text == "Words"
    assert loaded.notes == (
        "a.docx: its styles cannot be read and were left out.",
        "a.docx: its footnotes cannot be read and were left out.",
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.doc", COMPOUND + "WordDocument".encode("utf-16-le"), "is in an older Word format"),
        ("a", COMPOUND + "WordDocument".encode("utf-16-le"), "is in an older Word format"),
        ("a.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "is locked with a password"),
        ("a.docx", COMPOUND, "is not a Word document"),
        ("a.doc", b"{\\rtf1 words}", "is RTF, which postil cannot read"),
        ("a.rtf", b"{\\rtf1 words}", "is RTF, which postil cannot read"),
        ("a.odt", b"PK", "is OpenDocument, which postil cannot read"),
        ("a.epub", b"PK", "is EPUB, which postil cannot read"),
    ],
)
def test_its_kin_are_refused_by_name(read: Read, name: str, data: bytes, message: str) -> None:
    with pytest.raises(PostilError) as caught:
        read(data, name)
    assert caught.value.message.startswith(f"{name} {message}")
    assert ".docx" in caught.value.hint or "without" in caught.value.hint


def test_tables_in_tables_without_end_are_one_sentence(read: Read, make_docx: Make) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + p(r("x")) + "</w:tc></w:tr></w:tbl>" * 3000
    with pytest.raises(PostilError, match=r"^The tables or text boxes in a\.docx"):
        read(make_docx(deep), "a.docx")
