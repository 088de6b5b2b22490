"""What was dealt, from lines: the first holds, and what is missing is dealt on."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.team.shares import Line, Shares
from annotations.team.team import Team

TEAM = Team(("ana", "ben", "cleo"), overlap=0.5, repeat=0.5)
GROUPS = [f"event-{number}" for number in range(6)]

whoever = st.sampled_from(["ana", "ben", "cleo"])
lines = st.lists(
    st.one_of(
        st.builds(Line, st.sampled_from(GROUPS), st.tuples(whoever)),
        st.builds(Line, st.sampled_from(GROUPS), also=whoever),
        st.builds(Line, st.sampled_from(GROUPS), again=whoever),
    )
)


def test_the_first_line_holds_and_others_are_added_to_it() -> None:
    shares = Shares.of(
        [
            Line("a", also="cleo"),
            Line("a", ("ana",)),
            Line("a", ("ben",)),
            Line("a", also="ana"),
            Line("a", again="ana"),
        ]
    )
    assert shares.readers("a") == ("ana", "cleo")
    assert shares.groups_of("cleo") == {"a"}
    assert shares.groups_of("ben") == frozenset()
    assert shares.again == {"a": ("ana",)}
    assert shares.readers("b") == ()


@given(lines, st.sets(st.sampled_from(GROUPS)))
def test_dealing_on_ends_and_changes_nothing(before: list[Line], groups: set[str]) -> None:
    shares = Shares.of(before)
    missing = shares.missing(groups, TEAM)
    after = Shares.of([*before, *missing])
    assert after.dealt.items() >= shares.dealt.items()
    assert after.dealt.keys() >= groups
    assert after.missing(groups, TEAM) == []


@given(lines, lines)
def test_a_clone_that_is_joined_adds_readers_and_moves_nothing(
    own: list[Line], other: list[Line]
) -> None:
    joined = Shares.of([*own, *other])
    assert joined.dealt.items() >= Shares.of(own).dealt.items()
    assert all({*joined.readers(group)} >= {*Shares.of(own).readers(group)} for group in GROUPS)


def test_the_next_group_is_one_that_fewest_read() -> None:
    shares = Shares({"a": ("ana",), "b": ("ben", "cleo"), "c": ("ben",), "d": ("ben",)})
    later = Shares(shares.dealt, {"c": ("cleo",), "d": ("cleo",)})
    assert shares.next_for("ana", "abcd", TEAM) in ("c", "d")
    assert shares.next_for("ana", "ab", TEAM) == "b"
    assert shares.next_for("ana", "bd", TEAM) == "d"
    assert later.next_for("ben", "abcd", TEAM) == "a"
    assert shares.next_for("ana", "abe", TEAM) == "e"
    assert shares.next_for("ana", "a", TEAM) is None
