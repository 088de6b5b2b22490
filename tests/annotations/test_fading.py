"""What is faded: boilerplate, lines that a source repeats, and what people marked."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Contents, Decision
from annotations.article import Article, Metadata
from annotations.fading import KIND, Repeated, about, faded, seen
from annotations.session import Session

LEAD = "Verrin and Lowmark agreed on Thursday night to reopen the harbour of Port Sallow."
SLOGAN = "The Pellin Wire: all the tides that are fit to print"


def article(id: str, *lines: str, source: str | None = "Wire") -> Article:
    return Article(id, "Title", "\n\n".join(lines) + "\n", Metadata(source))


def repeated(one: Article, *others: Article) -> list[str]:
    lines = Repeated()
    for other in (one, *others):
        lines.note(other)
    return [one.text[a:b] for a, b in lines.spans(one)]


ONE = article("one", LEAD, "It rained.", SLOGAN)


def test_a_line_in_two_articles_of_a_source_is_boilerplate() -> None:
    other = article("two", "The trams stay.", "Nobody slept.", f"  {SLOGAN.upper()}. ")
    assert repeated(ONE, other) == [SLOGAN]


def test_articles_of_other_sources_and_of_none_teach_nothing() -> None:
    lines = "The trams stay.", "Nobody slept.", SLOGAN
    assert repeated(ONE, article("two", *lines, source="Gazette")) == []
    assert repeated(ONE, article("two", *lines, source=None)) == []
    assert repeated(article("one", LEAD, "It rained.", SLOGAN, source=None), ONE) == []
    assert repeated(ONE) == []


def test_a_copy_of_an_article_teaches_nothing() -> None:
    assert repeated(ONE, article("two", LEAD, "It rained.", "And more.", SLOGAN)) == []


TOLD = "The NSC was founded in Pellin nine years ago, after the great flood."
CREW = "Sailors: " + ", ".join(f"Joss Pask ({number} Lowmark)" for number in range(9))


def test_what_articles_tell_alike_is_no_boilerplate() -> None:
    one = article(
        "one", LEAD, "It rained.", TOLD, CREW, "He sang.", "She left.", "No one fell.", "So."
    )
    two = article("two", "One.", "Two.", TOLD, CREW, "Three.", "Four.", "Five.", "Six.", "Seven.")
    assert repeated(one, two) == []


def test_a_sentence_at_the_ends_of_articles_is_the_page_s() -> None:
    one, two = (
        article("one", TOLD, LEAD, "It rained."),
        article("two", TOLD, "One.", "Two.", "Three."),
    )
    assert repeated(one, two) == [TOLD]
    amid = article(
        "two", "One.", "Two.", "Three.", "Four.", TOLD, "Five.", "Six.", "Seven.", "Eight."
    )
    assert repeated(one, amid) == []


def test_short_lines_and_what_asks_for_a_click_are_the_page_s_anywhere() -> None:
    asks = "Follow all that happens in Port Sallow on our own channel."
    for line in ("The Pellin Channel", asks):
        one = article("one", LEAD, "It rained.", line, "He sang.", "She left.")
        assert repeated(one, article("two", "One.", "Two.", line, "Three.", "Four.")) == [line]


def test_of_a_long_text_the_lines_at_its_ends_are_known() -> None:
    long = "\n\n".join(f"Line {n} says {n * n}." for n in range(5_000))
    one, other = (
        article("one", SLOGAN, long, SLOGAN),
        article("two", "He sang.", "She left.", SLOGAN),
    )
    assert repeated(one, other) == [SLOGAN, SLOGAN]
    assert repeated(article("one", "x" * 50_000), other) == []


def test_a_line_may_be_learned_from_elsewhere_and_twice() -> None:
    lines, others = Repeated(), Repeated()
    assert lines.note(ONE)
    assert not lines.note(ONE)
    others.note(article("two", "The trams stay.", "Nobody slept.", SLOGAN))
    lines.merge(others)
    assert [ONE.text[a:b] for a, b in lines.spans(ONE)] == [SLOGAN]


def session(one: Article) -> Session:
    at = iter("abcdefghij")
    return Session(
        one, Contents(), "ann", lambda *_: None, lambda: f"id{next(at)}", lambda: f"2031-{next(at)}"
    )


def words(one: Session) -> list[str]:
    return [one.article.text[a:b] for a, b in faded(one.article, one.decisions)]


def test_what_is_marked_is_boilerplate_until_it_is_taken_back() -> None:
    here = session(ONE)
    start = ONE.text.index("It rained.")
    here.fade((start, start + 10), True)
    assert words(here) == ["It rained."]
    here.fade((start + 3, start + 9), False)
    assert words(here) == ["It ", "."]
    here.undo()
    assert words(here) == ["It rained."]


def test_boilerplate_can_be_read_as_text() -> None:
    one = article("one", LEAD, "Leave a Reply", "It rained.")
    here = session(one)
    assert words(here) == ["Leave a Reply"]
    start = one.text.index("Leave")
    here.fade((start, start + 13), False)
    assert words(here) == []


def test_a_mark_on_another_text_and_other_decisions_count_for_nothing() -> None:
    other = article("one", LEAD, "It snowed.", SLOGAN)
    mark = Decision(KIND, about(other, (83, 93)), seen(other, (83, 93)), KIND, at="1")
    odd = Decision(KIND, ("person",), "", KIND, at="2")
    finding = Decision("finding", about(ONE, (0, 6)), seen(ONE, (0, 6)), KIND, at="3")
    assert faded(ONE, [mark, odd, finding]) == ()


@given(st.lists(st.tuples(st.integers(0, 160), st.integers(0, 160), st.booleans()), max_size=8))
def test_spans_stay_apart_and_in_order(marks: list[tuple[int, int, bool]]) -> None:
    decisions = [
        Decision(KIND, about(ONE, (a, b)), seen(ONE, (a, b)), KIND if on else "report", at=str(n))
        for n, (a, b, on) in enumerate(marks)
        if a < b <= len(ONE.text)
    ]
    spans = faded(ONE, decisions, [(0, 6)])
    assert all(0 <= a < b <= len(ONE.text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
