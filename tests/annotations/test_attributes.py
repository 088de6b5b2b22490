"""What each type of attribute may be, and how its values are kept."""

import json
import math
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.attributes import TYPES, asked, kept, named, objection, offered, worded
from annotations.scheme import Attribute, AttributeType

CHOICE = Attribute("choice", ("day", "month", "3"))
EVERY = [CHOICE, *(Attribute(type) for type in TYPES if type != "choice")]


def test_every_type_of_the_scheme_says_what_its_values_are() -> None:
    assert set(TYPES) == set(get_args(AttributeType))


@pytest.mark.parametrize("attribute", EVERY)
@pytest.mark.parametrize("value", [None, ""])
def test_no_value_is_always_allowed(attribute: Attribute, value: object) -> None:
    assert objection(attribute, "x", value) == ""


@pytest.mark.parametrize(
    ("type", "good", "bad"),
    [
        ("text", ["anything", 3, ["a list"], True], []),
        ("entity", ["lowmark", "Q42"], []),
        ("date", ["2031", "2031-02-28"], ["2031-02-29", "soon", 2031, True, ["2031"]]),
        (
            "number",
            ["0", "-3", "+1.5", ".5", "2e3", 7, -0.25, 0],
            ["", "1,200", "ten", "1 2", "٣", "1e999", "9" * 30, math.inf, math.nan, True, [1]],
        ),
        ("flag", [True, False, "yes", "No", "TRUE"], ["maybe", 1, 0, "on"]),
    ],
)
def test_which_values_are_allowed(type: Any, good: list[object], bad: list[object]) -> None:
    for value in good:
        assert objection(Attribute(type), "x", value) == "", value
    for value in filter(lambda value: value != "", bad):
        assert objection(Attribute(type), "x", value).startswith("x is a"[:4]), value


def test_a_choice_is_one_of_its_values() -> None:
    assert objection(CHOICE, "x", "day") == objection(CHOICE, "x", 3) == ""
    assert objection(CHOICE, "certainty", "year") == "certainty is one of: day, month, 3."


@pytest.mark.parametrize(
    ("type", "words", "value"),
    [
        ("number", "12", 12),
        ("number", "-0.50", -0.5),
        ("number", "1e3", 1000.0),
        ("flag", "yes", True),
        ("flag", "no", False),
        ("text", "12", "12"),
        ("text", "yes", "yes"),
        ("date", "2031", "2031"),
        ("entity", "1", "1"),
    ],
)
def test_values_are_kept_as_json_has_them(type: Any, words: str, value: object) -> None:
    found = kept(Attribute(type), words)
    assert found == value
    assert found.__class__ is value.__class__


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "sure"),
        (False, "not sure"),
        (3, "sure 3"),
        (0, "sure 0"),
        (0.5, "sure 0.5"),
        ("day", "day"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_flag_and_a_number_are_told_with_their_names(value: object, said: str) -> None:
    assert named("sure", value) == said


def test_what_a_form_offers_and_says() -> None:
    assert offered(Attribute("flag")) == ("yes", "no")
    assert offered(CHOICE) == ("day", "month", "3")
    assert offered(Attribute("number")) == ()
    assert asked(CHOICE) == "day · month · 3"
    assert asked(Attribute("flag")) == "yes · no"
    assert "2031-03-04" in asked(Attribute("date"))
    assert asked(Attribute()) == ""


@given(st.sampled_from(EVERY), st.text(max_size=12) | st.from_regex(r"[+-]?[0-9.e]{1,9}"))
def test_what_may_be_filled_in_may_be_kept_and_comes_back(attribute: Attribute, words: str) -> None:
    if objection(attribute, "x", words):
        return
    value = kept(attribute, words)
    assert objection(attribute, "x", value) == ""
    assert json.loads(json.dumps(value, allow_nan=False)) == value
    assert kept(attribute, worded(value)) == value
