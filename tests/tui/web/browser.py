"""A browser in a test: a websocket, and the terminal on the page as pyte draws it."""

import asyncio
import json
import os
import select
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from tests.emulated import Emulated

LONGEST_SECONDS = 60.0


class Page:
    """A page that is open: what it shows, and what is typed on it."""

    def __init__(self, socket: ClientWebSocketResponse, columns: int, rows: int) -> None:
        self.socket = socket
        self._emulated = Emulated(columns, rows)
        self._stream = pyte.ByteStream(self._emulated)
        self.ended: str | None = None
        """What it was told of the end, once it was."""

    @property
    def screen(self) -> str:
        """What it shows."""
        return "\n".join(self._emulated.display)

    async def see(self, words: str) -> None:
        """Read until it shows some words."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while words not in self.screen:
                assert await self._read(), f"{self.ended}\n{self.screen}"

    async def ends(self) -> str:
        """Read until it is told how it ended; what it is told, or nothing where it is not."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while await self._read():
                pass
        return self.ended or ""

    async def type(self, keys: str) -> None:
        """Type, or paste, something at once."""
        await self.socket.send_json(["stdin", keys])

    async def resize(self, columns: int, rows: int) -> None:
        """Give it another size, in cells."""
        self._emulated.resize(rows, columns)
        await self.socket.send_json(["resize", {"width": columns, "height": rows}])

    async def _read(self) -> bool:
        """Take in what comes next; whether anything may come after it."""
        message = await self.socket.receive()
        if message.type is WSMsgType.BINARY:
            self._stream.feed(message.data)
        elif message.type is WSMsgType.TEXT:
            kind, said = json.loads(message.data)
            self.ended = said if kind == "ended" else self.ended
        return message.type in (WSMsgType.BINARY, WSMsgType.TEXT)


def ended(handle: int, seconds: float) -> bool:
    """Whether the program that a pidfd stands for ends in so many seconds, or has ended."""
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


async def gone(handle: int) -> None:
    """Wait until that program has ended."""
    assert await asyncio.to_thread(ended, handle, LONGEST_SECONDS)
    os.close(handle)


@asynccontextmanager
async def browser() -> AsyncIterator[ClientSession]:
    """A browser that keeps cookies, of addresses without a name too."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


@asynccontextmanager
async def opened(
    session: ClientSession,
    origin: str,
    columns: int = 100,
    rows: int = 30,
    headers: dict[str, str] | None = None,
) -> AsyncIterator[Page]:
    """A page, as its script opens it, by a browser that may be there."""
    address = f"{origin}/ws?width={columns}&height={rows}"
    given = {"Origin": origin, **(headers or {})}
    async with session.ws_connect(address, headers=given) as socket:
        yield Page(socket, columns, rows)
