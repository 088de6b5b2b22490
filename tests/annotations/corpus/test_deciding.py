"""What was said to be fine is not found again, until what it was said of is another."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Link
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.amending import decided, keep
from annotations.corpus.checking import check
from annotations.corpus.findings import Finding
from annotations.corpus.strings import Strings
from annotations.example import Example
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from tests.annotations.corpus.checked import BARE, at, example, tag

FILE = "Wells of Karsk\n\nMira Oln sank 9 wells. \u201cThey are deep\u201d, it was said.\n"


def findings(one: Example) -> list[Finding]:
    return list(check([one], BARE))


def fine(one: Example) -> Example:
    """The example with everything in it said to be fine."""
    return replace(one, decisions=tuple(decided(f, "ana", "t") for f in findings(one)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The tag, its label, its values.
        ((tag("ra", id="1"),), (replace(tag("ra", id="1"), end=8),)),
        ((at(0, 5),), (replace(at(0, 5), label="date"),)),
        ((tag("Leave a Reply", id="1"),), (tag("Leave a Reply", id="1", n=1),)),
        ((tag("4 March", "date", "1", value="x"),), (tag("4 March", "date", "1", value="y"),)),
        # Another tag in its place, and the other one of two.
        ((at(0, 5),), (replace(at(0, 5), id="new"),)),
        (
            (tag("Oran said", id="1"), tag("said \u201cwe", id="2")),
            (tag("Oran said", id="1", n=1), tag("said \u201cwe", id="2")),
        ),
    ],
)
def test_it_asks_again_where_what_was_seen_changed(
    before: tuple[Annotation, ...], after: tuple[Annotation, ...]
) -> None:
    one = example(*before)
    assert findings(one)
    kept = fine(one)
    assert all(finding.decision for finding in findings(kept))
    assert not any(f.decision for f in findings(replace(kept, annotations=after)))
    assert all(f.decision for f in findings(replace(kept, annotations=before)))


def test_the_same_words_further_on_are_still_fine() -> None:
    one = fine(example(tag("ra", id="1")))
    article = replace(one.article, text="New first line.\n" + one.article.text)
    (old,) = one.annotations
    moved = replace(old, start=old.start + 16, end=old.end + 16)
    assert all(f.decision for f in findings(replace(one, article=article, annotations=(moved,))))


def test_an_article_without_tags_asks_again_with_another_text() -> None:
    one = fine(example())
    assert [f.kind for f in findings(one) if f.decision] == ["untagged"]
    other = replace(one, article=replace(one.article, text="Other words."))
    assert not any(f.decision for f in findings(other))


def test_nobody_is_named_until_somebody_is_linked_to_a_wrong_label() -> None:
    quote, date = tag("\u201cwe will open\u201d", "quote"), tag("4 March", "date")
    one = Example(example().article, (quote, date))
    (missing,) = check([one], DEFAULT_SCHEME)
    assert missing.answer == "nobody"
    one = replace(one, decisions=(decided(missing, "ana", "t"),))
    assert all(f.decision for f in check([one], DEFAULT_SCHEME))
    wrong = replace(one, links=(Link("speaker", quote.id, date.id),))
    (found,) = check([wrong], DEFAULT_SCHEME)
    assert (found.decision, found.answer) == (None, "fine")


def test_words_under_two_labels() -> None:
    def found(*decisions: object) -> list[Finding]:
        strings = Strings()
        for id, label in (("one", "actor"), ("two", "actor"), ("three", "date")):
            one = example(tag("Oran", label), id=id)
            strings.add(replace(one, decisions=decisions))
        return list(strings.findings())

    (finding,) = found()
    assert (finding.article, finding.decision) == ("three", None)
    (finding,) = found(decided(finding, "ana", "t"))
    assert finding.decision


def test_it_is_one_action_that_undo_takes_back(tmp_path: Path) -> None:
    project = Project(tmp_path)
    articles = [Article(id, "Wells", FILE) for id in ("north", "south")]
    for article in articles:
        change = Change(new_id(), new_id(), "ana", now(), added=(at(17, 20),))
        project.store.apply(article, change)

    def open_ones() -> list[Finding]:
        examples = [one for one in project.examples() if isinstance(one, Example)]
        return [f for f in check(examples, BARE) if not f.decision]

    found = open_ones()
    assert len(found) == 2
    assert keep(project, found, "a nickname") == 2
    assert open_ones() == []
    (first, second) = (project.store.history(article.id)[-1] for article in articles)
    assert (first.action, first.others, second.others) == (second.action, ("south",), ("north",))
    assert {d.note for d in first.decided} == {"a nickname"}
    project.store.apply(articles[0], replace(first.inverse(), id=new_id(), kind="undo"))
    assert [f.article for f in open_ones()] == ["north"]
