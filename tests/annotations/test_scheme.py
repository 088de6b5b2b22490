"""Roles of labels, and which links fit: whatever the labels are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.scheme import DEFAULT_SCHEME, ROLES, Attribute, Label, LinkType, Role, Scheme

BODIES = LinkType("speaker", ("saying", "claim"), ("who", "body"), ("s",))
SCHEME = Scheme(
    (
        Label("body", ("b",), "red", role="actor"),
        Label("who", ("w",), "red", role="actor"),
        Label("saying", ("s",), "red", role="quote"),
        Label("claim", ("c",), "red"),
    ),
    (BODIES, LinkType("speaker", ("who",), ("body",)), LinkType("about", ("claim",), ("claim",))),
)


@pytest.mark.parametrize(
    ("name", "role", "expected"),
    [
        ("date", None, "date"),
        ("date", "", ""),
        ("date", "quote", "quote"),
        ("when", "date", "date"),
        ("when", None, ""),
        ("Date", None, ""),
    ],
)
def test_a_labels_role(name: str, role: Role | None, expected: Role) -> None:
    label = Label(name, (), "red", role=role)
    assert label.role == expected
    assert Scheme((label,)).role_of(name) == expected


def test_each_role_has_its_default_label_but_reported_speech() -> None:
    assert [label.role for label in DEFAULT_SCHEME.labels] == [r for r in ROLES if r != "reported"]


def test_the_first_of_several_labels_has_the_suggestions() -> None:
    assert SCHEME.first("actor") == SCHEME.labels[0]
    assert [SCHEME.role_of(name) for name in ("body", "who", "actor")] == ["actor", "actor", ""]
    assert SCHEME.first("date") is SCHEME.first("") is None


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({}, "value"),
        ({"value": "date"}, "value"),
        ({"iso": "date"}, "iso"),
        ({"iso": "date", "value": "date"}, "value"),
        ({"value": "text", "iso": "date"}, "iso"),
        ({"value": "text"}, "value"),
    ],
)
def test_the_attribute_that_holds_the_day(attributes: dict[str, str], expected: str) -> None:
    typed = {name: Attribute(type) for name, type in attributes.items()}  # type: ignore[arg-type]
    assert Label("when", (), "red", "", typed).holding("date", "value") == expected


@pytest.mark.parametrize(
    ("type", "source", "target", "fits"),
    [
        ("speaker", "saying", "who", True),
        ("speaker", "claim", "body", True),
        ("speaker", "who", "body", True),
        ("speaker", "who", "who", False),
        ("speaker", "saying", "claim", False),
        ("speaker", "gone", "who", False),
        ("about", "claim", "claim", True),
        ("about", "saying", "claim", False),
        ("of another scheme", "gone", "lost", True),
    ],
)
def test_what_a_link_may_lead_from_and_to(type: str, source: str, target: str, fits: bool) -> None:
    assert SCHEME.fits(type, source, target) is fits
    assert bool(SCHEME.misfit(type, source, target)) is not fits


def test_what_is_wrong_with_a_link_is_said() -> None:
    assert SCHEME.misfit("speaker", "who", "claim") == (
        "a speaker link goes from saying or claim to who or body or from who to body,"
        " not from who to claim"
    )


@given(st.sampled_from([*(label.name for label in SCHEME.labels), "gone"]))
def test_what_leads_from_a_label_fits_it(name: str) -> None:
    for type in SCHEME.types_from(name):
        targets = SCHEME.targets(type, name)
        assert targets
        assert all(SCHEME.fits(type, name, target) for target in targets)
        others = {label.name for label in SCHEME.labels}.difference(targets)
        assert not any(SCHEME.fits(type, name, target) for target in others)
