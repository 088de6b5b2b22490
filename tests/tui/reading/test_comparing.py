"""Two articles compared by keys: what is marked, what is asked, and what is kept of the answers."""

import pytest

from annotations.annotation import ABSENT, FINE, OTHER, Annotation
from annotations.entity import Entity
from tests.tui.reading.compared import THERE, asked, maybe, script, signs
from tests.tui.reading.script import Script
from tui.actions import comparing
from tui.reading import compared
from tui.reading.comparing import MOST


def test_what_differs_is_marked_in_both_and_no_more_by_the_same_key() -> None:
    made = script()
    assert signs(made, "a0") == [("“We will ", "~"), ("Brenholm", "+")]
    assert signs(made, "a1") == [("“We will ", "~")]
    assert [pane.marks is not None for pane in made.reading.panes] == [True, True]
    assert made.message.startswith("+ not found in the other")
    made.type("=")
    assert [pane.marks for pane in made.reading.panes] == [None, None]
    assert made.reading.queue is None


@pytest.mark.parametrize(
    ("keys", "after", "kept"),
    [
        ("n", ("diff", 1, 2, "cut: same quote?"), []),
        ("n n", ("diff", 2, 2, "not in No.?"), []),
        ("n n N", ("diff", 1, 2, "cut: same quote?"), []),
        ("n x", ("diff", 2, 2, "not in No.?"), [OTHER]),
        ("n n enter", ("diff", 1, 2, "cut: same quote?"), [ABSENT]),
        ("n n enter u", ("diff", 2, 2, "not in No.?"), []),
        ("n x u", ("diff", 1, 2, "cut: same quote?"), []),
    ],
)
def test_the_row_asks_and_what_is_answered_is_kept(
    keys: str, after: tuple[str, int, int, str], kept: list[str]
) -> None:
    made = script(there=THERE.replace("Ada Holm told us", "No.")).type(keys)
    assert made.session.article.id == "a0"
    assert [d.answer for d in made.session.decisions] == kept
    assert asked(made)[0] == after[0]
    assert asked(made)[1] == after[1]
    assert asked(made)[3][:6] == after[3][:6]


def test_yes_pairs_two_quotes_by_one_id_and_one_undo_takes_it_back() -> None:
    made = script().type("n enter")
    pairs = [
        [tag.attrs.get("pair") for tag in session.index if tag.label == "quote"]
        for session in made.sessions.values()
    ]
    assert pairs[0] == pairs[1] != [None]
    assert signs(made, "a1") == []
    made.type("u")
    assert [tag.attrs for s in made.sessions.values() for tag in s.index] == [{}, {}, {}]
    assert asked(made) == ("diff", 1, 2, "cut: same quote?")


def test_a_denial_stands_in_both_articles() -> None:
    made = script().type("n x")
    decisions = [list(session.decisions) for session in made.sessions.values()]
    assert [[one.answer for one in of] for of in decisions] == [[OTHER], [OTHER]]
    assert signs(made, "a0") == [("“We will ", "+"), ("Brenholm", "+")]


@pytest.mark.parametrize(
    ("keys", "signs_after", "answers"),
    [("", ["?"], [[], []]), ("enter", [], [[FINE], [FINE]]), ("x", ["+"], [[ABSENT], []]),
     ("enter u", ["?"], [[], []])],
)  # fmt: skip
def test_what_a_sentence_may_say_is_a_question_of_its_own(
    keys: str, signs_after: list[str], answers: list[list[str]]
) -> None:
    made = maybe()
    assert asked(made)[3].startswith("said in")
    made.type(keys)
    assert [sign for _, sign in signs(made, "a0")] == signs_after
    assert [[one.answer for one in s.decisions] for s in made.sessions.values()] == answers


def test_two_ids_that_are_one_entity_are_one_actor() -> None:
    made = Script("Holm left.", "The mayor left.")
    for at, id in (((0, 4), "holm"), ((0, 9), "the-mayor")):
        made.reading.pane.go(at)
        made.press("a")
        [tag] = made.session.index
        made.session.fill_in({tag.id: {"entity": id}})
        made.type("tab")
    made.type("=")
    assert signs(made, "a0") == [("Holm", "+")]
    made.reading.outside.keep_entity(Entity("the-mayor", "the mayor", same_as=("holm",)))
    made.type("= =")
    assert signs(made, "a0") == []


def test_all_mentions_of_an_actor_light_up_in_both() -> None:
    made = Script("Ada Holm spoke. Holm left.", "Ada Holm sang.", suggests=True)
    for pane, words in ((0, "Ada Holm"), (0, "Holm left"), (1, "Ada Holm")):
        made.reading.activate(pane)
        at = made.text.index(words)
        made.reading.pane.go((at, at + len(words.split(" left")[0])))
        made.press("a")
    made.reading.activate(0)
    made.type("= g")
    assert [pane.lit for pane in made.reading.panes] == [[(0, 8), (16, 20)], [(0, 8)]]


def test_marks_follow_a_new_tag() -> None:
    made = script()
    at = made.text.index("Ada Holm")
    made.reading.pane.go((at, at + 8))
    made.press("a")
    assert signs(made, "a0") == [("“We will ", "~"), ("Brenholm", "+")]
    at = made.text.index("harbour")
    made.reading.pane.go((at, at + 7))
    made.press("p")
    assert ("harbour", "?") in signs(made, "a0")


def test_of_long_articles_only_tags_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (compared, comparing):
        monkeypatch.setattr(module, "LARGEST", 1_000)
    made = Script(f"Oran said “We sail.” {'Rain. ' * 200}", THERE, suggests=True).type("a =")
    assert made.message.endswith("(tags only: long articles)")
    assert signs(made, "a0") == [("Oran", "+")]


@pytest.mark.parametrize(
    ("texts", "panes", "keys", "says"),
    [
        (2, 1, "=", "One article alone"),
        (2, 1, "%", "Nothing is compared."),
        (2, 1, "C", "One article alone"),
        (2, 1, "-", "There can be one to 4 panes."),
        (2, 2, "= -", "One article is left: differences are no longer marked."),
        (2, 2, "-", "One article at a time."),
        (2, 2, "+", "Up to 3 articles side by side."),
        (3, 3, "= tab tab %", "This article is not compared."),
        (2, 2, "=", "Nothing that is tagged differs"),
        (2, 2, "= %", "Nothing is tagged here to look for in Two tail."),
    ],
)
def test_what_cannot_be_done_is_said(texts: int, panes: int, keys: str, says: str) -> None:
    given = ("One head.", "Two tail.", "Three.")[:texts]
    assert Script(*given, panes=panes).type(keys).message.startswith(says)


def test_what_was_computed_for_articles_no_longer_compared_is_not_shown() -> None:
    made = script()
    late = made.reading.compared
    assert late
    assert late.found
    made.type("=")
    made.reading.run(late._take, made.reading, late.found)
    assert [pane.marks for pane in made.reading.panes] == [None, None]
    assert made.reading.queue is None


def test_a_decision_holds_until_the_words_change() -> None:
    made = script().type("n x enter enter enter")
    assert made.reading.queue is None
    made.type("= =")
    assert made.reading.queue is None
    made.reading.activate(0)
    made.reading.pane.go((29, 74), next(t.id for t in made.session.index if t.label == "quote"))
    made.type("enter = =")
    assert made.reading.queue is not None


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
