"""Two texts compared: what is told to be the same, what differs, what only one of them has."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import ABSENT, FINE, OTHER, Annotation, Contents, Decision
from annotations.article import Article
from annotations.compare.comparing import compare
from annotations.compare.decided import absence, absent, sameness
from annotations.compare.sides import Comparison, Item, Match, Side, side
from annotations.compare.wording import aligned, words
from annotations.entity import Entity, resolved
from annotations.settings import Settings
from annotations.suggestion import Suggestion

SCHEME = Settings().scheme
_MARKED = re.compile(r"\[(\w+)(?:=([^|\]]*))?\|([^]]*)\]")
_ATTRIBUTE = {"actor": "entity", "date": "value", "quote": "pair", "proposal": "pair"}


def made(marked: str, name: str = "one", decisions: frozenset[Decision] = frozenset()) -> Side:
    """A side from a text with its tags in it: `[actor|Ada Holm]`, `[date=2030-05-01|May 1]`."""
    text, tags, at = "", {}, 0
    for match in _MARKED.finditer(marked):
        label, value, said = match.groups()
        text += marked[at : match.start()]
        start, at = len(text), match.end()
        text += said
        id = f"{name}{len(tags)}"
        attrs = {_ATTRIBUTE[label]: value} if value else {}
        tags[id] = Annotation(id, start, len(text), label, "ada", attrs)
    text += marked[at:]
    return side(Article(name, name, text), Contents(tags, decisions=decisions), SCHEME)


def told(here: str, there: str) -> Comparison:
    return compare(made(here, "one"), made(there, "two"))


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
        ("[quote|“profoundly”]", "[quote|“I am profoundly sorry for it.”]", "words", "cut"),
        ("[actor|Brenholm] agreed.", "Then Brenholm went.", "text", ""),
        ("[actor|Republicans] agreed.", "Then the GOP went.", "text", ""),
        ("The [actor|Narrow Seas Council] met.", "Then the narrow seas council met.", "text", ""),
        ("The [actor|Narrow Seas Council] met.", "Then the NSC met.", "text", ""),
        ("[actor|New Brenholm] voted.", "Lund, D-N.B., voted.", "text", ""),
        ("The [actor|U.S. Harbour Court] met.", "The [actor|Harbour Court] met.", "name", ""),
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
        ("[proposal|a toll]", "[proposal|to tax ships]"),
    ],
)  # fmt: skip
def test_what_is_not(here: str, there: str) -> None:
    found = told(here, there)
    assert found.matches == found.maybe == ()
    assert found.left
    assert found.right


@pytest.mark.parametrize(
    ("here", "there", "asked"),
    [
        # What one tag may mean in two ways; what stands there in another form or with other words.
        ("[actor|Holm] spoke.", "It rains. [actor|Ada Holm] and [actor|Bo Holm] sing.",
         "Ada Holm and Bo Holm sing."),
        ("[actor|Quayside Readers]", "It rains. Nine quayside readers came.",
         "Nine quayside readers came."),
        ("[actor|Vardmark] sent ships.", "It rains. Two Vardmarkian ships came.",
         "Two Vardmarkian ships came."),
        # A job, in the words before a name or behind it; the last word of an organisation.
        ("Mayor [actor|Ada Holm] left.", "It rains. The mayor left early.",
         "The mayor left early."),
        ("[actor|Ada Holm], the harbour treasurer, left.", "It rains. Then the treasurer left.",
         "Then the treasurer left."),
        ("The [actor|Narrow Seas Council] met.", "It rains. Later the council met.",
         "Later the council met."),
        # A first name alone; a party by what its people are.
        ("[actor|Elizabeth] left.", "It rains. [actor|Liz Holm] came.", "Liz Holm came."),
        ("The [actor|Pilot Party] won.", "It rains. Two Pilot voters came.",
         "Two Pilot voters came."),
        ("[actor|Ada Holm] left.", "It rains. The [actor|Holm campaign] left.",
         "The Holm campaign left."),
        ("[actor|al-Hadari] left.", "It rains. [actor|Hadary] came.", "Hadary came."),
        ("[actor|Marlowitz] left.", "It rains. [actor|Ada Marlowicz] came.",
         "Ada Marlowicz came."),
        # A date in words that nobody has tagged.
        ("They met on [date=2030-05-04|May 4].", "It rains. Their weekend talks failed.",
         "Their weekend talks failed."),
        ("They met on [date=2030-05-03|May 3].", "It rains. Friday talks failed.",
         "Friday talks failed."),
        ("They met on [date=2030-05-03|Friday].", "It rains. The 3 May talks failed.",
         "The 3 May talks failed."),
        ("They met on [date=2030-05-03|Friday].", "It rains. The 5/3/2030 talks failed.",
         "The 5/3/2030 talks failed."),
        ("They met [date=2030-06|last month].", "It rains. Talks in June failed.",
         "Talks in June failed."),
        ("They met [date=2030-04-26|a week ago].", "It rains. Talks last week failed.",
         "Talks last week failed."),
        # A date without a value, and one that it may be.
        ("They met the [date|same day].", "It rains. They met on [date=2030-05-02|May 2].",
         "They met on May 2."),
        ("They met on [date=2030-05-02|May 2].", "It rains. He left [date|a day later].",
         "He left a day later."),
        ("[quote|“proposals”]", "It rains. [quote|“Both proposals came late.”] She said that"
         " [quote|“such proposals are rare.”]", "“Both proposals came late.”"),
        ("[quote|“cuts”]", "It rains. [quote|“We will not make any cuts at the port this year.”]",
         "“We will not make any cuts at the port this year.”"),
        ("She said: [quote|“I took ferry money that I should have left alone.”]",
         "It rains. He took money that he should not have taken.",
         "He took money that he should not have taken."),
        ("He asked [proposal|to lower the mooring fees by a fifth].",
         "It rains. Moorings should cost less, he said, and the fees are too high.",
         "Moorings should cost less, he said, and the fees are too high."),
    ],
)  # fmt: skip
def test_what_a_sentence_may_say_in_other_words_is_asked(here: str, there: str, asked: str) -> None:
    found = told(here, there)
    assert found.left == ()
    questions = [match for match in found.maybe if match.left[0].tagged]
    assert [match.right[0].words for match in questions] == [asked]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Mayor [actor|Ada Holm] left.", "It rains. Mayor [actor|Bo Lund] left; the mayor ran."),
        ("Mayor [actor|Ada Holm] left.", "It rains. The mayor-elect and the mayor of Oxhaven ran."),
        ("The [actor|Narrow Seas Council] met.", "The [actor|Town Council] met; the council ran."),
        ("[actor|Ada Holm] left.", "It rains. [actor|Bo Holm] and the mayor ran."),
        ("They met the [date|same day].", "It rains. They met in [date=2030-05|May]."),
        ("They met on [date=2030-05-04|May 4].", "It rains. [date=2030-05-11|Saturday] is free."),
        ("They met on [date=2030-05-04|May 4].", "It rains. The year [date=2030|2030] was long."),
        ("They met on [date=2030-05-04|May 4].", "Until the [date=2030-05|end of May] it rains."),
        ("They met on [date=2030-05-04|May 4].", "It rained in [date=2030|summer]."),
        ("They met on [date=2030-02-31|Feb 31].", "It rains. The Friday talks failed."),
        ("[actor|Ada Marlowitz] left.", "It rains. [actor|Bo Marlowicz] came."),
        ("[actor|Holm] left.", "It rains. [actor|Hohm] came."),
        ("The [actor|Times] says so.", "At other times it rains."),
        ("The [actor|Oxhaven Post] says so.", "It rains. She wrote a post, and the post went."),
    ],
)  # fmt: skip
def test_what_is_somebody_elses_is_not_asked(here: str, there: str) -> None:
    found = told(here, there)
    assert found.matches == found.maybe == ()
    assert found.left


def test_what_a_reader_points_at_is_the_same_and_what_is_denied_is_not_found() -> None:
    here, there = "[actor|Narrow Seas Council] met.", "It rains. Later the council met."
    one, two = made(here, "one"), made(there, "two")
    [asked] = compare(one, two).maybe
    about, seen = sameness(one.items[0], asked.right[0])
    for answer, count in ((FINE, (1, 0, 0)), (OTHER, (0, 1, 0))):
        kept = frozenset({Decision("compare", about, seen, answer)})
        for sides in ((made(here, "one", kept), two), (one, made(there, "two", kept))):
            found = compare(*sides)
            assert (len(found.matches), len(found.left), len(found.maybe)) == count
            assert all(match.confirmed for match in found.matches)
            assert found.mirrored() == compare(*reversed(sides))
        # Another text says something else at that place.
        other = made("It rains. Never the council met.", "two", kept)
        assert len(compare(one, other).maybe) == 1


def test_what_was_looked_for_is_not_asked_about() -> None:
    here, there = "[actor|Narrow Seas Council] met.", made("The council met.", "two")
    about, seen = absence(made(here, "one").items[0], there)
    kept = frozenset({Decision("compare", about, seen, ABSENT)})
    found = compare(made(here, "one", kept), there)
    assert found.maybe == ()
    assert [item.words for item in found.left] == ["Narrow Seas Council"]


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


def test_a_denied_pair_is_two() -> None:
    quote = "[quote|“We came late, and left early.”]"
    one, two = made(quote, "one"), made(quote, "two")
    about, seen = sameness(one.items[0], two.items[0])
    denied = frozenset({Decision("compare", about, seen, OTHER)})
    for held in (
        (made(quote, "one", denied), two),
        (one, made(quote, "two", denied)),
    ):
        assert compare(*held).matches == ()
    changed = made("[quote|“We came late, and then left early.”]", "two", denied)
    assert compare(one, changed).matches


def test_a_verified_absence_holds_until_either_changes() -> None:
    one, two = made("[actor|Ada Holm]", "one"), made("Nobody came.", "two")
    about, seen = absence(one.items[0], two)
    kept = Decision("compare", about, seen, ABSENT, by="ada")
    decided = made("[actor|Ada Holm]", "one", frozenset({kept}))
    assert absent(decided.items[0], decided, two) == kept
    assert absent(decided.items[0], decided, made("Nobody came again.", "two")) is None


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
