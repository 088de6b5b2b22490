"""Public gold: each set is read from a clone, and scored as postil would have it."""

import json
from pathlib import Path

import pytest

from benchmarks.suites import apart, dates, page_lines, table
from benchmarks.suites.dates import Text

TIME_ML = """<?xml version="1.0"?><TimeML>
<DCT><TIMEX3 type="DATE" value="2031-03-18">March 18</TIMEX3></DCT>
<TEXT>
The board <EVENT>met</EVENT> on
<TIMEX3 type="DATE" value="2031-03-17">Monday</TIMEX3> for
<TIMEX3 type="DURATION" value="P3D">three days</TIMEX3>.
</TEXT></TimeML>"""
GUM_XML = """<text id="GUM_news_quay" dateCreated="2031-03-18">
<p>
They\tPRP\tthey
met\tVBD\tmeet
on\tIN\ton
<date when="2031-03-17">
Monday\tNP\tMonday
</date>
.\t.\t.
</p>
</text>"""
GUM_PARSES = "\n".join(
    f"{number}\t{word}\t_\t_\t_\t_\t_\t_\t_\t{'SpaceAfter=No' if word == 'Monday' else '_'}"
    for number, word in enumerate("They met on Monday .".split(), 1)
)
CHRONO = """testSingleCase(chrono.casual, "They met on Monday", new Date(2031, 3 - 1, 18), (r) => {
    expect(result.text).toBe("Monday");
    expect(result.start.get("year")).toBe(2031);
    expect(result.start.get("month")).toBe(3);
    expect(result.start.get("day")).toBe(17);
});"""
RECOGNIZERS = [
    {
        "Input": "They met on Monday",
        "Context": {"ReferenceDateTime": "2031-03-18T00:00:00"},
        "Results": [
            {
                "Start": 12,
                "End": 17,
                "TypeName": "datetimeV2.date",
                "Resolution": {"values": [{"timex": "XXXX-WXX-1", "value": "2031-03-17"}]},
            }
        ],
    }
]
NAMES = """Ann\tB-Person
Lee\tI-Person
met\tO
the\tO
Verrin\tB-Organization
Council\tI-Organization
.\tO
"""
CONLL = NAMES.replace("\t", " NNP I-NP ").replace("Person", "PER").replace("Organization", "ORG")
TOLD = "Ann Lee came late.\n\n“No deal,” she said. “Never ever,” said Ann Lee."
ANN = """T1\tSource 31 34\tshe
T2\tCue 35 39\tsaid
T3\tContent 20 30\t“No deal,”
T4\tAttribution 35 39\tsaid
T5\tSource 60 67\tAnn Lee
T6\tContent 41 54\t“Never ever,”
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
E2\tAttribution:T2 Content:T6 Source:T5
"""
TOKENS = "".join(
    f"<token><CharacterOffsetBegin>{start}</CharacterOffsetBegin>"
    f"<CharacterOffsetEnd>{end}</CharacterOffsetEnd><NER>{kind}</NER></token>"
    for start, end, kind in ((0, 3, "PERSON"), (4, 7, "PERSON"), (31, 34, "O"))
)
MENTIONS = "".join(
    f"<mention><sentence>1</sentence><start>{start}</start><end>{end}</end></mention>"
    for start, end in ((1, 3), (3, 4))
)
PARSE = (
    f"<root><document><sentences><sentence><tokens>{TOKENS}</tokens></sentence></sentences>"
    f"<coreference><coreference>{MENTIONS}</coreference></coreference></document></root>"
)
FILES = {
    "TempEval-3/data/TBAQ-cleaned/TimeBank/a.tml": TIME_ML,
    "TempEval-3/data/TBAQ-cleaned/AQUAINT/a.tml": TIME_ML,
    "gum/xml/GUM_news_quay.xml": GUM_XML,
    "gum/dep/GUM_news_quay.conllu": GUM_PARSES,
    "chrono/test/en/a.test.ts": CHRONO,
    "en-worldwide-newswire/original_articles/a.txt": "Ann Lee met the Verrin Council.",
    "en-worldwide-newswire/processed_annotated/a.txt.tsv": NAMES,
    "CrossWeigh/data/conllpp_test.txt": "-DOCSTART- -X- -X- O\n\n" + CONLL,
    "PolNeAR/data/dev/text/a_b.txt": TOLD,
    "PolNeAR/data/dev/attributions/a_b_c1.ann": ANN,
    "PolNeAR/data/dev/corenlp/a_b.txt.xml": PARSE,
    "Recognizers-Text/Specs/DateTime/English/DateTimeModel.json": json.dumps(RECOGNIZERS),
}
DATES = ["TimeBank", "AQUAINT", "GUM news", "chrono", "Recognizers-Text"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Clones with one text each."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("name", DATES)
def test_a_suite_is_read_and_scored(folder: Path, name: str) -> None:
    assert list(table.rows(folder, [name]))[2:] == [
        f"| {name} | extent | 100.0% | 1 of 1 |",
        f"| {name} | value of what was found | 100.0% | 1 of 1 |",
        f"| {name} | suggested where gold has a time | 100.0% | 1 of 1 |",
    ]


@pytest.mark.parametrize("name", ["Worldwide Newswire", "CoNLL++"])
def test_a_set_of_names_is_read_and_scored(folder: Path, name: str) -> None:
    assert list(table.rows(folder, [name]))[2:] == [
        f"| {name} | names found | 100.0% | 2 of 2 |",
        f"| {name} | suggestions right | 100.0% | 2 of 2 |",
        f"| {name} | right, places aside | 100.0% | 2 of 2 |",
    ]


def test_a_set_of_attributions_is_read_and_scored(folder: Path) -> None:
    assert list(table.rows(folder, ["PolNeAR"]))[2:4] == [
        "| PolNeAR | speaker first, named | 100.0% | 1 of 1 |",
        "| PolNeAR | speaker first, he and she | 100.0% | 1 of 1 |",
    ]


def test_boilerplate_is_scored_by_what_was_judged(tmp_path: Path) -> None:
    folder = tmp_path / "original_articles"
    folder.mkdir()
    for name in ("wire_1", "wire_2"):
        told = "".join(f"Of {name} line {n} tells.\n" for n in range(3))
        (folder / f"{name}.txt").write_text(f"https://example.org\n{told}The Channel\nShare this\n")
    start = (folder / "wire_1.txt").read_text().index("The Channel")
    rows = [("wire_1", a, b, "boilerplate") for a, b in ((start, start + 11), (20, 44))]
    keys = ("article", "start", "end", "answer")
    judged = tmp_path / "judged.jsonl"
    judged.write_text("".join(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows))
    faded, found = page_lines.scored(page_lines.pages(tmp_path, judged))
    assert (faded.right, faded.of, found.right, found.of) == (1, 4, 1, 2)
    assert "wrong wire_1: Share this" in faded.misses[0]
    assert found.misses == ("  missed wire_1: Of wire_1 line 0 tells.",)


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    rows = list(table.rows(tmp_path, ["chrono"]))[2:]
    assert rows == ["| chrono | not in the folder: clone wanasit/chrono | | |"]


GOLD = [
    ("on the 4th of March", "on the 4th of March", "4th of March"),
    ("early Friday morning", "Friday", "early Friday morning"),
    ("Monday's ruling", "Monday's", "Monday"),
    ("on Thursday, Jan. 6, they", "Thursday|Jan. 6", "Thursday, Jan. 6"),
    ("April 24 and 25", "April 24|25", "April 24 and 25"),
]


@pytest.mark.parametrize(("text", "tagged", "expected"), GOLD)
def test_gold_is_read_with_the_borders_of_the_guidelines(
    text: str, tagged: str, expected: str
) -> None:
    spans = [(text.index(words), text.index(words) + len(words)) for words in tagged.split("|")]
    gold = tuple((span, ("2031-01-06",)) for span in spans)
    assert [text[a:b] for a, b in dates.gold(Text("", text, None, gold))] == [expected]


APART = [
    ("by the end of the day", "end of the day", (), "spans of time, and no day in particular"),
    ("in 2029 through May 2031", "2029 through May 2031", (), "from a bare year on"),
    ("out between 5/4-6/5", "5/4-6/5", (), "numbers like a score or a fraction"),
    ("back 2031/23/Sep", "2031/23/Sep", (), "parts in an order of no calendar"),
    ("back today at 9a", "today at 9a", (), "short for a chat"),
    ("notes-2031-05-04.txt", "2031-05-04", (), "in the name of a file or an address"),
    ("on Friday, May 5", "Friday, May 5", ("2031-05-05",), "a day on another weekday than it says"),
    ("on Monday, May 5", "Monday, May 5", ("2031-05-05",), None),
    ("by the end of the month", "end of the month", (), None),
    ("by\nFriday", "Friday", (), None),
]


@pytest.mark.parametrize(("text", "words", "values", "kind"), APART)
def test_what_is_no_date_by_the_guidelines_is_counted_apart(
    text: str, words: str, values: tuple[str, ...], kind: str | None
) -> None:
    start = text.index(words)
    assert apart.kind(text, (start, start + len(words)), values) == kind


def test_what_is_counted_apart_is_named_beside_the_figures() -> None:
    text = "back today at 9a, said Monday"
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("today at 9a", "Monday")]
    one = Text("a", text, "2031-03-18", tuple((s, ("2031-03-17",)) for s in spans))
    extent, value, _, chat = dates.scored([one])
    assert (extent.right, extent.of, value.right, value.of) == (1, 1, 1, 1)
    assert (chat.what, chat.right, chat.of) == ("apart: short for a chat", 1, 2)


