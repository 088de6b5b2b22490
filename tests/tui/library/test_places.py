"""Places that are found in all articles: listed while they come, opened, and come back from."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.clock import new_id
from annotations.project import Project
from tests.tui.sitting import Sitting, at_work
from tui.app import PostilApp
from tui.library.places import Places
from tui.library.screen import Library

Make = Callable[..., PostilApp]


def tag(project: Project, id: str, start: int, end: int, label: str, done: bool = False) -> None:
    article = project.store.article(id)
    assert article
    added = (Annotation(new_id(), start, end, label, "ana"),)
    change = Change(new_id(), new_id(), "ana", "", added=added)
    project.store.apply(article, replace(change, status=("open", "done") if done else None))


async def test_words_are_found_everywhere_and_the_article_opens_there(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.look("G ctrl+f h a r b o u r enter")
        assert "\u201charbour\u201d   3 places in 2 articles" in at.screen
        assert "1 of 3" in at.screen
        await at.press("j j enter")
        assert at.workbench.reading.session.article.id == "harbour-b"
        assert at.selected == "harbour"
        await at.press("> b")
        assert isinstance(at.app.screen, Places)
        assert "3 of 3" in at.screen
        await at.press("escape")
        assert isinstance(at.app.screen, Library)
        assert "A letter from the north" in at.row


async def test_a_place_that_was_named_stands_before_the_library(make_library: Make) -> None:
    project = make_library().sessions.project
    async with at_work(PostilApp(project, None, place=(("harbour-b",), (0, 3)))) as at:
        await at.press("right left")
        assert at.workbench.reading.session.article.id == "harbour-b"
        await at.press("b")
        assert isinstance(at.app.screen, Library)
    async with PostilApp(project, None, place=(("gone",), None)).run_test() as pilot:
        pass
    assert str(pilot.app.failure) == "The article gone is gone."


async def test_articles_that_were_named_stand_side_by_side(make_library: Make) -> None:
    project = make_library().sessions.project
    ids = [row.id for row in project.store.listing().rows][:3]
    named = (ids[2], ids[0])
    async with at_work(PostilApp(project, None, place=(named, None))) as at:
        reading = at.workbench.reading
        assert [pane.session.article.id for pane in reading.panes] == list(named)


async def test_a_place_is_in_view_in_a_long_article(make_library: Make, tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    text = "\n\n".join(f"Paragraph {n} of the report, which is long." for n in range(300))
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"Report {name}\n\n{text}\n")
    async with at_work(make_library([folder]), 100, 24) as at:
        await at.look("ctrl+f 2 5 0 space o f enter")
        await at.press("enter")
        assert "Paragraph 250" in at.screen
        assert at.selected == "250 of"
        await at.press("b j enter")
        assert at.workbench.reading.session.article.title == "Report b"
        assert at.selected == "250 of"
        assert "Paragraph 250" in at.screen
        await at.press("b k enter G b enter")
        assert at.selected == "250 of"
        assert "Paragraph 250" in at.screen


async def test_patterns_and_what_is_none(make_library: Make) -> None:
    async with at_work(make_library(), 100, 20) as at:
        await at.press("ctrl+f enter")
        assert "There is nothing to look for." in at.screen
        await at.press("ctrl+f ctrl+r ( enter")
        assert "is not a regular expression" in at.screen
        await at.press("ctrl+f x escape")
        await at.look("ctrl+f ctrl+r f e r r y - [ a b ] enter")
        assert "2 places in 2 articles" in at.screen
        await at.press("? escape escape")
        await at.look("ctrl+f z z z enter")
        assert "0 places" in at.screen
        await at.press("enter")
        assert "There is no place to go to." in at.screen
        await at.press("G j pagedown b")
        assert isinstance(at.app.screen, Library)


async def test_what_looks_wrong_is_listed_with_what_to_do(
    make_library: Make, corpus: Project
) -> None:
    tag(corpus, "ferry-a", 0, 5, "actor")
    tag(corpus, "ferry-b", 1, 8, "date", done=True)
    text = corpus.example("ferry-b").article.text
    async with at_work(make_library(), 120, 20) as at:
        await at.look("c")
        assert "What looks wrong   1 place" in at.screen
        assert "token" in at.row
        assert "Extend it to the whole word." in at.screen
        await at.press("enter")
        assert at.selected == text[1:8]
        await at.press("x")
        await at.look("b")
        assert "token" not in at.screen
        assert "nothing is tagged" in at.row
        await at.press("b m")
        assert "skipped" in at.row


async def test_what_looks_wrong_is_said_to_be_fine_and_that_is_taken_back(
    make_library: Make, corpus: Project
) -> None:
    tag(corpus, "harbour-b", 1, 4, "actor")
    async with at_work(make_library(), 120, 20) as at:
        await at.look("c")
        count = at.screen.count("token")
        await at.look("f")
        assert at.screen.count("token") < count
        await at.look("u")
        assert at.screen.count("token") == count
        await at.press("f b")
        at.app.sessions.writer.drain(10)
    (kept,) = corpus.store.load("harbour-b").decisions
    assert (kept.kind, kept.about[:2], kept.answer) == ("finding", ("check", "token"), "fine")


WRONG = {"ferry-a": (1, 5), "ferry-c": (1, 5), "harbour-b": (1, 4), "budget-a": (2, 7)}


def kind_of(at: Sitting) -> tuple[str, int, int, str]:
    hand = at.workbench.reading.at_hand
    return hand.kind, hand.number, hand.of, hand.question


async def test_n_goes_on_in_the_list_from_article_to_article_and_the_list_stays_as_it_was(
    make_library: Make, corpus: Project
) -> None:
    for id, (start, end) in WRONG.items():
        tag(corpus, id, start, end, "actor", done=True)
    async with at_work(make_library(), 120, 20) as at:
        await at.look("c")
        assert isinstance(at.app.screen, Places)
        names = [spot.name for spot in at.app.screen.state.spots]
        assert sorted(names) == sorted(WRONG)
        await at.press("enter")
        read = [at.workbench.reading.session.article.id]
        assert kind_of(at) == ("check", 1, 4, "token")
        await at.press("n")
        read.append(at.workbench.reading.session.article.id)
        assert kind_of(at) == ("check", 2, 4, "token")
        await at.press("enter")  # fine as it is
        read.append(at.workbench.reading.session.article.id)
        assert kind_of(at) == ("check", 3, 4, "token")
        assert read == names[:3]
        await at.press("x")  # its tag is removed
        assert at.workbench.reading.session.article.id == names[3]
        await at.press("N")
        assert kind_of(at) == ("check", 1, 4, "token")
        await at.look("b")
        # The cursor is where one has come to; what is done is gone, and the rest keeps its order.
        # That nothing is tagged any more is new, and stands where it is read.
        spots = [(spot.name, spot.kind) for spot in at.app.screen.state.spots]
        assert spots == [(names[0], "token"), (names[2], "untagged"), (names[3], "token")]
        assert "1 of 3" in at.screen
        await at.press("j j enter")
        assert kind_of(at) == ("check", 5, 5, "token")
        await at.press("escape")
        assert at.workbench.reading.queue is None
        at.app.sessions.writer.drain(10)
    (kept,) = corpus.store.load(names[1]).decisions
    assert (kept.answer, kept.by) == ("fine", "ana")
    assert not [one for one in corpus.store.load(names[2]).annotations.values() if one.is_tag]


async def test_hits_in_all_articles_are_walked_and_a_tag_answers_beneath_them(
    make_library: Make,
) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.look("ctrl+f W o r d s space o f enter")
        assert isinstance(at.app.screen, Places)
        names = [spot.name for spot in at.app.screen.state.spots]
        await at.press("enter n n n")
        assert at.workbench.reading.session.article.id == names[3]
        assert at.selected == "Words of"
        assert kind_of(at)[:3] == ("find", 4, 7)
        await at.press("a")
        assert at.tags == [("Words of", "actor")]
        await at.press("N")
        assert at.workbench.reading.session.article.id == names[2]
        await at.press("b")
        assert isinstance(at.app.screen, Places)
        assert "3 of 7" in at.screen


async def test_notes_are_listed_and_filtered_by(make_library: Make, corpus: Project) -> None:
    article = corpus.store.article("harbour-b")
    assert article
    one = Annotation(new_id(), 0, 4, "actor", "ana", note="Ask about the deal.")
    corpus.store.apply(article, Change(new_id(), new_id(), "ana", "", added=(one,)))
    async with at_work(make_library(), 120, 20) as at:
        await at.press("/ n o t e : enter")
        assert at.titles == ["Port Sallow deal is near"]
        await at.look("escape ctrl+l")
        assert "Ask about the deal." in at.row
        assert "\u201cPort\u201d" in at.row
        await at.press("enter")
        assert at.selected == "Port"
        assert "note: Ask about the deal." in at.screen
        assert "a*" in at.screen


async def test_the_least_sure_suggestions_are_walked_over_articles_and_answered(
    make_library: Make, corpus: Project
) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.look("s")
        places = at.app.screen
        assert isinstance(places, Places)
        spots = places.state.spots
        assert len(spots) > 2
        assert "Least sure" in at.screen
        assert "% sure: suggested by rule:" in at.screen
        first, second, third = (spot.place for spot in spots[:3])
        await at.type("enter")
        assert at.workbench.reading.session.article.id == first.article
        assert at.workbench.reading.pane.selected == first.span
        assert kind_of(at)[0] == "suggestion"
        await at.type("enter")
        assert at.workbench.reading.session.article.id == second.article
        assert at.workbench.reading.pane.selected == second.span
        await at.type("x")
        assert at.workbench.reading.pane.selected == third.span
        await at.look("b")
        left = [spot.place.key for spot in places.state.spots]
        assert left[0] == third.key
        assert not {first.key, second.key} & set(left)
    verdicts = [
        (one.label, one.verdict)
        for id in {first.article, second.article}
        for one in corpus.store.load(id).annotations.values()
        if (one.start, one.end) in (first.span, second.span)
    ]
    assert sorted(verdict for _, verdict in verdicts) == ["accepted", "rejected"]


async def test_the_least_sure_are_opened_from_the_command_line(corpus: Project) -> None:
    project = Project(corpus.folder, "ana")
    async with at_work(PostilApp(project, None, unsure=2), 120, 20) as at:
        await at.pilot.pause()
        assert isinstance(at.app.screen, Places)
        assert at.app.screen.looking
        at.app.screen.looking.wait(10)
        await at.pilot.pause()
        assert len(at.app.screen.state.spots) == 2
        await at.press("b")
        assert isinstance(at.app.screen, Library)
