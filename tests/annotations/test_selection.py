"""Motions as scripts: a text with its selection marked, keys, and the text as it should then be.

`[quick]` is a selection whose upper end is active, `[^quick]` one whose lower end is.
"""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from annotations import units
from annotations.selection import (
    PARAGRAPH,
    SENTENCE,
    WORD,
    Selection,
    Unit,
    extend,
    grow,
    move,
    nudge,
    reach,
    word_at,
)

MOTIONS: dict[str, tuple[Unit, bool]] = {
    "h": (WORD, False),
    "l": (WORD, True),
    "(": (SENTENCE, False),
    ")": (SENTENCE, True),
    "{": (PARAGRAPH, False),
    "}": (PARAGRAPH, True),
}


def pressed(text: str, selection: Selection, keys: str) -> Selection:
    extending = False
    for key in keys.replace(" ", ""):
        if key == "v":
            extending = not extending
        elif key.lower() in MOTIONS:
            step = extend if extending or key.isupper() else move
            selection = step(text, selection, *MOTIONS[key.lower()])
        elif key in ",.":
            selection = nudge(text, selection, key == ".")
        elif key == "o":
            selection = selection.flipped()
        else:
            assert key == "e"
            selection = grow(text, selection)
    return selection


def read(marked: str) -> tuple[str, Selection]:
    start, end = marked.index("["), marked.index("]")
    backward = marked[start + 1] == "^"
    end -= 2 if backward else 1
    text = marked.translate({ord(mark): None for mark in "[]^"})
    return text, Selection(end, start) if backward else Selection(start, end)