READ = [
    ("the end of March to May 5", ("2031-04-01/2031-05-05",), {"end of March": "2031-03"}),
    ("18 and 19 June", ("2031-06-18/2031-06-19",), {"18 and 19 June": "2031-06-18/2031-06-19"}),
    ("May-July 2031", ("2031-05-01/2031-07-01",), {"May-July 2031": "2031-05/2031-07"}),
    ("two months ago", ("2031-01-18",), {"two months ago": "2031-01"}),
    ("a week ago", ("2031-03-11",), {"a week ago": "2031-03-11"}),
]


@pytest.mark.parametrize(("text", "values", "expected"), READ)
def test_values_of_gold_are_read_as_postil_writes_them(
    text: str, values: tuple[str, ...], expected: dict[str, str]
) -> None:
    read = dates.gold(Text("", text, None, (((0, len(text)), values),)))
    words = {text[slice(*span)]: " ".join(said) for span, said in read.items()}
    assert {word: words.get(word) for word in expected} == expected


def test_a_case_that_a_setting_decides_is_left_out(folder: Path) -> None:
    file = folder / "chrono/test/en/a.test.ts"
    british = CHRONO.replace("chrono.casual", "chrono.en.GB")
    ahead = CHRONO.replace("(r) =>", "{ forwardDate: true }, (r) =>")
    file.write_text("\n".join((british, ahead, CHRONO)))
    assert "1 of 1" in list(table.rows(folder, ["chrono"]))[2]


def test_what_is_missed_or_wrong_is_told() -> None:
    text = "They met on Monday, said the Tuesday paper; weeks passed."
    monday, paper = (12, 18), (29, 36)
    weeks = text.index("weeks"), text.index(" passed")
    gold = ((monday, ("2031-03-10",)), ((4, 7), ("2031-03-17",)), (weeks, ("2031-03",)))
    one = Text("a", text, "2031-03-18", gold)
    extent, value, precision = dates.scored([one])
    assert (extent.right, extent.of, value.right, value.of) == (1, 1, 0, 1)
    assert (precision.right, precision.of) == (1, 2)
    assert "2031-03-17 for ('2031-03-10',)" in value.misses[0]
    assert text[slice(*paper)] in precision.misses[0]
