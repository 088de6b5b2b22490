"""Who is asked now, and what lights up: the queue on top, the suggestion, the tag."""

from tests.tui.reading.script import Script

TEXT = (
    "[Talks> resume in Verrin.\n\n"
    "“We will sail,” said Minister Ann Oran on Tuesday. “No,” said Bo Ray.\n"
)


def at(words: str, script: Script) -> Script:
    """The script with these words selected."""
    start = script.text.index(words)
    script.reading.pane.go((start, start + len(words)))
    return script


def linked() -> Script:
    """Both quotes linked to who said them."""
    script = Script(TEXT)
    for words, key in (
        ("Minister Ann Oran", "a"), ("Bo Ray", "a"), ("“We will sail,”", "q s"), ("“No,”", "q s")
    ):  # fmt: skip
        at(words, script).type(key)
    return script


def lit(script: Script) -> list[str]:
    return [script.text[slice(*span)] for span in script.reading.lit]


def test_of_a_tag_and_a_suggestion_on_the_same_words_the_held_one_is_meant() -> None:
    script = at("Ann Oran", Script(TEXT, suggests=True))
    assert script.reading.at_hand.kind == "suggestion"
    assert script.type("p").reading.at_hand.kind == "tag"
    left = script.reading.suggestions_left
    assert script.type("x").tags == []
    assert script.reading.suggestions_left == left
    assert script.reading.at_hand.kind == "suggestion"


def test_with_more_words_than_the_held_tag_has_a_suggestion_of_these_is_meant() -> None:
    script = at("Ann", Script(TEXT, suggests=True)).type("p shift+right")
    assert script.selected == "Ann Oran"
    assert script.reading.held is not None
    assert script.reading.at_hand.kind == "suggestion"
    assert script.type("enter").tags == [("Ann Oran", "actor"), ("Ann", "proposal")]


def test_only_the_other_end_of_the_tag_at_hand_lights_up() -> None:
    script = linked().type("g")
    assert lit(script) == []
    assert lit(script.type("w")) == ["Minister Ann Oran"]
    assert lit(script.type("shift+right")) == ["Minister Ann Oran"]
    assert lit(at("“No,”", script)) == ["Bo Ray"]
    assert lit(at("No", script)) == []


def test_in_a_check_a_quote_is_asked_for_its_speaker_and_half_a_word_whether_it_is_fine() -> None:
    script = at("“No,”", at("Kestr", Script(f"{TEXT}In Kestrow.\n")).type("p")).type("q g !")
    hand = script.reading.at_hand
    assert (hand.kind, hand.of, hand.type, hand.question) == (
        "check",
        2,
        "speaker",
        "no actor near",
    )
    hand = script.type("x").reading.at_hand  # nobody is named
    assert (hand.kind, hand.number, hand.type, hand.question) == ("check", 2, "", "token")
    assert script.type("x").tags == [("“No,”", "quote")]


def test_what_esc_lets_go_of_is_marked_no_longer() -> None:
    script = Script(TEXT).type("/ s a i d enter")
    assert len(script.hits) == 2
    assert list(script.type("escape").hits) == []


def test_where_an_article_is_asked_about_there_is_no_tag_to_remove() -> None:
    script = Script(TEXT).type("m !")
    hand = script.reading.at_hand
    assert (hand.kind, hand.question, hand.yes, hand.no) == ("check", "untagged", "fine", "")
    assert script.type("enter").reading.queue is None
    assert len(script.session.decisions) == 1
