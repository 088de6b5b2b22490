"""Commands of lists, run by their ids."""

from tui.actions import listing, teams
from tui.effects import Effect
from tui.listing.articles import ArticleList
from tui.listing.places import PlaceList

COMMANDS = {command.id: command for command in (*listing.ROWS, *teams.ROWS)}


def do(state: ArticleList | PlaceList, commands: str) -> list[Effect]:
    """Run commands one after the other; returns the effects of all."""
    effects: list[Effect] = []
    for id in commands.split():
        effects += COMMANDS[id].run(state)
    return effects
