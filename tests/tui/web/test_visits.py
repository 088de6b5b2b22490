"""Visits: a program for each page that is open, which ends with it, and is never left behind."""

import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, WSMsgType
from aiohttp.test_utils import TestServer

from tests.tui.web.browser import Page, browser, gone, opened
from tui.web import server as serving
from tui.web import visit as visiting
from tui.web.admission import Admission
from tui.web.server import Server

pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="the end of a program is seen by Linux's pidfd"
)

# Programs in the place of postil: what is drawn is a packet, and its process id the first.
PACKET = """
import os, signal, sys, time
def draw(words):
    os.write(1, b"D" + len(words).to_bytes(4, "big") + words)
draw(b"I am %d." % os.getpid())
"""
READS = "\nwhile data := os.read(0, 4096):\n    draw(data[5:])\n"
DEAF = "\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n    time.sleep(60)\n"
FLOODS = "\nwhile True:\n    draw(b'x' * 65536)\n"
FAILS = "\nprint('Traceback', file=sys.stderr)\nsys.exit('postil: <b>It</b> broke. Mend it.')\n"


@asynccontextmanager
async def served(
    program: str, most: int = 5, told: list[str] | None = None
) -> AsyncIterator[tuple[Server, ClientSession, str]]:
    """A server whose visitors run a program, a browser that comes in, and the origin."""
    said = [] if told is None else told

    def command(who: str) -> Sequence[str]:
        return [sys.executable, "-c", PACKET + program]

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


async def test_what_is_typed_arrives_and_the_program_ends_with_the_page() -> None:
    async with served(READS) as (_, session, origin):
        async with opened(session, origin) as page:
            handle = await process(page)
            await page.type("\u6d77 quay")
            await page.see("\u6d77 quay")
        await gone(handle)


async def test_what_makes_no_sense_is_passed_over() -> None:
    async with served(READS) as (_, session, origin), opened(session, origin) as page:
        for words in ("", "{", "[]", "7", '["stdin"]', '["stdin", 7]', '["resize", 7]', '["focus"]',
                      '["resize", {"width": "wide", "height": null}]', '["quit"]', "[" * 90_000,
                      '["stdin", "\\ud800"]'):  # fmt: skip
            await page.socket.send_str(words)
        await page.socket.send_bytes(b"M\0\0\0\0")
        await page.type("still here")
        await page.see("still here")


async def test_a_program_that_fails_says_so_on_the_page_and_to_who_serves() -> None:
    told: list[str] = []
    async with served(FAILS, told=told) as (_, session, origin), opened(session, origin) as page:
        assert await page.ends() == "<b>It</b> broke. Mend it."
        assert page.socket.closed
    assert told == ["ana: <b>It</b> broke. Mend it."]


async def test_a_program_that_is_killed_is_told_of() -> None:
    async with served(READS) as (_, session, origin), opened(session, origin) as page:
        handle = await process(page)
        signal.pidfd_send_signal(handle, signal.SIGKILL)
        assert await page.ends() == "postil has stopped. Everything that was counted is saved."
        os.close(handle)


async def test_a_program_that_cannot_be_started_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/none/python")
    async with served(READS) as (_, session, origin), opened(session, origin) as page:
        assert await page.ends() == "postil cannot be started: No such file or directory."


async def test_a_program_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "ENDING_SECONDS", 0.1)
    async with served(DEAF) as (_, session, origin):
        async with opened(session, origin) as page:
            handle = await process(page)
        await gone(handle)


async def test_who_says_nothing_any_more_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEARTBEAT_SECONDS", 0.2)
    async with served(READS) as (_, session, origin):
        address = f"{origin}/ws?width=80&height=24"
        headers = {"Origin": origin}
        async with session.ws_connect(address, headers=headers, autoping=False) as socket:
            page = Page(socket, 80, 24)
            message = await socket.receive()
            assert message.type is WSMsgType.BINARY
            page._stream.feed(message.data)
            await gone(await process(page))


async def test_who_reads_nothing_holds_up_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "ENDING_SECONDS", 0.1)
    async with served(FLOODS) as (server, session, origin), opened(session, origin) as page:
        handle = await process(page)
        await server.see_out()
        await gone(handle)


async def test_so_many_come_in_and_no_more() -> None:
    async with served(READS, most=2) as (_, session, origin):
        async with opened(session, origin) as one, opened(session, origin) as two:
            first, second = await process(one), await process(two)
            async with opened(session, origin) as three:
                words = "There are 2 sessions open here, and that is the most."
                assert await three.ends() == f"{words} Close one of yours, or try again later."
            await two.socket.close()
            await gone(second)
            await one.type("not troubled")
            await one.see("not troubled")
        await gone(first)


async def test_when_the_server_stops_all_pages_are_told() -> None:
    async with (
        served(READS) as (server, session, origin),
        opened(session, origin) as one,
        opened(session, origin) as two,
    ):
        handles = [await process(one), await process(two)]
        await server.see_out()
        for page in (one, two):
            assert (await page.ends()).startswith("postil serve was stopped.")
        for handle in handles:
            await gone(handle)


def test_a_program_knows_what_it_draws_on_and_not_what_the_server_was_started_in() -> None:
    given = {"PATH": "/bin", "TMUX": "x", "NO_COLOR": "1", "TERM": "dumb", "LANG": "ja_JP.UTF-8"}
    made = visiting.environment(given, (120, 40))
    assert made["PATH"] == "/bin"
    assert (made["COLUMNS"], made["ROWS"], made["TERM"]) == ("120", "40", "xterm-256color")
    assert not {"TMUX", "NO_COLOR"} & made.keys()
    from tui.cells.filters import draws_wide

    assert draws_wide(given)
    assert not draws_wide(made)
