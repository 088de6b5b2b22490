"""Files in which git left two sides: real merges of random pairs of histories, and each rule."""

import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Decision, Link
from annotations.clock import now
from annotations.disk.two_sides import is_torn, sides, with_commas
from annotations.errors import Damaged
from annotations.store.folders import Folders
from annotations.store.tiny import TinyStore
from tests.annotations.store.clones import ARTICLE, STYLES, WORDS, Clones
from tests.annotations.store.histories import two_histories

# Of the first two, one side or both moved a tag to where git saw no conflict.
SEEDS = [(1, 65941, 4), pytest.param(range(5, 205), marks=pytest.mark.torture)]

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    return Clones(tmp_path / "clones")


@needs_git
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seeds", SEEDS)
def test_any_two_histories_that_git_merges_open_with_all_tags(
    tmp_path: Path, style: str, seeds: Iterable[int]
) -> None:
    for seed in seeds:
        two_histories(Clones(tmp_path / f"project {seed}"), random.Random(seed), style)


def marked(*lines: str) -> bytes:
    return "\n".join(lines).encode() + b"\n"


@pytest.mark.parametrize(
    ("data", "ours", "theirs", "base"),
    [
        (marked("a", "<<<<<<< HEAD", "b", "=======", "c", ">>>>>>> x", "d"), "abd", "acd", None),
        (
            marked("a", "<<<<<<< HEAD", "b", "||||||| 12ab", "o", "=======", "c", ">>>>>>> x"),
            "ab", "ac", "ao",
        ),
        (marked("a", "<<<<<<< HEAD", "=======", "c", ">>>>>>> x", "<<<<<<< HEAD", "e", "=======",
                ">>>>>>> x"), "ae", "ac", None),
        (marked("a", "=======", "b"), "a=======b", "a=======b", None),
    ],
)  # fmt: skip
def test_sides_of_every_style(data: bytes, ours: str, theirs: str, base: str | None) -> None:
    found = sides(data)
    assert found is not None
    shown = [None if one is None else one.replace(b"\n", b"").decode()
             for one in (found.ours, found.theirs, found.base)]  # fmt: skip
    assert shown == [ours, theirs, base]


def test_marks_that_are_not_whole_have_no_sides() -> None:
    assert sides(marked("a", "<<<<<<< HEAD", "b", "=======", "c")) is None


def test_commas_are_put_right_between_lines_that_came_and_went() -> None:
    broken = marked("{", ' "a": {', '  "b": 1', '  "c": 2,', " },", ' "d": []', ' "e": "x,"', "}")
    mended = ["{", ' "a": {', '  "b": 1,', '  "c": 2', " },", ' "d": [],', ' "e": "x,"', "}"]
    assert with_commas(broken) == marked(*mended)


@needs_git
@pytest.mark.parametrize("style", STYLES)
def test_one_value_that_both_changed_waits_beside_the_other(clones: Clones, style: str) -> None:
    tag = clones.tag(4)
    assert clones.merged(
        lambda: clones.alter(tag, label="group"), lambda: clones.alter(tag, label="boat"), style
    )
    store = TinyStore(clones.folder / ".postil")
    told = store.joined(ARTICLE.id)
    assert told == (
        f"group \u201c{WORDS[4:9]}\u201d has two values for label: one is in use,"
        " the other waits for a decision.",
    )
    stands, waits = sorted(store.load(ARTICLE.id).annotations.values(), key=lambda a: a.text_digest)
    assert (stands.label, stands.text_digest, waits.label) == ("group", "", "boat")
    assert (waits.text_digest, waits.start) == (ARTICLE.digest, 4)
    # As git left it the file is kept beside, whatever is saved from here on.
    torn = clones.file.read_bytes()
    clones.tag(30)
    assert torn in [f.read_bytes() for f in clones.folder.rglob(".postil/backup/merged-*/*/*/*")]
    assert TinyStore(clones.folder / ".postil").joined(ARTICLE.id) is None


@needs_git
def test_links_go_with_their_ends_and_come_with_them(clones: Clones) -> None:
    quote, actor, other = clones.tag(4, "quote"), clones.tag(31), clones.tag(60)
    link = Link("speaker", quote.id, actor.id)
    clones.change(linked=(link,))

    def ours() -> None:
        clones.drop(actor)
        clones.change(linked=(Link("speaker", quote.id, other.id),))

    clones.merged(ours, lambda: clones.tag(80), "merge")
    assert clones.contents().links == {Link("speaker", quote.id, other.id)}


def test_marks_that_cannot_be_joined_are_damage_and_said_to_be(tmp_path: Path) -> None:
    store = TinyStore(tmp_path / ".postil")
    store.add([ARTICLE])
    file = Folders(tmp_path / ".postil").article(ARTICLE.id)
    file.write_bytes(b"<<<<<<< HEAD\n{\n=======\n" + file.read_bytes() + b">>>>>>> x\n")
    with pytest.raises(Damaged, match="git left conflict marks in it"):
        store.load(ARTICLE.id)
    assert store.joined(ARTICLE.id) is None


@needs_git
@pytest.mark.parametrize("knows", [True, False])
def test_what_was_taken_out_is_told_by_the_history(
    clones: Clones, monkeypatch: pytest.MonkeyPatch, knows: bool
) -> None:
    gone = clones.tag(4)
    assert clones.merged(lambda: clones.drop(gone), lambda: clones.tag(5), "merge")
    if not knows:  # the control: without it, nobody can tell
        monkeypatch.setattr("annotations.store.history.changes", lambda *_: [])
    assert (gone.id in clones.contents().annotations) is not knows


