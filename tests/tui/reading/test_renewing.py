"""Tags whose words changed with the text: moved or given up, one after the other."""

from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from tests.tui.reading.script import Script

OLD = "The talks in Port Sallow resume.\n\nThe mayor of Lowmark wept, and then she left.\n"
NEW = "The talks in Fort Sallow resume.\n\nNothing else is known of it.\n"


def renewed() -> Script:
    """An article with two tags that were made on an earlier text of it."""
    script = Script(NEW)
    session = script.session
    old = replace(session.article, text=OLD)
    script.reading.outside.text_of = lambda digest: OLD if digest == old.digest else None  # type: ignore[method-assign]
    tags = []
    for words, label in (("Port Sallow", "actor"), ("The mayor of Lowmark", "date")):
        start, id = OLD.index(words), f"tag-{label}"
        one = Annotation(id, start, start + len(words), label, "ana", text_digest=old.digest)
        tags.append(one)
    session.taken("", Change("", "", "", ""), Change("c", "c", "ana", "", added=tuple(tags)), ())
    return script


def asked(script: Script) -> tuple[str, str, str]:
    hand = script.reading.at_hand
    return hand.question, hand.yes, hand.no


def test_each_is_asked_about_where_it_may_be_now() -> None:
    script = renewed().type("R")
    assert asked(script) == ("actor here?", "move", "give up")
    assert (script.selected, script.reading.at_hand.of) == ("Fort Sallow", 2)
    assert "talks in \u201cPort Sallow\u201d resume" in script.message
    script.type("enter")
    assert script.tags == [("Fort Sallow", "actor")]
    assert asked(script) == ("date is gone?", "", "give up")
    script.type("u")
    assert (script.tags, asked(script)[0]) == ([], "actor here?")
    script.type("x x")
    assert script.reading.queue is None
    assert script.session.contents.annotations == {}
    assert "No tags here are waiting" in script.type("R").message
