"""What a label key, undo and the rest do to one article, and what the person may rely on."""

from collections import Counter
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Conflict, Contents, Link, Status
from annotations.article import Article
from annotations.errors import PostilError
from annotations.session import Session
from tests.annotations.sitting import TEXT, Sitting


def test_a_label_key_tags_shows_and_submits_at_once() -> None:
    sitting = Sitting()
    change = sitting.tag("Ann Lee", "actor")
    assert sitting.tags == [("Ann Lee", "actor")]
    assert sitting.submitted == [change]
    (made,) = change.added
    assert (made.annotator, made.created, made.updated) == ("ann", made.updated, made.created)
    assert (change.annotator, change.action, change.kind) == ("ann", change.id, "edit")
    assert sitting.session.last_label == "actor"


@pytest.mark.parametrize(
    ("keys", "tags"),
    [
        ("a", ["actor"]),
        ("ad", ["date"]),
        ("aa", []),
        ("ada", ["actor"]),
        ("add", []),
        ("a&q", ["actor", "quote"]),
        ("a&qa", ["quote"]),
        ("a&qd", ["actor", "date", "quote"]),
        ("a&qaa", ["actor"]),
        ("a&qad", ["date"]),
    ],
)
def test_label_keys_on_one_span(keys: str, tags: list[str]) -> None:
    sitting = Sitting()
    names = {"a": "actor", "d": "date", "q": "quote"}
    for before, key in zip(" " + keys, keys, strict=False):
        if key == "&":
            continue
        sitting.tag("Ann Lee", names[key], second=before == "&")
    assert [label for _, label in sitting.tags] == tags


def test_a_relabelled_annotation_stays_the_same_one() -> None:
    sitting = Sitting()
    (made,) = sitting.tag("Monday", "actor").added
    (changed,) = sitting.tag("Monday", "date").added
    assert changed == replace(made, label="date", updated=changed.updated)
    assert changed.updated > made.updated


def test_overlapping_and_nested_spans_are_each_their_own() -> None:
    sitting = Sitting()
    for words in ("Mayor Ann", "Ann Lee", "Ann", "Mayor Ann Lee"):
        sitting.tag(words, "actor")
    assert [words for words, _ in sitting.tags] == ["Mayor Ann Lee", "Mayor Ann", "Ann Lee", "Ann"]


def test_the_same_label_twice_beside_itself_is_refused() -> None:
    sitting = Sitting()
    sitting.tag("Ann", "actor")
    with pytest.raises(PostilError, match="already tagged actor"):
        sitting.tag("Ann", "actor", second=True)
    assert len(sitting.submitted) == 1


def test_white_space_at_the_edges_is_left_out() -> None:
    sitting = Sitting()
    sitting.tag(" Ann Lee ", "actor")
    assert sitting.tags == [("Ann Lee", "actor")]
    with pytest.raises(PostilError, match="no words"):
        sitting.tag(" ", "actor")
    with pytest.raises(PostilError, match="no words"):
        sitting.session.annotate((3, 3), "actor")


def test_resizing_keeps_the_annotation() -> None:
    sitting = Sitting()
    (made,) = sitting.tag("Ann", "actor").added
    start = TEXT.index("Ann Lee")
    change = sitting.session.resize(made.id, (start, start + 8))
    assert change
    assert sitting.tags == [("Ann Lee", "actor")]
    assert change.added[0].id == made.id
    assert sitting.session.resize(made.id, (start, start + 7)) is None


def test_removing_takes_links_along_and_undo_brings_them_back() -> None:
    actor = Annotation("a", 6, 13, "actor", "bob")
    quote = Annotation("q", 19, 28, "quote", "bob")
    before = Contents({"a": actor, "q": quote}, frozenset({Link("speaker", "q", "a")}))
    session = Sitting(before).session
    session.remove("a")
    assert session.contents == Contents({"q": quote})
    session.undo()
    assert session.contents == before


def test_marking_goes_round_or_where_told() -> None:
    session = Sitting().session
    met: list[Status] = [session.status]
    for _ in range(3):
        session.mark()
        met.append(session.status)
    assert met == ["open", "done", "skipped", "open"]
    session.mark("skipped")
    assert session.status == "skipped"
    session.undo()
    assert session.status == "open"


def test_marking_as_it_is_submits_nothing() -> None:
    sitting = Sitting()
    assert not sitting.session.mark("open")
    assert not sitting.submitted
    with pytest.raises(PostilError, match="nothing to undo"):
        sitting.session.undo()


def test_counts_follow_the_disk_and_not_the_screen() -> None:
    sitting = Sitting()
    first, second = sitting.tag("Ann", "actor"), sitting.tag("Monday", "date")
    session = sitting.session
    assert list(session.waiting) == [first.id, second.id]
    assert +session.saved_counts == Counter()
    session.taken(first.id, first, None, ())
    assert list(session.waiting) == [second.id]
    assert +session.saved_counts == Counter({"actor": 1})
    session.failed(PostilError("The disk is full."))
    assert session.problem
    assert list(session.waiting) == [second.id]
    session.taken(second.id, second, None, ())
    assert session.problem is None
    assert +session.saved_counts == Counter({"actor": 1, "date": 1})


