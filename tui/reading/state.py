"""The state that all screens have: the mode they are in, a message, and how commands change it."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

import msgspec

from annotations.errors import PostilError
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.effects import Ask, Effect, Effects, Follow, Say
from tui.reading.events import Event, Pasted

LEARNT = 10
"""So often a command has been used that its key is known."""

Answer = Literal["open", "done", "left"]


class Normal(msgspec.Struct, frozen=True):
    """Keys are commands, motions move."""

    name = "normal"


class Extending(msgspec.Struct, frozen=True):
    """Every motion extends the selection."""

    back: "Mode"
    name = "extending"


class Target(msgspec.Struct, frozen=True):
    """A place that a hint leads to: an annotation that is held there, or a suggestion."""

    pane: int
    span: Span
    held: str | None = None
    walked: Candidate | None = None


class Hints(msgspec.Struct, frozen=True):
    """Letters lead to places; some may have been typed."""

    targets: Mapping[str, Target]
    back: "Mode"
    typed: str = ""
    name = "hints"

    def read(self, key: str) -> "Hints | Target | None":
        """What a letter leaves: the place that it leads to, fewer hints, or nothing."""
        typed = self.typed + key
        left = {code: t for code, t in self.targets.items() if code.startswith(typed)}
        return left.get(typed) or (Hints(left, self.back, typed) if left else None)

    def letters(self, pane: int) -> dict[int, str]:
        """The letters that are left to type in a pane, by the code point over which they stand."""
        letters: dict[int, str] = {}
        for code, target in self.targets.items():
            if target.pane == pane:
                left = code[len(self.typed) :]
                letters[target.span[0]] = letters.get(target.span[0], "") + left
        return letters


class TypedLine:
    """Words that are typed, and where the next letter goes."""

    def __init__(self, words: str = "") -> None:
        self.words, self.at = words, len(words)

    def insert(self, words: str) -> None:
        """Put words in at the cursor."""
        self.words = self.words[: self.at] + words + self.words[self.at :]
        self.at += len(words)

    def read(self, key: str, character: str | None) -> None:
        """Take a key: a letter, or one that moves or deletes."""
        before, after = self.words[: self.at], self.words[self.at :]
        if character:
            self.insert(character)
        elif key == "backspace":
            self._set(before[:-1], after)
        elif key == "delete":
            self._set(before, after[1:])
        elif key == "ctrl+u":
            self._set("", after)
        elif key == "ctrl+w":
            self._set(before.rstrip().rpartition(" ")[0], after)
        elif key in ("left", "right", "home", "end"):
            to = {"left": self.at - 1, "right": self.at + 1, "home": 0, "end": len(self.words)}
            self.at = min(max(0, to[key]), len(self.words))

    def _set(self, before: str, after: str) -> None:
        self.words, self.at = before + after, len(before)


class Asking:
    """The line at the bottom takes the keys until `enter` or `esc`."""

    name = "asking"

    def __init__(self, ask: Ask, back: "Mode") -> None:
        self.ask, self.back = ask, back
        self.line = TypedLine(ask.words)
        self.switched = False

    @property
    def sign(self) -> str:
        """What stands before the words, and tells what they are for."""
        return self.ask.switch[1] if self.ask.switch and self.switched else self.ask.sign

    def read(self, key: str, typed: str | None) -> Answer:
        """Take a key; `done` and `left` end the question."""
        if key in ("enter", "escape", "ctrl+c"):
            return "done" if key == "enter" else "left"
        if self.ask.switch and key == self.ask.switch[0]:
            self.switched = not self.switched
        else:
            self.line.read(key, typed)
        return "open"


Mode: TypeAlias = Normal | Extending | Hints | Asking
NORMAL = Normal()


class State:
    """What a screen is about, without it: commands change it, `receive` takes in what happens.

    Both give back effects: what is to be done beyond it. Nothing here knows a screen or a disk.
    """

    def __init__(self) -> None:
        self.mode: Mode = NORMAL
        self.message = ""
        self.prefix = ""
        """The command that waits for the key after it: `second-label` or `command-key`, or none."""
        self.second = False
        """Whether the label that is given now is one beside those that are there."""
        self.number = 0
        """Which of its keys, from 0, a command is carried out by."""
        self.uses: dict[str, int] = {}
        """How often commands have been used, by id, up to `LEARNT`."""

    @property
    def choosing(self) -> bool:
        """Whether there are versions to choose from: what keys do to them comes first."""
        return False

    def run(self, do: Callable[..., Effects], *given: Any) -> list[Effect]:
        """Do something; what cannot be done is said. Words and questions are taken in here."""
        left: list[Effect] = []
        try:
            left += (effect for effect in do(*given) if not self._takes(effect))
        except PostilError as error:
            self.message = str(error)
        except OSError as error:  # such as no handle being left for what is loaded at need
            what, why = error.filename or "A file", error.strerror or error
            self.message = f"{what} cannot be read: {why}."
        return left

    def _takes(self, effect: Effect) -> bool:
        match effect:
            case Say(words, False):
                self.message = words
            case Ask():
                self.mode = Asking(effect, self.mode)
            case _:
                return False
        return True

    def take(self, key: str, typed: str | None) -> list[Effect] | None:
        """Give a key to the mode, if it reads keys itself; `None` where they stand for commands."""
        return self._answer(self.mode, key, typed) if isinstance(self.mode, Asking) else None

    def _answer(self, asking: Asking, key: str, typed: str | None) -> list[Effect]:
        """Give a key to the line that asks, and act on what it has become with the last one."""
        came = asking.read(key, typed)
        if came == "open":
            return [Follow()] if asking.ask.live else []
        self.mode = asking.back
        if came == "done":
            return self.run(asking.ask.done, asking.line.words, asking.switched)
        return self.run(asking.ask.live, None) if asking.ask.live else []

    def follow(self) -> Effects:
        """Have what follows the words that are asked for follow them."""
        asking = self.mode
        if isinstance(asking, Asking) and asking.ask.live:
            return asking.ask.live(asking.line.words)
        return ()

    def receive(self, event: Event) -> list[Effect]:
        """Take in what happened outside."""
        return self.run(lambda: self._received(event))

    def _received(self, event: Event) -> Effects:
        if isinstance(event, Pasted) and isinstance(self.mode, Asking):
            self.mode.line.insert(event.words)
            return [Follow()] if self.mode.ask.live else ()
        return ()
