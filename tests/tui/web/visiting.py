"""A server in the test's own process, whose visitors run a program in the place of postil."""

import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from tests.tui.web.browser import Page, browser
from tui.web.admission import Admission
from tui.web.server import Server

# What is drawn is a packet, and the first says its process id.
PACKET = """
import os, signal, sys, time
def draw(words):
    os.write(1, b"D" + len(words).to_bytes(4, "big") + words)
draw(b"I am %d." % os.getpid())
"""


@asynccontextmanager
async def served(
    program: str, most: int = 5, told: list[str] | None = None
) -> AsyncIterator[tuple[Server, ClientSession, str]]:
    """A server whose visitors run a program, a browser that comes in, and the origin."""
    said = [] if told is None else told

    def command(who: str) -> Sequence[str]:
        return [sys.executable, "-c", program]

    server = Server(command, Admission("ana", "t0ken"), "quays", most, said.append)
    async with TestServer(server.app()) as at, browser() as session:
        origin = str(at.make_url("")).rstrip("/")
        async with session.get(f"{origin}/?token=t0ken"):
            pass
        try:
            yield server, session, origin
        finally:
            await server.see_out()


async def process(page: Page) -> int:
    """A handle for the program behind a page, which says when that has ended."""
    await page.see("I am ")
    await page.see(".")
    return os.pidfd_open(int(page.screen.partition("I am ")[2].partition(".")[0]))
