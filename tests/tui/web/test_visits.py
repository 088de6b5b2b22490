"""Visits: a program for each page that is open, which ends with it, and is never left behind."""

import os
import signal
import sys

import pytest
from aiohttp import WSMsgType

from tests.tui.web.browser import Page, gone, opened
from tests.tui.web.visiting import PACKET, process, served
from tui.web import server as serving
from tui.web import visit as visiting

pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="the end of a program is seen by Linux's pidfd"
)

READS = PACKET + "\nwhile data := os.read(0, 4096):\n    draw(data[5:])\n"
DEAF = PACKET + "\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True:\n    time.sleep(60)\n"
FLOODS = PACKET + "\nwhile True:\n    draw(b'x' * 65536)\n"
FAILS = (
    PACKET
    + "\nprint('Traceback', file=sys.stderr)\nsys.exit('postil: <b>It</b> broke. Mend it.')\n"
)


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


async def test_a_program_that_takes_no_keys_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "ENDING_SECONDS", 0.1)
    monkeypatch.setattr(visiting, "MOST_WAITING", 500_000)
    async with served(DEAF) as (_, session, origin), opened(session, origin) as page:
        handle = await process(page)
        await page.type("x" * 1_000_000)
        assert await page.ends() == "postil hangs. Everything that was counted is saved."
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
