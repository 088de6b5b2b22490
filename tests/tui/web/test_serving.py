"""`postil serve`: postil itself on a page, for whom it is; whatever ends, it is saved and gone."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.emulated import ROOT
from tests.tui.web.browser import LONGEST_SECONDS, Page, browser, ended, gone, opened
from tests.tui.web.running import come_in, serving, tags

pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="the end of a program is seen by Linux's pidfd"
)

Run = Callable[..., Result]


async def read(page: Page) -> None:
    """Go from the library to its first articles."""
    await page.see("Quay 1")
    await page.type("\r")
    await page.see("actor 0")


async def test_a_page_is_tagged_on_and_everything_is_saved(quays: Path) -> None:
    async with serving(quays) as server, come_in(server) as session:
        async with session.get(f"{server.origin}/") as answer:
            assert "Oran" not in await answer.text()
        async with opened(session, server.origin) as page:
            await read(page)
            assert "<script>" in page.screen
            assert "ctrl+c twice leave" in page.screen
            await page.type("j")
            await page.type("a")
            await page.see("actor 1")
            assert tags(quays) == ["actor ana"]
            # There is no shell to go to, no picture to be left on the server's disk.
            await page.type("\x1a")
            await page.see("ctrl+z does nothing here. u: undo")
            await page.type(":")
            await page.see("Search")
            await page.type("screenshot")
            await page.see("No matches found")
            await page.type("\x1b")
            await page.see("actor 1")
            # What is pasted is words, whatever it says.
            await page.type("/")
            await page.type("\x1b[200~Minister\x1b[201~ddd\x1b\x1b[201~")
            await page.see("Minister[201~ddd")
            await page.type("\x1b")
            await page.see("date 0")
            await page.resize(60, 20)
            await page.see("a1 d0")
            await page.type("\x11")
            assert await page.ends() == "You have left postil. Everything is saved."
        async with opened(session, server.origin) as again:
            await again.see("Quay 1")
            (handle,) = server.children
        await gone(handle)
        assert await server.end(signal.SIGINT) == 0
    assert tags(quays) == ["actor ana"]
    # The token is in the link, and nowhere else that anything is written to.
    assert server.said.count(server.token) == 1
    assert [line for line in server.said.splitlines() if not line.startswith("http")] == [
        "postil: Whoever opens this link tags as ana. Stop with ctrl+c.",
        "postil: Stopped. Everything is saved.",
    ]


async def test_sigterm_saves_what_was_just_typed_and_leaves_nobody_behind(quays: Path) -> None:
    async with serving(quays) as server, come_in(server) as session:
        async with (
            opened(session, server.origin) as one,
            opened(session, server.origin) as two,
        ):
            await read(one)
            await two.see("Quay 1")
            handles = server.children
            assert len(handles) == 2
            await one.type("a")
            await one.see("actor 1")
            assert await server.end(signal.SIGTERM) == 0
            assert "postil serve was stopped." in await one.ends()
            assert "postil serve was stopped." in await two.ends()
        for handle in handles:  # they have ended before it did
            assert ended(handle, 0)
            os.close(handle)
    assert tags(quays) == ["actor ana"]


async def test_kill_9_leaves_no_program_behind_and_loses_nothing(quays: Path) -> None:
    async with serving(quays) as server, come_in(server) as session:
        async with opened(session, server.origin) as page:
            await read(page)
            await page.type("a")
            await page.see("actor 1")
            handles = server.children
            assert len(handles) == 1
            server.process.kill()
            await page.ends()
        for handle in handles:
            await gone(handle)
    assert tags(quays) == ["actor ana"]


async def test_behind_a_proxy_each_is_who_it_says_and_sees_their_own(quays: Path) -> None:
    (quays / "postil.toml").write_text('[team]\nannotators = ["ana", "ben"]\n', encoding="utf-8")
    options = ("--proxy-user", "X-Postil-User", "--public-url", "https://tags.example.org/postil/")
    async with serving(quays, *options) as server, browser() as session:
        assert "token" not in server.said
        here = {"Host": "tags.example.org", "Origin": "https://tags.example.org"}
        async with session.get(f"{server.origin}/", headers=here) as answer:
            assert answer.status == 403
            assert "did not say who you are" in await answer.text()
        for who, key, label in (("ana", "a", "actor"), ("ben", "d", "date")):
            headers = {**here, "X-Postil-User": who}
            async with opened(session, server.origin, headers=headers) as page:
                await read(page)
                await page.type(key)
                await page.see(f"{label} 1")
        async with opened(session, server.origin, headers={**here, "X-Postil-User": "zoe"}) as page:
            assert "zoe is not in the team" in await page.ends()
    assert tags(quays, "ana") == ["actor ana"]
    assert tags(quays, "ben") == ["date ben"]


async def test_why_postil_did_not_start_is_said_on_the_page(quays: Path) -> None:
    async with serving(quays) as server, come_in(server) as session:
        (quays / "postil.toml").write_text("anotator = 1")
        async with opened(session, server.origin) as page:
            assert "no setting 'anotator'. Did you mean annotator?" in await page.ends()


# What the command refuses


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "There is no project here"),
        (("--project", "quays", "--sessions", "0"), 2, "--sessions 0 lets nobody in."),
        (("--project", "quays", "--port", "70000"), 2, "70000"),
        (("--project", "quays", "--public-url", "tags"), 2, "tags is not the address of a page."),
    ],
)
def test_a_wrong_call_is_refused(
    run: Run, quays: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = run("serve", *arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert words in result.stderr


def test_who_is_not_in_the_team_serves_nothing(run: Run, quays: Path) -> None:
    (quays / "postil.toml").write_text('[team]\nannotators = ["ana", "ben"]\n', encoding="utf-8")
    result = run("serve", "--project", "quays", "--annotator", "zoe")
    assert result.exit_code == 2
    assert "zoe is not in the team of this project." in result.stderr


def test_without_the_library_it_says_what_to_add(
    run: Run, quays: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.delitem(sys.modules, "tui.web.server", raising=False)
    result = run("serve", "--project", "quays")
    assert result.exit_code == 1
    assert result.stderr.startswith("postil: postil serve needs textual-serve. Add it with: ")


async def test_a_port_that_is_taken_is_said(quays: Path) -> None:
    async with serving(quays) as server:
        port = server.origin.rpartition(":")[2]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "postil", "serve", "--project", str(quays), "--port", port,
            stdout=PIPE, stderr=PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        out, err = await asyncio.wait_for(process.communicate(), LONGEST_SECONDS)
    assert (process.returncode, out) == (1, b"")
    assert f"Port {port} cannot be opened" in err.decode()
    assert "Choose another one with --port." in err.decode()
