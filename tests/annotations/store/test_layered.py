"""A layer over shared articles: what its lists know, a new text, an article that only it has."""

import contextlib
import errno
import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import Damaged, PostilError, Refused, StoreError
from annotations.session import Session
from annotations.store import layered
from annotations.store.folders import Folders, layer_name
from annotations.store.tiny import TinyStore
from tests.annotations.store.failing import (
    KILLED,
    SHORT_THEN_FULL,
    Adding,
    FailingSystem,
    Killed,
    at_rest,
)


def renewed(article: Article) -> tuple[Article, Change]:
    """The article with words before its text, and the change that brings them."""
    new = replace(article, text="Once more: " + article.text)
    return new, Change(new_id(), new_id(), "dora", now(), text=(article.digest, new.digest))


def test_lists_of_a_layer_know_nothing_of_the_result(
    root: Path, article: Article, adding: Adding
) -> None:
    ana, bare = TinyStore(root).layer("ana"), article.id
    TinyStore(root).add([article])
    untouched = ana.listed(bare)
    assert ana.refresh() == 1
    result = TinyStore(root)
    result.apply(article, replace(adding(0, 9, label="date"), status=("open", "done")))
    file = Folders(root).article(bare)
    os.utime(file, (2e9, 2e9))
    assert ana.refresh() == 0
    assert ana.listed(bare) == untouched == ana.listing().rows[0]
    assert untouched is not None
    assert (untouched.status, untouched.annotations, untouched.touched) == (
        "open", 0, untouched.added,
    )  # fmt: skip
    ana.apply(article, adding(25))
    assert dict(ana.totals().labels) == {"actor": 1}
    assert ana.totals().status["open"] == 1


def test_an_article_that_only_a_layer_has_is_still_there(
    root: Path, article: Article, adding: Adding
) -> None:
    ana, change = TinyStore(root).layer("ana"), adding(0, 9)
    ana.apply(article, change)
    ana.refresh()
    Folders(root).article(article.id).unlink()  # as git leaves it, where another removed it
    ana = TinyStore(root).layer("ana")
    assert ana.article(article.id) == article
    assert ana.load(article.id) == Contents().after(change)
    assert ana.read(article.id) == (article, Contents().after(change))
    assert [(row.id, row.annotations) for row in ana.listing().rows] == [(article.id, 2)]
    assert TinyStore(root).layer("ben").article(article.id) is None
    ana.apply(article, adding(25))
    assert TinyStore(root).article(article.id) == article
    assert len(ana.load(article.id).annotations) == 3


def test_of_a_damaged_layer_the_article_is_named_and_others_have_it(
    root: Path, article: Article, adding: Adding
) -> None:
    TinyStore(root).layer("ana").apply(article, adding(0))
    file = Folders(root, layer_name("ana")).article(article.id)
    file.write_bytes(file.read_bytes()[:-30])
    ana, ben = TinyStore(root).layer("ana"), TinyStore(root).layer("ben")
    assert [str(file) in str(error) for error in ana.totals().unread] == [True]
    assert ana.article(article.id) == ben.article(article.id) == article
    with pytest.raises(Damaged):
        ana.load(article.id)
    assert ben.load(article.id) == Contents()
    # Nor is it added a second time under another name.
    again = replace(article, id="another")
    assert ana.unread().may_be(again, None) is not None


def test_what_is_done_on_the_earlier_text_is_kept_and_moved(
    root: Path, article: Article, adding: Adding
) -> None:
    ana, other = TinyStore(root).layer("ana"), TinyStore(root).layer("ana")
    first, second = adding(0), adding(9)
    ana.apply(article, first)
    new, change = renewed(article)
    TinyStore(root).apply(new, change)
    # Who has the earlier text open goes on; it is moved at the next opening.
    ana.apply(article, second)
    tags = other.load(article.id).annotations
    assert {tag.start for tag in tags.values()} == {11, 20}
    with pytest.raises(Refused, match="a different text"):
        ana.apply(article, adding(25))


