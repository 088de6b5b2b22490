"""What stands where two sides of one file are joined, field by field; no git is needed for that."""

from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.store.article_file import article_document, document, encoded
from annotations.store.joining import Joined, joined
from annotations.store.ledger import Ledger

WORDS = "The ferries of Port Orla wait at the northern quay until the harbour board has met."
ARTICLE = article_document(Article("ferries", "Ferries", WORDS), "2031-05-02")
OLD, NEW = ARTICLE["digest"], "1" * 64
TAG = Annotation("t", 4, 11, "actor", "ana", {"entity": "x"}, "", "2031", "2031")


def side(*tags: Annotation, **about: object) -> bytes:
    documents = [document(tag, WORDS) for tag in tags]
    standing = {one["id"]: one for one in documents if not one.get("version")}
    return encoded({"article": {"0": {**ARTICLE, **about}}, "annotations": standing})


def of(
    ours: bytes, theirs: bytes, base: bytes | None = None, changes: tuple[Change, ...] = ()
) -> Joined:
    middle = b"" if base is None else b"||||||| base\n" + base
    data = b"<<<<<<< ours\n" + ours + middle + b"=======\n" + theirs + b">>>>>>> theirs\n"
    made = joined(data, changes)
    assert made is not None
    return made


def about(made: Joined) -> dict[str, Any]:
    return dict(made.tables["article"]["0"])


def change(*removed: Annotation, added: tuple[Annotation, ...] = (), **more: Any) -> Change:
    return Change("c", "c", "ana", "", removed=removed, added=added, **more)


MARKED = (change(status=("open", "done")),)


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "changes", "field", "holds", "told"),
    [
        ({"title": "A"}, {"title": "A"}, None, (), "title", "A", ()),
        ({"title": "A"}, {"title": "B"}, {"title": "A"}, (), "title", "B", ()),
        ({"title": "A"}, {"title": "B"}, {"title": "B"}, (), "title", "A", ()),
        ({"title": "A"}, {"title": ""}, None, (), "title", "A", ()),
        ({"title": ""}, {"title": "B"}, None, (), "title", "B", ()),
        (
            {"title": "A"}, {"title": "B"}, {"title": "C"}, (), "title", "A",
            ("Its title stays A; on the other side it is B.",),
        ),
        (
            {"title": "A"}, {"title": "B"}, None, (), "title", "A",
            ("Its title stays A; on the other side it is B.",),
        ),
        ({"author": "Ana"}, {}, None, (), "author", "Ana", ()),
        ({}, {"author": "Ana"}, None, (), "author", "Ana", ()),
        # The history tells of a status, and of nothing else that bears its name.
        ({"status": "open"}, {"status": "done"}, None, MARKED, "status", "done", ()),
        ({"status": "done"}, {"status": "open"}, None, MARKED, "status", "done", ()),
        (
            {"title": "open"}, {"title": "done"}, None, MARKED, "title", "open",
            ("Its title stays open; on the other side it is done.",),
        ),
        ({"added": "2031-05-03"}, {"added": "2031-05-02"}, None, (), "added", "2031-05-02", ()),
        ({"added": "2031-05-02"}, {"added": "2031-05-03"}, None, (), "added", "2031-05-02", ()),
        ({"more": {"a": "1"}}, {"more": {"a": "2", "b": "3"}}, None, (), "more",
         {"a": "1", "b": "3"}, ()),
    ],
)  # fmt: skip
def test_a_field_of_the_article(
    ours: dict[str, Any],
    theirs: dict[str, Any],
    base: dict[str, Any] | None,
    changes: tuple[Change, ...],
    field: str,
    holds: object,
    told: tuple[str, ...],
) -> None:
    common = None if base is None else side(**base)
    made = of(side(**ours), side(**theirs), common, changes)
    assert (about(made)[field], tuple(made.told)) == (holds, told)


@pytest.mark.parametrize("newer", ["ours", "theirs"])
def test_the_later_text_holds_and_the_other_is_a_version(newer: str) -> None:
    texts = {"digest": NEW, "length": 9, "imprint": "2" * 64}, {"digest": OLD, "length": 8}
    renewed = (change(text=(OLD, NEW)),)
    if newer == "ours":
        made = of(side(**texts[0]), side(TAG, **texts[1]), None, renewed)
    else:
        made = of(side(TAG, **texts[1]), side(**texts[0]), None, renewed)
    found = about(made)
    assert (found["digest"], found["length"], found["imprint"]) == (NEW, 9, "2" * 64)
    assert found["versions"] == {OLD: ""}
    # What counts the other text's offsets waits.
    assert "t" not in made.tables["annotations"]
    assert made.tables["review"]["t"]["version"] == OLD


