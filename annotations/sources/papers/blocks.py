"""What is read of a printed page: blocks of lines, and where they stand in points."""

from dataclasses import dataclass

UNKNOWN = "\ufffd"
"""Stands for a letter that a PDF draws without saying which it is."""


DROPPED = 1.8
"""How many times the size of the text a drop cap has at least."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, each ended by `\\n` but the last, and where they stand.

    `size` is that of most of its letters; `aside` tells that it runs up or down the page.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page; `fault` tells that it was not all, `slanting` what was left out."""

    blocks: tuple[Block, ...] = ()
    height: float = 0
    fault: bool = False
    pictures: bool = False
    slanting: str = ""
