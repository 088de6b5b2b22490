"""A list of places: how they come in, are walked and opened, and keep their order."""

import pytest

from annotations.errors import PostilError
from tests.tui.listing.commands import do
from tui.effects import GoBack, ReadAt, Say
from tui.listing.places import PlaceList, Report, Spot


def spot(name: str) -> Spot:
    return Spot(name, f"Title {name}", (0, 5), "words")


def test_places_come_in_are_walked_and_opened() -> None:
    state = PlaceList("words", 3, lambda id: pytest.fail(id))
    with pytest.raises(PostilError, match="no place to go to"):
        do(state, "list-open")
    first = state.begin()
    problem = PostilError("Not read.")
    came = Report(first, (spot("a"), spot("b")), (problem,), 2, False)
    assert state.receive(came) == [Say("Not read.", severe=True)]
    assert state.progress == (2, 3)
    assert (
        state.state
        == "2 places in 2 articles, 2 of 3 articles searched \u2026; 1 could not be read"
    )
    assert do(state, "list-down list-open") == [ReadAt("b", (0, 5))]
    second = state.begin()
    state.receive(Report(first, (spot("x"),), (), 3, True))
    state.receive(Report(second, (spot("c"),), (), 1, False))
    assert [one.name for one in state.spots] == ["a", "b"]
    state.receive(Report(second, (), (), 3, True))
    assert [one.name for one in state.spots] == ["c"]
    assert (state.described, state.state) == ("1 of 1", "1 place")
    assert do(state, "back") == [GoBack()]
    with pytest.raises(PostilError, match="nothing here that looks wrong"):
        do(state, "fine")
    with pytest.raises(PostilError, match="nothing to undo"):
        do(state, "not-fine")


def test_all_that_is_said_of_one_span_is_listed() -> None:
    state = PlaceList("Notes", 1, lambda id: pytest.fail(id))
    said = [("actor", "who?"), ("actor", "where?"), ("date", "who?")]
    spots = tuple(Spot("a", "Title a", (0, 5), words, kind=kind) for kind, words in said)
    state.receive(Report(state.begin(), spots, (), 1, True))
    assert [(one.kind, one.words) for one in state.spots] == said


def test_a_list_keeps_its_order_and_its_place_whatever_has_been_mended_meanwhile() -> None:
    state = PlaceList("words", 3, lambda id: pytest.fail(id))
    state.receive(Report(state.begin(), tuple(map(spot, "abcde")), (), 3, True))
    do(state, "list-down list-down list-open")
    look = state.begin()
    state.receive(Report(look, tuple(map(spot, "xeda")), (), 3, True))
    assert [one.name for one in state.spots] == ["a", "x", "d", "e"]
    assert state.at.name == "x"
    state.order.step(True)
    state.order.step(True)
    state.come_back()
    assert state.at.name == "d"
