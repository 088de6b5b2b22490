"""A layer over shared articles: what its lists know, a new text, an article that only it has."""

import contextlib
import errno
import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Contents
from annotations.article import Article
from annotations.errors import Damaged, StoreError
from annotations.store import layered
from annotations.store.folders import Folders, layer_name
from annotations.store.tiny import TinyStore
from tests.annotations.store import test_contract_layers as contract
from tests.annotations.store.failing import (
    KILLED,
    SHORT_THEN_FULL,
    Adding,
    FailingSystem,
    Killed,
    at_rest,
)


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


def test_a_text_that_is_lost_leaves_a_layer_as_it_is(
    root: Path, article: Article, adding: Adding
) -> None:
    TinyStore(root).layer("ana").apply(article, adding(0))
    new, change = contract.renewed(article)
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
    new, renewal = contract.renewed(article)
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
        contract.test_what_is_done_on_the_earlier_text_is_kept_and_moved(
            lambda: TinyStore(root), article, adding
        )
