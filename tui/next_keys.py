"""What can be done now: the few keys that the bottom row names, in each state those that matter."""

from functools import lru_cache

from msgspec.structs import replace

from tui.actions.linking import of_type
from tui.cells.bottom_row import HELP, Hint, Now
from tui.command import CHOOSING, Command, Where, shown
from tui.keys import Keymap
from tui.reading.queue import AtHand
from tui.reading.reading import Reading
from tui.reading.state import LEARNT, Asking, Extending, Hints


class Wording:
    """Puts in words what can be done on a screen now, with the keys of a keymap."""

    def __init__(self, keymap: Keymap, where: Where, terminal: str = "") -> None:
        """`terminal` is the name of the program that shows it, where that tells it."""
        self._keymap = keymap
        self.leaving = "quit-asking" if terminal in _KEEPING_CTRL_Q else "quit"
        """The id of the command that leaves, where the terminal lets its key through."""
        known = (*keymap.on(where), *(keymap.on(CHOOSING) if where == "articles" else ()))
        self._commands: dict[str, Command] = {one.id: one for one in known}
        self._known: dict[tuple[tuple[str, str], ...], tuple[Hint, ...]] = {}

    def of_reading(self, reading: Reading) -> Now:
        """What can be done over articles."""
        mode = reading.mode
        if isinstance(mode, Hints):
            told = f"letter: {mode.typed}" if mode.typed else "type a letter to go there"
            return Now(told, "", self._hints(("let-go", "back")))
        if reading.prefix:
            return Now(reading.message)
        at = reading.at_hand
        armed, words = self._at_hand(at)
        if isinstance(mode, Extending):
            armed = f"extending: {armed}" if armed else "extending"
            words = [("extend", "end it"), *words]
        rest = () if armed else ((self.leaving, "leave"),)
        hints = self._hints(*words, (HELP, "keys"), *rest)
        if at.choices:
            hints = tuple(self._numbered(hint, at.choices) for hint in hints)
        learnt = frozenset(hint.id for hint in hints if reading.uses.get(hint.id) == LEARNT)
        message = "" if reading.message == at.told else reading.message
        return Now(armed, message, _marked(hints, learnt), "" if message else at.told)

    def of_list(self, message: str) -> Now:
        """What can be done over a list."""
        return Now("", message, self._hints(*_LISTS))

    def _at_hand(self, at: AtHand) -> tuple[str, list[tuple[str, str]]]:
        """What is asked, and commands with a word each."""
        words = [(id, word) for id, word in (("accept", at.yes), ("refuse", at.no)) if word]
        if at.answers == "suggestion":
            return at.question, [*words, ("larger", "grow"), ("next", "skip")]
        if at.choices:
            return f"{at.number:,}/{at.of:,}", [*words, *_CHOOSING]
        if at.kind in ("", "tag"):
            left = f"next {at.of:,}" if at.of else "next"
            return "", [*words, ("next", f"{left}, {at.below:,} below" if at.below else left)]
        if at.kind == "preview":
            return at.question, [*words, ("next", "next"), ("let-go", "no")]
        place = f"{at.number:,}/{at.of:,}" if at.number else f"{at.of:,}"
        words += [(of_type(self._commands, at.type), at.again)] if at.again else []
        beneath = f" +{at.beneath:,}" if at.beneath else ""
        ends = ("mark-next", "go on") if at.unasked else ("let-go", "done")
        if at.type and at.question:  # which names the kind already
            return f"{at.question} {place}{beneath}", [*words, ("next", "skip"), ends]
        asked = f": {at.question}" if at.question else ""
        return f"{at.kind} {place}{beneath}{asked}", [*words, ("next", "next"), ends]

    def _numbered(self, hint: Hint, choices: int) -> Hint:
        """The hint of what takes a version with the keys of all that there are to choose from."""
        if hint.id != _CHOOSING[0][0] or choices < 2:
            return hint
        keys = self._commands[hint.id].keys[:choices]
        return replace(hint, key=f"{shown(keys[0])}-{shown(keys[-1])}")

    def _hints(self, *words: tuple[str, str]) -> tuple[Hint, ...]:
        """The hints of these commands, each by id with its word; without those that have no key."""
        if words not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = ((id, self._commands.get(id), word) for id, word in words)
            self._known[words] = tuple(
                Hint(id, self._keymap.first_key(one), word)
                for id, one, word in found
                if one and one.keys
            )
        return self._known[words]


def while_asking(asking: Asking) -> Now:
    """What can be done while words are typed."""
    hints = [Hint("enter", "enter", "done")]
    if asking.ask.switch:
        key, sign = asking.ask.switch
        hints.append(Hint("switch", key, "plain words" if asking.switched else sign.strip("/: ")))
    return Now("", "", (*hints, Hint("esc", "esc", "cancel")))


@lru_cache(maxsize=64)
def _marked(hints: tuple[Hint, ...], learnt: frozenset[str]) -> tuple[Hint, ...]:
    """The hints, of which those of commands that are `learnt` say so."""
    return tuple(replace(hint, learnt=hint.id in learnt) for hint in hints)


_KEPT = 256
_CHOOSING = (
    ("take-version", "take"), ("mend-version", "mend"), ("take-none", "none"),
    ("keep-asking", "ask"), ("undo", "undo"),
)  # fmt: skip
_KEEPING_CTRL_Q = ("vscode", "textual")  # as which a page is known
_LISTS = (
    ("list-open", "open"), ("next-open", "next open"), ("back", "library"), (HELP, "keys"),
    ("list-quit", "leave"), ("filter", "filter"),
)  # fmt: skip
