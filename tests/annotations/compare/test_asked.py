"""What is asked of two texts: what a sentence may say in other words, until somebody answers."""

import pytest

from annotations.annotation import ABSENT, FINE, OTHER, Decision
from annotations.compare.comparing import compare
from annotations.compare.decided import absence, absent, sameness
from tests.annotations.compare.marked import made, told


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
        ("His lawyer, [actor|Ada Holm], left.", "It rains. Then Lund's lawyer left.",
         "Then Lund's lawyer left."),
        ("[actor|Brenmart Stores] closed.", "It rains. [actor|Brenmart] is shut, they say.",
         "Brenmart is shut, they say."),
        # A state by its people or what is its own, a body by those in it.
        ("[actor|Poland] sent ships.", "It rains. Polish Admiral Lund came.",
         "Polish Admiral Lund came."),
        ("[actor|Kenya] sent ships.", "It rains. Two Kenyans came.", "Two Kenyans came."),
        ("The [actor|Congress] sat.", "It rains. Angry lawmakers left.", "Angry lawmakers left."),
        ("The [actor|Brenholm administration] fell.", "It rains. The White House is empty.",
         "The White House is empty."),
        # The letters of a station; a name that nobody has tagged, in another spelling.
        ("[actor|WQZB Harbour Report] has it.", "It rains. He told WQZB-TV so.",
         "He told WQZB-TV so."),
        ("[actor|Maryanne] came.", "It rains. His wife Maryann came.", "His wife Maryann came."),
        # A day without its year.
        ("Since [date=2029-05-03|May 3]", "It rains. It was [date=2019-05-03|May 3, 2019].",
         "It was May 3, 2019."),
        ("On [date=2030-05-03|May 3]", "It rains. It was in [date=2019-05|May 2019].",
         "It was in May 2019."),
        # A long quote, told in two sentences; a proposal near which its sentence is.
        ("[quote|“The ferry company has taken public money for nine years and never repaired"
         " a landing stage, so tonight the council will end its licence and look for another.”]",
         "It rains. Nine years of public money, he said, repaired no landing stage of the ferry"
         " company. Its licence ends tonight by vote of the council.",
         "Nine years of public money, he said, repaired no landing stage of the ferry company."),
        ("The pilots asked Brenholm [proposal|to retire].",
         "It rains. Brenholm should step down, pilots say.",
         "Brenholm should step down, pilots say."),
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
        ("[actor|LARA WEN] LEFT.", "IT RAINS. LARA QUILL CAME."),
        ("[actor|Ada Marlow] left.", "It rains. Two Marlows came."),
        ("[actor|Ada Marlow] left; so did Marlov.", "It rains. Then Marlov came."),
        ("The [actor|United States] sent ships.", "It rains. American Harbours Inc. and"
         " African-American sailors came."),
        ("His lawyer, [actor|Ada Holm], left.", "It rains. Her lawyer, Bo Lund, left."),
        ("In [date=2030-05|May]", "It was in [date=2019-05|May 2019]."),
        ("On [date=2030-05|next month]", "It was in [date=2019-05|May 2019]."),
        ("The [actor|Aviation Administration] met.", "It rains. The White House is empty."),
        ("Since [date=2029-05-03|May 3, 2029]", "It rained on [date=2019-05-03|May 3, 2019]."),
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
