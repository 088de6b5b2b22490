"""Tags into a project: what it lacks is added, what it has stays, and trouble stops nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change, Link
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import PostilError
from annotations.example import Example
from annotations.importing import IMPORTER, Brought, bring_in
from annotations.project import Project
from annotations.store.protocol import Refused, Store
from annotations.store.tiny import TinyStore

TEXT = "one two three"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Project(tmp_path).store


def tag(id: str, start: int = 0, end: int = 3, label: str = "actor") -> Annotation:
    return Annotation(id, start, end, label, "ana")


def example(id: str, *tags: Annotation, text: str = TEXT) -> Example:
    return Example(Article(id, "T", text), tags)


def contents(store: Store, id: str) -> list[Annotation]:
    return sorted(store.load(id).annotations.values(), key=lambda a: a.order)


def damage(folder: Path, pattern: str, change: Callable[[str], str]) -> None:
    (file,) = folder.glob(f".postil/{pattern}")
    file.write_text(change(file.read_text()))


def test_what_is_lacking_is_added(store: Store) -> None:
    one = replace(example("a", tag("1"), tag("2", 4, 7)), links=(Link("speaker", "1", "2"),))
    assert bring_in(store, [one, example("b")]) == (Brought(2, 2), [])
    assert contents(store, "a") == list(one.annotations)
    assert store.load("a").links == {Link("speaker", "1", "2")}
    assert [stored.id for stored in store.articles()] == ["a", "b"]


def test_a_second_time_adds_nothing_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    def files() -> dict[Path, bytes]:
        kinds = ("articles", "texts", "history")
        return {f: f.read_bytes() for k in kinds for f in tmp_path.glob(f".postil/{k}/*/*")}

    examples = [replace(example("a", tag("1")), status="done"), example("b")]
    bring_in(store, examples)
    before = files()
    assert bring_in(store, examples) == (Brought(0, 0), [])
    assert bring_in(TinyStore(tmp_path / ".postil"), examples) == (Brought(0, 0), [])
    assert files() == before


def test_it_is_one_change_by_the_importer_with_the_tags_as_they_were(store: Store) -> None:
    bring_in(store, [example("a", tag("1"), tag("2", 4, 7))])
    (change,) = store.history("a")
    assert (change.kind, change.annotator) == ("import", IMPORTER)
    assert {added.annotator for added in change.added} == {"ana"}


def test_a_tag_that_is_there_is_left_alone(store: Store) -> None:
    bring_in(store, [example("a", tag("1"))])
    brought, problems = bring_in(store, [example("a", tag("1", 4, 7, "quote"), tag("2", 4, 7))])
    assert (brought, problems) == (Brought(0, 1), [])
    assert contents(store, "a") == [tag("1"), tag("2", 4, 7)]


@pytest.mark.parametrize(
    ("here", "coming", "after"),
    [
        ("open", "done", "done"),
        ("open", "skipped", "skipped"),
        ("done", "open", "done"),
        ("done", "skipped", "done"),
    ],
)
def test_a_status_is_taken_only_where_nobody_has_set_one(
    store: Store, here: str, coming: str, after: str
) -> None:
    bring_in(store, [replace(example("a"), status=here)])  # type: ignore[arg-type]
    bring_in(store, [replace(example("a"), status=coming)])  # type: ignore[arg-type]
    assert store.load("a").status == after


def test_another_text_under_a_known_id_is_refused(store: Store) -> None:
    bring_in(store, [example("a", tag("1"))])
    brought, problems = bring_in(
        store, [example("a", tag("2"), text="another"), example("b", tag("3"), text="third")]
    )
    assert brought == Brought(1, 1)
    assert problems == [
        "The project has another text under the id a; the tags were left out.",
    ]
    article = store.article("a")
    assert article
    assert article.text == TEXT
    assert contents(store, "a") == [tag("1")]


def test_what_was_wrong_before_is_handed_on_and_the_rest_comes_in(store: Store) -> None:
    coming = [PostilError("Line 1 is odd.", "Mend it."), example("a", tag("1"))]
    assert bring_in(store, coming) == (Brought(1, 1), ["Line 1 is odd. Mend it."])


def test_more_than_a_batch_comes_in_whole(store: Store) -> None:
    examples = (example(f"{number:03}", tag(f"t{number}")) for number in range(450))
    assert bring_in(store, examples) == (Brought(450, 450), [])
    assert len(list(store.articles())) == 450


def test_a_link_to_a_tag_that_went_is_left_out(store: Store) -> None:
    one = replace(example("a", tag("1"), tag("2", 4, 7)), links=(Link("speaker", "1", "9"),))
    assert bring_in(store, [one]) == (Brought(1, 2), [])
    assert store.load("a").links == frozenset()


@pytest.mark.parametrize(
    ("pattern", "change", "message"),
    [
        ("articles/*/b-*.json", lambda data: data[:50], "is damaged"),
        ("articles/*/b-*.json", lambda data: data.replace('"start": 0', '"start": 7.5'), "damaged"),
        ("articles/*/b-*.json", lambda data: data.replace('"schema": 1', '"schema": 9'), "newer"),
        ("texts/*/*", lambda _: "other words", "not the one that was annotated"),
    ],
)
def test_an_article_that_is_damaged_here_is_named_and_the_rest_comes_in(
    tmp_path: Path, pattern: str, change: Callable[[str], str], message: str
) -> None:
    bring_in(Project(tmp_path).store, [example("b", tag("1"))])
    damage(tmp_path, pattern, change)
    store = Project(tmp_path).store
    three = [example(id, tag(f"{id}2"), text=f"{TEXT} {id}") for id in "ac"]
    brought, problems = bring_in(store, [three[0], example("b", tag("2")), three[1]])
    assert brought == Brought(2, 2)
    (problem,) = problems
    assert message in problem


def test_a_disk_that_refuses_ends_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(article: Article, change: Change) -> None:
        raise Refused("The disk is full.", "Make room.")

    monkeypatch.setattr(store, "apply", refusing)
    with pytest.raises(Refused, match="The disk is full"):
        bring_in(store, [example("a", tag("1"))])


def test_tags_of_ones_own_stay_beside_those_that_come(store: Store) -> None:
    id = new_id()
    own = tag("own", 8, 13)
    store.apply(example("a").article, Change(id, id, "ben", now(), added=(own,)))
    assert bring_in(store, [example("a", tag("1"))]) == (Brought(0, 1), [])
    assert contents(store, "a") == [tag("1"), own]
