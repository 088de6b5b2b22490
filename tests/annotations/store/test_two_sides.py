"""What stands where two sides of one file are joined, field by field; no git is needed for that."""

from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Link, Verdict
from annotations.article import Article
from annotations.store.documents import article_document, document, value_documents
from annotations.store.history import Ledger
from annotations.store.joining import Joined, joined
from annotations.store.written import encoded

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
    ("name", "ours", "theirs", "base", "changes", "holds", "told"),
    [
        ("title", "A", "A", None, (), "A", False),
        ("title", "A", "B", "A", (), "B", False),
        ("title", "A", "B", "B", (), "A", False),
        ("title", "A", "", None, (), "A", False),
        ("title", "", "B", None, (), "B", False),
        ("title", "A", "B", "C", (), "A", True),
        ("title", "A", "B", None, (), "A", True),
        ("author", "Ana", None, None, (), "Ana", False),
        ("author", None, "Ana", None, (), "Ana", False),
        # The history tells of a status, and of nothing else that bears its name.
        ("status", "open", "done", None, MARKED, "done", False),
        ("status", "done", "open", None, MARKED, "done", False),
        ("title", "open", "done", None, MARKED, "open", True),
        ("added", "2031-05-03", "2031-05-02", None, (), "2031-05-02", False),
        ("added", "2031-05-02", "2031-05-03", None, (), "2031-05-02", False),
        ("more", {"a": "1"}, {"a": "1", "b": "3"}, None, (), {"a": "1", "b": "3"}, False),
        ("more", {"a": "1"}, {"a": "2"}, {"a": "1"}, (), {"a": "2"}, False),
    ],
)
def test_a_field_of_the_article(
    name: str,
    ours: object,
    theirs: object,
    base: object,
    changes: tuple[Change, ...],
    holds: object,
    told: bool,
) -> None:
    made = of(
        side(**{name: ours}),
        side(**{name: theirs}),
        None if base is None else side(**{name: base}),
        changes,
    )
    said = f"The two sides of a merge differ: its {name} stays {ours}, not {theirs}."
    assert (about(made)[name], made.told) == (holds, [said] if told else [])


def test_what_stands_beside_the_fields_is_named_where_both_sides_have_another() -> None:
    made = of(side(more={"beat": "Ports", "page": "3"}), side(more={"beat": "Law", "page": "3"}))
    assert about(made)["more"] == {"beat": "Ports", "page": "3"}
    assert made.told == ["The two sides of a merge differ: its beat stays Ports, not Law."]


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
NOTED_ELSE = replace(NOTED, id="n")
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


MOVED = replace(TAG, start=31, end=35)
TEXT_OF_OURS = (change(text=(OLD, NEW)),)


@pytest.mark.parametrize(
    ("ours", "theirs", "version", "table"),
    [
        # Ours has another text: its places hold there, and those of theirs count the old one.
        (MOVED, GROUP, None, "annotations"),
        (GROUP, MOVED, OLD, "review"),
    ],
)
def test_a_place_goes_with_the_text_that_it_counts(
    ours: Annotation, theirs: Annotation, version: str | None, table: str
) -> None:
    made = of(side(ours, digest=NEW), side(theirs), side(TAG), TEXT_OF_OURS)
    (found,) = made.tables[table].values()
    assert (found.get("version") or None, found["label"]) == (version, "group")
    assert (found["start"], found["end"]) == (MOVED.start, MOVED.end)
    assert made.told == []


def test_values_of_several_parts_wait_together_and_are_named() -> None:
    ours = replace(GROUP, attrs={"entity": "y"}, updated="2032")
    theirs = replace(BOAT, attrs={"entity": "z"}, updated="2033")
    made = of(side(ours), side(theirs), side(TAG))
    assert "has two values for entity and label:" in made.told[0]
    assert made.tables["annotations"]["t"]["updated"] == "2033"
    (waiting,) = made.tables["review"]
    # However often and wherever it is joined, it is the same one that waits.
    assert [waiting] == list(of(side(ours), side(theirs)).tables["review"])
    assert of(side(theirs), side(ours)).tables["annotations"]["t"]["updated"] == "2033"


@pytest.mark.parametrize("verdict", ["suggested", "rejected"])
def test_what_is_no_tag_is_kept_among_the_suggestions(verdict: Verdict) -> None:
    turned = replace(TAG, origin="rule:x", verdict=verdict)
    made = of(side(replace(TAG, origin="rule:x", verdict="accepted")), side(TAG, NOTED_ELSE))
    assert set(made.tables["annotations"]) == {"t", "n"}
    made = of(side(turned), side(turned, NOTED_ELSE))
    assert list(made.tables["annotations"]) == ["n"]
    assert list(made.tables["suggestions"]) == ["t"]


