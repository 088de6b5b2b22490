"""What there is to read, from the project's index or from files that it does not know yet."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.corpus.article_source import ArticleSource, StoredReference
from annotations.errors import PostilError
from annotations.listing import Column, Query, asked, meant
from annotations.project import Project
from annotations.sources.reading_list import reading_list

SAMPLES = Path(__file__).parents[3] / "sample_articles"
ALL = 1_000


def titles(source: ArticleSource, query: Query) -> list[str]:
    return [row.title for row in source.listing(query, 0, ALL).rows]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("harbour", Query(words="harbour")),
        ("status:done harbour talks", Query(status="done", words="harbour talks")),
        (
            "source:wire label:actor group:ferry-strike",
            Query(None, "wire", "ferry-strike", "actor"),
        ),
        ("source: group:", Query(source="", group="")),
        ('source:"The Wire" talks', Query(source="The Wire", words="talks")),
        ('group:"a b', Query(group="a b")),
        ("status:", Query()),
    ],
)
def test_a_filter_is_read_from_what_was_typed(typed: str, query: Query) -> None:
    assert asked(typed) == query
    assert asked(typed, "title", True) == replace(query, order="title", descending=True)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("status:d", Query(status="done")),
        ("status:open label:QUO", Query(status="open", label="quote")),
        ("source:caf", Query(source="Caf\u00e9 Post")),
        ("source:wire", Query(source="wire")),
        ("group:f source:x", Query(group="ferry", source="x")),
        ("group: harbour", Query(group="", words="harbour")),
    ],
)
def test_what_was_typed_in_part_is_what_begins_so(typed: str, query: Query) -> None:
    sources = ("Caf\u00e9 Post", "Wire", "wire")
    assert meant(asked(typed), ("actor", "quote"), sources, lambda: ("harbour", "ferry")) == query


def test_a_folder_is_listed_with_what_the_project_knows(samples: Project) -> None:
    source = ArticleSource(samples, reading_list([SAMPLES]))
    rows = source.listing(Query(), 0, ALL).rows
    assert len(rows) == 12
    tagged = [row for row in rows if row.annotations]
    assert {row.group for row in tagged} == {"ferry-strike", "harbour-talks"}
    assert source.totals().articles == 12
    assert source.totals().labels["actor"] == sum(row.labels.get("actor", 0) for row in rows)
    groups = {group.name: (group.articles, group.done) for group in source.groups(Query())}
    assert groups["harbour-talks"] == (2, 2)
    assert sum(source.totals().sources.values()) == 12
    names = {row.id: row.title for row in rows}
    assert {name: one.article.title for name, one in source.examples()} == names  # type: ignore[union-attr]


@pytest.mark.parametrize("order", ["title", "source", "published", "annotations", "group"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("typed", ["", "label:quote", "verrin", "status:done", "source:wire"])
def test_files_are_listed_as_the_index_would(
    samples: Project, order: Column, descending: bool, typed: str
) -> None:
    query = asked(typed, order, descending)
    files = ArticleSource(samples, reading_list([SAMPLES / "gold.jsonl"]))
    assert titles(files, query) == titles(ArticleSource(samples), query)
    known = ArticleSource(samples)
    assert sorted(files.groups(query), key=lambda group: group.name) == list(known.groups(query))


def test_a_text_that_is_not_known_goes_by_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n  A title\n" + "\u00e9" * 5_000, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\0\0")
    (tmp_path / "c.md").write_text("---\ntitle: Not read\n---\nText.")
    source = ArticleSource(Project(tmp_path / "p"), reading_list([tmp_path]))
    assert titles(source, Query()) == ["A title", "b.txt", "c.md"]


def test_windows_are_parts_of_the_whole(samples: Project) -> None:
    for source in (ArticleSource(samples), ArticleSource(samples, reading_list([SAMPLES]))):
        whole = source.listing(Query(order="title"), 0, ALL)
        window = source.listing(Query(order="title"), 1, 2)
        assert window.rows == whole.rows[1:3]
        assert window.matches == whole.matches
        names = [row.id for row in whole.rows]
        assert [source.place(Query(order="title"), name) for name in names] == [*range(len(names))]
        assert source.place(Query(status="skipped"), names[0]) is None


def test_every_row_can_be_read(samples: Project) -> None:
    for source in (ArticleSource(samples), ArticleSource(samples, reading_list([SAMPLES]))):
        for row in source.listing(Query(), 0, ALL).rows:
            assert source.readable(row.id).load().article.text


def test_an_article_that_is_gone_is_told(samples: Project) -> None:
    with pytest.raises(PostilError, match="is gone"):
        StoredReference(samples, "nobody").load()


def test_names_of_any_bytes_are_listed(samples: Project, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    for name in (b"\xff.md", b"\xfe.md", b"a.md"):
        (folder / os.fsdecode(name)).write_text("---\n---\nWords.")
    source = ArticleSource(samples, reading_list([folder]))
    rows = source.listing(Query(), 0, ALL).rows
    assert len({row.id for row in rows}) == 3
    assert [source.place(Query(), row.id) for row in rows] == [0, 1, 2]
    assert all(source.readable(row.id).load().article.text for row in rows)


def test_groups_of_a_reading_list_come_as_they_were_named(samples: Project, tmp_path: Path) -> None:
    for name in ("1/z", "2/a"):
        (folder := tmp_path / name).mkdir(parents=True)
        (folder / "1.txt").write_text(f"Title {folder.name}\n")
        (folder / "2.txt").write_text("Other\n")
    source = ArticleSource(samples, reading_list([tmp_path / "1", tmp_path / "2"]))
    groups = source.groups(Query(order="title"))
    assert [(group.name, group.title) for group in groups] == [("z", "Title z"), ("a", "Title a")]


def test_files_are_looked_at_again(samples: Project) -> None:
    source = ArticleSource(samples, reading_list([SAMPLES / "gold.jsonl"]))
    before = source.listing(Query(), 0, ALL)
    samples.store.remove(before.rows[0].id, "x")
    assert source.listing(Query(), 0, ALL) == before
    source.look_again()
    assert source.listing(Query(), 0, ALL).rows[0].annotations == 0
