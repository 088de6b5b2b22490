"""What every store promises of layers: each keeps its own tags, and all share the articles."""

from collections.abc import Callable

from msgspec.structs import replace

from annotations.annotation import Change, Contents
from annotations.article import Article
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
