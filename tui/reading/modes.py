"""The mode that the screen of articles is in: one value, with what belongs to it."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from annotations.suggestion import Candidate
from annotations.units import Span
from tui.effects import Ask
from tui.reading.typed_line import TypedLine

Answer = Literal["open", "done", "left"]


class Normal(msgspec.Struct, frozen=True):
    """Keys are commands, motions move."""

    name = "normal"


class Extending(msgspec.Struct, frozen=True):
    """Every motion extends the selection."""

    back: "Mode"
    name = "extending"


class Preview(msgspec.Struct, frozen=True):
    """The places that wait for this label are shown, as hits that are walked."""

    label: str
    name = "preview"


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
        if key in ("enter", "escape"):
            return "done" if key == "enter" else "left"
        if self.ask.switch and key == self.ask.switch[0]:
            self.switched = not self.switched
        else:
            self.line.read(key, typed)
        return "open"


Mode: TypeAlias = Normal | Extending | Preview | Hints | Asking
NORMAL = Normal()
