"""All mentions of the actor that is selected light up in every pane, and are counted."""

import pytest

from annotations.annotation import Annotation
from tests.tui.reading.script import Script
from tui.reading.comparing import MOST

TEXTS = (
    "Ada Holm of Oss spoke. Holm left.",
    "Mayor Ada Holm sang.",
    "Here spoke Ada Holm at noon.",
    "Nobody came. Bo Ray did.",
)
NAMES = (("Ada Holm", "Holm"), ("Mayor Ada Holm",), ("Ada Holm",), ("Bo Ray",))


def tagged(panes: int = 4) -> Script:
    """Articles with their actors tagged, and nothing selected."""
    made = Script(*TEXTS[:panes], panes=panes)
    for pane, names in zip(made.reading.panes, NAMES, strict=False):
        at = 0
        for name in names:
            at = pane.text.index(name, at)
            change = pane.session.annotate((at, at + len(name)), "actor")
            made.reading.run(made.reading.show, pane.session, change)
            at += len(name)
    made.save()
    return made


def lit(made: Script) -> list[list[str]]:
    return [[pane.text[slice(*span)] for span in pane.lit] for pane in made.reading.panes]


HOLM = [["Ada Holm", "Holm"], ["Mayor Ada Holm"], ["Ada Holm"], []]


@pytest.mark.parametrize("keys", ["h", "= h", "= tab = shift+tab h"])
def test_they_light_up_in_all_four_panes_compared_or_not(keys: str) -> None:
    made = tagged().type(keys)
    assert lit(made) == HOLM
    counts = made.reading.mention_counts
    assert [count for _, count in counts] == [2, 1, 1, 0]
    assert counts[0][0] == "Ada Holm of "


def test_they_light_up_in_one_article_alone() -> None:
    made = tagged(1).type("h")
    assert lit(made) == HOLM[:1]
    assert made.reading.mention_counts == (("Ada Holm of ", 2),)


def test_from_another_pane_and_no_more_where_nobody_is_selected() -> None:
    made = tagged().type("tab h l")
    assert lit(made) == HOLM
    made.type("tab tab g l l")
    assert lit(made) == [[], [], [], []]
    assert [count for _, count in made.reading.mention_counts] == [0, 0, 0, 1]
    assert made.type("h").reading.mention_counts == ()


def test_they_follow_what_is_tagged_and_taken_away() -> None:
    made = tagged().type("h")
    other = made.reading.panes[1]
    (tag,) = other.session.index
    made.reading.go(1, (tag.start, tag.end), tag.id)
    made.type("delete shift+tab h")
    assert lit(made)[1] == []
    assert [count for _, count in made.reading.mention_counts] == [2, 0, 1, 0]
    # Where articles are compared it lights up where it is named, and is not counted.
    assert lit(made.type("= l h"))[1] == ["Ada Holm"]
    assert [count for _, count in made.reading.mention_counts] == [2, 0, 1, 0]


def test_one_entity_lights_up_under_its_other_names() -> None:
    made = tagged()
    for n, which in ((0, 0), (3, 0)):
        session = made.sessions[f"a{n}"]
        tag = sorted(session.index, key=lambda one: one.order)[which]
        change = session.describe(tag.id, {"entity": "x"})
        made.reading.run(made.reading.show, session, change)
    made.save()
    assert lit(made.type("h"))[3] == ["Bo Ray"]


def test_two_articles_whose_tags_have_the_same_ids_are_told_apart() -> None:
    same = Script("Ada Holm left.", "Bo Ray left.")
    for session, end in zip(same.sessions.values(), (8, 6), strict=True):
        session.index.add(Annotation("same", 0, end, "actor", "ana"))
    assert same.type("l h").reading.mention_counts == (("Ada Holm lef", 1), ("Bo Ray left.", 0))


def test_of_very_many_tags_none_are_looked_for() -> None:
    made = Script("Ada Holm left. " * 1_600, "Ada Holm.")
    for n in range(MOST + 1):
        made.session.index.add(Annotation(f"{n}", 5 * n, 5 * n + 3, "actor", "ana"))
    assert lit(made.type("l h")) == [[], []]


@pytest.mark.parametrize(
    ("names", "together"),
    [
        (("Narrow Seas Council", "NSC"), True),
        (("NSC", "Narrow Seas Council"), True),
        (("Ada Holm", "Holm"), True),
        (("A. Holm", "Ada Holm"), True),
        (("Nora Sella Cade", "Ned Sol Carr"), False),
        (("Bo Holm", "Ada Holm"), False),
        (("NSC", "NRC"), False),
    ],
)
def test_who_is_one_over_two_panes(names: tuple[str, str], together: bool) -> None:
    made = Script(*(f"{words} spoke of it." for words in names))
    for words, session in zip(names, made.sessions.values(), strict=True):
        change = session.annotate((0, len(words)), "actor")
        made.reading.run(made.reading.show, session, change)
    made.type("l l l l h h h h")
    assert [count for _, count in made.reading.mention_counts] == [1, int(together)]
    assert made.type("tab l l l l h h h h").reading.mention_counts[0][1] == int(together)
