"""An article, text or history that cannot be read is one error of its own, and all else goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.example import Example
from annotations.listing import Query
from tests import bad_articles

CAN_BE_READ = {
    "a span beyond the text", "a span before the text", "a span of nothing", "values of any kind",
    "deep in a tag", "a newer one",
}  # fmt: skip
ODD = {"a link", "a link to nothing", "a folder", "a pipe", *bad_articles.FAULTS}
"""What stands in the place of a history; lines that are none are passed over."""


def test_each_is_one_error_and_lists_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = bad_articles.made(tmp_path, monkeypatch)
    store = project.store
    asked: tuple[Callable[[str], object], ...] = (
        *(store.load, store.article, store.read, store.listed, store.history, project.doubts),
        store.refusal,
    )
    told: dict[str, int] = {}
    for id, _, _ in bad_articles.ids():
        told[id] = 0
        for ask in asked:
            try:
                ask(id)
            except PostilError:
                told[id] += 1
    fine = {id for id, count in told.items() if not count}
    ways = {id: (kind, how) for id, kind, how in bad_articles.ids()}
    lines_passed_over = {w for w in ways.values() if w[0] == "history" and w[1] not in ODD}
    assert {ways[id] for id in fine} - lines_passed_over == {("articles", h) for h in CAN_BE_READ}
    unread = store.totals().unread
    assert len({str(error) for error in unread}) == len(unread)
    found = list(project.examples())
    good = [one for one in found if isinstance(one, Example) and one.article.id[:4] == "good"]
    assert len(good) == len(ways)
    said = "\n".join(str(one) for one in found if not isinstance(one, Example))
    for id, (kind, how) in ways.items():
        if kind == "articles" and how not in CAN_BE_READ:
            assert id in said, how
    for order in ("title", "length", "words", "annotations"):
        listing = store.listing(Query(order=order))
        assert listing.matches == len(listing.rows) == 2 * len(ways) - len(unread)
