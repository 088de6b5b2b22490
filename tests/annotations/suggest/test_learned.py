"""What is learned from one's own proposals, and that too few teach nothing."""

import re
import sys

import pytest

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.errors import PostilError
from annotations.example import Example
from annotations.extras import adding
from annotations.suggest.learned import ENOUGH, taught

from .conftest import Propose

PLACES = "harbour quay bridge market school".split()


def examples(count: int, label: str = "proposal") -> list[Example]:
    """Articles of which every second sentence says what a council would like."""
    found = []
    for number in range(count):
        place = PLACES[number % len(PLACES)]
        text = f"The council would like a new {place} soon. Rain fell on the {place} all day."
        start = text.index("a new")
        tag = Annotation("1", start, text.index(" soon"), label, "ann")
        found.append(Example(Article(str(number), "T", text), (tag,)))
    return found


def test_likely_sentences_are_proposed_with_their_likelihood(propose: Propose) -> None:
    pytest.importorskip("sklearn", reason="postil[learn] is not installed")
    learned = taught(examples(ENOUGH), "proposal")
    assert learned
    text = "Rain fell on the town. The council would like a new boat. They agreed to go."
    found = propose(learned, text)
    assert "The council would like a new boat" in [text[p.start : p.end] for p in found]
    assert all(p.score >= 0.5 for p in found)
    assert "Rain" not in "".join(text[p.start : p.end] for p in found)


def test_where_the_rule_finds_an_extent_it_is_taken(propose: Propose) -> None:
    pytest.importorskip("sklearn", reason="postil[learn] is not installed")
    learned = taught(examples(ENOUGH), "proposal")
    assert learned
    text = "The council would like a new boat and called for a new quay soon."
    assert [text[p.start : p.end] for p in propose(learned, text)] == ["a new quay soon"]


def test_other_labels_make_another_version() -> None:
    pytest.importorskip("sklearn", reason="postil[learn] is not installed")
    one, other = (taught(examples(count), "proposal") for count in (ENOUGH, ENOUGH + 1))
    again = taught(examples(ENOUGH), "proposal")
    assert one
    assert other
    assert again
    assert one.version == again.version != other.version


@pytest.mark.parametrize(("count", "label"), [(0, "proposal"), (ENOUGH - 1, "proposal"), (60, "x")])
def test_too_few_labels_teach_nothing(count: int, label: str) -> None:
    assert taught(examples(count), label) is None


def test_without_the_extra_one_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(PostilError, match=re.escape(adding("learn"))):
        taught(examples(ENOUGH), "proposal")
