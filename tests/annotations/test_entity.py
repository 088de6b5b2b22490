"""Entities: which are one, what joining two files keeps, and the ids of new ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.entity import Entity, entity, id_of, joined, resolved


@pytest.mark.parametrize(
    ("same", "wanted"),
    [
        ({"a": [], "b": []}, {"a": "a", "b": "b"}),
        ({"a": [], "b": ["a"], "c": ["b"]}, {"a": "a", "b": "a", "c": "a"}),
        ({"a": ["z"], "z": []}, {"a": "z", "z": "z"}),
        # A circle ends, and so does what leads into one.
        ({"a": ["b"], "b": ["a"]}, {"a": "a", "b": "a"}),
        ({"a": ["a"]}, {"a": "a"}),
        ({"x": ["b"], "b": ["c"], "c": ["b"]}, {"x": "b", "b": "b", "c": "b"}),
        # Two that are the same as one entry of a catalogue elsewhere are one.
        ({"a": ["Q42"], "b": ["Q42"], "c": []}, {"a": "a", "b": "a", "Q42": "a", "c": "c"}),
    ],
)
def test_what_is_the_same_has_one_id(same: dict[str, list[str]], wanted: dict[str, str]) -> None:
    known = {id: Entity(id, id, same_as=tuple(others)) for id, others in same.items()}
    assert resolved(known) == wanted


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefgh"))))
def test_resolving_ends_and_settles_everything_that_is_named(same: dict[str, list[str]]) -> None:
    known = {id: Entity(id, id, same_as=tuple(others)) for id, others in same.items()}
    found = resolved(known)
    assert found.keys() == known.keys() | {id for one in known.values() for id in one.same_as}
    for id, one in known.items():
        assert all(found[id] == found[other] for other in one.same_as)
    assert all(found[id] == id for id in found.values())


words = st.text("abc ", max_size=4)
made = st.builds(
    lambda name, variants, note, same, near: entity(
        "e", name, variants, note=note.strip(), same_as=tuple(sorted(set(same))), near=near
    ),
    words,
    st.lists(words, max_size=3),
    words,
    st.lists(st.sampled_from("xyz"), max_size=2),
    st.booleans(),
)


@given(made, made)
def test_joining_loses_nothing_and_joins_the_same_twice(one: Entity, other: Entity) -> None:
    whole = joined(one, other)
    named = {" ".join(words.split()) for words in (*one.variants, *other.names)} - {""}
    assert named <= {" ".join(words.split()) for words in whole.names}
    assert set(whole.same_as) == {*one.same_as, *other.same_as}
    assert all(note in whole.note for note in (one.note, other.note))
    assert joined(whole, other) == joined(whole, one) == whole
    assert joined(one, other).note == joined(other, one).note


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [
        ("Narrow Seas Council", (), "narrow-seas-council"),
        ("Narrow Seas Council", ("narrow-seas-council",), "narrow-seas-council-2"),
        ("Zoë Ñuñez", (), "zoe-nunez"),
        ("a" * 70, (), f"{'a' * 60}-"),
        ("東京", (), "entity-"),
        ("東京 NSC", (), "nsc-"),
        ("—", (), ""),
    ],
)
def test_a_new_id(name: str, taken: tuple[str, ...], wanted: str) -> None:
    found = id_of(name, taken)
    assert found == wanted if wanted and not wanted.endswith("-") else found.startswith(wanted)
    assert found == id_of(name, taken) != ""


def test_names_that_lose_letters_do_not_share_an_id() -> None:
    names = ["東京", "京都", "東京 NSC", "NSC", "a" * 70, "a" * 80]
    assert len({id_of(name) for name in names}) == len(names)
