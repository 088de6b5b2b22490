"""What is counted of a dataset while it goes by."""

from annotations.annotation import Annotation, Link, Verdict
from annotations.article import Article, Metadata
from annotations.dataset.census import ARTICLES, UNKNOWN, Census
from annotations.example import Example


def tag(
    start: int,
    end: int,
    label: str,
    annotator: str = "ana",
    origin: str = "",
    verdict: Verdict = "",
) -> Annotation:
    return Annotation(
        f"{start}-{end}-{label}", start, end, label, annotator, origin=origin, verdict=verdict
    )


def test_everything_is_counted_by_what_it_is_counted_by() -> None:
    census = Census()
    census.add(
        Example(
            Article("x", "X", "a" * 40, Metadata("Gazette", None, "2031-03-04", None, "en")),
            (
                tag(0, 20, "quote"),
                tag(0, 20, "proposal", "ben"),
                tag(5, 10, "actor", origin="rule:name", verdict="accepted"),
                tag(15, 25, "actor", origin="rule:name", verdict="edited"),
            ),
            (Link("speaker", "0-20-quote", "5-10-actor"),),
            suggestions=(
                tag(30, 31, "actor", "ana", "rule:name", "rejected"),
                tag(32, 33, "actor", "model:x", "model:x", "suggested"),
            ),
        ),
        "train",
    )
    census.add(Example(Article("y", "Y", "b", Metadata("Gazette", published="2031-03"))), "test")
    census.add(
        Example(Article("z", "Z", "c", Metadata(published="soon")), (tag(0, 1, "actor"),)), "train"
    )
    found = census.figures
    assert (found.articles, found.spans) == (3, 5)
    assert found.labels == {"actor": 3, "proposal": 1, "quote": 1}
    assert found.with_label == {"actor": 2, "proposal": 1, "quote": 1}
    assert found.parts == {
        "test": {ARTICLES: 1},
        "train": {ARTICLES: 2, "actor": 3, "proposal": 1, "quote": 1},
    }
    assert found.sources == {
        UNKNOWN: {ARTICLES: 1, "actor": 1},
        "Gazette": {ARTICLES: 2, "actor": 2, "proposal": 1, "quote": 1},
    }
    assert {month: counts[ARTICLES] for month, counts in found.months.items()} == {
        UNKNOWN: 1, "2031-03": 2,
    }  # fmt: skip
    assert found.languages == {UNKNOWN: 2, "en": 1}
    assert found.links == {"speaker": 1}
    assert found.annotators == {"ana": 4, "ben": 1}
    assert found.by_several == 1
    # The proposal lies on the quote and one actor inside both; the other actor crosses them.
    assert (found.nested, found.crossing) == (2, 1)
    assert found.origins == {
        "model:x": {"suggested": 1},
        "rule:name": {"accepted": 1, "edited": 1, "rejected": 1},
    }


def test_the_order_of_the_articles_changes_nothing() -> None:
    examples = [
        Example(Article(str(n), "", "abc", Metadata(source=str(n % 2))), (tag(0, 1, str(n)),))
        for n in range(5)
    ]
    there, back = Census(), Census()
    for one, other in zip(examples, reversed(examples), strict=True):
        there.add(one)
        back.add(other)
    assert there.figures == back.figures
    assert list(there.figures.sources) == list(back.figures.sources)


def test_a_day_of_publication_counts_as_far_as_it_is_iso() -> None:
    given = (None, "2031", "2031-02-30", "2031-05-06T10:00:00Z", "Thu, 08 May 2031", "2031-05-6")
    census = Census()
    for published in given:
        census.add(Example(Article("x", "X", "a", Metadata(published=published))))
    found = census.figures
    assert {month: counts[ARTICLES] for month, counts in found.months.items()} == {
        UNKNOWN: 4, "2031": 1, "2031-05": 1,
    }  # fmt: skip
    assert found.misdated == 3
