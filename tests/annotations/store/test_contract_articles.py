"""What every store promises of articles: their texts, lists of them, that they can be removed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Contents
from annotations.article import META_FIELDS, Article, Metadata
from annotations.clock import new_id
from annotations.errors import Refused, StoreError
from annotations.listing import Listing, Totals
from annotations.store.protocol import Store

MakeStore = Callable[[], Store]
Adding = Callable[..., Change]


@pytest.mark.parametrize(
    "text", ["", "\ufeffx", "a\r\nb\rc", "x" * 1_000_000, "e\u0301\u200d\U0001f468"]
)
def test_texts_come_back_as_they_were(
    make_store: MakeStore, article: Article, adding: Adding, text: str
) -> None:
    odd = replace(article, text=text)
    make_store().apply(odd, replace(adding(), status=("open", "done")))
    assert make_store().article(odd.id) == odd


def test_adding_articles_passes_over_those_that_are_there(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store, change = make_store(), adding(0)
    store.apply(article, change)
    others = [replace(article, id=f"other-{n}", text=f"{n} words") for n in range(600)]
    assert store.add([article, *others]) == 600
    assert store.add(others) == 0
    assert store.load(article.id) == Contents().after(change)
    assert make_store().article("other-7") == others[7]


def test_lists_and_counts_hold_what_was_saved_whoever_saved_it(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    one, other = make_store(), make_store()
    assert one.listing() == Listing((), 0)
    assert one.totals() == Totals()
    other.apply(article, adding(0, 9))
    assert [row.annotations for row in one.listing().rows] == [2]
    turned = replace(adding(19, annotator="ben", label="date"), status=("open", "done"))
    one.apply(article, turned)
    assert other.totals() == Totals(
        1, 3, 0, 0, {"done": 1}, {"Gazette": 1}, {"actor": 2, "date": 1}, {"ana": 2, "ben": 1}
    )
    assert one.listed(article.id) == other.listed(article.id) == one.listing().rows[0]
    assert one.listed("nothing") is None
    assert one.find([article.digest], None) == one.listing().rows
    assert one.refresh() == 0


def test_whoever_waits_for_a_look_is_told_of_each_article(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store = make_store()
    assert list(store.looked()) == []
    store.add(replace(article, id=f"{n}", text=f"{n} words") for n in range(9))
    reader = make_store()
    assert sum(reader.looked()) == 9
    assert reader.totals().articles == 9
    store.apply(replace(article, id="3", text="3 words"), adding(0))
    assert sum(reader.looked()) == 1
    assert reader.totals().annotations == 1


def test_what_is_removed_is_gone_for_all_and_may_come_anew(
    make_lone: MakeStore, article: Article, adding: Adding
) -> None:
    one, other, first = make_lone(), make_lone(), adding(0)
    one.apply(article, first)
    other.load(article.id)
    removed = one.remove(article.id, "action")
    assert removed is not None
    assert not removed.text_stays
    assert one.remove(article.id, "action") is None
    for store in (one, other, make_lone()):
        assert store.article(article.id) is None
        assert store.history(article.id) == []
        assert store.totals().articles == 0
    again = adding(9)
    saved = other.apply(article, again)
    assert saved.outside is not None
    assert saved.outside.removed == first.added
    assert make_lone().load(article.id) == Contents().after(again)
    assert make_lone().article(article.id) == article


def test_where_all_can_be_saved_there_is_no_refusal(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    assert make_store().refusal(article.id) is None
    make_store().apply(article, adding(0))
    assert make_store().refusal(article.id) is None


def test_an_article_is_described_anew_and_keeps_the_rest(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    change = adding(0)
    make_store().apply(article, replace(change, status=("open", "done")))
    meta = Metadata("Post", "Ana", "2031-03-04", "https://example.org", "en", "talks")
    make_store().amend(article.id, {"title": "Another title", **meta.as_dict()})
    store = make_store()
    assert store.article(article.id) == replace(article, title="Another title", meta=meta)
    assert store.load(article.id).annotations == {a.id: a for a in change.added}
    assert store.load(article.id).status == "done"
    assert store.history(article.id)[0].added == change.added


def test_what_stands_beside_the_fields_is_changed_by_name(
    make_store: MakeStore, article: Article
) -> None:
    store = make_store()
    store.add([replace(article, meta=Metadata("Post", more={"beat": "Ports", "page": "3"}))])
    store.amend(article.id, {"author": "Ana"}, {"page": "", "section": "Law"})
    store.amend(article.id, {"source": "Wire"})
    described = make_store().article(article.id)
    assert described is not None
    assert described.meta == Metadata("Wire", "Ana", more={"beat": "Ports", "section": "Law"})


def test_what_is_not_known_is_filled_in_and_what_is_known_stays(
    make_store: MakeStore, article: Article
) -> None:
    store = make_store()
    store.add([article])
    store.amend(article.id, dict.fromkeys(META_FIELDS) | {"source": "Post"})
    # Whoever looked before that fills in no less, and no more.
    whole = make_store().complete(article.id, Metadata("Wire", "Ana", more={"beat": "Ports"}))
    assert whole == Metadata("Post", "Ana", more={"beat": "Ports"})
    again = make_store().complete(article.id, Metadata(more={"beat": "Law", "page": "3"}))
    assert again == Metadata("Post", "Ana", more={"beat": "Ports", "page": "3"})
    described = make_store().article(article.id)
    assert described is not None
    assert described.meta == again
    with pytest.raises(Refused, match="There is no article"):
        store.complete("none", Metadata("Post"))


def test_who_looked_before_a_description_loses_nothing_by_it(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    one, other = make_store(), make_store()
    one.apply(article, adding(0))
    other.load(article.id)
    one.amend(article.id, {"title": "New"})
    saved = other.apply(article, adding(9))
    assert (saved.conflicts, saved.outside) == ((), None)
    described = make_store().article(article.id)
    assert described is not None
    assert described.title == "New"
    assert len(make_store().load(article.id).annotations) == 2


def test_only_an_article_that_is_there_can_be_described(
    make_store: MakeStore, article: Article, tmp_path: Path
) -> None:
    store = make_store()
    with pytest.raises(Refused, match="There is no article"):
        store.amend(article.id, {"title": "New"})
    store.add([article])
    with pytest.raises(StoreError, match="character"):
        store.amend(article.id, {"title": "half \ud83d"})
    assert store.article(article.id) == article


def test_texts_are_kept_by_their_digest(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store = make_store()
    assert store.text(article.digest) is None
    store.apply(article, adding(0))
    assert make_store().text(article.digest) == article.text


def test_an_article_can_have_another_text_and_the_first_again(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store, tags = make_store(), adding(0, 9)
    store.apply(replace(article, imprint="1" * 64), tags)
    first, second = tags.added
    new = replace(article, text="Once more: " + article.text, imprint="2" * 64)
    moved = replace(first, start=first.start + 11, end=first.end + 11)
    change = replace(adding(), removed=(first,), added=(moved,), text=(article.digest, new.digest))
    saved = store.apply(new, change)
    waiting = replace(second, text_digest=article.digest)
    assert saved.change.added == (moved, waiting)
    fresh = make_store()
    assert fresh.article(article.id) == new
    assert fresh.load(article.id).annotations == {first.id: moved, second.id: waiting}
    assert fresh.history(article.id)[-1] == saved.change
    assert fresh.text(article.digest) == article.text
    back = replace(saved.change.inverse(), id=new_id(), kind="undo")
    fresh.apply(article, back)
    assert make_store().article(article.id) == replace(article, imprint="1" * 64)
    assert make_store().load(article.id).annotations == {a.id: a for a in tags.added}


def test_a_change_to_a_text_that_was_replaced_is_refused(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store, new = make_store(), replace(article, text="Other words.")
    store.apply(article, adding(0))
    store.apply(new, replace(adding(), text=(article.digest, new.digest)))
    before = make_store().load(article.id)
    with pytest.raises(Refused, match="a different text"):
        make_store().apply(article, adding(9))
    third = replace(article, text="Third.")
    with pytest.raises(Refused, match="a different text"):
        store.apply(third, replace(adding(), text=(article.digest, third.digest)))
    assert make_store().load(article.id) == before


def test_earlier_texts_count_as_the_articles_own_and_go_with_it(
    make_lone: MakeStore, article: Article, adding: Adding
) -> None:
    store, tags = make_lone(), adding(0, 9)
    store.apply(replace(article, imprint="1" * 64), tags)
    new = replace(article, text="Once more: " + article.text, imprint="2" * 64)
    store.apply(new, replace(adding(), text=(article.digest, new.digest)))
    row = store.listed(article.id)
    assert row is not None
    assert (row.annotations, row.doubtful, row.suggestions) == (0, 2, 0)
    assert (row.versions, row.known_by) == ((article.digest,), "2" * 64)
    assert (store.totals().doubtful, store.totals().labels) == (2, {})
    assert store.find(["2" * 64], None) == store.find([new.digest], None) == (row,)
    assert store.find([article.digest, "1" * 64], None) == ()
    # The first text of one article is the present one of another, and the other way round.
    other = replace(article, id="other")
    store.add([other])
    removed = store.remove("other", "first")
    assert removed is not None
    assert removed.text_stays
    assert store.text(article.digest) == article.text
    store.add([other])
    removed = store.remove(article.id, "second")
    assert removed is not None
    assert removed.text_stays
    assert (store.text(article.digest), store.text(new.digest)) == (article.text, None)
    assert store.article("other") == other
    removed = store.remove("other", "third")
    assert removed is not None
    assert not removed.text_stays
    assert store.text(article.digest) is None


def test_a_score_of_nothing_is_a_score(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    change = adding(0)
    (tag,) = change.added
    scored = replace(tag, score=0.0)
    make_store().apply(article, replace(change, added=(scored,)))
    assert make_store().load(article.id).annotations == {tag.id: scored}
