"""The library of a team: one's own articles or all, the next of one's own, and more at the end."""

import errno
from collections.abc import Iterable
from pathlib import Path

import pytest

from annotations.annotation import Change, Contents
from annotations.clock import new_id
from annotations.corpus.article_source import ArticleSource
from annotations.corpus.sharing import Sharing
from annotations.disk.system import System
from annotations.errors import PostilError
from annotations.listing import Listed
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from annotations.session import Session
from tests.annotations.corpus.teams import alone, team_project
from tests.tui.listing.commands import do
from tui.effects import Say
from tui.keys import Keymap
from tui.listing.articles import ArticleList


def opened(project: Project) -> ArticleList:
    def session_of(row: Listed) -> Session:
        article = project.store.article(row.id)
        assert article is not None
        return Session(article, Contents(), "ana", lambda *_: None, new_id, lambda: "")

    made = ArticleList(ArticleSource(project), DEFAULT_SCHEME, session_of)
    made.window.resize(20)
    made.fit(120)
    return made


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return team_project(tmp_path / "project")


@pytest.fixture
def library(project: Project) -> ArticleList:
    """Ana's list of a project of four events and two columns, which ana, ben and cleo share."""
    return opened(project)


def sharing(project: Project) -> Sharing:
    assert project.team is not None
    return Sharing(project, project.team)


def own(project: Project, name: str = "ana") -> frozenset[str]:
    return sharing(project).read().groups_of(name)


def shown(library: ArticleList) -> list[str]:
    rows = (library.rows.row(place) for place in range(len(library.rows)))
    return [row.id if isinstance(row, Listed) else f"+ {row.name}" for row in rows if row]


def groups(library: ArticleList) -> set[str]:
    found = map(library.rows.row, range(len(library.rows)))
    return {row.group or row.id for row in found if isinstance(row, Listed)}


def finish(project: Project, ids: Iterable[str], name: str = "ana") -> None:
    """Have somebody mark articles done, in another program."""
    store = Project(project.folder, name).store
    for id in ids:
        article = store.article(id)
        assert article is not None
        store.apply(article, Change(new_id(), new_id(), name, "", status=("open", "done")))


def test_the_library_deals_what_is_not_dealt_and_lists_ones_own(
    project: Project, library: ArticleList
) -> None:
    assert groups(library) == own(project)
    assert len(own(project)) == 3
    assert sharing(project).read().dealt.keys() == {*"ferry strike flood vote tea rain".split()}
    assert library.described() == f"mine \u00b7 1 of {len(library.rows)}"
    assert library.totals.articles == len(library.rows)


def test_all_there_is_and_back_with_the_cursor_where_it_was(library: ArticleList) -> None:
    mine = shown(library)
    do(library, "list-down")
    here = library.article().id
    do(library, "mine")
    assert len(shown(library)) == library.totals.articles == 10
    assert library.article().id == here
    assert library.described().startswith("all \u00b7 ")
    do(library, "mine")
    assert (shown(library), library.article().id) == (mine, here)


def test_words_are_looked_for_in_what_is_listed(project: Project, library: ArticleList) -> None:
    mine = shown(library)
    library.filter("status:open")
    assert shown(library) == mine
    do(library, "mine")
    assert len(shown(library)) == 10
    library.filter("")
    do(library, "mine fold")
    names = {name.removeprefix("+ ") for name in shown(library)}
    assert names <= {*own(project), ""}


def walked(library: ArticleList, command: str) -> list[str]:
    """Where one comes by a command, until there is nothing more."""
    found = list[str]()
    try:
        while True:
            do(library, command)
            row = library.at
            assert row is not None
            found.append(row.id if isinstance(row, Listed) else f"+ {row.name}")
    except PostilError:
        return found


def test_the_next_is_one_of_ones_own_though_all_are_listed(
    project: Project, library: ArticleList
) -> None:
    first, *others = shown(library)
    finish(project, [first])
    do(library, "mine list-first")
    while library.article().id != first:
        do(library, "list-down")
    assert walked(library, "next-open") == others
    do(library, "list-last")
    begun = [library.article().id] if library.article().id in others else []
    assert begun + walked(library, "previous-open") == others[::-1]


