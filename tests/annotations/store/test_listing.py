"""Lists against the plain way: all rows in Python, filtered, sorted and cut."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from annotations.annotation import Annotation, Change, Code
from annotations.article import Article, Metadata
from annotations.clock import new_id
from annotations.folding import bare
from annotations.listing import Column, Listed, Query, Totals
from annotations.store.protocol import Store
from annotations.store.tiny import TinyStore

LABELS = ["actor", "date", '"', ',"actor', "a\\", "\u6f22:1", "od:d"]
SOURCES = [None, "Gazette", "gazette", "Caf\u00e9 Post", "\u6f22\u5b57"]
TITLES = [
    "Talks resume",
    "talks",
    "Z\u00fcrich\u2019s mayor",
    "\u201cOpen\u201d harbour",
    "nul\0nul",
    "100 % _",
]
NAMES = ["frame", "frames", 'a"b', "\u6f22"]
VALUES = ["war", "wa", '",x', "2", "yes"]
QUERIES = st.builds(
    Query,
    status=st.sampled_from([None, "open", "done", "skipped"]),
    source=st.sampled_from([None, "", "Gazette", "Caf\u00e9 Post", "None", "half \ud83d"]),
    group=st.sampled_from([None, "", "g0", "g1"]),
    label=st.none() | st.sampled_from([*LABELS, "actor:1", "half \ud83d", "to"]),
    code=st.none() | st.tuples(st.sampled_from(NAMES), st.sampled_from(["", *VALUES, "\ud83d"])),
    among=st.none() | st.frozensets(st.sampled_from(["g0", "g1", "id 07", "id 08", "", "\ud83d"])),
    words=st.sampled_from(
        ["", "TALKS", "zurich's", '"open"', "nul", "% _", "gazette talks", "post", "\ud83d"]
    ),
    order=st.sampled_from(get_args(Column)),
    descending=st.booleans(),
)


@pytest.fixture(scope="module", params=["tiny", "postgres"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """Articles with every kind of title, source, group, status and label among them."""
    root = tmp_path_factory.mktemp("listing") / ".postil"
    if request.param == "tiny":
        yield filled(TinyStore(root), TITLES)
        return
    with request.getfixturevalue("databases")() as made:
        from annotations.store.postgres.opening import opened

        store = opened(made.url, root)
        yield filled(store, [title.replace("\0", " ") for title in TITLES])
        store.close()


def filled(store: Store, titles: list[str]) -> Store:
    """A store with thirty articles."""
    for n in range(30):
        meta = Metadata(
            SOURCES[n % 5], published=f"2031-0{n % 9 + 1}-01", group=[None, "g0", "g1"][n % 3]
        )
        article = Article(f"id {n * 7 % 30:02}", titles[n % 6], "word " * n + ".", meta, f"{n}.txt")
        tags = [
            Annotation(new_id(), 0, 1, LABELS[(n + k) % 7], "ana" if k else "ben")
            for k in range(n % 4)
        ]
        waits = Annotation(new_id(), 0, 1, "to", "rule:x", verdict="suggested")
        turned = Annotation(new_id(), 0, 1, "to", "rule:x", verdict="rejected")
        status: Any = ("open", ["open", "done", "skipped"][n % 3])
        added = (*tags, *[waits, turned][: n % 3])
        said = [("frame", "war"), ("frames", "wa"), ('a"b', '",x'), ("\u6f22", 2), ("frame", True)]
        codes = tuple(Code(f"by {k}", *said[(n + k) % 5]) for k in range(n % 3))
        change = Change(new_id(), "x", "ana", "", added=added, status=status, coded=codes)
        store.apply(article, change)
    return store


def expected(rows: list[Listed], query: Query) -> list[Listed]:
    """The matching rows in order, the plain way."""

    def plain(text: str) -> str:
        marks = {"\u2019": "'", "\u201c": '"', "\u201d": '"'}
        text = "".join(marks.get(c, c) for c in text).lower()
        return "".join(
            c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
        )

    def said_so(one: Listed, name: str, value: str) -> bool:
        pairs = [tuple(said.split("=", 1)) for said in one.codes]
        return (name, value) in pairs if value else name not in dict(pairs)

    def matches(one: Listed) -> bool:
        wanted = [
            query.status in (None, one.status),
            query.source in (None, one.source or ""),
            query.group in (None, one.group or ""),
            query.label is None or query.label in one.labels,
            query.code is None or said_so(one, *query.code),
            query.among is None or (one.group or one.id) in query.among,
        ]
        place = plain(one.title) + "\n" + plain(one.source or "")
        return all(wanted) and all(word in place for word in plain(query.words).split())

    def value(one: Listed) -> Any:
        found = getattr(one, query.order)
        if query.order == "title":
            return plain(f"{one.title}\n{one.source or ''}")
        if isinstance(found, str) and query.order != "id":
            return "".join(c.lower() if c.isascii() else c for c in found)
        return found

    found = sorted(filter(matches, rows), key=lambda one: one.id)
    with_value = [one for one in found if value(one) is not None]
    with_value.sort(key=value, reverse=query.descending)
    return with_value + [one for one in found if value(one) is None]


@given(query=QUERIES, offset=st.integers(0, 12), limit=st.none() | st.integers(0, 9))
def test_a_list_is_what_the_plain_way_gives(
    store: Store, query: Query, offset: int, limit: int | None
) -> None:
    rows = expected(list(store.articles()), query)
    listing = store.listing(query, offset, limit)
    assert listing.matches == len(rows)
    assert list(listing.rows) == rows[offset:][:limit]
    assert [store.place(query, row.id) for row in rows] == list(range(len(rows)))
    others = {one.id for one in store.articles()} - {row.id for row in rows}
    assert {store.place(query, id) for id in (*others, "nobody")} == {None}


def test_the_totals_are_the_sums_of_the_rows(store: Store) -> None:
    rows = list(store.articles())

    def summed(name: str) -> dict[str, int]:
        return dict(sum((Counter(getattr(one, name)) for one in rows), Counter[str]()))

    assert store.totals() == Totals(
        articles=len(rows),
        annotations=sum(one.annotations for one in rows),
        suggestions=sum(one.suggestions for one in rows),
        doubtful=0,
        status=dict(Counter(one.status for one in rows)),
        sources=dict(Counter(one.source for one in rows if one.source)),
        labels=summed("labels"),
        annotators=summed("annotators"),
        codes=dict(Counter(said for one in rows for said in one.codes)),
    )
    assert set(store.totals().labels) == set(LABELS)
    assert 0 < store.totals().suggestions < store.totals().annotations


def test_a_row_tells_of_an_article_what_the_article_does(store: Store) -> None:
    for row in store.articles():
        found = store.read(row.id)
        assert found is not None
        article, contents = found
        tags = [tag for tag in contents.annotations.values() if tag.stands]
        assert (row.title, row.digest, row.origin) == (
            article.title,
            article.digest,
            article.origin,
        )
        assert (row.source, row.group) == (article.meta.source, article.meta.group)
        assert (row.status, row.length) == (contents.status, len(article.text))
        assert row.words == article.text.count("word")
        assert row.annotations == len(tags)
        assert row.labels == Counter(a.label for a in tags)
        assert store.listed(row.id) == row


def test_every_column_but_the_counts_by_name_and_the_digest_can_be_ordered_by() -> None:
    names = {field.name for field in fields(Listed)}
    assert names - set(get_args(Column)) == {
        "digest",
        "imprint",
        "labels",
        "annotators",
        "codes",
        "more",
        "versions",
    }


def test_another_column_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="not ordered by"):
        store.listing(Query(order="id; drop table article"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Z\u00dcRICH", "zu\u0308rich"),
        ("Stra\u00dfe", "STRASSE"),
        ("\u2018a\u2019\u2013b", "'A'-B"),
        ("\ufb01n", "fin"),
    ],
)
def test_what_is_folded_is_compared_alike(text: str, same: str) -> None:
    assert bare(text) == bare(same)


def test_found_are_those_with_the_text_and_behind_them_those_from_the_place(
    tmp_path: Path,
) -> None:
    store = TinyStore(tmp_path / ".postil")
    texts = {
        "a": ("one", "x.txt"),
        "b": ("two", "y.txt"),
        "c": ("one", "z.txt"),
        "d": ("four", "y.txt"),
    }
    store.add(Article(id, id, text, origin=origin) for id, (text, origin) in texts.items())
    one = Article("", "", "one").digest
    assert [row.id for row in store.find([one], "y.txt")] == ["a", "c", "b", "d"]
    assert [row.id for row in store.find([], "y.txt")] == ["b", "d"]
    assert [row.id for row in store.find([one], None)] == ["a", "c"]
    assert (
        store.find(["0"], "gone") == store.find([], None) == store.find(["\ud83d"], "\ud83d") == ()
    )
