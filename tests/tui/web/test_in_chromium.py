"""postil in a real browser: opened, tagged by keys, seen on the screen and on the disk."""

import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.tui.web.browser import LONGEST_SECONDS, gone
from tests.tui.web.running import Serving, serving, tags

try:
    from playwright.async_api import Page, TimeoutError, async_playwright
except ImportError:
    pytest.skip("playwright is not installed: pip install playwright", allow_module_level=True)

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")

# What is drawn is a picture: the terminal that draws it is caught as it is made.
CATCH = """Object.defineProperty(Object.prototype, "terminal", {configurable: true, set(made) {
  if (made && made.loadAddon) window.drawn = made;
  Object.defineProperty(this, "terminal", {value: made, writable: true});
}})"""
ROWS = """() => [...Array(drawn.rows)].map(
  (_, row) => drawn.buffer.active.getLine(row).translateToString(true)).join("\\n")"""
SHOWS = "words => window.drawn && (" + ROWS + ")().includes(words)"


class Tab:
    """A page in Chromium, and every address that it has asked for."""

    def __init__(self, page: Page, asked: list[str]) -> None:
        self.page, self.asked = page, asked

    async def see(self, words: str) -> None:
        """Wait until the terminal shows some words."""
        try:
            await self.page.wait_for_function(SHOWS, arg=words, timeout=LONGEST_SECONDS * 1000)
        except TimeoutError:
            raise AssertionError(f"{words}\n{await self.page.evaluate(ROWS)}") from None

    async def type(self, *keys: str) -> None:
        """Press keys, by Playwright's names."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def click(self, words: str) -> None:
        """Click in the middle of some words."""
        lines = str(await self.page.evaluate(ROWS)).split("\n")
        row = next(number for number, line in enumerate(lines) if words in line)
        column = lines[row].index(words) + len(words) / 2
        box = await self.page.locator(".xterm-screen").bounding_box()
        columns = await self.page.evaluate("drawn.cols")
        assert box
        x, y = column * box["width"] / columns, (row + 0.5) * box["height"] / len(lines)
        await self.page.mouse.click(box["x"] + x, box["y"] + y)

    async def told(self) -> str:
        """Wait until the page says that the session has ended; what it says."""
        await self.page.wait_for_selector("dialog[open]", timeout=LONGEST_SECONDS * 1000)
        return await self.page.inner_text("#words")


@asynccontextmanager
async def chromium(server: Serving) -> AsyncIterator[Tab]:
    """A tab that was given the link, and is kept from every other host."""
    asked: list[str] = []
    complaints: list[str] = []

    async def only_ours(route: Any) -> None:
        asked.append(route.request.url)
        ours = route.request.url.startswith((server.origin, "data:"))
        await (route.continue_() if ours else route.abort())

    async with async_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        context = await browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        await context.add_init_script(CATCH)
        await context.route("**/*", only_ours)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        await page.goto(f"{server.origin}/?token={server.token}")
        yield Tab(page, asked)
        await browser.close()
    assert complaints == []


async def test_a_page_is_read_and_tagged_by_keys_alone(quays: Path) -> None:
    async with serving(quays) as server, chromium(server) as tab:
        await tab.see("Quay 1")  # nothing was clicked: the terminal has the keys
        await tab.type("Enter")
        await tab.see("actor 0")
        await tab.type("ArrowDown", "a")
        await tab.see("actor 1")
        assert tags(quays) == ["actor ana"]
        await tab.type("Shift+ArrowRight", "Shift+ArrowRight", "q")
        await tab.see("quote 1")
        await tab.type("u")
        await tab.see("quote 0")
        # An address in an article is only words.
        await tab.click("x.example.org")
        await tab.see("\u2500\n  https://x.example.org")
        assert len(tab.page.context.pages) == 1
        # Copied words reach the clipboard; pasted ones stay words.
        await tab.type("Escape", "y")
        await tab.see("Copied.")
        copied = await tab.page.evaluate("navigator.clipboard.readText()")
        assert copied
        await tab.page.evaluate("navigator.clipboard.writeText('Oran\\u001b[201~ddd\\u001b')")
        await tab.type("/", "Control+v")
        await tab.see("Oran[201~ddd")
        await tab.type("Escape")
        await tab.see("date 0")
        # A click beside what is drawn leaves the keys where they are; so does another size.
        await tab.page.set_viewport_size({"width": 700, "height": 500})
        await tab.see("a1 d0")
        await tab.page.evaluate("document.activeElement.blur()")
        await tab.type("z")
        await tab.type("Control+c", "Control+c")
        await tab.see("Leave postil?")
        await tab.type("Enter")
        assert await tab.told() == "You have left postil. Everything is saved."
        await tab.type("Enter")
        await tab.page.wait_for_selector(
            "dialog[open]", state="detached", timeout=LONGEST_SECONDS * 1000
        )
        await tab.see("Quay 1")
        assert {one.partition("/?")[0] for one in tab.asked if "token" in one} == {server.origin}
        assert [one for one in tab.asked if not one.startswith((server.origin, "data:"))] == []
        assert "token" not in tab.page.url
    assert tags(quays) == ["actor ana"]


async def test_the_page_says_what_became_of_the_server_and_of_the_session(quays: Path) -> None:
    async with serving(quays) as server, chromium(server) as tab:
        await tab.see("Quay 1")
        (handle,) = server.children
        signal.pidfd_send_signal(handle, signal.SIGKILL)
        assert await tab.told() == "postil has stopped. Everything that was counted is saved."
        os.close(handle)
        await tab.type("Enter")
        await tab.see("Quay 1")
        (handle,) = server.children
        server.process.kill()
        assert "The connection to postil was lost." in await tab.told()
        await gone(handle)
