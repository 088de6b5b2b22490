"""`postil serve` as a program of its own, in a test."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession

from annotations.project import Project
from tests.emulated import ROOT
from tests.tui.web.browser import LONGEST_SECONDS, browser


def tags(folder: Path, who: str = "ana") -> list[str]:
    """The labels of the first article on the disk, as one annotator has them."""
    contents = Project(folder, who).store.load("quay-0")
    return [f"{one.label} {one.annotator}" for one in contents.annotations.values()]


class Serving:
    """A `postil serve` that runs: its process, and what it said."""

    def __init__(self, process: Process, said: str) -> None:
        self.process, self.said = process, said
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        self.origin = found.group()
        self.token = said.partition("?token=")[2].partition("\n")[0]

    @property
    def children(self) -> list[int]:
        """Handles for the programs of its visitors, which say when they have ended."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [os.pidfd_open(int(child)) for child in path.read_text().split()]

    async def end(self, number: signal.Signals) -> int:
        """End it by a signal, and read what it still says; its exit code."""
        self.process.send_signal(number)
        out, err = await asyncio.wait_for(self.process.communicate(), LONGEST_SECONDS)
        self.said += (out + err).decode()
        code = self.process.returncode
        assert code is not None
        return code


@asynccontextmanager
async def serving(folder: Path, *options: str) -> AsyncIterator[Serving]:
    """`postil serve` on a project, at any port that is free."""
    call = ("-m", "postil", "serve", "--project", str(folder), "--port", "0", *options)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *call, stdin=asyncio.subprocess.DEVNULL, stdout=PIPE, stderr=PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "POSTIL_ANNOTATOR": "ana"},
    )  # fmt: skip
    assert process.stderr
    assert process.stdout
    try:
        said = await asyncio.wait_for(process.stderr.readline(), LONGEST_SECONDS)
        if "proxy" not in said.decode():
            said += await asyncio.wait_for(process.stdout.readline(), LONGEST_SECONDS)
        yield Serving(process, said.decode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@asynccontextmanager
async def come_in(server: Serving) -> AsyncIterator[ClientSession]:
    """A browser that was given the link."""
    async with browser() as session:
        async with session.get(f"{server.origin}/?token={server.token}") as answer:
            assert answer.status == 200
        yield session