def test_suggestions_that_wait_or_were_rejected_are_not_among_the_tags() -> None:
    waits = Annotation("s", 6, 13, "actor", "model:x", origin="model:x", verdict="suggested")
    turned_down = replace(waits, id="r", verdict="rejected")
    sitting = Sitting(Contents({"s": waits, "r": turned_down}))
    session = sitting.session
    assert sitting.tags == []
    assert session.suggested == {"s": waits, "r": turned_down}
    assert +session.saved_counts == Counter()
    accepted = replace(waits, annotator="ann", verdict="accepted")
    change = Change("c", "c", "other", "t", removed=(waits,), added=(accepted,))
    session.taken("c", change, None, ())
    assert sitting.tags == [("Ann Lee", "actor")]
    assert session.suggested == {"r": turned_down}
    assert +session.saved_counts == Counter(actor=1)


def test_counts_are_right_when_two_people_removed_the_same() -> None:
    theirs = [Annotation(id, start, 9, "actor", "bob") for id, start in (("x", 0), ("y", 6))]
    sitting = Sitting(Contents({a.id: a for a in theirs}))
    change = sitting.session.remove("x")
    outside = Change("o", "o", "bob", "t", removed=(theirs[0],))
    sitting.session.taken(change.id, change, outside, ())
    assert +sitting.session.saved_counts == Counter({"actor": 1})


def test_news_from_the_disk_does_not_touch_what_is_on_its_way() -> None:
    sitting = Sitting()
    session = sitting.session
    first = sitting.tag("Monday", "actor")
    sitting.tag("Monday", "date")
    session.mark("done")
    shown = session.contents
    assert not session.taken(first.id, first, None, ())
    assert session.contents == shown


def test_a_conflict_says_what_the_disk_holds() -> None:
    sitting = Sitting()
    (made,) = sitting.tag("Ann", "actor").added
    sitting.confirm()
    change = sitting.tag("Ann", "quote")
    theirs = replace(made, label="date", annotator="bob")
    nothing = replace(change, removed=(), added=())
    sitting.session.taken(change.id, nothing, None, [Conflict(change.added[0], theirs)])
    assert sitting.session.contents.annotations == {made.id: theirs}
    assert +sitting.session.saved_counts == Counter({"date": 1})


def test_a_link_made_elsewhere_waits_for_its_ends() -> None:
    actor = Annotation("a", 6, 13, "actor", "bob")
    quote = Annotation("q", 19, 28, "quote", "bob")
    said = Link("speaker", "q", "a")
    session = Sitting(Contents({"a": actor, "q": quote})).session
    poke, removal = session.mark("done"), session.remove("a")
    session.taken(poke.id, poke, Change("o", "o", "bob", "t", linked=(said,)), ())
    assert session.contents.links == frozenset()
    changed = replace(actor, label="date")
    outside = Change("p", "p", "bob", "t", removed=(actor,), added=(changed,))
    refused = replace(removal, removed=())
    session.taken(removal.id, refused, outside, [Conflict(actor, changed)])
    assert session.contents == Contents({"a": changed, "q": quote}, frozenset({said}), "done")


def test_reading_only_changes_nothing() -> None:
    sitting = Sitting(read_only="Its file is damaged.")
    for act in (lambda: sitting.tag("Ann", "actor"), lambda: sitting.session.mark()):
        with pytest.raises(PostilError, match="Its file is damaged"):
            act()
    assert sitting.session.contents == Contents()
    assert not sitting.submitted
    with pytest.raises(PostilError, match="nothing to undo"):
        sitting.session.undo()


@pytest.mark.parametrize(
    ("edit", "agreed"),
    [
        (lambda s: s.resize("1", (0, 8)), ()),
        (lambda s: s.annotate((0, 4), "date"), ()),
        (lambda s: s.describe("1", {"value": "2031"}), ()),
        (lambda s: s.describe("1", note="Why?"), ("ana", "ben")),
    ],
)
def test_nobody_has_agreed_to_what_a_tag_is_changed_to(
    edit: Callable[[Session], Change], agreed: tuple[str, ...]
) -> None:
    tag = Annotation("1", 0, 4, "actor", "ana", agreed=("ana", "ben"))
    article = Article("x", "X", "Oran said it.")
    contents = Contents({"1": tag})
    session = Session(article, contents, "cyd", lambda *_: None, lambda: "2", lambda: "2031")
    edit(session)
    assert session.index.by_id["1"].agreed == agreed
    session.undo()
    assert session.index.by_id["1"] == tag
