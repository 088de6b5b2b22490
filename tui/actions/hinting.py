"""A letter on every tag and suggestion in view: typing it goes there."""

from collections.abc import Sequence
from itertools import product

from msgspec import Struct

from annotations.candidates import Candidate
from annotations.errors import PostilError
from annotations.units import Span
from tui.actions.bench import Bench, Command
from tui.pane.pane_frame import PaneFrame

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Target(Struct, frozen=True):
    """A place that a hint leads to: an annotation that is held there, or a suggestion."""

    frame: PaneFrame
    span: Span
    held: str | None = None
    walked: Candidate | None = None


class Hinting:
    """What `f` does, and the letters typed after it."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._targets: dict[str, Target] = {}
        self._typed = ""
        self.commands: dict[str, Command] = {"hints": self.begin}

    @property
    def is_open(self) -> bool:
        """Whether a letter is waited for."""
        return bool(self._targets)

    def begin(self) -> None:
        """Put letters on what is in view."""
        targets = list(self._in_view())
        if not targets:
            raise PostilError("There is nothing in view to go to.", "w and n look further.")
        self._typed = ""
        self._targets = dict(zip(codes(len(targets)), targets, strict=False))
        self._draw()
        self._bench.say("Type a letter to go there; esc leaves.")

    def read(self, key: str) -> None:
        """Take a letter; one that leads nowhere ends it."""
        self._typed += key
        left = {code: t for code, t in self._targets.items() if code.startswith(self._typed)}
        target = left.get(self._typed)
        self._targets = {} if target or not left else left
        self._draw()
        if not self._targets:
            self._bench.say("")
        if target:
            self._bench.go(target.frame, target.span, target.held, target.walked)

    def _in_view(self) -> list[Target]:
        found = []
        for frame in self._bench.panes.frames:
            pane = frame.pane
            if not frame.display:
                continue
            (start, end), here = pane.view, list[Target]()
            tags = pane.session.index.overlapping(start, end)
            here += [Target(frame, (a.start, a.end), a.id) for a in tags]
            for one in pane.suggested.within(start, end) if pane.suggested else ():
                here.append(Target(frame, one.span, walked=one))
            found += sorted(
                (t for t in here if start <= t.span[0] < end), key=lambda t: (t.span[0], -t.span[1])
            )
        return found

    def _draw(self) -> None:
        for frame in self._bench.panes.frames:
            hints: dict[int, str] = {}
            for code, target in self._targets.items():
                if target.frame is frame:
                    left = code[len(self._typed) :]
                    hints[target.span[0]] = hints.get(target.span[0], "") + left
            frame.pane.show_hints(hints)


def codes(count: int) -> Sequence[str]:
    """So many codes of one letter, or of two where one is not enough; as many as there can be."""
    if count <= len(_LETTERS):
        return _LETTERS[:count]
    return ["".join(pair) for pair in product(_LETTERS, repeat=2)][:count]