def marked(text: str, selection: Selection) -> str:
    start, end = selection.span
    sign = "^" if selection.backward else ""
    return f"{text[:start]}[{sign}{text[start:end]}]{text[end:]}"


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        # Words.
        ("the [quick] fox ran", "l", "the quick [fox] ran"),
        ("the [quick] fox ran", "h", "[the] quick fox ran"),
        ("[the] fox", "h", "[the] fox"),
        ("the [fox].", "l", "the [fox]."),
        ("[Smith]’s dog", "l", "Smith’s [dog]"),
        ("Smith’s [dog]", "h", "[Smith]’s dog"),
        ("One [end].\n\n“Two", "l", "One end.\n\n“[Two]"),
        ("a [quick brown] fox", "l", "a quick brown [fox]"),
        ("a [^quick brown] fox", "h", "[a] quick brown fox"),
        ("a [^quick brown] fox", "l", "a quick brown [fox]"),
        ("the q[ui]ck fox", "l", "the quick [fox]"),
        ("the q[ui]ck fox", "h", "the [quick] fox"),
        # Growing and shrinking by words, across the first word and back.
        ("the [quick] brown fox", "L", "the [quick brown] fox"),
        ("the [quick brown] fox", "H", "the [quick] brown fox"),
        ("the [quick] brown fox", "H", "[^the quick] brown fox"),
        ("[^the quick] brown fox", "L", "the [^quick] brown fox"),
        ("the [quick] brown fox", "HLL", "the [quick brown] fox"),
        ("the [quick] brown fox", "LHH", "[^the quick] brown fox"),
        ("the [quick] brown fox", "vlll", "the [quick brown fox]"),
        ("the [quick] brown fox", "vllvl", "the [quick brown fox]"),
        ("the [quick] brown fox", "Lo", "the [^quick brown] fox"),
        ("the [quick] brown fox", "LoH", "[^the quick brown] fox"),
        ("the [quick] brown fox", "LoL", "the quick [^brown] fox"),
        ("the [quick] brown fox", "LoLL", "the quick [brown fox]"),
        ("the [fox], he said", "L", "the [fox, he] said"),
        ("the [fox], he said", "LH", "the [fox], he said"),
        ("东[京]都", "L", "东[京都]"),
        # Sentences and paragraphs.
        ("One [two]. Three four. Five", ")", "One two. [Three] four. Five"),
        ("One two. Three [four]. Five", "(", "One two. [Three] four. Five"),
        ("One two. [Three] four. Five", "(", "[One] two. Three four. Five"),
        ("One [two. Three] four. Five", ")", "One two. Three four. [Five]"),
        ("One [^two. Three] four. Five", ")", "One two. [Three] four. Five"),
        ("[One two. Three] four. Five", "o)", "One two. [Three] four. Five"),
        ("One [^two. Three] four. Five", "(", "[One] two. Three four. Five"),
        ("One two. [Three] four. Five", "v)", "One two. [Three four.] Five"),
        ("One two. [Three] four. Five", "v))", "One two. [Three four. Five]"),
        ("One two. [Three] four. Five", "v))(", "One two. [Three four.] Five"),
        ("One two. Three [four]. Five", "v(", "One two. [^Three four]. Five"),
        ("One two. Three [four]. Five", "v((", "[^One two. Three four]. Five"),
        ("One two. Three [four]. Five", "v(()", "One two. [^Three four]. Five"),
        ("[一。]二。", ")", "一。[二]。"),
        ("One [two].\n\nThree.\n\nFive.", "}", "One two.\n\n[Three].\n\nFive."),
        ("One [two.\n\nThree].\n\nFive.", "}", "One two.\n\nThree.\n\n[Five]."),
        ("One [^two.\n\nThree].\n\nFive.", "}", "One two.\n\n[Three].\n\nFive."),
        ("One two.\n\nThree.\n\n[Five].", "{", "One two.\n\n[Three].\n\nFive."),
        ("One [two].\nThree.", "{", "[One] two.\nThree."),
        ("One [two].\n\nThree.", "v}", "One [two.]\n\nThree."),
        ("One [two].\n\nThree.", "v}}", "One [two.\n\nThree.]"),
        ("One [two].\n\nThree.", "v}}{", "One [two.]\n\nThree."),
        # Graphemes at the active end.
        ("the [fox]es", ".", "the [foxe]s"),
        ("the [foxe]s", ",,", "the [fo]xes"),
        ("the [f]ox", ",", "the [f]ox"),
        ("the [^fox]", ",", "the[^ fox]"),
        ("the [^fox]", "..", "the fo[^x]"),
        ("the fo[^x]", ".", "the fo[^x]"),
        ("a [Zoe\u0308]s", ",", "a [Zo]e\u0308s"),
        ("a [b]👩‍👩‍👧 c", ".", "a [b👩‍👩‍👧] c"),
        ("a [b👩‍👩‍👧🇬🇧] c", ",", "a [b👩‍👩‍👧]🇬🇧 c"),
        ("a [^b]🇬🇧 c", ",,", "[^a b]🇬🇧 c"),
        ("[fox]", ".", "[fox]"),
        ("[^fox]", ",", "[^fox]"),
        # From between words.
        ("the[^ ]fox", "L", "the[ fox]"),
        ("the[ ]fox", "H", "[^the ]fox"),
        # Larger units.
        ("the q[ui]ck fox", "e", "the [quick] fox"),
        ("He said “go [home] now.” Bye.", "e", "He said “[go home now.]” Bye."),
        ("He said “go [home] now.” Bye.", "ee", "He said [“go home now.”] Bye."),
        ("He said “go [home] now.” Bye.", "eee", "[He said “go home now.”] Bye."),
        (
            "One. “Go ‘[home] now’” xy. Two.\n\nB",
            "ee",
            "One. “Go [‘home now’]” xy. Two.\n\nB",
        ),
        (
            "One. “Go ‘[home] now’” xy. Two.\n\nB",
            "eeee",
            "One. [“Go ‘home now’”] xy. Two.\n\nB",
        ),
        (
            "One. “Go ‘[home] now’” xy. Two.\n\nB",
            "eeeee",
            "One. [“Go ‘home now’” xy.] Two.\n\nB",
        ),
        (
            "One. “Go ‘[home] now’” xy. Two.\n\nB",
            "eeeeee",
            "[One. “Go ‘home now’” xy. Two.]\n\nB",
        ),
        (
            "One. “Go ‘[home] now’” xy. Two.\n\nB",
            "e" * 9,
            "[One. “Go ‘home now’” xy. Two.\n\nB]",
        ),
        ("One [two. Three] four. Five.", "e", "[One two. Three four.] Five."),
    ],
)
def test_keys(before: str, keys: str, after: str) -> None:
    text, selection = read(before)
    assert marked(text, pressed(text, selection, keys)) == after


