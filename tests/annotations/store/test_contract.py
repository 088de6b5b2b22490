"""What every store promises. Another store is put through it by a parameter of `make_store`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents, Link
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import StoreError
from annotations.store import told
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
    assert store.read("nothing") is store.kept("nothing") is None
    assert not store.begun()
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
    assert store.begun()
    assert store.load(article.id) == Contents().after(change)
    assert store.article(article.id) == article
    assert store.read(article.id) == store.kept(article.id) == (article, store.load(article.id))
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


def test_those_who_were_told_longest_ago_are_forgotten_first(
    make_store: MakeStore, article: Article, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "MOST", 3)
    one, other = make_store(), make_store()
    articles = {name: replace(article, id=name) for name in "abcd"}
    for name in "abcad":
        one.load(name)
    for each in articles.values():
        other.apply(each, adding(0))
    remembered = [name for name in "acdb" if one.apply(articles[name], adding(9)).outside]
    assert remembered == ["a", "c", "d"]


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
    store.apply(article, replace(saved.change.inverse(), id=new_id(), kind="undo"))
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
