"""The keys that say who or what a mention means; what they do is loaded once it is asked for."""

from tui.command import Command, group, row
from tui.effects import Effects
from tui.reading.reading import Reading


def _who(reading: Reading) -> Effects:
    from tui.actions.naming import who

    return who(reading)


def _unnamed(reading: Reading) -> Effects:
    from tui.actions.naming import Unnamed

    return Unnamed(reading).begin()


ROWS: tuple[Command, ...] = (
    *group(
        "Tag",
        row(
            "entity",
            "0",
            "Who or what it is",
            _who,
            "give a mention its entity, likeliest first; elsewhere, go through those without",
        ),
    ),
    *group(
        "Go",
        row(
            "entities",
            "",
            "Mentions without an entity",
            _unnamed,
            "go through the mentions without an entity",
        ),
    ),
)
