"""What keys do in the library of a team: one's own articles or all, and more when they are done."""

from annotations.errors import PostilError
from annotations.listing import Query
from tui.command import Command, group, row
from tui.effects import Effects, ListOverruled, Say
from tui.listing.articles import ArticleList


def _mine_or_all(state: ArticleList) -> Effects:
    if state.mine.groups is None:
        raise PostilError("Nothing is dealt to you.", "Who adjudicates sees all articles.")
    state.show_mine(not state.mine.only)
    return ()


def has_done_all(state: ArticleList) -> bool:
    """Whether somebody in a team has no open article left of those that they read."""
    if state.mine.groups is None:
        return False
    mine = state.source.listing(state.mine.open(), 0, None).rows
    # What was marked just before may not be on the disk yet.
    return all(state.marks.status_of(article) != "open" for article in mine)


def take_more(state: ArticleList) -> Effects:
    """Have one more group read by who has done all of theirs, and go there."""
    name = state.source.take_more()
    if name is None:
        raise PostilError("All articles are done: there is nothing more to read.")
    state.filter("")
    state.count_again()
    for article in state.source.listing(Query(among=frozenset({name})), 0, 1).rows:
        state.go_to(article)
    return [Say(f"All of yours is done, so {name} is yours now too.")]


ROWS: tuple[Command, ...] = group(
    "Team",
    row(
        "mine",
        "a",
        "Mine, or all",
        _mine_or_all,
        "in a team, show the articles that were dealt to you, or all of them",
    ),
    row(
        "overruled",
        "r",
        "Decided against you",
        lambda _: [ListOverruled()],
        "in a team, list what was decided against you in articles that you have done",
    ),
    where=("library",),
    of_team=True,
)
