"""Keys that answer a command's questions, one at a time."""

import os
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def typed() -> Iterator[Iterator[str]]:
    """The keys typed on standard input in lower case, without `enter`, as long as this lasts.

    None that is typed ahead is lost, as it is with `click.getchar`. An interrupt comes as a key;
    arrows and their like are passed over. They end where the input does.
    """
    fd = sys.stdin.fileno()
    before, now = termios.tcgetattr(fd), termios.tcgetattr(fd)
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
    termios.tcsetattr(fd, termios.TCSADRAIN, now)
    try:
        yield _keys(fd)
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def _keys(fd: int) -> Iterator[str]:
    while found := os.read(fd, 1024):
        if len(found) == 1 or not found.startswith(b"\x1b"):
            yield from found.decode("latin-1").lower()
