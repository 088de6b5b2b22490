"""One visit: the program of a visitor, started without a shell, and never left behind."""

import asyncio
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

import msgspec

from tui.served import DRIVER, VARIABLE, VISITOR
from tui.web.packets import HEAD, RESIZED, TYPED, length, packed

ENDING_SECONDS = 25.0
"""So long may a program take to save and to end; then it is killed."""

MOST_WAITING = 10_000_000
"""So many bytes may wait for a program that takes none; it hangs, and is given up."""

_KEPT = 4_096  # bytes of what it said last

# How a page draws: as this terminal does, in cells as they are outside of East Asia.
_PAGE = {
    VARIABLE: DRIVER, "TERM": "xterm-256color", "COLORTERM": "truecolor",
    "TEXTUAL_COLOR_SYSTEM": "truecolor", "TERM_PROGRAM": "textual",
    "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1",
}  # fmt: skip
# What says how the terminal draws in which the server was started, or where it has been.
_OF_ANOTHER = {"NO_COLOR", "FORCE_COLOR", "TMUX", "STY", "LINES", "TEXTUAL", "TEXTUAL_LOG"}


class Visit:
    """The running program of one visitor; `ended` is done, with the exit code, when it has ended.

    `told` is what it said last, once it has.
    """

    def __init__(self, process: Process, draw: Callable[[bytes], Awaitable[None]]) -> None:
        self._process, self._draw = process, draw
        self._relays = asyncio.create_task(self._relay())
        self.told = ""
        self.ended = asyncio.create_task(self._run())

    @classmethod
    async def begun(
        cls,
        command: Sequence[str],
        size: tuple[int, int],
        draw: Callable[[bytes], Awaitable[None]],
        visitor: str = "",
    ) -> "Visit":
        """Start a program that draws with `draw` on a page of that size, in cells.

        `visitor` is who has it, where that is one of several people. Raises `OSError` where that
        cannot be done.
        """
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True,
            env=environment(os.environ, size, visitor),
        )  # fmt: skip
        return cls(process, draw)

    def type(self, keys: str) -> bool:
        """Send what was typed, or pasted, at once; see `_send`."""
        return self._send(packed(TYPED, keys.encode("utf-8", "replace")))

    def resize(self, size: tuple[int, int]) -> bool:
        """Tell the program how large the page is, in cells; see `_send`."""
        return self._send(packed(RESIZED, msgspec.json.encode(size)))

    async def stop(self) -> int:
        """Have the program end, which saves everything, and wait until it has; its exit code."""
        self._relays.cancel()
        assert self._process.stdin
        self._process.stdin.close()
        if not (await asyncio.wait([self.ended], timeout=ENDING_SECONDS))[0]:
            self._process.kill()
        return await self.ended

    def _send(self, packet: bytes) -> bool:
        """Send a packet, for which nobody waits; whether the program takes what it is sent."""
        assert self._process.stdin
        self._process.stdin.write(packet)
        return self._process.stdin.transport.get_write_buffer_size() < MOST_WAITING

    async def _run(self) -> int:
        """Wait for the end; what is drawn when nobody is there any more is dropped."""
        said, drawn = asyncio.create_task(self._listen()), self._process.stdout
        await asyncio.wait([self._relays])
        assert drawn
        while await drawn.read(65_536):
            pass
        code = await self._process.wait()
        self.told = await said
        return code

    async def _relay(self) -> None:
        """Hand on what is drawn for as long as somebody is there."""
        drawn = self._process.stdout
        assert drawn
        with suppress(asyncio.IncompleteReadError, OSError, RuntimeError):
            while True:
                await self._draw(await drawn.readexactly(length(await drawn.readexactly(HEAD))))

    async def _listen(self) -> str:
        """What the program said last."""
        said = b""
        assert self._process.stderr
        while read := await self._process.stderr.read(_KEPT):
            said = (said + read)[-_KEPT:]
        return said.decode("utf-8", "replace")


def environment(
    given: Mapping[str, str], size: tuple[int, int], visitor: str = ""
) -> dict[str, str]:
    """The environment of a program that draws on a page, made of the server's."""
    kept = {name: value for name, value in given.items() if name not in _OF_ANOTHER}
    of_it = {"COLUMNS": str(size[0]), "ROWS": str(size[1]), VISITOR: visitor}
    return {**kept, **_PAGE, **of_it}
