"""Every key once: the rows of all modules of actions, joined, and what each key does."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase

import msgspec

from annotations.errors import UsageError
from annotations.scheme import Scheme
from tui.actions import (
    adjudicating,
    checking,
    comparing,
    describing,
    entities,
    everywhere,
    finding,
    guiding,
    linking,
    listing,
    moving,
    others,
    renewing,
    speaking,
    tagging,
    teams,
    turning,
    walking,
)
from tui.command import CHOOSING, EVERYWHERE, IN_A_ROW, Command, Where, check_key, named, shown
from tui.effects import Effect, Say
from tui.layouts import Layouts
from tui.reading.state import LEARNT, Hints, State

_MODULES = (
    moving, tagging, walking, adjudicating, finding, comparing, checking, speaking, others, turning,
    linking, entities, describing, guiding, renewing, listing, teams, everywhere,
)  # fmt: skip


def _joined() -> tuple[Command, ...]:
    """All rows, those of one group together."""
    rows = [one for module in _MODULES for one in module.ROWS]
    groups = list(dict.fromkeys(one.group for one in rows))
    return tuple(sorted(rows, key=lambda one: groups.index(one.group)))


COMMANDS: tuple[Command, ...] = _joined()

# What a key does in other programs, by the ids of what does so here.
_HABITS = {
    "f1": ("help",),
    "f3": ("next",),
    "q": ("quit",),
    "Q": ("quit",),
    "ctrl+w": ("quit",),
    "ctrl+x": ("quit",),
    "ctrl+y": ("redo", "list-redo"),
    "ctrl+z": ("undo", "list-undo", "not-fine"),
    "ctrl+o": ("list-open",),
    "ctrl+g": ("clear",),
    "ctrl+n": ("next", "next-open"),
    "$": ("row-end",),
    "^": ("row-start",),
}
_FORMER = {"zones": "boilerplate"}  # ids that earlier settings may have


class Keymap:
    """What each key does under one scheme and one person's settings.

    `layouts` are where their keys are; without a `team` there are no commands of one, and without a
    `shell` none leads there. Where the numbers take versions (`choosing`) they never tag: one too
    many at the end would. Raises `UsageError` where two labels, or two commands on one screen, want
    one key, or a setting names no command or layout.
    """

    def __init__(
        self,
        scheme: Scheme,
        changed: Mapping[str, Iterable[str]] | None = None,
        layouts: Sequence[str] = (),
        team: bool = True,
        choosing: bool = False,
        shell: bool = True,
    ) -> None:
        self.scheme, self.layouts = scheme, Layouts(layouts)
        given = {_FORMER.get(id, id): keys for id, keys in (changed or {}).items()}
        self._check_names(given)
        wanted = _wanted(scheme, given)
        here = (command for command in COMMANDS if team or not command.of_team)
        here = (command for command in here if shell or command.id != everywhere.SUSPEND)
        own = [_with_keys(command, given, wanted) for command in here]
        links = linking.rows_of(scheme, next(one for one in own if one.id == linking.LINK))
        self.commands = tuple(
            row for one in own for row in (links if one.id == linking.LINK else (one,))
        )
        self.labels = tagging.rows_of(scheme, numbered=not choosing)
        """The rows that the scheme makes: each label's keys, and its keys with shift."""
        self._by_key = {where: self._claimed(where) for where in (*EVERYWHERE, CHOOSING)}
        self._by_id = {command.id: command for command in self.commands}
        self._by_label = {key: command for command in self.labels for key in command.keys}
        # A label's letter is never a command's, in either case.
        self._by_label_alone = frozenset(
            form for label in scheme.labels for key in label.keys for form in (key, key.upper())
        )
        self._check_links(links[1:])

    def command(
        self, key: str, under_label: bool = False, where: Where = "articles"
    ) -> Command | None:
        """The command on a key of a screen.

        Over articles a label's letter hides it, in both cases, unless `under_label`.
        """
        if where == "articles" and not under_label:
            if label := self._by_label.get(key):
                return label
            if key in self._by_label_alone:
                return None
        return self._by_key[where].get(key)

    def on(self, where: Where) -> tuple[Command, ...]:
        """The commands of a screen."""
        here = tuple(command for command in self.commands if where in command.where)
        return (*self.labels, *here) if where == "articles" else here

    def keys_of(self, command: Command) -> str:
        """The keys of a command, as people read them.

        Where a label has taken one over articles, it comes after the key for commands: `;o`.
        """
        return " ".join(self._typed(key, command) for key in command.keys)

    def first_key(self, command: Command) -> str:
        """The first of its keys, as people read it; it has one."""
        return self._typed(command.keys[0], command)

    def _typed(self, key: str, command: Command) -> str:
        here = command.where == ("articles",) and self.command(key) is not command
        under = self._by_id["command-key"].keys if here else ()
        return f"{shown(under[0])}{shown(key)}" if under else shown(key)

    def _claimed(self, where: Where) -> dict[str, Command]:
        claimed: dict[str, Command] = {}
        for command in (one for one in self.commands if where in one.where):
            for key in command.keys:
                other = claimed.setdefault(key, command)
                if other is not command:
                    raise UsageError(
                        f"The commands {other.id} and {command.id} both use the key {shown(key)}.",
                        self._free(where),
                    )
        return claimed

    def _free(self, where: Where) -> str:
        used = {key for command in self.on(where) for key in command.keys}
        free = [c for c in ascii_lowercase if c not in used]
        free = free or [c for c in ascii_uppercase if c not in used]
        return f"The free letters are: {' '.join(free)}." if free else "No letter is free."

    def _check_links(self, links: Iterable[Command]) -> None:
        """See to it that no label hides the key of a link."""
        for link in links:
            for key in link.keys:
                if hiding := self._by_label.get(key):
                    label = hiding.id.partition(" ")[2]
                    what = f"The {link.id} and the label {label} both use the key {key}."
                    raise UsageError(what, self._free("articles"))

    def _check_names(self, changed: Mapping[str, Iterable[str]]) -> None:
        ids = [command.id for command in COMMANDS]
        for name in changed:
            if name not in ids:
                near = difflib.get_close_matches(name, ids, 1)
                hint = f"Did you mean {near[0]}?" if near else "Press ? in postil to see them all."
                raise UsageError(f"There is no command {name!r} in [keys].", hint)
        for key in (key for keys in changed.values() for key in keys):
            check_key(key)


