"""What is the same over two articles: pairs, denials and absences, each one action in both."""

from collections.abc import Iterable
from itertools import count

import pytest

from annotations.annotation import ABSENT, OTHER, Annotation, Contents
from annotations.article import Article
from annotations.errors import PostilError
from annotations.identity import confirm_absent, deny, pair
from annotations.session import Session
from annotations.suggestion import Candidate

WORDS = "\u201cNo deal,\u201d she said. \u201cNot now.\u201d"
NUMBERS = count(1)


def opened(id: str, tags: Iterable[tuple[str, str]] = (("q", ""),), read_only: str = "") -> Session:
    """A session of an article with quotes, each by its id, some of a pair."""
    made = {
        f"{id}-{tag}": Annotation(
            f"{id}-{tag}", at * 20, at * 20 + 10, "quote", "ann", {"pair": pair} if pair else {}
        )
        for at, (tag, pair) in enumerate(tags)
    }
    return Session(
        Article(id, id, WORDS),
        Contents(made),
        "ann",
        lambda article, change: None,
        lambda: f"{next(NUMBERS):06}",
        lambda: f"t{next(NUMBERS):06}",
        read_only=read_only,
    )


def pairs(*sessions: Session) -> list[list[str]]:
    """The pairs of the tags of each session, in their order."""
    return [[a.attrs.get("pair", "") for a in sorted(s.index, key=lambda a: a.order)]
            for s in sessions]  # fmt: skip


def test_a_pair_is_one_id_in_both_and_undone_in_both() -> None:
    here, there = opened("a"), opened("b")
    made = pair((here, "a-q"), (there, "b-q"))
    ((one,), (other,)) = pairs(here, there)
    assert one == other != ""
    (first, second) = [change for _, change in made]
    assert first.action == second.action
    assert (first.others, second.others) == (("b",), ("a",))
    for session, change in made:
        session.undo(change.action)
    assert pairs(here, there) == [[""], [""]]


def test_two_copies_of_a_project_give_a_pair_one_id() -> None:
    clones = [(opened("a"), opened("b")) for _ in range(2)]
    pair((clones[0][0], "a-q"), (clones[0][1], "b-q"))
    pair((clones[1][1], "b-q"), (clones[1][0], "a-q"))
    assert pairs(*clones[0]) == pairs(*clones[1])


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [("p", "", "p"), ("", "r", "r"), ("p", "r", "p"), ("p", "p", "p")],
)
def test_a_pair_that_there_is_goes_on(one: str, other: str, wanted: str) -> None:
    here, there = opened("a", [("q", one)]), opened("b", [("q", other)])
    third = opened("c", [("q", other), ("x", "else")])
    made = pair((here, "a-q"), (there, "b-q"), [here, there, third])
    assert pairs(here, there) == [[wanted], [wanted]]
    assert pairs(third) == [[wanted if other else "", "else"]]
    assert all(change for _, change in made)
    touched = {session.article.id for session, _ in made}
    assert all(set(change.others) == touched - {s.article.id} for s, change in made)


def test_what_is_suggested_becomes_a_tag_with_its_pair() -> None:
    here, there = opened("a"), opened("b", [])
    pair((here, "a-q"), (there, Candidate(20, 30, "quote", ("rule:quote",))))
    (new,) = there.index
    assert (new.verdict, new.origin) == ("accepted", "rule:quote")
    assert pairs(here) == pairs(there) != [[""]]


def test_two_in_one_article_are_one_change() -> None:
    here = opened("a", [("q", ""), ("r", "")])
    ((session, change),) = pair((here, "a-q"), (here, "a-r"))
    assert session is here
    assert change.others == ()
    ((one, other),) = pairs(here)
    assert one == other != ""


def test_a_denial_is_in_both_files_and_an_absence_in_one() -> None:
    here, there = opened("a"), opened("b")
    made = deny([(here, there, (("compare", "same", "a-q", "b-q"), "seen"))])
    told = [[(d.kind, d.answer, d.by) for d in s.decisions] for s in (here, there)]
    assert told == [[("same", OTHER, "ann")]] * 2
    assert len({change.action for _, change in made}) == 1
    for session, change in made:
        session.undo(change.action)
    assert not here.decisions | there.decisions
    confirm_absent(here, (("compare", "absent", "a-q", "b"), "seen"))
    (kept,) = here.decisions
    assert (kept.answer, kept.judged, bool(kept.at)) == (ABSENT, "seen", True)
    assert not there.decisions


def test_nothing_is_half_done_where_one_is_read_only() -> None:
    here, there = opened("a"), opened("b", read_only="It is damaged.")
    with pytest.raises(PostilError, match="read-only"):
        pair((here, "a-q"), (there, "b-q"))
    with pytest.raises(PostilError, match="read-only"):
        deny([(here, there, (("compare", "same", "a-q", "b-q"), "seen"))])
    assert pairs(here) == [[""]]
    assert not here.decisions
