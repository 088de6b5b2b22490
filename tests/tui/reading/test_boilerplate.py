"""Boilerplate that people mark, and that a source repeats, is faded and bears no suggestions."""

from annotations.article import Article, Metadata
from annotations.fading import Repeated
from annotations.scheme import DEFAULT_SCHEME
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.tagged import Gazetteer
from benchmarks.reader import Reader
from tests.tui.reading.script import Script
from tui.keys import COMMANDS, Keymap
from tui.reading.events import Noted

TEXT = "Nadia Quillon spoke to Verrin.\n\n[Ann Lee reported from Pellin>\n\nThen Quillon left.\n"
(MARK,) = (one for one in COMMANDS if one.id == "mark-boilerplate")


def suggested(script: Script) -> list[str]:
    found = script.reading.suggested.of(script.session)
    assert found is not None
    return [script.text[one.start : one.end] for one in found if one.label == "actor"]


def faded(script: Script) -> list[str]:
    return [script.text[a:b] for a, b in script.reading.pane.boilerplate]


def mark(script: Script) -> None:
    script._take(script.reading.run(MARK.run, script.reading))


def test_what_is_marked_is_faded_and_what_is_marked_again_is_text() -> None:
    script = Script(TEXT, suggests=True)
    named = ["Nadia Quillon", "Verrin", "Ann Lee", "Quillon"]
    assert (suggested(script), faded(script)) == (named, [])
    mark(script)
    assert (suggested(script), faded(script)) == (
        ["Nadia Quillon", "Verrin", "Quillon"],
        ["Ann Lee reported from Pellin"],
    )
    mark(script)
    assert (suggested(script), faded(script)) == (named, [])
    script.type("u")
    assert faded(script) == ["Ann Lee reported from Pellin"]


def test_what_is_treated_as_text_stays_so_on_the_screen() -> None:
    script = Script(TEXT, suggests=True).type("Z")
    mark(script)
    assert faded(script) == []
    script.type("Z")
    assert faded(script) == ["Ann Lee reported from Pellin"]


LINE = "Ann Lee reported from Pellin"


def article(id: str, *lines: str) -> Article:
    return Article(id, "Title", "\n\n".join((*lines, LINE)) + "\n", Metadata("Wire"))


def reader(*articles: Article) -> Reader:
    rules = catalogue.rules(Settings(scheme=DEFAULT_SCHEME))
    return Reader(articles, Keymap(DEFAULT_SCHEME), rules, Gazetteer())


def of_panes(reader: Reader) -> list[list[str]]:
    panes = reader.reading.panes
    return [[p.session.article.text[a:b] for a, b in p.boilerplate] for p in panes]


def test_a_line_that_two_articles_side_by_side_have_is_faded_in_both() -> None:
    one, other = article("one", "It rained.", "It snowed."), article("two", "He sang.", "She left.")
    assert of_panes(reader(one)) == [[]]
    assert of_panes(reader(one, other)) == [[LINE], [LINE]]


def test_what_other_articles_of_the_source_teach_is_faded() -> None:
    here, lines = reader(article("one", "It rained.", "It snowed.")), Repeated()
    lines.note(article("two", "He sang.", "She left."))
    here.reading.receive(Noted(lines))
    assert of_panes(here) == [[LINE]]