GROUP = replace(TAG, label="group")
BOAT = replace(TAG, label="boat")
OTHER = replace(TAG, attrs={"entity": "y"})
NOTED = replace(TAG, note="who?")
ADDED = change(added=(TAG,))
GROUPED, BOATED = change(TAG, added=(GROUP,)), change(TAG, added=(BOAT,))


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "changes", "holds", "waits"),
    [
        (TAG, TAG, None, (), TAG, None),
        (TAG, GROUP, TAG, (), GROUP, None),
        (GROUP, TAG, TAG, (), GROUP, None),
        (GROUP, NOTED, TAG, (), replace(GROUP, note="who?"), None),
        (OTHER, NOTED, TAG, (), replace(OTHER, note="who?"), None),
        (NOTED, OTHER, TAG, (), replace(OTHER, note="who?"), None),
        (NOTED, replace(TAG, attrs={}), TAG, (), replace(NOTED, attrs={}), None),
        (GROUP, BOAT, TAG, (), GROUP, BOAT),
        (GROUP, BOAT, None, (), GROUP, BOAT),
        (TAG, OTHER, None, (), TAG, OTHER),
        # What the history tells goes before what git calls the base.
        (TAG, GROUP, None, (ADDED, GROUPED), GROUP, None),
        (GROUP, TAG, None, (ADDED, GROUPED), GROUP, None),
        (GROUP, BOAT, GROUP, (ADDED, GROUPED, BOATED), GROUP, BOAT),
        # Taken out on one side.
        (None, TAG, TAG, (), None, None),
        (TAG, None, TAG, (), None, None),
        (TAG, None, None, (), TAG, None),
        (None, GROUP, TAG, (), GROUP, None),
        (None, TAG, None, (ADDED, change(TAG)), None, None),
        (None, GROUP, None, (ADDED, GROUPED, change(TAG)), GROUP, None),
        # Taken out and brought back.
        (None, TAG, TAG, (ADDED, change(TAG), ADDED, ADDED), TAG, None),
    ],
)
def test_a_tag(
    ours: Annotation | None,
    theirs: Annotation | None,
    base: Annotation | None,
    changes: tuple[Change, ...],
    holds: Annotation | None,
    waits: Annotation | None,
) -> None:
    mine, others = (side(*filter(None, [one])) for one in (ours, theirs))
    made = of(mine, others, None if base is None else side(base), changes)
    standing = made.tables["annotations"]
    assert standing == ({} if holds is None else {"t": document(holds, WORDS)})
    review = list(made.tables.get("review", {}).values())
    assert [(r["label"], r.get("attrs", {}), r["version"]) for r in review] == (
        [] if waits is None else [(waits.label, waits.attrs, OLD)]
    )
    edited = holds is not None and None in (ours, theirs) and holds != base
    assert bool(made.told) == (
        waits is not None or (edited and (base is not None or bool(changes)))
    )


@pytest.mark.parametrize("length", [39, 40, 41])
def test_long_words_are_cut_where_they_are_named(length: int) -> None:
    long = replace(TAG, start=0, end=length)
    (told,) = of(side(long), side(replace(long, label="boat"))).told
    end = "\u2026" if length > 40 else ""
    assert f"actor \u201c{WORDS[:length][:40]}{end}\u201d" in told


def test_a_side_that_is_no_json_is_not_joined() -> None:
    data = b"<<<<<<< ours\n" + side(TAG) + b"=======\n{ 1\n>>>>>>> theirs\n"
    assert joined(data, ()) is None


def test_a_base_that_is_no_json_is_passed_over() -> None:
    made = of(side(TAG), side(GROUP), b"{ 1\n")
    assert list(made.tables["annotations"]) == ["t"]
    assert len(made.told) == 1


@pytest.mark.parametrize(
    ("tag", "agrees"),
    [(TAG, False), (GROUP, True), (replace(GROUP, note="no"), False), (None, False)],
)
def test_a_ledger_knows_what_was_left(tag: Annotation | None, agrees: bool) -> None:
    assert Ledger((ADDED, GROUPED)).agrees("t", tag) is agrees
    assert Ledger((ADDED, change(TAG))).agrees("t", None)