def test_no_undo_takes_everybodys_text_back(root: Path, article: Article, adding: Adding) -> None:
    store = TinyStore(root).layer("ana")
    store.apply(article, adding(0))
    new, change = renewed(article)
    TinyStore(root).apply(new, change)
    contents = store.load(article.id)
    session = Session(
        new, contents, "ana", lambda *_: None, new_id, now,
        lambda: store.history(article.id), "", store.text,
    )  # fmt: skip
    with contextlib.suppress(PostilError):
        session.undo()
    assert session.article == new
    assert TinyStore(root).article(article.id) == new


def test_a_text_that_is_lost_leaves_a_layer_as_it_is(
    root: Path, article: Article, adding: Adding
) -> None:
    TinyStore(root).layer("ana").apply(article, adding(0))
    new, change = renewed(article)
    TinyStore(root).apply(new, change)
    Folders(root).text(article.digest).unlink()
    file = Folders(root, layer_name("ana")).article(article.id)
    before = file.read_bytes()
    with pytest.raises(Damaged, match=r"The text of .* is missing"):
        TinyStore(root).layer("ana").load(article.id)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("fault", "lasting"), [(errno.EIO, False), (SHORT_THEN_FULL, True), (KILLED, True)]
)
def test_whatever_fails_while_tags_are_moved_none_is_lost(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool
) -> None:
    made, change = tmp_path / "made", adding(0, 9)
    at_rest(made, "ana").apply(article, change)
    new, renewal = renewed(article)
    at_rest(made).apply(new, renewal)
    wanted = {a.id: a.start + 11 for a in change.added}
    at, system = 1, FailingSystem(0, fault, lasting)
    while at == 1 or system.count >= at - 2:
        root = tmp_path / str(at) / ".postil"
        shutil.copytree(made, root)
        system = FailingSystem(at, fault, lasting)
        with contextlib.suppress(StoreError, Killed):
            held = TinyStore(root, system).layer("ana").load(article.id).annotations
            assert starts(held) == wanted, at
        store = at_rest(root, "ana")
        assert starts(store.load(article.id).annotations) == wanted, at
        assert store.listed(article.id).annotations == 2  # type: ignore[union-attr]
        assert len(store.history(article.id)) == 2, at
        at += 2


def starts(tags: "dict[str, Annotation] | object") -> dict[str, int]:
    assert isinstance(tags, dict)
    return {id: tag.start for id, tag in tags.items() if not tag.text_digest}


def test_a_control_that_moves_nothing_is_caught(
    root: Path,
    article: Article,
    adding: Adding,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layered.LayeredStore, "_anchor", lambda *about: None)
    with pytest.raises(AssertionError):
        test_what_is_done_on_the_earlier_text_is_kept_and_moved(root, article, adding)


def test_what_one_made_of_a_suggestion_for_all_stands_in_their_layer_alone(
    root: Path, article: Article
) -> None:
    at = now()
    offered = [
        Annotation(new_id(), start, start + 4, "actor", "file:tags", {}, "", at, at,
                   origin="file:tags", verdict="suggested")
        for start in (0, 9, 25)
    ]  # fmt: skip
    brought = Change(new_id(), new_id(), "dora", at, "import", added=tuple(offered))
    TinyStore(root).apply(article, brought)
    ana = TinyStore(root).layer("ana")
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
    for store in (ana, TinyStore(root).layer("ana")):
        assert store.load(article.id).annotations == known
        read = store.read(article.id)
        assert read is not None
        assert read[1].annotations == known
    rows = [TinyStore(root).layer(name).listing().rows[0] for name in ("ana", "ben")]
    assert [(row.annotations, row.suggestions) for row in rows] == [(1, 1), (0, 3)]
    for store in (TinyStore(root), TinyStore(root).layer("ben")):
        assert store.load(article.id).annotations == {one.id: one for one in offered}
