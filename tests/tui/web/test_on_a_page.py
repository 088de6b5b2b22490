"""Apps that draw on a page: one after the other in one program, and one that hangs."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.emulated import ROOT
from tests.tui.web.browser import LONGEST_SECONDS, ended, gone, opened
from tests.tui.web.visiting import process, served
from tui.served import DRIVER, VARIABLE
from tui.web import visit as visiting

pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="the end of a program is seen by Linux's pidfd"
)

APP = """
import os, subprocess, sys, time
from textual.app import App
from textual.widgets import Static
from tui.textual_painting import FailingApp
from tui.web import driver
class Shown(FailingApp):
    def __init__(self, words):
        super().__init__()
        self.words = words
    def compose(self):
        yield Static(self.words + f", {self.size.width} wide", markup=False)
    def on_resize(self, event):
        self.query_one(Static).update(self.words + f", {event.size.width} wide")
    def on_key(self, event):
        self.pressed(event.key)
    def pressed(self, key):
        self.exit()
    def failed(self, error):
        pass
"""
TWO = (
    APP
    + """
Shown(f"I am {os.getpid()}.").run()
print("what is printed is not drawn", flush=True)
assert sys.stdin.read() == ""  # keys are for apps alone
subprocess.run(["cat"], check=True)
Shown("the second").run()
"""
)
HANGS = (
    APP
    + """
driver.ENDING_SECONDS = 1
class Hanging(Shown):
    def pressed(self, key):
        driver.channel().draw("It hangs.")
        time.sleep(1000)
Hanging(f"I am {os.getpid()}.").run()
"""
)


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


async def test_one_app_after_the_other_draws_on_the_page_and_has_the_keys() -> None:
    async with served(TWO) as (_, session, origin), opened(session, origin) as page:
        handle = await process(page)
        await page.see("100 wide")
        await page.resize(70, 20)
        await page.see("70 wide")
        await page.type("a")
        await page.see("the second, 70 wide")
        await page.type("a")
        assert await page.ends() == "You have left postil. Everything is saved."
        await gone(handle)


async def test_one_that_hangs_is_ended_by_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "ENDING_SECONDS", 10_000)  # as if there were no server any more
    async with served(HANGS) as (_, session, origin):
        async with opened(session, origin) as page:
            handle = await process(page)
            await page.type("a")
            await page.see("It hangs.")
        await gone(handle)


@pytest.mark.parametrize(
    ("driver", "ends"), [(DRIVER, True), ("textual.drivers.web_driver:WebDriver", False)]
)
async def test_an_app_ends_with_what_it_reads_as_it_would_not_by_itself(
    driver: str, ends: bool
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", APP + "Shown('here').run()", stdin=PIPE, stdout=PIPE,
        env={**os.environ, VARIABLE: driver},
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    handle = os.pidfd_open(process.pid)
    await process.stdout.readuntil(b"\x1b[?1049h")
    process.stdin.close()
    assert await asyncio.to_thread(ended, handle, LONGEST_SECONDS if ends else 0.5) == ends
    if not ends:
        process.kill()
    await process.communicate()
    os.close(handle)


def test_the_driver_is_where_it_is_said_to_be() -> None:
    module, _, name = DRIVER.partition(":")
    assert VARIABLE == "TEXTUAL_DRIVER"
    assert f"class {name}(" in (ROOT / Path(*module.split("."))).with_suffix(".py").read_text()
