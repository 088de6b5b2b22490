"""The server behind `postil serve`: a page with a terminal, and a program for each who opens it."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

import textual_serve
from aiohttp import web

from annotations.errors import PostilError
from annotations.webpage import plain
from tui.web.admission import LOOPBACK, Admission, cookie
from tui.web.talk import ending, read, size
from tui.web.visit import Visit

HEARTBEAT_SECONDS = 15.0
"""So often a browser is asked whether it is still there; half of that later it is not."""

_TELLING_SECONDS = 0.3
_HERE = Path(__file__).parent / "page"
_LIBRARY = Path(textual_serve.__file__).parent / "static"
_HEADERS = {
    # The terminal gives what it draws its size by style elements of its own.
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_WELCOME = '<!doctype html><link rel="icon" href="data:,"><title>postil</title>Opening postil.\n'

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """Serves a page called `title` to those whom `admission` lets in, `most` of them at a time.

    `command` gives the program of an annotator, or raises `PostilError` that says why they have
    none. `report` is told of the programs that did not end as they should.
    """

    def __init__(
        self,
        command: Callable[[str], Sequence[str]],
        admission: Admission,
        title: str,
        most: int,
        report: Callable[[str], None],
    ) -> None:
        self._command, self._admission, self._title, self._most = command, admission, title, most
        self._report = report
        self._visits = set[asyncio.Task[str]]()
        self._stopping = asyncio.Event()

    async def serve(self, port: int, ready: Callable[[int], None]) -> None:
        """Serve until told to stop; `ready` gets the port once it is open, any where it is 0.

        Raises `OSError` where the port cannot be had.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, self._stopping.set)
        # No access log: the address of a request has the token in it.
        runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=_TELLING_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, LOOPBACK, port).start()
            ready(runner.addresses[0][1])
            await self._stopping.wait()
            await self.see_out()
        finally:
            await runner.cleanup()

    async def see_out(self) -> None:
        """Have all visits end, and wait until everything is saved."""
        self._stopping.set()
        while self._visits:
            await asyncio.wait(self._visits)

    def app(self) -> web.Application:
        """All that can be asked for, behind one door."""
        app = web.Application(middlewares=[self._door])
        app.router.add_get("/", self._page)
        app.router.add_get("/ws", self._visit)
        app.router.add_static("/page", _HERE)
        app.router.add_static("/static", _LIBRARY)
        return app

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let nobody in who may not; who comes by the link is given a cookie in its place."""
        answer: web.StreamResponse
        try:
            self._admission.check(request)
            if request.path == "/" and self._admission.brings(request.query.get("token", "")):
                answer = self._welcome(request)
            else:
                self._admission.visitor(request)
                answer = await handler(request)
        except PostilError as error:
            answer = web.Response(status=403, text=f"postil: {error}\n")
        except web.HTTPException as error:
            answer = web.Response(status=error.status, text=f"{error.reason}\n")
        if not answer.prepared:
            answer.headers.update(_HEADERS)
        return answer

    def _welcome(self, request: web.Request) -> web.Response:
        """The cookie, and the way to the page, which our own answer leads to.

        A browser that was sent on instead, having come from another site, would not take it along.
        """
        answer = web.Response(text=_WELCOME, content_type="text/html")
        answer.headers["Refresh"] = "0; url=./"
        secure = self._admission.public.startswith("https:")
        name, token = cookie(request), self._admission.token
        answer.set_cookie(name, token, httponly=True, samesite="Strict", secure=secure)
        return answer

    async def _page(self, request: web.Request) -> web.Response:
        page = (_HERE / "index.html").read_text(encoding="utf-8")
        whose = f"{self._title} \u00b7 {self._admission.visitor(request)}"
        page = page.replace("{title}", plain(whose))
        return web.Response(text=page, content_type="text/html")

    async def _visit(self, request: web.Request) -> web.WebSocketResponse:
        """Have a program run for as long as its page is open, and the page told when it ends."""
        page = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, timeout=_TELLING_SECONDS)
        await page.prepare(request)
        visited = asyncio.create_task(self._visited(request, page))
        self._visits.add(visited)
        visited.add_done_callback(self._visits.discard)
        try:
            words = await asyncio.shield(visited)
        except PostilError as error:
            words = str(error)
        with suppress(OSError, RuntimeError, TimeoutError):
            async with asyncio.timeout(_TELLING_SECONDS):
                await page.send_json(["ended", words])
                await page.close()
        return page

    async def _visited(self, request: web.Request, page: web.WebSocketResponse) -> str:
        """See a visit through; what to say of how it ended. Raises `PostilError`."""
        if len(self._visits) > self._most:
            what = f"There are {self._most} sessions open here, and that is the most."
            raise PostilError(what, "Close one of yours, or try again later.")
        who, asked = self._admission.visitor(request), request.query
        cells = size(asked.get("width"), asked.get("height"))
        try:
            one_of_many = who if self._admission.proxy_user else ""
            visit = await Visit.begun(self._command(who), cells, page.send_bytes, one_of_many)
        except OSError as error:
            raise PostilError(f"postil cannot be started: {error.strerror}.") from None
        reads = asyncio.create_task(read(page, visit))
        stops = asyncio.create_task(self._stopping.wait())
        first = asyncio.FIRST_COMPLETED
        try:
            await asyncio.wait([reads, stops, visit.ended], return_when=first)
            by_itself = visit.ended.done()
        finally:
            reads.cancel()
            stops.cancel()
            code = await visit.stop()
        if not by_itself:
            what = "postil serve was stopped." if self._stopping.is_set() else "postil hangs."
            return f"{what} Everything that was counted is saved."
        if code:
            self._report(f"{who}: {ending(code, visit.told)}")
        return ending(code, visit.told)
