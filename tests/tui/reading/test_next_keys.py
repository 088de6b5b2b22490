"""What the bottom row says can be done, in each state that keys lead to."""

import pytest
from msgspec.structs import replace

from annotations.scheme import DEFAULT_SCHEME, Label, LinkType, Scheme
from tests.tui.reading.script import Script
from tui.keys import Keymap
from tui.next_keys import Wording, while_asking
from tui.reading.state import Asking

LEFT = "Talks resume.\n\nMinister Oran said: “We open the harbour in May.”"
RIGHT = "Harbour to open.\n\nOran left on Tuesday."


def row(script: Script, scheme: Scheme = DEFAULT_SCHEME, terminal: str = "") -> str:
    mode = script.reading.mode
    wording = Wording(Keymap(scheme), "articles", terminal)
    now = while_asking(mode) if isinstance(mode, Asking) else wording.of_reading(script.reading)
    return "".join(words for words, _ in now.pieces(200))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "n next 6  ? keys  ctrl+q leave"),
        ("n", "actor?  enter yes  x no  e grow  n skip  ? keys"),
        ("v", "extending  v end it  n next 6  ? keys"),
        ("n v", "extending: actor?  v end it  enter yes  x no  e grow  n skip  ? keys"),
        ("a", "x remove  n next 6  ? keys  ctrl+q leave"),
        ("f", "type a letter to go there  esc back"),
        ("/", "enter done  ctrl+r regex  esc cancel"),
        ("/ ctrl+r", "enter done  ctrl+r plain words  esc cancel"),
        ("&", "now a label's key: a second label on these words"),
    ],
)
def test_in_this_state_this_can_be_done(keys: str, said: str) -> None:
    assert row(Script(LEFT, RIGHT, suggests=True).type(keys)) == said


@pytest.mark.parametrize(
    ("keys", "begins", "ends"),
    [
        ("/ o r a n enter", "hit 1/2 +", "x leave out  n next  esc done  ? keys"),
        ("/ o r a n enter n", "hit 2/2 +", "x leave out  n next  esc done  ? keys"),
        ("} l A", "tag 2 Oran?", "n next  esc no  ? keys"),
    ],
)
def test_a_queue_says_where_one_is_and_what_waits_beneath(
    keys: str, begins: str, ends: str
) -> None:
    said = row(Script(LEFT, RIGHT, suggests=True).type(keys))
    assert said.startswith(begins)
    assert said.endswith(ends)


def test_where_a_label_took_the_letter_the_key_for_commands_stands_before_it() -> None:
    scheme = Scheme((Label("name", ("n",), "red"),))
    script = Script(LEFT, scheme=scheme)
    assert row(script, scheme) == ";n next  ? keys  ctrl+q leave"


@pytest.mark.parametrize("terminal", ["vscode", "textual"])
def test_what_keeps_ctrl_q_is_left_by_ctrl_c(terminal: str) -> None:
    assert row(Script(LEFT), terminal=terminal).endswith("ctrl+c twice leave")


def test_what_was_used_ten_times_gives_way() -> None:
    script = Script(LEFT, RIGHT, suggests=True).type(" ".join("n" * 10))
    now = Wording(Keymap(DEFAULT_SCHEME), "articles").of_reading(script.reading)
    assert [hint.id for hint in now.hints if hint.learnt] == ["next"]


@pytest.mark.parametrize(("keys", "key"), [((), "s"), (("Y",), "Y"), (("s",), "s")])
def test_a_type_of_links_with_a_key_of_its_own_is_hinted_by_that(
    keys: tuple[str, ...], key: str
) -> None:
    links = (
        LinkType("speaker", ("quote",), ("actor",), keys),
        LinkType("rebuts", ("actor",), ("quote",), ("T",)),
    )
    scheme = replace(DEFAULT_SCHEME, links=links)
    text = LEFT.replace("said", "met Ilse Varn and said")
    script = Script(text, suggests=True, scheme=scheme).type("n n n enter W V")
    assert f"  {key} next  " in row(script, scheme)
    offered = script.reading.at_hand.question
    script.type(key)
    assert script.reading.at_hand.question != offered
