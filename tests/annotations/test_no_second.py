"""Whatever is wrong with an article's own file, nothing makes a second article of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.corpus.adding import Adding, Plan
from annotations.corpus.importing import bring_in
from annotations.errors import PostilError
from annotations.example import Example
from annotations.project import DATA, Project
from annotations.sources.reading_list import reading_list
from annotations.sources.search import Search
from annotations.store.folders import Folders
from tests import bad_articles
from tui.open_sessions import OpenSessions

WORDS = "The ferry to Lower Adeyo ran late.\n\nOran Verrin spoke of ice.\n"
SIDES = "<<<<<<< HEAD\n{0}=======\n{0}x>>>>>>> theirs\n"


def conflicted(file: Path) -> None:
    """Two sides that cannot be told apart."""
    file.write_text(SIDES.format(file.read_text()[:200]))


SPOILT = {
    **bad_articles.ARTICLES,
    "conflicted": conflicted,
    "in a folder that is a link": lambda file: (
        file.parent.rename(file.parents[2] / "aside"),
        file.parent.symlink_to(file.parents[2] / "aside"),
    ),
    "in a folder that is a file": lambda file: (
        file.unlink(),
        file.parent.rmdir(),
        file.parent.write_text("x"),
    ),
}


def opened_and_tagged(project: Project, file: Path) -> None:
    """As `postil open FILE` and `>` do it, and a key after that."""
    sessions = OpenSessions(project, lambda event: None)
    try:
        (reference,) = reading_list([file]).references
        session, _ = sessions.open(reference.read())
        session.annotate((4, 9), "actor")
    finally:
        sessions.close()


def opened_by_id(project: Project, file: Path) -> None:
    """As the library does it."""
    sessions = OpenSessions(project, lambda event: None)
    try:
        sessions.session_of(id_of(file)).annotate((4, 9), "actor")
    finally:
        sessions.close()


def added(project: Project, file: Path) -> None:
    outcomes = list(Adding(project, Plan()).outcomes([*Search().all([file])]))
    if outcome := next((one for one in outcomes if one.kind == "refused"), None):
        raise PostilError(outcome.told)


def imported(project: Project, file: Path) -> None:
    example = Example(Article("from-elsewhere", "Ferry", file.read_text()))
    _, problems = bring_in(project.store, [example])
    if problems:
        raise PostilError(problems[0])


def id_of(file: Path) -> str:
    """The id that its text has come to."""
    return reading_list([file]).references[0].read().id


WAYS: dict[str, Callable[[Project, Path], None]] = {
    "open": opened_and_tagged,
    "library": opened_by_id,
    "add": added,
    "import": imported,
}
LIKE = {"as it was": WORDS, "renamed": WORDS, "changed": f"{WORDS}\nThat was all.\n"}
CAN_BE_READ = {
    "a span beyond the text", "a span before the text", "a span of nothing", "values of any kind",
    "deep in a tag",
}  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT)
def test_none_makes_a_second_article(tmp_path: Path, spoilt: str) -> None:
    project, file = Project(tmp_path / "p", "ana"), tmp_path / "ferry.txt"
    file.write_text(WORDS)
    added(project, file)
    article = project.store.article(id_of(file))
    assert article
    at = WORDS.index("Oran")
    tag = Annotation("t", at, at + 4, "actor", "ana")
    project.store.apply(article, Change("c", "c", "ana", "2031-01-01T00:00:00Z", added=(tag,)))
    SPOILT[spoilt](Folders(project.folder / DATA).article(article.id))
    before, silent = names(project), set[str]()
    for like, words in LIKE.items():
        named = file.with_name("pier.txt") if like == "renamed" else file
        named.write_text(words)
        for way in WAYS if like != "changed" else ("open", "add"):
            try:
                WAYS[way](Project(tmp_path / "p", "ana"), named)
            except PostilError:
                continue
            finally:
                assert names(project) == before, f"{way}, {like}"
            if way in ("open", "library"):  # it was tagged: the very one, then
                silent.add(f"{way}, {like}")
    assert not silent or spoilt in CAN_BE_READ, silent


def names(project: Project) -> set[str]:
    """Of all files of articles, wherever."""
    return {path.name for path in project.folder.rglob("*.json")}


def test_the_control_makes_one(tmp_path: Path) -> None:
    project, file = Project(tmp_path / "p", "ana"), tmp_path / "ferry.txt"
    for way in ("open", "add", "import"):
        file.write_text(f"{WORDS}\nSo said {way}.\n")
        count = len(names(project))
        WAYS[way](project, file.rename(tmp_path / f"{way}.txt"))
        assert len(names(project)) == count + 1, way