class KeyReader:
    """Reads the keys of a screen one by one, and has each change its state."""

    def __init__(self, keymap: Keymap, where: Where = "articles") -> None:
        self.keymap, self.where = keymap, where
        self._last = ""

    def read(
        self,
        key: str,
        typed: str | None = None,
        under_label: bool = False,
        choosing: bool = False,
    ) -> Iterator[tuple[str, Command]]:
        """The command on a key, with the key; none for a key that does nothing.

        A character outside ASCII that is no command's stands for the place of its key. With the key
        before it, it may be another command's. What chooses comes first where one is `choosing`.
        """
        pressed = named(key, typed)
        for one in (pressed, self.keymap.layouts.place(key, typed)) if choosing else ():
            if one and (chooses := self.keymap.command(one, where=CHOOSING)):
                self._last = one
                yield one, chooses
                return
        command = self.keymap.command(pressed, under_label, self.where)
        if command is None and (place := self.keymap.layouts.place(key, typed)):
            pressed, command = place, self.keymap.command(place, under_label, self.where)
        two = f"{self._last}{IN_A_ROW}{pressed}"
        if both := self.keymap.command(two, where=self.where):
            pressed, command = "", both
        self._last = pressed
        if command:
            yield pressed, command

    def press(self, state: State, key: str, typed: str | None) -> list[Effect]:
        """Do what a key does in the mode that a screen is in; returns what is left to do."""
        if isinstance(state.mode, Hints) and (place := self.keymap.layouts.place(key, typed)):
            key = typed = place
        taken = state.take(key, typed)
        if taken is None:
            left = self._commanded(state, key, typed)
        else:
            self._last, left = "", taken
        if guess := self.keymap.layouts.guess():
            left.append(Say(guess, severe=True))
        return left

    def _commanded(self, state: State, key: str, typed: str | None) -> list[Effect]:
        waited, state.prefix = state.prefix, ""
        if waited:
            state.message = ""
        left: list[Effect] = []
        choosing = state.choosing and not waited
        found = list(self.read(key, typed, waited == "command-key", choosing))
        for pressed, command in found:
            left += carry_out(state, command, pressed, second=waited == "second-label")
        if not found:
            state.message = self._meant(named(key, typed))
        return left

    def _meant(self, key: str) -> str:
        """A word on what a key that does nothing may have meant."""
        other = self.keymap.command(key.swapcase(), where=self.where) if len(key) == 1 else None
        here = {one.id: one for one in self.keymap.on(self.where)}
        ids = (id for id in _HABITS.get(key, ()) if id in here)
        command = next((here[id] for id in ids), other) or here["help"]
        told = "all keys" if command.id == "help" else command.help
        return f"{shown(key)} does nothing here. {self.keymap.keys_of(command)}: {told}"


def carry_out(state: State, command: Command, key: str = "", second: bool = False) -> list[Effect]:
    """Run a command by a key of it; `second` has a label's key add one beside those there are."""
    state.message, state.second = "", second
    state.uses[command.id] = min(state.uses.get(command.id, 0) + 1, LEARNT)
    state.number = command.keys.index(key) if key in command.keys else 0
    return state.run(command.run, state)


def _wanted(scheme: Scheme, given: Mapping[str, Iterable[str]]) -> set[tuple[Where, str]]:
    """The keys that somebody has given to a command or to a link, each with the screen."""
    by_id = {command.id: command for command in COMMANDS}
    wanted = {(at, key) for id, keys in given.items() for key in keys for at in by_id[id].where}
    return wanted | {("articles", key) for link in scheme.links for key in link.keys}


def _with_keys(
    command: Command, given: Mapping[str, Iterable[str]], wanted: Collection[tuple[Where, str]]
) -> Command:
    """A command with the keys it was given, or else its own; all but the first give way."""
    if command.id in given:
        return msgspec.structs.replace(command, keys=tuple(given[command.id]))
    more = (k for k in command.keys[1:] if not any((at, k) in wanted for at in command.where))
    return msgspec.structs.replace(command, keys=(*command.keys[:1], *more))