@pytest.mark.parametrize("id", ["0", "ferry", "a \\ b", 'say "so"'])
def test_whatever_a_tag_is_called_a_sound_file_is_not_torn(tmp_path: Path, id: str) -> None:
    store = TinyStore(tmp_path / ".postil")
    for number, name in enumerate((id, "1")):
        tag = Annotation(name, number, 9, "actor", "ana")
        store.apply(ARTICLE, Change(name, name, "ana", now(), added=(tag,)))
    file = Folders(tmp_path / ".postil").article(ARTICLE.id)
    assert not is_torn(file.read_bytes())
    assert TinyStore(tmp_path / ".postil").joined(ARTICLE.id) is None


@needs_git
@pytest.mark.parametrize("style", STYLES)
def test_what_is_said_and_decided_on_both_sides_is_joined(clones: Clones, style: str) -> None:
    def say(name: str, value: str, was: str = "", by: str = "ana") -> None:
        gone = (Code(by, name, was),) if was else ()
        clones.change(uncoded=gone, coded=(Code(by, name, value),) if value else ())

    def decide(what: str, answer: str = "fine") -> Decision:
        made = Decision("finding", ("check", "edges", what), "d", answer, by="ana", at="t")
        clones.change(decided=(made,))
        return made

    clones.tag(0)
    for name in ("frame", "tone", "left", "gone"):
        say(name, "old")
    first, dropped = decide("a"), decide("b")
    kept: dict[str, Decision] = {}

    def ours() -> None:
        say("frame", "war", "old")
        say("tone", "calm", "old")
        say("mood", "grim")
        kept["ours"] = decide("c")

    def theirs() -> None:
        say("frame", "peace", "old")
        say("left", "new", "old")
        say("gone", "", "old")
        say("mood", "glad", by="ben")
        kept["theirs"] = decide("d")
        clones.change(undecided=(dropped,))

    clones.merged(ours, theirs, style)
    held = clones.contents()
    assert held.codes_of("ana") == {
        "frame": "war",
        "tone": "calm",
        "left": "new",
        "mood": "grim",
    }
    assert held.codes_of("ben") == {"mood": "glad"}
    assert held.decisions == {first, *kept.values()}
    (told,) = clones.store.joined(ARTICLE.id) or ()
    assert told == "ana says frame war; on the other side it is peace."


@needs_git
@pytest.mark.parametrize("style", ["diff3", "zdiff3"])
def test_of_an_article_each_sides_own_amendment_holds(clones: Clones, style: str) -> None:
    clones.tag(4)
    clones.store.amend(ARTICLE.id, {"source": "The Quay", "author": "Bo"})

    def ours() -> None:
        clones.store.amend(ARTICLE.id, {"title": "Late again", "author": "Bo Lund"})

    def theirs() -> None:
        store = clones.opened()
        store.amend(ARTICLE.id, {"title": "The late ferry", "source": "The Quay News"})
        store.amend(ARTICLE.id, {"language": "en"})
        store.apply(ARTICLE, Change("s", "s", "ana", now(), status=("open", "done")))

    assert clones.merged(ours, theirs, style)
    store = clones.opened()
    told, article = store.joined(ARTICLE.id), store.article(ARTICLE.id)
    assert article is not None
    assert (article.title, article.meta.source, article.meta.author, article.meta.language) == (
        "Late again", "The Quay News", "Bo Lund", "en",
    )  # fmt: skip
    assert store.load(ARTICLE.id).status == "done"
    assert told == (
        "The two sides of a merge differ: its title stays Late again, not The late ferry.",
    )


@needs_git
@pytest.mark.parametrize("knows", [True, False])
@pytest.mark.parametrize("changed", [True, False])
def test_what_one_side_removed_is_kept_and_told_only_if_the_other_changed_it(
    clones: Clones, monkeypatch: pytest.MonkeyPatch, changed: bool, knows: bool
) -> None:
    tag = clones.tag(4)

    def theirs() -> None:
        if changed:
            clones.alter(tag, note="who?")
        else:
            clones.tag(5)

    assert clones.merged(lambda: clones.drop(tag), theirs, "diff3")
    if not knows:  # the base between the marks has to do
        monkeypatch.setattr("annotations.store.history.changes", lambda *_: [])
    told, kept = clones.opened().joined(ARTICLE.id), clones.contents().annotations
    assert [one.note for id, one in kept.items() if id == tag.id] == ["who?"] * changed
    assert told is not None
    assert ["was removed on one side" in one for one in told] == [True] * changed


@needs_git
@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_the_newer_text_holds_and_tags_of_the_earlier_one_wait(clones: Clones, whose: str) -> None:
    new = replace(ARTICLE, text="Once more: " + WORDS)
    first = clones.tag(4)

    def renew() -> None:
        text = (ARTICLE.digest, new.digest)
        clones.opened().apply(new, Change("t", "t", "ana", now(), text=text))
        clones.opened().amend(ARTICLE.id, {"title": "The late ferry"})

    def note() -> None:
        clones.alter(first, note="who?")
        clones.opened().amend(ARTICLE.id, {"title": "Late again"})  # so git marks these lines, too

    assert clones.merged(*((renew, note) if whose == "ours" else (note, renew)), "merge")
    store = clones.opened()
    article, (kept,) = store.article(ARTICLE.id), store.load(ARTICLE.id).annotations.values()
    assert article is not None
    assert article.text == new.text
    assert (kept.start, kept.text_digest, kept.note) == (4, ARTICLE.digest, "who?")
