"""What every store promises of layers: each keeps its own tags, and all share the articles."""

import contextlib
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import PostilError, Refused
from annotations.session import Session
from annotations.store.protocol import Store

MakeStore = Callable[[], Store]
Adding = Callable[..., Change]


def test_a_layer_changes_nothing_in_another(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store = make_store()
    store.apply(article, replace(adding(0), status=("open", "done")))
    before = store.load(article.id)
    ana, ben = store.layer("ana"), store.layer("Ana")
    assert ana.load(article.id) == ben.load(article.id) == Contents()
    ana.apply(article, adding(0, 9))
    kept = ana.load(article.id)
    assert len(kept.annotations) == 2
    assert (store.load(article.id), ben.load(article.id)) == (before, Contents())
    assert [one.totals().annotations for one in (store, ana, ben)] == [1, 2, 0]
    assert [[row.status for row in one.listing().rows] for one in (store, ana, ben)] == [
        ["done"], ["open"], ["open"],
    ]  # fmt: skip
    assert ana.history(article.id) != store.history(article.id)
    assert ben.history(article.id) == []
    for one in (ana, ben):
        one.close()


def test_articles_are_everybodys(make_store: MakeStore, article: Article, adding: Adding) -> None:
    store = make_store()
    ana, ben = store.layer("ana"), store.layer("ben")
    ana.apply(article, adding(0, 9))
    kept = ana.load(article.id)
    assert store.article(article.id) == ben.article(article.id) == article
    ben.amend(article.id, {"title": "Another title"})
    rows = [one.listing().rows for one in (store, ana, ben)]
    assert [[row.title for row in found] for found in rows] == [["Another title"]] * 3
    new = replace(article, title="Another title", text="Once more: " + article.text)
    ben.apply(new, replace(adding(), text=(article.digest, new.digest)))
    assert [one.article(article.id) for one in (store, ana, ben)] == [new] * 3
    # What was made on the earlier text follows when its owner opens it, and not before.
    assert store.layer("ana").history(article.id)[-1].text is None
    read = store.layer("ana").read(article.id)
    assert read is not None
    now_there = store.layer("ana").load(article.id)
    assert [(a.start, a.end) for a in now_there.annotations.values()] == [
        (a.start + 11, a.end + 11) for a in kept.annotations.values()
    ]
    assert {(a.id, a.start) for a in read[1].annotations.values()} == {
        (a.id, a.start) for a in now_there.annotations.values()
    }
    assert store.layer("ana").history(article.id)[-1].text == (article.digest, new.digest)
    assert store.layer("ana").load(article.id) == now_there


def test_what_is_removed_is_gone_from_every_layer(
    make_store: MakeStore, article: Article, adding: Adding
) -> None:
    store = make_store()
    ana, ben = store.layer("ana"), store.layer("ben")
    ana.apply(article, adding(0, 9))
    other = replace(article, id="other")
    ben.apply(other, adding(0))
    removed = ben.remove(article.id, "a")
    assert removed is not None
    assert removed.text_stays
    for one in (store, ana, ben, store.layer("ana")):
        assert one.article(article.id) is None
        assert one.history(article.id) == []
        assert one.load(article.id) == Contents()
        assert [row.id for row in one.listing().rows] == ["other"]
    assert len(ben.load("other").annotations) == 1
    assert ben.remove(article.id, "a") is None


def renewed(article: Article) -> tuple[Article, Change]:
    """The article with words before its text, and the change that brings them."""
    new = replace(article, text="Once more: " + article.text)
    return new, Change(new_id(), new_id(), "dora", now(), text=(article.digest, new.digest))


def test_what_is_done_on_the_earlier_text_is_kept_and_moved(
    make_lone: MakeStore, article: Article, adding: Adding
) -> None:
    ana, other = make_lone().layer("ana"), make_lone().layer("ana")
    first, second = adding(0), adding(9)
    ana.apply(article, first)
    new, change = renewed(article)
    make_lone().apply(new, change)
    # Who has the earlier text open goes on; it is moved at the next opening.
    ana.apply(article, second)
    tags = other.load(article.id).annotations
    assert {tag.start for tag in tags.values()} == {11, 20}
    with pytest.raises(Refused, match="a different text"):
        ana.apply(article, adding(25))


def test_no_undo_takes_everybodys_text_back(
    make_lone: MakeStore, article: Article, adding: Adding
) -> None:
    store = make_lone().layer("ana")
    store.apply(article, adding(0))
    new, change = renewed(article)
    make_lone().apply(new, change)
    contents = store.load(article.id)
    session = Session(
        new, contents, "ana", lambda *_: None, new_id, now,
        lambda: store.history(article.id), "", store.text,
    )  # fmt: skip
    with contextlib.suppress(PostilError):
        session.undo()
    assert session.article == new
    assert make_lone().article(article.id) == new


def suggestions(*starts: int) -> list[Annotation]:
    """What somebody's program proposes for all."""
    at = now()
    return [
        Annotation(new_id(), start, start + 4, "actor", "file:tags", {}, "", at, at,
                   origin="file:tags", verdict="suggested")
        for start in starts
    ]  # fmt: skip


def test_what_one_made_of_a_suggestion_for_all_stands_in_their_layer_alone(
    make_lone: MakeStore, article: Article
) -> None:
    offered = suggestions(0, 9, 25)
    at = now()
    brought = Change(new_id(), new_id(), "dora", at, "import", added=tuple(offered))
    make_lone().apply(article, brought)
    ana = make_lone().layer("ana")
    assert ana.load(article.id).annotations == {one.id: one for one in offered}
    decided = [
        replace(offered[0], annotator="ana", verdict="accepted"),
        replace(offered[1], annotator="ana", verdict="rejected"),
    ]
    saved = ana.apply(
        article,
        Change(new_id(), new_id(), "ana", at, removed=tuple(offered[:2]), added=tuple(decided)),
    )
    assert saved.conflicts == ()
    known = {one.id: one for one in (*decided, offered[2])}
    for store in (ana, make_lone().layer("ana")):
        assert store.load(article.id).annotations == known
        read = store.read(article.id)
        assert read is not None
        assert read[1].annotations == known
    rows = [make_lone().layer(name).listing().rows[0] for name in ("ana", "ben")]
    assert [(row.annotations, row.suggestions) for row in rows] == [(1, 1), (0, 3)]
    for store in (make_lone(), make_lone().layer("ben")):
        assert store.load(article.id).annotations == {one.id: one for one in offered}


def test_a_suggestion_for_all_is_seen_and_decided_on_where_it_stands_by_now(
    make_lone: MakeStore, article: Article
) -> None:
    first, second = suggestions(0, 9)
    brought = Change(new_id(), new_id(), "dora", now(), "import", added=(first, second))
    make_lone().apply(article, brought)
    new, change = renewed(article)
    make_lone().layer("ben").apply(new, change)
    ana = make_lone().layer("ana")
    seen = ana.load(article.id).annotations
    assert {id: one.start for id, one in seen.items()} == {first.id: 11, second.id: 20}
    taken = replace(seen[first.id], annotator="ana", verdict="accepted")
    decided = Change(new_id(), new_id(), "ana", now(), removed=(seen[first.id],), added=(taken,))
    assert ana.apply(new, decided).conflicts == ()
    for store in (ana, make_lone().layer("ana")):
        found = store.load(article.id).annotations
        assert found[first.id] == taken
        assert (found[second.id].start, found[second.id].verdict) == (20, "suggested")
    assert make_lone().layer("ben").load(article.id).annotations.keys() == {first.id, second.id}


def test_work_has_begun_in_a_layer_with_the_first_change_of_it(
    make_lone: MakeStore, article: Article, adding: Adding
) -> None:
    store = make_lone()
    store.add([article])
    assert store.begun()
    ana, ben = store.layer("ana"), store.layer("ben")
    assert not ana.begun()
    ana.apply(article, adding(0))
    assert ana.begun()
    assert not ben.begun()
