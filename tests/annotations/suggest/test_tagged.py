"""Names tagged already: which parts are looked for, where they stand, and how the list is kept."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation
from annotations.article import Article
from annotations.suggest.tagged import Gazetteer, TaggedSuggester, of_annotations

from .conftest import Propose


@pytest.mark.parametrize(
    ("tagged", "text", "expected"),
    [
        ("Nadia Quillon", "Quillon and Nadia Quillon, not Nadia", "Quillon|Nadia Quillon"),
        (
            "Joss Arrendale Jr.",
            "Arrendale or Joss Arrendale Jr. or Jr.",
            "Arrendale|Joss Arrendale Jr.",
        ),
        ("Ilse van der Maravane", "Ms. Maravane", "Maravane"),
        (
            "Narrow Seas Council",
            "The NSC is the Narrow Seas Council, no Council",
            "NSC|Narrow Seas Council",
        ),
        ("tea party", "a tea party, Tea Party, tea partying", "tea party"),
        ("Verrin", "verrin, Verrins, Verrin’s, Verrin-based, in Verrin, ToVerrin", "Verrin|Verrin"),
        ("Nadia Quillon", "in Quillon", "Quillon"),
        ("Congress", "in Congress", "Congress"),
        # two words that the source glued: only the whole name, to the letter
        ("Nadia Quillon", "Nadia QuillonThe, QuillonThe, Nadia Quillons", "Nadia Quillon"),
        ("Pask", "PaskTold PaskS Paskt", "Pask|Pask"),
        (
            "a quite long name that has nine words at least",
            "a quite long name that has nine words at least",
            "",
        ),
        ("(NSC)", "(NSC)", ""),
        ("", "any", ""),
    ],
)
def test_where_a_tagged_name_is_proposed(
    said: Callable[..., str], tagged: str, text: str, expected: str
) -> None:
    assert said(TaggedSuggester(Gazetteer.of([(tagged, "actor")])), text) == expected


def test_the_longest_entry_wins_and_labels_stand_side_by_side(propose: Propose) -> None:
    text = "Ann Lee Gray and Ann Lee"
    known = Gazetteer.of([("Ann Lee", "actor"), ("Ann Lee Gray", "boat"), ("Ann Lee", "boat")])
    found = propose(TaggedSuggester(known, ("actor", "boat")), text)
    assert sorted((text[p.start : p.end], p.label) for p in found) == [
        ("Ann Lee", "actor"),
        ("Ann Lee", "boat"),
        ("Ann Lee Gray", "boat"),
    ]
    assert propose(TaggedSuggester(known, ()), text) == []


def test_only_what_stands_under_these_labels_is_taken_in() -> None:
    article = Article("a", "T", "Ann Lee met Pask on Monday")
    tags = [
        Annotation("1", 0, 7, "actor", "ann"),
        Annotation("2", 12, 16, "actor", "ann", verdict="rejected"),
        Annotation("3", 20, 26, "date", "ann"),
    ]
    known = of_annotations([(article, tags)], ("actor",))
    assert [e.words for first in ("Ann", "Lee", "Pask", "Monday") for e in known.at(first)] == [
        "Ann Lee",
        "Lee",
    ]


def test_the_version_rises_when_a_name_comes_or_goes_and_not_in_between() -> None:
    empty = Gazetteer()
    tag = [("Ann Lee", "actor")]
    one = empty.counted(tag)
    two = one.counted(tag)
    assert (empty.version, one.version, two.version) == (0, 1, 1)
    assert two.counted(tag, -1).version == 1
    gone = two.counted(tag, -1).counted(tag, -1)
    assert gone.version == 2
    assert gone.at("Ann") == gone.at("Lee") == ()
    assert one.at("Ann")
    assert gone.counted(tag, -1).version == 2


names = st.tuples(
    st.sampled_from(["Ann Lee", "Lee", "Joss Lee", "NSC", "Narrow Seas Council"]),
    st.sampled_from("ab"),
)


@given(st.lists(st.tuples(names, st.booleans())))
def test_kept_step_by_step_it_is_the_one_made_at_once(
    steps: list[tuple[tuple[str, str], bool]],
) -> None:
    live, tagged = Gazetteer(), list[tuple[str, str]]()
    for name, comes in steps:
        if comes:
            tagged.append(name)
            live = live.counted([name])
        elif name in tagged:
            tagged.remove(name)
            live = live.counted([name], -1)
    fresh = Gazetteer.of(tagged)
    for first in ("Ann", "Lee", "Joss", "NSC", "Narrow"):
        assert live.at(first) == fresh.at(first)
