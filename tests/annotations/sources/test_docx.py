"""Word documents: paragraphs, tables and boxes, nothing twice, nothing that was struck."""

import io
import zipfile
from collections.abc import Callable

import pytest

from annotations.errors import PostilError
from annotations.sources.document import Loaded

Read = Callable[..., Loaded]
Make = Callable[..., bytes]


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


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