def test_the_next_group_is_one_of_ones_own_though_all_are_listed(
    project: Project, library: ArticleList
) -> None:
    do(library, "fold")
    mine = shown(library)
    do(library, "mine")
    assert len(shown(library)) == 5
    do(library, "list-first")
    met = [shown(library)[0], *walked(library, "next-open")]
    assert [name for name in met if name in mine] == mine
    assert met[1:] == [name for name in met[1:] if name in mine]


def test_who_has_done_all_takes_the_group_that_fewest_read(
    project: Project, library: ArticleList
) -> None:
    before = sharing(project).read()
    finish(project, shown(library))
    library.count_again()
    (effect,) = do(library, "next-open")
    (taken,) = own(project) - before.groups_of("ana")
    assert effect == Say(f"All of yours is done, so {taken} is yours now too.")
    assert library.article().group == taken or library.article().id == taken
    assert len(before.readers(taken)) == 1
    assert groups(library) == own(project)
    assert sharing(project).read().dealt == before.dealt


def test_what_was_marked_just_now_counts_and_what_is_only_out_of_sight_does_not(
    project: Project, library: ArticleList
) -> None:
    first, *others = shown(library)
    finish(project, others)
    library.count_again()
    do(library, "list-last")
    with pytest.raises(PostilError, match="no open article below"):
        do(library, "next-open")
    assert len(own(project)) == 3
    do(library, "list-first list-mark")
    assert library.article().id == first
    do(library, "next-open")
    assert len(own(project)) == 4


def test_a_filter_is_let_go_where_it_would_hide_what_is_taken(
    project: Project, library: ArticleList
) -> None:
    finish(project, shown(library))
    library.count_again()
    library.filter("status:done")
    do(library, "next-open")
    assert library.typed == ""
    assert (library.article().group or library.article().id) in own(project)
    assert library.article().status == "open"


def test_when_all_is_read_it_is_said(project: Project, library: ArticleList) -> None:
    everything = [row.id for row in project.store.listing().rows]
    finish(project, everything)
    library.count_again()
    for _ in range(3):
        do(library, "next-open")
        library.count_again()
    assert len(own(project)) == 6
    with pytest.raises(PostilError, match="there is nothing more to read"):
        do(library, "next-open")


def test_what_comes_while_one_reads_is_dealt_on(project: Project, library: ArticleList) -> None:
    project.store.add(alone(*(f"column-{n}" for n in range(9))))
    before = own(project)
    library.count_again()
    assert own(project) > before
    assert groups(library) == own(project)


def test_who_adjudicates_sees_all_and_has_nothing_to_turn(project: Project) -> None:
    library = opened(Project(project.folder, "dora"))
    assert (len(shown(library)), library.described()) == (10, "1 of 10")
    with pytest.raises(PostilError, match="Nothing is dealt to you"):
        do(library, "mine")


def test_what_was_dealt_cannot_be_kept_is_said_and_one_reads_on(project: Project) -> None:
    (project.folder / ".postil" / "team").write_text("in the way")
    source = ArticleSource(project)
    assert source.mine() is None
    assert source.undealt is not None
    (project.folder / ".postil" / "team").unlink()
    assert source.mine()
    assert source.undealt is None


def test_where_the_disk_is_full_one_reads_what_one_would_have_been_dealt(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(System, "append", full)
        source = ArticleSource(project)
        mine = source.mine()
        assert str(source.undealt).startswith("The disk is full.")
    assert mine == source.mine() == own(project)


def test_to_whom_nothing_is_dealt_that_is_said(tmp_path: Path) -> None:
    project = team_project(tmp_path / "empty")
    for row in list(project.store.listing().rows):
        project.store.remove(row.id, new_id())
    assert opened(project).empty[0] == "There are no articles here yet."
    project.store.add(alone("tea"))
    sharing(project).deal()
    (reader,) = sharing(project).read().readers("tea")[:1]
    other = next(name for name in ("ana", "ben", "cleo") if name not in sharing(project)
                 .read().readers("tea"))  # fmt: skip
    assert opened(Project(project.folder, other)).empty == (
        "Nothing is dealt to you yet.",
        "Press n to take a group, a to see all articles.",
    )
    assert shown(opened(Project(project.folder, reader))) == ["tea"]


def test_alone_there_is_no_such_command() -> None:
    for team, there in ((True, True), (False, False)):
        ids = {command.id for command in Keymap(DEFAULT_SCHEME, team=team).on("library")}
        assert ("mine" in ids) is there
