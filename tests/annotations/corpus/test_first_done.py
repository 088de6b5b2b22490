"""What somebody had made of an article when they first marked it done, whatever came after."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.agreement.matching import Mark
from annotations.annotation import Annotation, Change, Contents
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.evaluation import Comparison
from annotations.corpus.readings import Reading, first_done, readings
from annotations.errors import PostilError
from annotations.project import Project
from annotations.store.folders import Folders

TEAM = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["cyd"]\n'
TEXT = "The mayor of Adeyo met the guild on Monday. Orla Venn stayed away.\n"
LATER = "Corrected at noon.\n\n" + TEXT
WORDS = ("Adeyo", "guild", "Monday", "Orla Venn")
OPEN, DONE = Change("1", "1", "ana", ""), Change("2", "2", "ana", "@2", status=("open", "done"))


def test_what_was_done_after_an_article_was_marked_done_is_taken_back() -> None:
    first, second = (
        Annotation("a", 0, 4, "actor", "ana"),
        Annotation("b", 5, 10, "actor", "ana"),
    )
    other = replace(first, label="date")
    changes = [
        replace(OPEN, added=(first,)),
        DONE,
        Change("3", "3", "ana", "", removed=(first,), added=(other, second)),
        Change("4", "4", "ana", "", status=("done", "open")),
        Change("5", "5", "ana", "", status=("open", "done")),
    ]
    now, then = Contents(), Contents({"a": first}, status="done")
    for change in changes:
        now = now.after(change)
    assert first_done(now, changes) == (then, changes[2:], "@2")
    assert first_done(then, changes[:2]) == (then, [], "@2")
    assert first_done(now, []) == (now, [], "")


class Team:
    """A project in which ana and ben read one article, and the article gets other texts."""

    def __init__(self, folder: Path) -> None:
        (folder / "postil.toml").write_text(TEAM)
        self.folder = folder
        self.cyd.result.add([Article("quay", "Quay", TEXT)])

    @property
    def cyd(self) -> Project:
        return Project(self.folder, "cyd")

    def change(self, name: str, **parts: object) -> None:
        """Have one annotator change the article as they have it open."""
        store = Project(self.folder, name).store
        store.load("quay")
        article = store.article("quay")
        assert article
        made = new_id()
        change = Change(made, made, name, now(), **parts)  # type: ignore[arg-type]
        assert not store.apply(article, change).conflicts

    def tag(self, name: str, *words: str) -> None:
        article = self.cyd.result.article("quay")
        assert article
        found = [(word, article.text.index(word)) for word in words]
        tags = (Annotation(f"{name}-{word}", at, at + len(word), "actor", name)
                for word, at in found)  # fmt: skip
        self.change(name, added=tuple(tags))

    def text(self, text: str) -> None:
        """Give the article another text, as `postil add --update` does; no layer is opened."""
        article = self.cyd.result.article("quay")
        assert article
        new = replace(article, text=text)
        turn = (article.digest, new.digest)
        self.cyd.result.apply(new, Change(new_id(), new_id(), "cyd", now(), text=turn))

    def open(self, name: str) -> None:
        """Have an annotator open the article, which moves their tags."""
        Project(self.folder, name).store.load("quay")

    def held(self, name: str, word: str) -> Annotation:
        return Project(self.folder, name).store.load("quay").annotations[f"{name}-{word}"]

    def edit(self, name: str) -> None:
        """Make every kind of change to what was marked done."""
        whole, gone = self.held(name, "Orla Venn"), self.held(name, "guild")
        self.change(name, removed=(whole,), added=(replace(whole, end=whole.end - 5),))
        self.change(name, removed=(gone,))
        self.tag(name, "stayed")

    def reading(self) -> Reading:
        (found,) = readings(self.cyd, ["ana", "ben"])
        assert isinstance(found, Reading)
        return found


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = Team(tmp_path)
    for name in ("ana", "ben"):
        team.tag(name, *WORDS)
        team.change(name, status=("open", "done"))
    return team


def marks(reading: Reading, name: str) -> list[Mark]:
    return [(tag.start, tag.end, tag.label) for tag in reading.by[name].annotations]


def places(text: str, *words: str) -> list[Mark]:
    return [(text.index(word), text.index(word) + len(word), "actor") for word in words]


Turn = Callable[[Team], None]

TURNS: dict[str, Turn] = {
    "another text": lambda team: team.text(LATER),
    "opened": lambda team: team.open("ana"),
    "edits": lambda team: team.edit("ana"),
    "a third text": lambda team: team.text(f"Once more. {LATER}"),
}
ORDERS = [
    ("edits",),
    ("another text",),
    ("edits", "another text"),
    ("another text", "edits"),
    ("edits", "another text", "opened"),
    ("another text", "opened", "edits"),
    ("edits", "another text", "opened", "a third text"),
    ("edits", "another text", "a third text"),
    ("another text", "opened", "edits", "a third text", "opened"),
    ("another text", "edits", "a third text"),
]


@pytest.mark.parametrize("order", ORDERS, ids=", ".join)
def test_edits_and_new_texts_leave_what_was_first_done(team: Team, order: tuple[str, ...]) -> None:
    for turn in order:
        TURNS[turn](team)
    found = team.reading()
    wanted = places(found.article.text, *WORDS)
    assert marks(found, "ana") == marks(found, "ben") == wanted
    assert found.later == (3 if "edits" in order else 0)
    assert set(found.done) == {"ana", "ben"}


def test_a_tag_whose_words_are_gone_is_left_out_and_told(team: Team) -> None:
    team.edit("ana")
    team.text("The mayor met nobody.\n\nOrla Venn stayed away.\n")
    team.open("ana")
    comparison = Comparison()
    ((_, pair),) = comparison.annotators(readings(team.cyd, ["ana", "ben"]), ["ana", "ben"])
    assert pair.first == pair.second
    told = [note for note in comparison.notes if "no longer has" in note]
    assert told == [
        "On words that the text no longer has, so left out: "
        f"{2 * (len(WORDS) - len(pair.first))} tags."
    ]


def test_a_lost_text_is_told_and_the_others_are_still_compared(team: Team) -> None:
    article = team.cyd.result.article("quay")
    assert article
    team.text(LATER)
    team.open("ana")
    Folders(team.folder / ".postil").text(article.digest).unlink()
    error, *others = readings(team.cyd, ["ana", "ben"])
    assert isinstance(error, PostilError)
    assert "quay" in str(error)
    assert not any(isinstance(one, Reading) and len(one.by) > 1 for one in others)
