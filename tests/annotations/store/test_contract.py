"""What every store promises. Another store is put through it by a parameter of `make_store`."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change, Contents, Link
from annotations.article import META_FIELDS, Article, Metadata
from annotations.clock import new_id, now
from annotations.errors import Refused, StoreError
from annotations.store.listing import Listing, Totals
from annotations.store.protocol import Store

MakeStore = Callable[[], Store]
Adding = Callable[..., Change]


def altered(annotation: Annotation, **fields: object) -> Change:
    id, at = new_id(), now()
    new = replace(annotation, updated=at, **fields)  # type: ignore[arg-type]
    return Change(id, id, "ana", at, removed=(annotation,), added=(new,))


def test_an_unknown_article_is_empty_and_reading_writes_nothing(
    make_store: MakeStore, tmp_path: Path
) -> None:
    store = make_store()
    assert store.load("nothing") == Contents()
    assert store.article("nothing") is None
    assert store.history("nothing") == []
    assert list(store.articles()) == list(store.ids()) == []
    assert store.read("nothing") is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_applied_is_there_for_the_next_store(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    change = adding(0, 9, 25)
    first, second = change.added[:2]
    noted = replace(
        first, attrs={"value": "2031-03", "n": 1, "\u6f22": None}, note="caf\u00e9 \U0001f600"
    )
    change = replace(
        change,
        added=(noted, *change.added[1:]),
        linked=(Link("speaker", first.id, second.id),),
        status=("open", "done"),
    )
    saved = make_store().apply(article, change)
    assert (saved.change, saved.conflicts, saved.outside) == (change, (), None)
    store = make_store()
    assert store.load(article.id) == Contents().after(change)
    assert store.article(article.id) == article
    assert store.read(article.id) == (article, store.load(article.id))
    assert list(store.ids()) == [article.id]
    assert store.history(article.id) == [change]


def test_applying_twice_is_harmless(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store, change = make_store(), adding(0)
    assert store.apply(article, change).change == store.apply(article, change).change == change
    assert list(store.load(article.id).annotations) == [change.added[0].id]
    assert store.history(article.id) == [change]


def test_an_inverse_takes_a_change_back_and_itself_again(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store, change = make_store(), adding(0, 9)
    store.apply(article, change)
    moved = altered(change.added[0], start=1)
    before = store.load(article.id)
    store.apply(article, moved)
    after = store.load(article.id)
    store.apply(article, replace(moved.inverse(), id=new_id(), kind="undo"))
    assert store.load(article.id) == before
    store.apply(article, replace(moved, id=new_id(), kind="redo"))
    assert store.load(article.id) == after
    assert [c.kind for c in store.history(article.id)] == ["edit", "edit", "undo", "redo"]


def test_different_annotations_of_two_stores_merge_and_each_is_told_of_the_others(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    one, other = make_store(), make_store()
    one.load(article.id)
    other.load(article.id)
    mine, theirs = adding(0), adding(9, annotator="ben")
    one.apply(article, mine)
    saved = other.apply(article, theirs)
    assert saved.outside is not None
    assert saved.outside.added == mine.added
    assert one.apply(article, adding(19)).outside.added == theirs.added  # type: ignore[union-attr]
    assert one.load(article.id) == make_store().load(article.id)


def test_others_changes_are_told_even_after_many_other_articles(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    one, other = make_store(), make_store()
    one.load(article.id)
    theirs = adding(0)
    other.apply(article, theirs)
    for number in range(70):
        one.load(f"other-{number}")
    assert one.apply(article, adding(9)).outside.added == theirs.added  # type: ignore[union-attr]


def test_the_same_annotation_changed_elsewhere_is_a_conflict_and_stays(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    one, other, change = make_store(), make_store(), adding(0, 9)
    one.apply(article, change)
    other.load(article.id)
    tag, second = change.added
    theirs = altered(tag, label="date")
    one.apply(article, theirs)
    mine = altered(tag, label="quote")
    mine = replace(mine, removed=(*mine.removed, second))
    saved = other.apply(article, mine)
    (conflict,) = saved.conflicts
    assert (conflict.mine, conflict.theirs) == (mine.added[0], theirs.added[0])
    assert list(other.load(article.id).annotations.values()) == [theirs.added[0]]
    assert other.history(article.id)[-1].removed == (second,)


def test_links_go_with_their_ends(make_store: MakeStore, article: Article, adding: Adding) -> None:
    one, other, change = make_store(), make_store(), adding(0, 9)
    one.apply(article, change)
    other.load(article.id)
    quote, speaker = change.added
    link = Link("speaker", quote.id, speaker.id)
    at = now()
    one.apply(article, Change(new_id(), "x", "ana", at, linked=(link,)))
    saved = other.apply(article, Change(new_id(), "y", "ben", at, removed=(speaker,)))
    assert saved.change.unlinked == (link,)
    assert other.load(article.id).links == frozenset()


def test_the_history_keeps_which_other_articles_an_action_changed(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    change = replace(adding(0), others=("another/article", "a third"))
    make_store().apply(article, change)
    assert make_store().history(article.id) == [change]


def test_a_rejected_annotation_loses_its_links_and_comes_back_whole(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store, change = make_store(), adding(0, 9)
    quote, speaker = change.added
    link = Link("speaker", quote.id, speaker.id)
    store.apply(article, replace(change, linked=(link,)))
    rejected = replace(speaker, origin="rule:name", score=0.5, verdict="rejected")
    turned = Change(new_id(), "x", "ana", now(), removed=(speaker,), added=(rejected,))
    saved = store.apply(article, turned)
    assert saved.change.unlinked == (link,)
    here = make_store().load(article.id)
    assert here.annotations == {quote.id: quote, speaker.id: rejected}
    assert here.links == frozenset()
    store.apply(article, saved.change.inverse())
    back = make_store().load(article.id)
    assert back.annotations == {quote.id: quote, speaker.id: speaker}
    assert back.links == {link}


def test_ids_with_blanks_keep_their_links_apart(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    ids = ["a", "b c", "a b", "c"]
    tags = tuple(Annotation(id, 0, 8, "actor", "ana") for id in ids)
    links = (Link("by", "a", "b c"), Link("by", "a b", "c"))
    store = make_store()
    store.apply(article, replace(adding(), added=tags, linked=links))
    assert make_store().load(article.id).links == set(links)
    store.apply(article, replace(adding(), unlinked=links[:1]))
    assert make_store().load(article.id).links == set(links[1:])


def test_what_cannot_be_written_as_unicode_is_refused_and_nothing_else(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store, good = make_store(), adding(0)
    store.apply(article, good)
    bad = replace(adding(), added=(replace(adding(9).added[0], note="half \ud83d"),))
    with pytest.raises(StoreError, match="character"):
        store.apply(article, bad)
    with pytest.raises(StoreError, match="character"):
        store.apply(replace(article, id="half \ud83d"), adding(0))
    assert store.load(article.id) == make_store().load(article.id) == Contents().after(good)
    assert store.history(article.id) == [good]


IDS = [
    "a/b",
    "../../etc",
    "nul\0nul",
    "x" * 300,
    "Case",
    "case",
    "\u6f22\u5b57",
    "",
    ".",
    "CON",
    "a b",
]


def test_ids_may_be_anything(make_store: MakeStore, article: Article, adding: Adding) -> None:
    store = make_store()
    changes = {id: adding(0) for id in IDS}
    for id, change in changes.items():
        store.apply(replace(article, id=id), change)
    fresh = make_store()
    for id, change in changes.items():
        assert fresh.load(id).annotations == {a.id: a for a in change.added}
    assert [one.id for one in fresh.articles()] == sorted(IDS)
    assert {fresh.listed(id).id for id in IDS} == set(IDS)  # type: ignore[union-attr]


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


def test_what_is_removed_is_gone_for_all_and_may_come_anew(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    one, other, first = make_store(), make_store(), adding(0)
    one.apply(article, first)
    other.load(article.id)
    removed = one.remove(article.id, "action")
    assert removed is not None
    assert not removed.text_stays
    assert one.remove(article.id, "action") is None
    for store in (one, other, make_store()):
        assert store.article(article.id) is None
        assert store.history(article.id) == []
        assert store.totals().articles == 0
    again = adding(9)
    saved = other.apply(article, again)
    assert saved.outside is not None
    assert saved.outside.removed == first.added
    assert make_store().load(article.id) == Contents().after(again)
    assert make_store().article(article.id) == article


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
    waiting = replace(second, version=article.digest)
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
    with pytest.raises(Refused, match="another text"):
        make_store().apply(article, adding(9))
    third = replace(article, text="Third.")
    with pytest.raises(Refused, match="another text"):
        store.apply(third, replace(adding(), text=(article.digest, third.digest)))
    assert make_store().load(article.id) == before


def test_earlier_texts_count_as_the_articles_own_and_go_with_it(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store, tags = make_store(), adding(0, 9)
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
