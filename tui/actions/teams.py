"""What keys do in the library of a team: one's own articles or all, and more when they are done."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.counted import counted
from annotations.errors import PostilError
from annotations.listing import Query
from tui.command import Command, group, row
from tui.effects import Effects, ListOverruled, ReadOther, Say

if TYPE_CHECKING:
    from tui.listing.articles import ArticleList


def _mine_or_all(state: "ArticleList") -> Effects:
    if state.mine.groups is None:
        raise PostilError("Nothing is dealt to you.", "Who adjudicates sees all articles.")
    state.show_mine(not state.mine.only)
    return ()


def has_done_all(state: "ArticleList") -> bool:
    """Whether somebody in a team has no open article left of those that they read."""
    if state.mine.groups is None:
        return False
    mine = state.source.listing(state.mine.open(), 0, None).rows
    # What was marked just before may not be on the disk yet.
    return all(state.marks.status_of(article) != "open" for article in mine)


def take_more(state: "ArticleList") -> Effects:
    """Go on with what is to be read once more, else have one more group read, and go there."""
    if state.source.again:
        return [ReadOther()]
    name = state.source.take_more()
    if name is None:
        back = "Press o to go back to your first reading." if state.source.rereads else ""
        raise PostilError("All articles are done: there is nothing more to read.", back)
    state.filter("")
    state.count_again()
    for article in state.source.listing(Query(among=frozenset({name})), 0, 1).rows:
        state.go_to(article)
    return [Say(f"All of yours is done, so {name} is yours now too.")]


def told(state: "ArticleList") -> Iterator[str]:
    """What there is to say at first of what is read once more."""
    if state.source.rereads:
        yield "You read these once more, and nothing of your first reading is known here."
    elif again := state.source.again:
        wait = "waits" if again == 1 else "wait"
        yield f"{counted(again, 'article')} {wait} to be read once more: press o."


def _other_reading(state: "ArticleList") -> Effects:
    if not (state.source.again or state.source.rereads):
        what = "There is nothing for you to read once more."
        raise PostilError(what, "repeat under [team] in postil.toml says how much there is.")
    return [ReadOther()]


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
    row(
        "other-reading",
        "o",
        "Read once more, or back",
        _other_reading,
        "in a team, read once more what is due, or go back to your first reading",
    ),
    where=("library",),
    of_team=True,
)
