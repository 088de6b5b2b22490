"""Everything by name: Textual's list of commands, searched by whole words and beginnings."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.by_name import Named, found
from tui.key_screen import Above
from tui.textual_parts import EndingPalette


class Entry(Named, frozen=True, kw_only=True):
    """Something that the list offers; `told` is what it says of it, `does` what is then done."""

    told: str
    does: Callable[[], object]


class ByName(Provider):
    """Offers entries: all of them, in order, or those that are meant by what was typed."""

    entries: ClassVar[Sequence[Entry]] = ()

    async def discover(self) -> Hits:
        """All there is."""
        for entry in self.entries:
            yield DiscoveryHit(entry.name, entry.does, help=entry.told)

    async def search(self, query: str) -> Hits:
        """What is meant, the likeliest first."""
        for place, entry in enumerate(found(self.entries, query)):
            yield Hit(1 / (1 + place), entry.name, entry.does, help=entry.told)


def offering(entries: Iterable[Entry]) -> type[Provider]:
    """The provider of just these entries."""
    return type("Offered", (ByName,), {"entries": tuple(entries)})


class Commands(EndingPalette, Above[None]):
    """Textual's list of all commands by name."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave it, and what is looked for in it."""
        self.end()
        return super().dismiss(result)
