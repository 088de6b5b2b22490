"""Two texts compared: what is told to be the same, what differs, what only one of them has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation, Contents
from annotations.article import Article
from annotations.compare.comparing import compare
from annotations.compare.sides import Item, Match, Side, side
from annotations.compare.wording import aligned, words
from annotations.entity import Entity, resolved
from annotations.suggestion import Suggestion
from tests.annotations.compare.marked import SCHEME, made, told


@pytest.mark.parametrize(
    ("here", "there", "why", "differs"),
    [
        ("[actor|Ada Holm] spoke.", "[actor|Ada Holm] sang.", "name", ""),
        ("Mayor [actor|Ada Holm]'s plan", "[actor|Ada B. Holm] sang.", "name", ""),
        ("[actor|Holm] spoke.", "[actor|Ada Holm] sang.", "last name", "name"),
        ("[actor|Dan Holm] spoke.", "[actor|Daniel Holm] sang.", "initial", "name"),
        ("[actor|Bill Holm] spoke.", "[actor|William Holm] sang.", "initial", "name"),
        ("The [actor|GOP] won.", "[actor|Republicans] sang.", "name", ""),
        ("[actor|A. Holm] spoke.", "[actor|Ada Holm] sang.", "initial", "name"),
        ("The [actor|N.S.C.] met.", "[actor|Narrow Seas Council]", "acronym", "name"),
        ("[actor|Department of Fish]", "the [actor|Fish Department]", "name", ""),
        ("[actor=e1|Holm] spoke.", "[actor=e1|the mayor]", "entity", ""),
        ("On [date=2030-05-01|May 1]", "on [date=2030-05-01|Wednesday]", "value", ""),
        ("On [date=2030-05-01|May 1]", "in [date=2030-05|May]", "within", ""),
        ("[date=2030-05-01/2030-05-03|May 1-3]", "[date=2030-05-02|May 2]", "within", ""),
        ("On [date=2030-05-03|Friday]", "on [date=2030-05-10|Friday]", "words", "value"),
        ("[date=2030-05-03|Friday night]", "on [date=2030-05-10|Friday]", "words", "value"),
        ("[quote|“We won’t go, F.B.I.”]", '[quote|"We won\'t go, FBI"]', "words", ""),
        ("[quote|“We came late and left.”]", "[quote|“We came late”]", "words", "cut"),
        ("[quote|“Two of us will never go back.”]", "[quote|“2 of us shall never go back.”]",
         "words", "changed"),
        ("[quote|“The soup was cold. It was grey, too.”]",
         "[quote|“The soup was cold,”] she said. [quote|“It was grey, too.”]", "words", "joined"),
        ("[quote|“a harbour of rust”]", "She spoke of a harbour of rust.", "text", "marks"),
        ("[quote=p1|“Never.”]", "[quote=p1|“Not in my life.”]", "pair", "changed"),
        ("[proposal=p2|a toll]", "[proposal=p2|to tax ships]", "pair", "changed"),
        ("[proposal|a new toll on ships]", "[proposal|a new toll on ships]", "words", ""),
        ("[proposal|a toll on ships]", "[proposal|a toll on ships in May]", "words", "cut"),
        ("[quote|“We had soup. Nobody here got what they wanted.”]",
         "[quote|“Nobody here got what they wanted. It rains.”]", "words", "changed"),
        # A word changed, words put in, and two that begin and end elsewhere.
        ("[quote|“a stubborn harbour rat union”]", "[quote|“harbour rat stubborn lot”] and"
         " [quote|“a stubborn harbour pilots rat union”]", "words", "changed"),
        ("[quote|“We are drowning in barnacles,”]",
         "[quote|“Friends, we are all but drowning in barnacles here, and nobody sleeps.”]",
         "words", "changed"),
        ("[quote|“That quay is a floating disaster,”]",
         "[quote|“I say it again: that quay is a sinking disaster, as any of us can see.”]",
         "words", "changed"),
        ("[quote|“Rain fell on all of it for months before they came and looked at last: whoever"
         " signs a lease for that quay is buying rust.”]",
         "[quote|“And whoever signs a lease for that quay is buying rust, which he will find out in"
         " June when the tide takes the stairs and the lamps and the crane with them.”]",
         "words", "changed"),
        ("[quote|“profoundly”]", "[quote|“I am profoundly sorry for it.”]", "words", "cut"),
        ("[actor|Brenholm] agreed.", "Then Brenholm went.", "text", ""),
        ("[actor|Republicans] agreed.", "Then the GOP went.", "text", ""),
        ("The [actor|Narrow Seas Council] met.", "Then the narrow seas council met.", "text", ""),
        ("The [actor|Narrow Seas Council] met.", "Then the NSC met.", "text", ""),
        ("[actor|New Brenholm] voted.", "Lund, D-N.B., voted.", "text", ""),
        ("The [actor|Brenholm G.O.P.] met.", "The [actor|Brenholm Republican Party]", "name", ""),
        ("The [actor|Brenholm Republican Party]", "Then the Brenholm GOP met.", "text", ""),
        ("The [actor|U.S. Harbour Court] met.", "The [actor|Harbour Court] met.", "name", ""),
        ("The [actor|United States Congress]", "[actor|Congress] met.", "name", ""),
        ("The [actor|United States Guild of Harbour Pilots]", "the [actor|USGHP]", "acronym",
         "name"),
        ("The [actor|Congress of the United States]", "[actor|Congress] met.", "name", ""),
        ("In [date=2030-07|July]", "[date=2030|last summer]", "within", ""),
    ],
)  # fmt: skip
def test_what_is_the_same(here: str, there: str, why: str, differs: str) -> None:
    found = told(here, there)
    assert [(m.why, m.differs) for m in found.matches] == [(why, differs)]
    assert found.left == found.right == ()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("[actor|Ada Holm] spoke.", "[actor|Bo Holm] sang."),
        ("The [actor|Justice Department]", "the [actor|State Department]"),
        ("[actor=e1|Ada Holm] spoke.", "[actor=e2|Ada Holm] sang."),
        ("On [date=2030-05-01|May 1]", "on [date=2030-05-02|May 2]"),
        ("On [date=2030-05-01|May 1, 2030]", "on [date=2030-05-02|May 2, 2030]"),
        ("[quote|“Mo”]", "[quote|“My Mother never came here.”]"),
        ("[quote|“The quay is empty, and cold.”]", "[quote|“We sail at dawn, all of us.”]"),
        ("[quote|“a floating disaster of barnacles”]", "[quote|“a floating harbour of lamps”]"),
        ("[quote|“We want it all, all of it.”]", "[quote|“They had it in it for me.”]"),
    ],
)  # fmt: skip
def test_what_is_not(here: str, there: str) -> None:
    found = told(here, there)
    assert found.matches == found.maybe == ()
    assert found.left
    assert found.right


def test_a_day_found_in_a_month_is_told_as_another_of_its_name_too() -> None:
    found = told(
        "On [date=2030-05-10|Friday]",
        "in [date=2030-05|May], on [date=2030-05-17|Friday]",
    )
    assert [(m.why, m.differs) for m in found.matches] == [("within", ""), ("words", "value")]
    assert found.left == found.right == ()


def test_two_ids_that_are_one_entity_are_one_actor() -> None:
    known = {"e1": Entity("e1", "Holm"), "e2": Entity("e2", "the mayor", same_as=("e1",))}
    sides = []
    for id, said in (("e1", "Holm"), ("e2", "the mayor")):
        tags = {"t": Annotation("t", 0, len(said), "actor", "ada", {"entity": id})}
        article = Article(id, id, f"{said} left.")
        sides.append(side(article, Contents(tags), SCHEME, entities=resolved(known)))
    [match] = compare(*sides).matches
    assert (match.why, match.confirmed) == ("entity", True)
    assert {item.entity for item in (*match.left, *match.right)} == {"e1"}


def test_a_last_name_means_who_bore_it_before() -> None:
    found = told(
        "[actor|Ada Holm] spoke. [actor|Holm] left. [actor|Bo Holm] sang. [actor|Holm] slept.",
        "[actor|Bo Holm] came.",
    )
    assert [[item.span[0] for item in m.left] for m in found.matches] == [[27, 41]]
    assert [item.words for item in found.left] == ["Ada Holm", "Holm"]


def test_suggestions_are_found_but_only_quotes_and_dates_are_missed() -> None:
    text = "Ada Holm said on Friday: “We came.”"
    proposed = [
        Suggestion(0, 8, "actor", "rule:name"),
        Suggestion(17, 23, "date", "rule:date", attrs={"value": "2030-05-03"}),
        Suggestion(25, 35, "quote", "rule:quote"),
    ]
    fresh = side(Article("two", "two", text), Contents(), SCHEME, proposed)
    assert told("[actor|Ada Holm]", "").left
    found = compare(made("[actor|Ada Holm]"), fresh)
    assert [m.why for m in found.matches] == ["name"]
    assert [(item.role, item.tagged) for item in found.right] == [("date", False), ("quote", False)]


def test_a_tag_stands_before_what_is_suggested_there() -> None:
    tags = {"t": Annotation("t", 0, 8, "actor", "ada")}
    made_of = side(
        Article("one", "one", "Ada Holm spoke."),
        Contents(tags),
        SCHEME,
        [Suggestion(4, 8, "actor", "rule:name"), Suggestion(0, 8, "quote", "rule:quote")],
    )
    assert {item.role: item.tagged for item in made_of.items} == {"quote": False, "actor": True}


def test_copied_passages_leave_out_quotes_titles_and_short_runs() -> None:
    wire = "the ferry left the quay at nine with forty people on board"
    found = told(f"Late on Monday {wire}, we hear.", f"Officials said {wire}. It sank.")
    [(here, there)] = found.copied
    assert here == there == (15, 15 + len(wire))
    titled = wire.title()
    for other in (titled, "the ferry left the quay at nine with"):
        assert not told(f"One {other}. Two", f"Three {other}. Four").copied
    assert not told(f"[quote|“{wire}”] he said", f"[quote|“{wire}”] said she").copied


_WORDS = st.sampled_from(
    ["Ada", "Holm", "Bo Holm", "Holm", "N.S.C.", "Narrow Seas Council", "ferry", "2", "two", "é",
     "e\u0301", "\u200b", "𐐀", "港", "مرحبا", "'s", "“", ".", "late", "the"]
)  # fmt: skip
_SAID = st.lists(_WORDS, min_size=1, max_size=7).map(" ".join)
_VALUES = st.sampled_from(["", "2030", "2030-05", "2030-05-01", "2030-05-01/2030-05-04", "x"])


@st.composite
def _sides(draw: st.DrawFn, name: str) -> Side:
    items: list[Item] = []
    text = ""
    for number in range(draw(st.integers(0, 6))):
        text += draw(_SAID) + " "
        said = draw(_SAID)
        role = draw(st.sampled_from(["actor", "date", "quote", "proposal", ""]))
        start = len(text)
        text += said
        ids = draw(st.sampled_from(["", "", "", "p1", "p2"]))
        items.append(
            Item((f"{name}{number}",), (start, len(text)), role or "place", role, said,
                 draw(_VALUES) if role == "date" else "", ids if role == "actor" else "",
                 ids if role in ("quote", "proposal") else "", tagged=draw(st.booleans()))
        )  # fmt: skip
        text += ". "
    return Side(name, name, text, "digest", tuple(items))


@given(_sides("one"), _sides("two"))
def test_both_ways_say_the_same_and_nothing_is_found_and_not_found(left: Side, right: Side) -> None:
    found = compare(left, right)
    assert found.mirrored() == compare(right, left)
    assert found.mirrored().mirrored() == found
    for alone, matched, of in (
        (found.left, [m.left for m in found.matches], left),
        (found.right, [m.right for m in found.matches], right),
    ):
        keys = {item.key for items in matched for item in items}
        asked = {item.key for match in found.maybe for item in (*match.left, *match.right)} & {
            item.key for item in of.items
        }
        missing = {item.key for item in alone}
        assert len(keys | missing | asked) == len(keys) + len(missing) + len(asked)
        assert {item.key for item in of.items if item.tagged} <= keys | missing | asked


@given(_SAID, _SAID)
def test_wordings_are_laid_above_each_other_without_a_gap(one: str, other: str) -> None:
    here, there = words(one), words(other)
    blocks = aligned(here, there)
    for side_of, said in (("left", here), ("right", there)):
        spans = [getattr(block, side_of) for block in blocks]
        assert [at for span in spans for at in range(*span)] == list(range(len(said)))
    assert all(here[slice(*b.left)] == there[slice(*b.right)] for b in blocks if b.same)


def test_a_name_that_cannot_be_seen_is_a_name() -> None:
    found = told("Nobody.", "Ada [actor|\u200b].")
    assert [item.words for item in found.right] == ["\u200b"]


def test_a_match_mirrored_twice_is_itself() -> None:
    match = Match((), (), "name", "name", 0.5, True)
    assert match.mirrored().mirrored() == match
