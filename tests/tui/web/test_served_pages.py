"""What the server gives to whom: pages that load nothing from elsewhere, and no list of files."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from tests.tui.web.browser import browser
from tui.web.admission import Admission
from tui.web.server import Server

TOKEN = "t0ken-of-this-test"
ROOT = Path(__file__).parents[3]


def nobody(who: str) -> list[str]:
    raise AssertionError(f"a program was started for {who}")


@asynccontextmanager
async def served(title: str = "quays", **more: str) -> AsyncIterator[tuple[ClientSession, str]]:
    """A browser, and the origin of a server that it has not been to."""
    server = Server(nobody, Admission("ana", TOKEN, **more), title, 2, print)
    async with TestServer(server.app()) as at, browser() as session:
        yield session, str(at.make_url("")).rstrip("/")


async def test_the_link_becomes_a_cookie_that_no_script_and_no_other_site_gets() -> None:
    async with served() as (session, origin), session.get(f"{origin}/?token={TOKEN}") as answer:
        assert answer.status == 200
        assert answer.headers["Refresh"] == "0; url=./"
        (cookie,) = answer.cookies.values()
        assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (TOKEN, True, "Strict")
        assert not cookie["secure"]
        assert TOKEN not in await answer.text()
        async with session.get(f"{origin}/") as page:
            assert page.status == 200
            assert TOKEN not in await page.text()


async def test_behind_a_proxy_with_a_certificate_it_goes_by_no_other_way() -> None:
    async with served(public="https://tags.example.org") as (session, origin):
        headers = {"Host": "tags.example.org"}
        async with session.get(f"{origin}/?token={TOKEN}", headers=headers) as answer:
            (cookie,) = answer.cookies.values()
            assert cookie["secure"]


PLACES = ["/", "/ws", "/static/js/textual.js", "/page/page.js", "/page/", "/none", "/download/x"]


@pytest.mark.parametrize("place", PLACES)
async def test_without_it_there_is_nothing(place: str) -> None:
    async with served() as (session, origin):
        for query in ("", "?token=", "?token=t0ken-of-this-tesT"):
            async with session.get(f"{origin}{place}{query}") as answer:
                assert answer.status == 403
                assert "the link that postil serve printed" in await answer.text()
                assert answer.content_type == "text/plain"
                assert not answer.cookies


async def test_the_token_is_for_the_page_alone() -> None:
    async with served() as (session, origin):
        async with session.get(f"{origin}/static/js/textual.js?token={TOKEN}") as answer:
            assert answer.status == 403
        async with session.get(f"{origin}/?token={TOKEN}&token=x"):
            pass
        async with session.post(f"{origin}/?token={TOKEN}") as answer:
            assert answer.status in (200, 405)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Host": "rebound.example.org"}, "not a name under which"),
        ({"Origin": "http://elsewhere.example.org"}, "Only its own page"),
    ],
)
async def test_with_the_token_too_a_strange_page_gets_nothing(
    headers: dict[str, str], words: str
) -> None:
    async with served() as (session, origin):
        for place in (f"/?token={TOKEN}", "/", "/ws"):
            async with session.get(f"{origin}{place}", headers=headers) as answer:
                assert answer.status == 403
                assert words in await answer.text()
                assert not answer.cookies


@pytest.mark.parametrize(
    "place",
    [
        "/static/", "/static", "/static/js", "/page/", "/page", "/download/x", "/postil.toml",
        "/page/../server.py", "/page/%2e%2e/server.py", "/page/..%2fserver.py",
        "/static//etc/passwd",
        "/page/%2fetc%2fpasswd", "/static/../server.py",
    ],
)  # fmt: skip
async def test_no_folder_is_listed_and_nothing_else_is_handed_out(place: str) -> None:
    from yarl import URL

    async with served() as (session, origin):
        async with session.get(f"{origin}/?token={TOKEN}"):
            pass
        async with session.get(URL(f"{origin}{place}", encoded=True)) as answer:
            assert answer.status in (403, 404)
            assert len(await answer.text()) < 100


async def test_every_answer_says_what_a_browser_may_do() -> None:
    async with served() as (session, origin):
        for place in ("/none", f"/?token={TOKEN}", "/", "/page/page.js", "/static/css/xterm.css"):
            async with session.get(f"{origin}{place}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'self'" in policy
                assert "frame-ancestors 'none'" in policy
                scripts = policy.partition("script-src")[2].partition(";")[0]
                assert "unsafe" not in scripts
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_the_page_loads_its_own_files_and_has_no_script_in_it() -> None:
    async with served() as (session, origin):
        async with session.get(f"{origin}/?token={TOKEN}"):
            pass
        async with session.get(f"{origin}/") as answer:
            page = await answer.text()
        named = re.findall(r'\b(?:src|href)="([^"]*)"', page)
        assert named
        style = re.compile(r'url\("?([^")]*)')
        for name in [one for one in named if one != "data:,"]:
            assert re.fullmatch(r"(?:static|page)/[\w./-]+", name)
            async with session.get(f"{origin}/{name}") as answer:
                assert answer.status == 200
                text = await answer.text()
            for inner in style.findall(text) if name.endswith("page.css") else ():
                async with session.get(f"{origin}/page/{inner}") as font:
                    assert font.status == 200
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=|javascript:", page) == []
    for name in ("page.js", "page.css"):
        text = (ROOT / "tui" / "web" / "page" / name).read_text(encoding="utf-8")
        assert not re.search(r"//\w+\.\w|\beval\b|innerHTML|document\.write|fetch\(", text)


async def test_the_name_of_a_project_is_only_a_name() -> None:
    async with served(title='</title><script>alert("x")</script>') as (session, origin):
        async with session.get(f"{origin}/?token={TOKEN}"):
            pass
        async with session.get(f"{origin}/") as answer:
            page = await answer.text()
    assert "<script>" not in page
    assert "&lt;/title&gt;&lt;script&gt;" in page


async def test_the_title_says_in_whose_name_one_is_there() -> None:
    headers = {"X-Who": "<b>en", "Host": "tags.example.org"}
    proxy = {"proxy_user": "X-Who", "public": "https://tags.example.org"}
    async with (
        served(**proxy) as (session, origin),
        session.get(f"{origin}/", headers=headers) as answer,
    ):
        assert "<title>quays \u00b7 &lt;b&gt;en</title>" in await answer.text()
