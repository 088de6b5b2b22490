"""What is asked about a tag, and what comes of the answer."""

import pytest
from msgspec.structs import replace

from annotations.article import Metadata
from annotations.scheme import DEFAULT_SCHEME
from tests.tui.reading.script import Script
from tui.effects import Amend, Fill, Form

TEXT = 'Ann Lee said: "We sail." Bo Ray left on [Friday>. "They stay," Bo Ray said.\n'


def form(script: Script) -> Form:
    assert isinstance(script.asked, Fill)
    return script.asked.form


def test_all_about_a_tag_is_a_form_whose_answer_is_kept() -> None:
    script = Script(TEXT).type("d i")
    assert form(script).title.startswith("date")
    assert any("made date" in line for line, _ in form(script).about)
    script.answer({**form(script).values, "note": "sure"})
    (tag,) = script.session.index
    assert tag.note == "sure"
    assert script.type("u").session.index.by_id[tag.id].note == ""


def test_the_history_of_a_tag_is_told() -> None:
    script = Script(TEXT).type("d a c o k enter i")
    told = " ".join(line for line, _ in form(script).about)
    assert "date \u2192 actor" in told
    assert "note changed" in told


@pytest.mark.parametrize(
    ("keys", "note"),
    [
        ("c h m enter", "hm"),
        ("c h m enter c m enter", "hmm"),
        ("c h m enter c ctrl+u enter", ""),
        ("c h m escape", ""),
    ],
)
def test_a_note_is_asked_for_in_the_bottom_line(keys: str, note: str) -> None:
    script = Script(TEXT).type("d " + keys)
    (tag,) = script.session.index
    assert (tag.note, script.mode) == (note, "normal")


def speaker(script: Script) -> str | None:
    found = [link for link in script.session.links if link.type == "speaker"]
    if not found:
        return None
    target = script.session.index.by_id[found[0].target]
    return script.text[target.start : target.end]


def test_a_speaker_is_linked_the_next_one_and_none() -> None:
    text = '[Ann Lee> said: "We sail." Bo Ray left.'
    script = Script(text).type("a / w e space s a i l enter h . . . . . . . . . . q")
    script.type("escape / B o space R a y enter a W s")
    assert speaker(script) == "Ann Lee"
    assert script.message == "speaker: Ann Lee (1 of 2)"
    assert speaker(script.type("s")) == "Bo Ray"
    assert speaker(script.type("s")) is None
    assert speaker(script.type("u")) == "Bo Ray"
    assert speaker(script.type("u u")) is None


def test_where_there_is_nothing_to_describe_that_is_said() -> None:
    script = Script(TEXT)
    for key in ("i", "c"):
        assert "There is no tag here." in script.type(key).message
    assert "There is no quote here." in script.type("s").message
    assert "There is no actor near this quote." in script.type("q s").message
    assert "No tags here are waiting" in script.type("R").message


def test_an_articles_metadata_is_a_form_and_only_what_was_changed_is_amended() -> None:
    script = Script(TEXT, scheme=DEFAULT_SCHEME).type("I")
    script.answer({**form(script).values, "source": "Wire"})
    assert isinstance(script.asked, Amend)
    assert script.asked.fields == {"source": "Wire"}


def test_notes_are_gone_through() -> None:
    script = Script("[Ann> came. Bo left.", "Cy stayed.")
    for keys in ("a", "w l l a", "tab a"):
        script.type(f"{keys} c")
        script.type("s e e space p enter")
    script.type("tab g ctrl+l")
    hand = script.reading.at_hand
    assert (hand.kind, hand.number, hand.of, script.message) == ("note", 1, 3, "see p")
    assert script.type("n").selected == "Bo"
    assert script.type("n").reading.active == 1
    # A note asks nothing: enter and x are for the tag.
    script.type("x")
    assert script.tags == []
    assert script.type("n").reading.at_hand.of == 3
    assert script.type("escape").reading.queue is None
    assert "no notes here" in Script("[Ann> came.").type("ctrl+l").message


def dated(keys: str) -> Script:
    """An article whose accepted dates get their values with its day of publication."""
    script = Script("[They> met on Friday and left on Sunday. Ann came on Monday.")
    for words in ("Friday", "Sunday", "Monday"):
        script.find(words)
        script.type("escape d")
    script.type("g I")
    asked = script.asked
    assert isinstance(asked, Fill)
    script.answer({**asked.form.values, "published": "2031-03-05"})
    amend = script.asked
    assert isinstance(amend, Amend)
    assert amend.fields == {"published": "2031-03-05"}
    article = script.session.article
    script.session.article = replace(article, meta=Metadata(published="2031-03-05"))
    return script.answer().type(keys)


def values(script: Script) -> dict[str, object]:
    tags = sorted(script.session.index, key=lambda tag: tag.order)
    return {script.text[a.start : a.end]: a.attrs.get("value") for a in tags}


def test_dates_are_offered_their_values_when_the_article_gets_its_day() -> None:
    script = dated("")
    hand = script.reading.at_hand
    assert (hand.question, hand.yes, hand.no) == ("value for 3 dates?", "all", "not")
    assert script.message == "Friday 2031-02-28, Sunday 2031-03-02, Monday 2031-03-03"
    nothing = {"Friday": None, "Sunday": None, "Monday": None}
    assert values(script) == nothing
    everything = {"Friday": "2031-02-28", "Sunday": "2031-03-02", "Monday": "2031-03-03"}
    assert values(script.type("l l enter")) == everything
    assert values(script.type("u")) == nothing
    assert values(dated("n x enter")) == {**everything, "Friday": None}
    assert values(dated("escape")) == nothing
    assert dated("u").reading.queue is None


def test_nothing_is_offered_where_no_date_waits() -> None:
    script = Script("[Ann> came.").type("a I")
    asked = script.asked
    assert isinstance(asked, Fill)
    script.answer({**asked.form.values, "published": "2031-03-05"}).answer()
    assert script.reading.queue is None
