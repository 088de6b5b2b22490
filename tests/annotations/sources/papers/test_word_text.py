"""The words of a Word document's paragraphs as one sees them: fields, alternatives, numbers."""

import pytest

from tests.annotations.sources.papers.word_parts import Make, Read, p, r, text_of


def field(*parts: str) -> str:
    begin, between, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return begin + parts[0] + "".join(f"{between}{part}" for part in parts[1:]) + end


CODE = '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'


@pytest.mark.parametrize(
    ("runs", "seen"),
    [
        ([field(CODE, r("The board"))], "The board"),
        ([field(CODE + field(CODE, r("not shown")), r("shown"))], "shown"),
        ([field(CODE, r("one ") + field(CODE, r("two")))], "one two"),
        ([field(CODE), r("after")], "after"),
        (['<w:r><w:fldChar w:fldCharType="begin"/></w:r>', CODE], ""),
        (['<w:fldSimple w:instr="DATE">', r("3 June"), "</w:fldSimple>"], "3 June"),
        (["<w:smartTag>", r("Sallow"), "</w:smartTag>"], "Sallow"),
        (["<w:customXml>", r("Sallow"), "</w:customXml>"], "Sallow"),
        (["<w:sdt><w:sdtPr/><w:sdtContent>", r("Control"), "</w:sdtContent></w:sdt>"], "Control"),
        (
            ["<w:moveFrom>", r("Boats"), "</w:moveFrom><w:moveTo>", r("Boats"), "</w:moveTo>"],
            "Boats",
        ),
        (["<w:ins>", r("in"), "</w:ins><w:del><w:r><w:t>out</w:t></w:r></w:del>"], "in"),
        (["<w:r><w:t>har</w:t><w:softHyphen/><w:t>bo\u00adur</w:t></w:r>"], "harbour"),
        (["<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c\n  d</w:t></w:r>"], "a\tb\nc   d"),
        (['<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'], "\u03b1"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'], "\u2713"),
        (['<w:r><w:sym w:font="Sallow Icons" w:char="F0FC"/></w:r>', r("x")], "\ufffdx"),
        (['<w:r><w:sym w:font="Symbol" w:char="2192"/></w:r>'], "\u2192"),
        (['<w:r><w:sym w:font="Symbol" w:char="zz"/></w:r>', r("x")], "\ufffdx"),
        (
            [
                "<w:r><w:ruby><w:rt>",
                r("kana"),
                "</w:rt><w:rubyBase>",
                r("kanji"),
                "</w:rubyBase></w:ruby></w:r>",
            ],
            "kanji",
        ),
        (["<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"], "a+b"),
        (
            [
                "<mc:AlternateContent><mc:Choice/><mc:Fallback>",
                r("x"),
                "</mc:Fallback></mc:AlternateContent>",
            ],
            "x",
        ),
    ],
)
def test_a_paragraph_is_what_one_sees_of_it(
    read: Read, make_docx: Make, runs: list[str], seen: str
) -> None:
    text = text_of(read, make_docx(p(*runs) + p(r("Next."))))
    assert text.split("\n\n") == [*filter(None, [seen]), "Next."]


def test_alternatives_around_paragraphs_are_read_once(read: Read, make_docx: Make) -> None:
    body = (
        f"<mc:AlternateContent><mc:Choice>{p(r('Once'))}</mc:Choice>"
        f"<mc:Fallback>{p(r('Once'))}</mc:Fallback></mc:AlternateContent>"
        f"<w:sdt><w:sdtContent>{p(r('In a control'))}</w:sdtContent></w:sdt>"
    )
    assert text_of(read, make_docx(body)) == "Once\n\nIn a control"


def test_a_paragraph_whose_end_was_struck_goes_on(read: Read, make_docx: Make) -> None:
    struck = "<w:rPr><w:del/></w:rPr>"
    body = (
        p(r("The boats "), properties=struck) + p(r("stay in.")) + p(r("Last"), properties=struck)
    )
    assert text_of(read, make_docx(body)) == "The boats stay in.\n\nLast"
    box = f"<w:r><w:txbxContent>{p(r('Boxed'))}</w:txbxContent></w:r>"
    assert text_of(read, make_docx(p(r("The "), box, properties=struck) + p(r("end")))) == (
        "Boxed\n\nThe end"
    )
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('gone'))}</w:tc></w:tr>"
    assert text_of(read, make_docx(f"<w:tbl>{row}</w:tbl>{p(r('here'))}")) == "here"


def level(depth: int, format: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def test_the_numbers_of_a_list_are_there_as_one_sees_them(read: Read, make_docx: Make) -> None:
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)", 3)
    numbering = (
        f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="5">{level(0, "upperRoman", "%1", 9)}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6">{level(0, "bullet", "o")}</w:abstractNum>'
        + "".join(
            f'<w:num w:numId="{n}"><w:abstractNumId w:val="{kind}"/>{more}</w:num>'
            for n, kind, more in (
                (1, 4, ""),
                (2, 5, ""),
                (3, 6, ""),
                (7, 4, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "(%1)")}</w:lvlOverride>'),
            )
        )
    )
    styles = (
        '<w:style w:styleId="List"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )

    def item(number: int, depth: int, words: str) -> str:
        said = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        return p(r(words), properties=said)

    body = (
        *(item(1, 0, "a"), item(1, 1, "b"), item(1, 1, "c"), item(1, 0, "d"), item(1, 1, "e")),
        *(item(3, 0, "f"), item(99, 0, "g"), item(7, 0, "h")),
        *(p(r(word), properties='<w:pStyle w:val="List"/>') for word in "ij"),
        p(r("k"), properties='<w:pStyle w:val="List"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    )
    data = make_docx("".join(body), parts={"numbering": numbering, "styles": styles})
    assert text_of(read, data).split("\n\n") == [
        *("1. a", "1.c) b", "1.d) c", "2. d", "2.c) e", "f", "g", "(3) h", "IX i", "X j", "k")
    ]
