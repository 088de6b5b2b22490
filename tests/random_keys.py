"""A person who types anything at all, fast and slow, in a window that changes its size."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.terminal import Terminal

LONGEST_BURST = 60
SPECIAL = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "shift+up": "\x1b[1;2A", "shift+down": "\x1b[1;2B", "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D", "ctrl+left": "\x1b[1;5D", "ctrl+right": "\x1b[1;5C",
    "ctrl+up": "\x1b[1;5A", "ctrl+down": "\x1b[1;5B", "home": "\x1b[H", "end": "\x1b[F",
    "page up": "\x1b[5~", "page down": "\x1b[6~", "delete": "\x1b[3~", "shift+tab": "\x1b[Z",
    "tab": "\t", "enter": "\r", "escape": "\x1b", "space": " ", "backspace": "\x7f",
    "ctrl+f": "\x06", "ctrl+r": "\x12", "ctrl+s": "\x13", "ctrl+c": "\x03",
    "wheel": "\x1b[<65;20;5M", "click": "\x1b[<0;20;5M\x1b[<0;20;5m",
    "drag": "\x1b[<0;9;4M\x1b[<32;30;7M\x1b[<0;30;7m", "double": "\x1b[<0;12;6M\x1b[<0;12;6m" * 2,
    "paste": "\x1b[200~said on\x1b[201~", "turn away": "\x1b[O", "turn back": "\x1b[I",
}  # fmt: skip
"""What a terminal sends for the keys that print nothing, and for what a mouse does."""

MOTIONS = "hjklHJKL(){}gGveE,.owW[]nN"
TAGS = "adpqADPQ123456rtx&u" + "U" * 2
PANES = "+-+-><><zSFZ|_\tmMb"
OTHERS = "/*fXiIcsR;y?:~'0"
SETTINGS = "[keys]\nlist-quit = []\nquit-asking = []\n"
"""With these no key here leaves; ctrl+q is not among them, nor is ctrl+z, which stops it."""
KEYS = (MOTIONS * 2, TAGS * 2, PANES * 2, OTHERS, tuple(SPECIAL.values()))
BURSTS_OF_A_KIND = ("+-", "><", "+-><", "b\r", "?\x1b", "aul", "\tz", "t\x1b", "v G*"), 12
SIZES = [(120, 36), (160, 48), (80, 24), (59, 20), (40, 12), (20, 6), (8, 3), (220, 60)]


@dataclass(frozen=True, slots=True)
class Act:
    """Keys typed in one go, and the size that the window is then given, if any.

    After `slow` keys one waits for what is shown.
    """

    keys: str
    slow: bool = False
    size: tuple[int, int] | None = None


def acts(seed: int, keys: int) -> Iterator[Act]:
    """What somebody does who types about so many keys; the same for the same seed."""
    dice = random.Random(seed)
    while keys > 0:
        size = dice.choice(SIZES) if dice.random() < 0.15 else None
        if dice.random() < 0.3:
            kinds, most = BURSTS_OF_A_KIND
            burst = dice.choice(kinds)
            typed = "".join(dice.choice(burst) for _ in range(dice.randint(2, most)))
        else:
            many = dice.choice((1, 3, 10, LONGEST_BURST))
            typed = "".join(dice.choice(dice.choice(KEYS)) for _ in range(dice.randint(1, many)))
        keys -= len(typed)
        yield Act(typed, dice.random() < 0.4, size)


def perform(terminal: Terminal, act: Act) -> None:
    """Do that; what the terminal is sent meanwhile is read."""
    terminal.send(act.keys.encode())
    if act.slow:
        terminal.settle(longest=0.5)
    else:
        terminal.settle(quiet=0.0, longest=0.0)
    if act.size:
        terminal.resize(*act.size)