@pytest.mark.parametrize(
    ("before", "word", "after"),
    [
        ("the [quick] brown fox", "fox", "the [quick brown fox]"),
        ("the [quick] brown fox", "the", "[^the quick] brown fox"),
        ("the [quick brown] fox", "quick", "the [quick] brown fox"),
        ("[^the quick] brown fox", "fox", "the [quick brown fox]"),
        ("[^the quick] brown fox", "the", "[^the quick] brown fox"),
        ("the [quick brown fox]", "the", "[^the quick] brown fox"),
        ("the [quick brown] fox", "brown", "the [quick brown] fox"),
        ("the [^quick brown] fox", "quick", "the [^quick brown] fox"),
        ("Ann\u2014[Lee said] no", "Ann", "[^Ann\u2014Lee] said no"),
        ("Ann\u2014[^Lee said] no", "no", "Ann\u2014Lee [said no]"),
        ("so [\u6f22\u5b57] it", "so", "[^so \u6f22]\u5b57 it"),
        ("\u6f22[\u5b57]", "\u6f22", "[^\u6f22\u5b57]"),
    ],
)
def test_reach(before: str, word: str, after: str) -> None:
    text, selection = read(before)
    assert marked(text, reach(text, selection, text.index(word) + len(word) - 1)) == after


PIECES = [
    *"fox Smith’s don't U.S. 1,200 漢字 Zoe\u0308 e\u0301 👩‍👩‍👧 🇬🇧 ❤️ 한 م".split(),
    *(" ", " ", " ", ". ", "? ", ".\n", "\n\n", "“", "”", "‘", "’", '"', ",", "—", "\u00a0"),
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join) | st.text()
keys = st.text("hl(){}HLvo,.e", max_size=12)


def has_word(text: str) -> bool:
    return next(units.words(text, 0, len(text)), None) is not None


@given(texts, keys, st.data())
def test_there_is_always_something_selected_within_the_text(
    text: str, keys: str, data: st.DataObject
) -> None:
    assume(has_word(text))
    place = st.integers(0, len(text))
    selection = word_at(text, data.draw(place))
    for key in keys:
        selection = pressed(text, selection, "v" + key if key in "(){}" else key)
        assert 0 <= selection.start < selection.end <= len(text)
    moved = pressed(text, selection, keys.replace("v", ""))
    reached = reach(text, selection, data.draw(place))
    for found in (moved, reached):
        assert 0 <= found.start < found.end <= len(text)


@given(texts, st.data())
def test_a_word_more_and_a_word_less_is_where_we_were(text: str, data: st.DataObject) -> None:
    assume(has_word(text))
    selection = word_at(text, data.draw(st.integers(0, len(text))))
    steps = data.draw(st.integers(0, 6))
    seen = [selection]
    for _ in range(steps):
        seen.append(extend(text, seen[-1], WORD, True))
        assert seen[-1].start == selection.start
    for expected in reversed(list(dict.fromkeys(seen))[:-1]):
        seen.append(extend(text, seen[-1], WORD, False))
        assert seen[-1] == expected


@given(texts)
def test_moving_by_words_meets_each_word_once_both_ways(text: str) -> None:
    assume(has_word(text))
    everything = list(units.words(text, 0, len(text)))
    selection = word_at(text, 0)
    met = [selection.span]
    while (following := move(text, selection, WORD, True)) != selection:
        selection = following
        met.append(selection.span)
    assert met == everything
    while (preceding := move(text, selection, WORD, False)) != selection:
        selection = preceding
        met.pop()
        assert selection.span == met[-1]
    assert len(met) == 1


@given(texts, st.data())
def test_growing_grows_until_all_is_selected(text: str, data: st.DataObject) -> None:
    assume(has_word(text))
    selection = word_at(text, data.draw(st.integers(0, len(text))))
    while (larger := grow(text, selection)) != selection:
        assert larger.start <= selection.start
        assert larger.end >= selection.end
        selection = larger
    assert text[slice(*selection.span)] == text.strip()


@given(texts, st.data())
def test_nudging_stops_only_between_graphemes(text: str, data: st.DataObject) -> None:
    borders = [0]
    for grapheme in iter_graphemes(text):
        borders.append(borders[-1] + len(grapheme))
    offset = data.draw(st.integers(0, len(text)))
    assert units.grapheme_borders(text, offset) == borders

    assume(has_word(text))
    selection = word_at(text, offset)
    for forward in data.draw(st.lists(st.booleans(), max_size=8)):
        nudged = nudge(text, selection, forward)
        assert nudged.head in borders or nudged == selection
        assert nudged.anchor == selection.anchor
        selection = nudged


def test_nudging_far_into_a_long_text_stops_between_graphemes() -> None:
    text = "👩‍👩‍👧" * 400 + " e\u0301" * 400
    offset = text.index(" ") - 5
    for _ in range(3):
        forward = nudge(text, Selection(0, offset), True).head
        assert forward == offset + 5
        assert nudge(text, Selection(0, forward), False).head == offset
        offset -= 5
