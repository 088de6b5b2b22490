"""A suggester that hangs or fails is told once; neither it nor what it does holds up others."""

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.article import Article
from annotations.errors import PostilError
from annotations.suggest import time_limit
from annotations.suggest.time_limit import LONGEST, MOST, TimeLimit, pieces
from annotations.suggestion import Suggestion
from annotations.units import Span

ARTICLE = Article("ferry", "Ferry", "The ferry left.")
PIECE = (0, 15)
PROPOSAL = Suggestion(0, 15, "actor", "other:doing")


class Doing:
    """Does something, then proposes the piece."""

    name, version, labels, seconds = "other:doing", "1", ("actor",), 0.1

    def __init__(self, what: Callable[[], object]) -> None:
        self.what, self.calls, self.threads = what, 0, list[threading.Thread]()

    def propose(self, article: Article, paragraph: Span) -> Iterator[Suggestion]:
        self.calls += 1
        self.threads.append(threading.current_thread())
        self.what()
        yield Suggestion(*paragraph, "actor", self.name)


def for_ever() -> None:
    while True:
        try:
            sum(range(50))
        except Exception:  # as some do round everything
            continue


def failing() -> None:
    raise ValueError("no such boat")


def refusing() -> None:
    raise PostilError("The model is gone.", "Install it.")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(time_limit, "_TICK", 0.05)
    return []


def limit(told: list[str]) -> TimeLimit:
    return TimeLimit(lambda error: told.append(str(error)))


def test_what_is_proposed_in_time_is_given(told: list[str]) -> None:
    asked, quick = limit(told), Doing(lambda: None)
    for _ in range(3):
        assert asked.propose(ARTICLE, [(quick, PIECE)]) == [(PROPOSAL,)]
    assert len(set(quick.threads)) == 1
    assert told == []


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (for_ever, "other:doing took more than 0.1 seconds for a part of ferry."),
        (lambda: threading.Event().wait(1), "other:doing took more than 0.1 seconds"),
        (failing, "other:doing failed on a part of ferry: ValueError: no such boat."),
        (refusing, "The model is gone. Install it."),
    ],
)
def test_what_hangs_or_fails_is_told_once_and_in_the_end_asked_no_more(
    told: list[str], what: Callable[[], object], words: str
) -> None:
    asked, bad, good = limit(told), Doing(what), Doing(lambda: None)
    good.name = "other:good"  # type: ignore[misc]
    for _ in range(MOST + 2):
        given = asked.propose(ARTICLE, [(good, PIECE), (bad, PIECE), (good, PIECE)])
        assert [one is not None for one in given] == [True, False, True]
    assert bad.calls == MOST
    assert told[0].startswith(words)
    assert told[1:] == [f"other:doing failed {MOST} times and is off until you start postil again."]


def test_what_loops_in_python_is_ended(told: list[str]) -> None:
    bad = Doing(for_ever)
    assert limit(told).propose(ARTICLE, [(bad, PIECE)]) == [None]
    bad.threads[0].join(10)
    assert not bad.threads[0].is_alive()


def test_what_is_in_view_comes_first() -> None:
    text = "One.\n\nTwo.\n\nThree.\n\nFour."
    found = [text[a:b] for a, b in pieces(text, text.index("ree"))]
    assert found == ["Three.", "Four.", "One.", "Two."]


def test_long_paragraphs_are_cut_between_sentences_or_words() -> None:
    text = "A sentence of some words. " * 300
    cuts = [text[a:b].strip() for a, b in pieces(text)]
    assert len(cuts) > 3
    assert all(cut.startswith("A sentence") and cut.endswith(".") for cut in cuts)
    words = "word " * 3000
    assert {w for a, b in pieces(words) for w in words[a:b].split()} == {"word"}


parts = st.sampled_from(["word ", "x" * 3000, ". ", "\n", "\n\n", "漢" * 900, "  ", "a. B "])


@given(st.lists(parts, max_size=12).map("".join), st.integers(0, 5000))
def test_pieces_hold_every_word_once_and_none_is_long(text: str, at: int) -> None:
    found = list(pieces(text, min(at, len(text))))
    assert all(0 < b - a <= LONGEST + 1 for a, b in found)
    ordered = sorted(found)
    assert all(before[1] <= after[0] for before, after in pairwise(ordered))
    assert "".join("".join(text[a:b] for a, b in ordered).split()) == "".join(text.split())
