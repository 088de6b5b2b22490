"""An app at work in a test: keys typed at it, and what then is selected, tagged and shown."""

import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from textual import events
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from annotations.listing import Listed
from tui.app import PostilApp
from tui.library.places import Places
from tui.library.screen import Library
from tui.workbench import Workbench


@asynccontextmanager
async def at_work(app: PostilApp, columns: int = 80, rows: int = 24) -> AsyncIterator["Sitting"]:
    """An app at work in a terminal of that size."""
    async with app.run_test(size=(columns, rows)) as pilot:
        yield Sitting(app, pilot)


class Sitting:
    """An app at work in a test, with short words for what tests do."""

    def __init__(self, app: PostilApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def workbench(self) -> Workbench:
        return next(s for s in self.app.screen_stack if isinstance(s, Workbench))

    async def type(self, keys: str) -> None:
        """Press keys and wait until what they did is saved, suggested anew and shown."""
        for word in keys.split():
            self.comes(key_event(word))
            await self._settle()
            self.app.sessions.suggestions.proposer.drain(10)
            await self._settle()
        self.app.sessions.writer.drain(10)
        await self._settle()
        await self.pilot.pause()

    def comes(self, *messages: Message) -> None:
        """Have these come from the terminal, as its driver hands them on."""
        for message in messages:
            self.app.come(message)
        for _ in messages:
            self.app.take_next()

    async def _settle(self) -> None:
        """Let messages run their course, until twice nobody has any left."""
        quiet = 0
        while quiet < 2:
            # A pilot's own press waits for the machine to be idle, which takes far longer.
            await self.pilot._wait_for_screen()
            pumps = [self.app, *self.app.screen.walk_children(with_self=True)]
            quiet = 0 if any(one.message_queue_size for one in pumps) else quiet + 1

    async def computed(self) -> None:
        """Wait until what is computed behind the screen is shown."""
        await self.app.workers.wait_for_complete()
        await self._settle()

    async def covered(self) -> None:
        """Rest until the events in view have been compared and it is shown."""
        self.library.cover()
        assert self.library.covering.drain(20)
        await self._settle()

    @property
    def library(self) -> Library:
        return next(s for s in self.app.screen_stack if isinstance(s, Library))

    @property
    def titles(self) -> list[str]:
        """The titles in the library's rows, or the names of its groups."""
        rows = (self.library.state.rows.row(place) for place in range(len(self.library.state.rows)))
        return [row.title if isinstance(row, Listed) else f"+ {row.name}" for row in rows if row]

    @property
    def row(self) -> str:
        """The row with the cursor, as it is on the screen, without space at its ends."""
        lines = self.screen.splitlines()
        return next((line.strip() for line in lines if line.startswith("\u25b8")), "")

    async def press(self, keys: str, counted: bool = True) -> None:
        """Press keys at one go, and wait until what they did is saved, `counted`, and shown."""
        for word in keys.split():
            character = " " if word == "space" else word if len(word) == 1 else None
            self.app.post_message(events.Key(word, character))
        await self._settle()  # a pause waits until little is done, as also where others do much
        await self.pilot.pause()
        self.app.sessions.writer.drain(10)
        await self._settle()
        await self.pilot.pause()
        while counted and self._is_behind():
            await self.pilot.pause(0.01)

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and wait until all is laid out in it."""
        await self.pilot.resize_terminal(columns, rows)
        await self._settle()
        await self.pilot.pause()

    def _is_behind(self) -> bool:
        """Whether a library will count again, as another thread looked through the index."""
        lists = [screen for screen in self.app.screen_stack if isinstance(screen, Library)]
        return not self.app.ending and any(one.state.behind for one in lists)

    async def look(self, keys: str) -> None:
        """Press keys that have all articles looked through, and wait until they are."""
        await self.press(keys)
        assert isinstance(self.app.screen, Places)
        assert self.app.screen.looking
        self.app.screen.looking.wait(10)
        await self.pilot.pause()

    @property
    def selected(self) -> str:
        pane = self.workbench.reading.pane
        return pane.text[slice(*pane.selected)]

    @property
    def tags(self) -> list[tuple[str, str]]:
        """The focused article's tags in reading order, as (words, label)."""
        session = self.workbench.reading.session
        return [
            (session.article.text[a.start : a.end], a.label)
            for a in sorted(session.index, key=lambda a: a.order)
        ]

    @property
    def notices(self) -> str:
        """What the app has told the person in passing."""
        return "\n".join(notice.message for notice in self.app._notifications)

    @property
    def screen(self) -> str:
        strips = strips_of(self.app.screen)
        return "\n".join(strip.text for strip in strips)


def key_event(name: str) -> events.Key:
    """What a terminal sends for a key, by its name or its character."""
    character = name if len(name) == 1 else None
    with suppress(KeyError):
        character = character or unicodedata.lookup(name.replace("_", " ").upper())
    return events.Key(name, character)


def strips_of(screen: Screen[Any]) -> list[Strip]:
    """The rows of a screen as they are drawn."""
    return screen._compositor.render_strips()


BY_GROUP = [
    "Council passes its budget",
    "Ferry workers walk out",
    "No boats to the islands",
    "Union calls for talks",
    "Harbour to open in May",
    "Port Sallow deal is near",
    "A letter from the north",
]
"""The titles in the library of `corpus`, by group."""


def shown(at: Any) -> list[str]:
    """The titles of the articles side by side."""
    return [pane.session.article.title for pane in at.workbench.reading.panes]