def test_versions_of_both_sides_are_known() -> None:
    versions = {"3" * 64: ""}, {NEW: "", "4" * 64: ""}
    ours = side(digest=NEW, versions=versions[0])
    found = about(of(ours, side(versions=versions[1]), None, TEXT_OF_OURS))
    assert set(found["versions"]) == {"3" * 64, "4" * 64, OLD}


FRAME = Code("ana", "frame", "peace")
WAR = Code("ana", "frame", "war")
DOUBT = Code("ana", "frame", "doubt")
SAID = change(coded=(FRAME,))
TO_WAR = change(uncoded=(FRAME,), coded=(WAR,))


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "changes", "holds", "told"),
    [
        (FRAME, FRAME, None, (), FRAME, 0),
        (FRAME, WAR, FRAME, (), WAR, 0),
        (WAR, FRAME, FRAME, (), WAR, 0),
        (WAR, DOUBT, FRAME, (), WAR, 1),
        (FRAME, WAR, None, (), FRAME, 1),
        (FRAME, WAR, None, (SAID, TO_WAR), WAR, 0),
        (WAR, FRAME, None, (SAID, TO_WAR), WAR, 0),
        # Taken out on one side, or said on one side.
        (FRAME, None, None, (), FRAME, 0),
        (None, FRAME, None, (), FRAME, 0),
        (FRAME, None, FRAME, (), None, 0),
        (None, FRAME, FRAME, (), None, 0),
        (None, WAR, FRAME, (SAID, TO_WAR), WAR, 0),
        (None, FRAME, None, (SAID, change(uncoded=(FRAME,))), None, 0),
        (FRAME, None, None, (SAID, change(uncoded=(FRAME,))), None, 0),
        (None, FRAME, FRAME, (SAID,), FRAME, 0),
    ],
)
def test_what_is_said_of_the_article(
    ours: Code | None,
    theirs: Code | None,
    base: Code | None,
    changes: tuple[Change, ...],
    holds: Code | None,
    told: int,
) -> None:
    def of_side(code: Code | None) -> bytes:
        codes = value_documents([*filter(None, [code])])
        return encoded({"article": {"0": ARTICLE}, "annotations": {}, "codes": codes})

    made = of(of_side(ours), of_side(theirs), None if base is None else of_side(base), changes)
    assert made.tables["codes"] == value_documents([*filter(None, [holds])])
    assert len(made.told) == told


def test_links_stand_where_both_ends_do() -> None:
    tags = {id: replace(TAG, id=id) for id in "abc"}
    links = value_documents([Link("by", "a", "b"), Link("by", "b", "c")])

    def of_side(*ids: str) -> bytes:
        here = {id: document(tags[id], WORDS) for id in ids}
        ends = {key: k for key, k in links.items() if {k["from"], k["to"]} <= set(ids)}
        return encoded({"article": {"0": ARTICLE}, "annotations": here, "links": ends})

    base = of_side(*"abc")
    assert of(of_side(*"abc"), of_side(*"ab"), base).tables["links"] == {
        key: k for key, k in links.items() if k["to"] == "b"
    }
    assert of(of_side(*"abc"), of_side(*"ab")).tables["links"] == links


@pytest.mark.parametrize("length", [39, 40, 41])
def test_long_words_are_cut_where_they_are_named(length: int) -> None:
    long = replace(TAG, start=0, end=length)
    (told,) = of(side(long), side(replace(long, label="boat"))).told
    end = "\u2026" if length > 40 else ""
    assert f"actor \u201c{WORDS[:length][:40]}{end}\u201d" in told


def test_a_base_that_is_no_json_is_passed_over() -> None:
    made = of(side(TAG), side(GROUP), b"{ 1\n")
    assert list(made.tables["annotations"]) == ["t"]
    assert len(made.told) == 1


@pytest.mark.parametrize(("tag", "agrees"), [(TAG, False), (GROUP, True), (None, False)])
def test_a_ledger_knows_what_was_left(tag: Annotation | None, agrees: bool) -> None:
    assert Ledger((ADDED, GROUPED)).agrees("t", tag) is agrees
    assert Ledger((ADDED, change(TAG))).agrees("t", None)
