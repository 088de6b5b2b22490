"""Tags into a project: what it lacks is added, what it has stays, and trouble stops nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Link
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.importing import IMPORTER, Brought, bring_in
from annotations.errors import PostilError, Refused
from annotations.formats.reading import Unplaced
from annotations.formats.rebuilding import rebuilt
from annotations.project import Project
from annotations.store.protocol import Store
from annotations.store.tiny import TinyStore
from tests.annotations.corpus.imported import TEXT, contents, example, tag


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
        "The project has a different text with the id a; the tags were left out.",
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


def test_a_tag_that_came_without_an_id_is_the_one_that_stands_there(store: Store) -> None:
    store.apply(example("own").article, Change("c", "c", "ana", now(), added=(tag("1"),)))
    found = rebuilt([TEXT.split()], [(0, 1, "actor"), (1, 2, "actor")], "here")
    assert bring_in(store, [found]) == (Brought(0, 1), [])
    assert bring_in(store, [found], "ana") == (Brought(0, 1), [])
    who = [(a.start, a.annotator) for a in contents(store, "own")]
    assert who == [(0, "ana"), (4, "ana"), (4, "imported")]


# Whose they are


def test_tags_brought_in_as_somebodys_stand_beside_those_of_others(store: Store) -> None:
    two = replace(example("a", tag("1"), tag("2", 4, 7)), links=(Link("by", "1", "2"),))
    for who, added in (("", 2), ("ben", 2), ("cas", 2), ("ben", 0)):
        assert bring_in(store, [two], who)[0].annotations == added
    found = store.load("a")
    assert {a.annotator for a in found.annotations.values()} == {"ana", "ben", "cas"}
    assert len(found.annotations) == 6
    ends = [(found.annotations[k.source], found.annotations[k.target]) for k in found.links]
    assert all(one.annotator == other.annotator for one, other in ends)
    assert len(ends) == 3


def test_what_a_model_predicts_is_suggested(store: Store) -> None:
    two = replace(
        example("a", replace(tag("1"), score=0.5), tag("2", 4, 7)),
        links=(Link("by", "1", "2"),),
        status="done",
    )
    bring_in(store, [example("a", tag("mine", 4, 7))])
    for suggested in (1, 0):
        brought, problems = bring_in(store, [two], "model:x")
        assert (brought, problems) == (Brought(0, 0, suggested), [])
    (one,) = (a for a in contents(store, "a") if not a.stands)
    assert (one.annotator, one.origin, one.verdict) == ("model:x", "model:x", "suggested")
    assert (one.start, one.score) == (0, 0.5)
    assert (store.load("a").links, store.load("a").status) == (frozenset(), "open")


def test_a_prediction_that_was_rejected_does_not_come_back(store: Store) -> None:
    bring_in(store, [example("a", tag("1"))], "model:x")
    (one,) = contents(store, "a")
    no = replace(one, verdict="rejected")
    store.apply(example("a").article, Change("c", "c", "ana", now(), removed=(one,), added=(no,)))
    assert bring_in(store, [example("a", tag("1"))], "model:x") == (Brought(), [])
    assert contents(store, "a") == [no]


def test_suggestions_come_in_as_they_were_and_stay_what_they_are(store: Store) -> None:
    waiting = replace(tag("1"), verdict="suggested", origin="model:x")
    rejected = replace(tag("2", 4, 7), verdict="rejected", origin="model:x")
    one = replace(example("a"), suggestions=(waiting, rejected))
    assert bring_in(store, [one]) == (Brought(1, 0, 2), [])
    assert contents(store, "a") == [waiting, rejected]


def test_what_was_mended_is_no_problem(store: Store) -> None:
    store.add([Article("own", "T", "👍 Oran")])
    record = {"spans": [{"start": 3, "end": 7, "label": "actor", "text": "Oran"}]}
    brought, problems = bring_in(store, [Unplaced("own", "", record, "here")])
    assert (brought.annotations, problems) == (1, [])
    assert brought.mended == [
        "here: the span 3-7 was moved: its offsets count UTF-16 units. Check it."
    ]


def test_labels_come_back_under_their_own_names(store: Store) -> None:
    bring_in(store, [example("own", tag("1", label="town hall"))])
    found = rebuilt([TEXT.split()], [(0, 1, "town_hall"), (1, 2, "field_day")], "here")
    brought, _ = bring_in(store, [found], labels=["field day"])
    assert [a.label for a in contents(store, "own")] == ["town hall", "field day"]
    assert brought.annotations == 1


def test_links_that_do_not_fit_the_scheme_come_and_are_counted(store: Store) -> None:
    links = (Link("by", "1", "2"), Link("by", "2", "1"), Link("to", "2", "1"))
    two = replace(example("a", tag("1"), tag("2", 4, 7, "date")), links=links)

    def fits(type: str, source: str, target: str) -> bool:
        return type == "to" or (source, target) == ("date", "actor")

    brought, _ = bring_in(store, [two], fits=fits)
    assert brought.unfit == 1
    assert store.load("a").links == {*links}
    brought, _ = bring_in(store, [two], fits=fits)
    assert brought.unfit == 0
