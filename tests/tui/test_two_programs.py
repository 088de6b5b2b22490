"""Two programs on one article: each shows what the other saves, and no tag is made twice."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Conflict, Contents, Link
from annotations.clock import new_id
from annotations.fitting import fit, without_doubles
from annotations.project import Project
from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]


def saved(project: Project, id: str, *added: Annotation) -> None:
    """What another program saves, which has the same article open."""
    article = project.store.article(id)
    assert article
    project.store.apply(article, Change(new_id(), new_id(), "bo", "", added=added))


async def test_what_the_other_saves_is_shown_without_a_key(make_app: Make, tmp_path: Path) -> None:
    async with at_work(make_app(), 100, 24) as at:
        await at.press("a")
        id = at.workbench.reading.session.article.id
        other = Project.find(tmp_path / "project", "bo")
        assert len(other.store.load(id).annotations) == 1
        saved(other, id, Annotation(new_id(), 6, 12, "date", "bo"))
        at.workbench._look_outside()
        await at.press("right left")
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        assert "d date 1" in at.screen
        # What the other has removed by now is gone here too, and what is made here stays.
        (theirs,) = (one for one in at.workbench.reading.session.index if one.annotator == "bo")
        article = other.store.article(id)
        assert article
        other.store.apply(article, Change(new_id(), new_id(), "bo", "", removed=(theirs,)))
        at.workbench._look_outside()
        await at.press("right")
        assert at.tags == [("Talks", "actor")]


async def test_a_look_goes_on_by_itself(make_app: Make) -> None:
    async with at_work(make_app()) as at:
        await at.pilot.pause()
        bench = at.workbench
        assert [timer._callback for timer in bench._timers].count(bench._look_outside) == 1


async def test_one_annotator_has_the_same_tag_once(make_app: Make, tmp_path: Path) -> None:
    async with at_work(make_app(), 100, 24) as at:
        await at.press("a")
        session = at.workbench.reading.session
        id, annotator = session.article.id, session.annotator
        other = Project.find(tmp_path / "project", annotator)
        other.store.load(id)
        saved(other, id, Annotation("their-tag", 6, 12, "date", annotator))
        await at.press("l d")
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        assert "d date 1" in at.screen
    kept = Project.find(tmp_path / "project", None).store.load(id).annotations
    assert [one.id for one in kept.values() if one.label == "date"] == ["their-tag"]


def test_what_a_second_tag_says_beyond_the_first_is_added_to_it() -> None:
    there = Annotation("1", 0, 4, "date", "ana", {"value": "2031"}, "")
    contents = Contents({"1": there})
    double = Annotation("2", 0, 4, "date", "ana", {"value": "2032", "sure": "yes"}, "see p. 2")
    theirs = Annotation("3", 0, 4, "date", "bo")
    change = Change("c", "c", "ana", "", added=(double, theirs))
    fitted, _ = fit(without_doubles(change, contents), contents)
    after = contents.after(fitted).annotations
    assert sorted(after) == ["1", "3"]
    assert (after["1"].attrs, after["1"].note) == ({"value": "2031", "sure": "yes"}, "see p. 2")
    # What is imported, or takes the place of the first, stands as it is.
    assert without_doubles(replace(change, kind="import"), contents).added == (double, theirs)
    instead = replace(change, removed=(there,))
    assert without_doubles(instead, contents) == instead


def test_a_rejection_elsewhere_keeps_no_tag_of_the_same_words_away() -> None:
    turned_down = Annotation("1", 0, 4, "date", "ana", origin="rule:date", verdict="rejected")
    contents = Contents({"1": turned_down})
    change = Change("c", "c", "ana", "", added=(Annotation("2", 0, 4, "date", "ana"),))
    assert without_doubles(change, contents) == change


def test_of_a_change_the_part_that_others_were_before_is_told_and_not_made() -> None:
    held = {"frame": "conflict", "tone": "calm"}
    there = Contents(
        {"q": Annotation("q", 0, 4, "quote", "ana"), "a": Annotation("a", 5, 9, "actor", "ana")},
        codes=frozenset(Code("ana", name, value) for name, value in held.items()),
        status="skipped",
    )
    link = Link("speaker", "q", "a")
    change = Change(
        "c", "c", "ana", "",
        linked=(link,),
        uncoded=(Code("ana", "frame", "economy"), Code("ana", "tone", "calm")),
        coded=(Code("ana", "frame", "human"), Code("ana", "tone", "angry")),
        status=("open", "done"),
    )  # fmt: skip
    fitted, conflicts = fit(change, there, fits=lambda type, source, target: False)
    after = there.after(fitted)
    assert after.codes == {Code("ana", "frame", "conflict"), Code("ana", "tone", "angry")}
    assert (after.status, after.links) == ("skipped", frozenset())
    assert set(conflicts) == {
        Conflict(Code("ana", "frame", "human"), Code("ana", "frame", "conflict")),
        Conflict("done", "skipped"),
        Conflict(link, None),
    }
    # A link to what is gone anyway is lost without a word: its end's conflict is told.
    alone = replace(change, linked=(Link("speaker", "q", "gone"),), coded=(), uncoded=())
    assert fit(replace(alone, status=None), there)[1] == ()
