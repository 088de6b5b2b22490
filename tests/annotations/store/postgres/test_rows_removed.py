"""What is removed from a database is kept there whole, whoever else is at it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Code, Link
from annotations.article import Article
from annotations.clock import new_id, now
from tests.annotations.store.postgres.conftest import someone_waits
from tests.postgres import Database

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres.store import PostgresStore

Adding = Callable[..., Change]


@contextmanager
def whole(opened: Callable[..., PostgresStore], article: Article) -> Iterator[None]:
    """Nothing of the article is other after this than before."""

    def seen() -> list[object]:
        stores = [opened(), opened("ana")]
        return [part for one in stores for part in (one.kept(article.id), one.history(article.id))]

    before = seen()
    yield
    assert seen() == before


@pytest.mark.parametrize("shared", [False, True])
def test_what_is_removed_is_kept_and_comes_back_whole(
    database: Database,
    opened: Callable[..., PostgresStore],
    article: Article,
    adding: Adding,
    shared: bool,
) -> None:
    tags = adding(0, 9)
    first, second = tags.added
    odd = replace(tags, added=(replace(first, note="nul\0nul"), second), coded=(Code("a", "b", 2),))
    opened("ana").apply(article, replace(odd, linked=(Link("to", first.id, second.id),)))
    opened().apply(article, adding(25))
    new = replace(article, text="Once more: " + article.text)
    moved = Change(new_id(), new_id(), "ana", now(), text=(article.digest, new.digest))
    opened().apply(new, moved)
    if shared:
        opened().add([replace(article, id="other"), replace(new, id="another")])
    with whole(opened, article):
        removed = opened("ana").remove(article.id, "action")
        assert removed is not None
        assert removed.text_stays == shared
        assert opened().article(article.id) is None
        assert article.id not in list(opened().ids())
        assert (opened().text(article.digest) is not None) == shared
        ((count,),) = database.run("select postil.restore('action')")
        assert count == 1
    assert opened().totals().articles == (3 if shared else 1)
    # Once is enough, and one that was added again in between stays as it is.
    assert database.run("select postil.restore('action')") == [(0,)]


def test_a_text_that_is_added_again_while_it_is_removed_stays(
    database: Database, opened: Callable[..., PostgresStore], article: Article
) -> None:
    import psycopg

    opened().add([article])
    with psycopg.connect(database.url) as other:
        other.execute(
            "insert into postil.article (id, digest, body) select 'b', digest, body"
            " from postil.article"
        )
        gone: list[object] = []
        thread = Thread(target=lambda: gone.append(opened().remove(article.id, "action")))
        thread.start()
        # It waits for the text's row as long as the other program has not made up its mind.
        someone_waits(database)
        other.commit()
        thread.join()
    assert [one.text_stays for one in gone] == [True]  # type: ignore[attr-defined]
    assert opened().text(article.digest) == article.text
