"""Every key once: help, palette, docs and dispatch follow from this table."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from annotations.errors import UsageError
from annotations.scheme import Label, Scheme

Where = Literal["articles", "library", "places"]
"""A screen with keys of its own: articles side by side, the library, a list of places."""

EVERYWHERE: tuple[Where, ...] = ("articles", "library", "places")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does: its id for postil.toml, its keys, and the sentence that help shows.

    `screens` are those on which it does so.
    """

    id: str
    keys: tuple[str, ...]
    help: str
    group: str
    screens: tuple[Where, ...] = ("articles",)


def _commands(
    group: str, *rows: tuple[str, str, str], screens: tuple[Where, ...] = ("articles",)
) -> tuple[Command, ...]:
    return tuple(Command(id, tuple(keys.split()), text, group, screens) for id, keys, text in rows)


COMMANDS: tuple[Command, ...] = (
    *_commands(
        "Move",
        ("left", "left h", "previous word"),
        ("right", "right l", "next word"),
        ("up", "up k", "row above"),
        ("down", "down j", "row below"),
        ("sentence-left", "( ctrl+left", "previous sentence"),
        ("sentence-right", ") ctrl+right", "next sentence"),
        ("paragraph-up", "{ ctrl+up", "previous paragraph"),
        ("paragraph-down", "} ctrl+down", "next paragraph"),
        ("page-up", "pageup backspace", "page up"),
        ("page-down", "pagedown space", "page down"),
        ("row-start", "home", "start of the row"),
        ("row-end", "end", "end of the row"),
        ("first", "g ctrl+home", "start of the article"),
        ("last", "G ctrl+end", "end of the article"),
    ),
    *_commands(
        "Select",
        ("grow-left", "shift+left H", "move the active end a word left"),
        ("grow-right", "shift+right L", "move the active end a word right"),
        ("grow-up", "shift+up K", "move the active end a row up"),
        ("grow-down", "shift+down J", "move the active end a row down"),
        ("nudge-left", ",", "move the active end one character left"),
        ("nudge-right", ".", "move the active end one character right"),
        ("extend", "v", "every motion extends, until v or esc"),
        ("other-end", "o", "make the other end active"),
        ("larger", "e", "grow to the next larger unit: word, quotation, sentence, paragraph"),
        ("smaller", "E", "shrink back"),
        ("copy", "y ctrl+c", "copy the selected words"),
    ),
    *_commands(
        "Tag",
        ("pick-label", "t", "choose a label from a list"),
        ("second-label", "&", "then a label's key: a second label on these words"),
        ("same-label", "r", "the last label again"),
        ("accept", "enter", "accept the suggestion and go on; give a tag the selected extent"),
        ("remove", "x delete", "reject the suggestion and go on; remove a tag, or select it"),
        ("speaker", "s", "link the quote to its likeliest speaker; again: the next"),
        ("note", "c", "write a note on the tag"),
        ("inspect", "i", "all about the tag: values, note, who and when, history"),
        ("review", "R", "decide on tags whose words changed with the text"),
        ("undo", "u", "take back the last action in this article"),
        ("redo", "U", "repeat what was taken back"),
        ("command-key", ";", "then a letter: the command under a label's letter"),
    ),
    *_commands(
        "Go",
        ("next-tag", "w ]", "next tag"),
        ("previous-tag", "W [", "previous tag"),
        ("next", "n", "next suggestion, or hit of a find, over all panes"),
        ("previous", "N", "the one before"),
        ("hide-suggestions", "X", "hide suggestions, and show them again"),
        ("find", "/", "find words in all panes; ctrl+r in there: a regular expression"),
        ("find-selection", "*", "find the selected words in all panes"),
        ("hints", "f", "a letter on every tag and suggestion in view; typing it goes there"),
        ("let-go", "escape", "let go of the find, the selection, the extending"),
    ),
    *_commands(
        "Panes and articles",
        ("next-pane", "tab", "next pane"),
        ("previous-pane", "shift+tab", "previous pane"),
        ("alone", "z", "this pane alone, and back"),
        ("together", "S", "scroll together: the other panes follow to what says the same"),
        ("focus", "F", "focus: fade all but the sentence being read"),
        ("zones", "Z", "boilerplate: faded and passed over, or treated as text"),
        ("wider", "|", "a wider column of text"),
        ("narrower", "_", "a narrower column of text"),
        ("more-panes", "+", "one pane more"),
        ("fewer-panes", "-", "one pane fewer"),
        ("next-articles", ">", "next articles"),
        ("previous-articles", "<", "previous articles"),
        ("describe-article", "I", "the article's title, source, date and the like"),
        ("mark", "m", "mark the article done, skipped, open"),
        ("mark-next", "M", "mark it done and go to the next articles"),
        ("library", "b", "back to the library, or to the list of places"),
    ),
    *_commands(
        "Lists",
        ("list-up", "up k", "row above"),
        ("list-down", "down j", "row below"),
        ("list-page-up", "pageup backspace", "page up"),
        ("list-page-down", "pagedown", "page down"),
        ("list-first", "home g ctrl+home", "first row"),
        ("list-last", "end G ctrl+end", "last row"),
        ("list-open", "enter", "open the article beside the others of its group"),
        screens=("library", "places"),
    ),
    *_commands(
        "Library",
        ("pick", "space", "pick the article; enter opens up to four that are picked together"),
        ("filter", "/", "only articles with these words, or status: source: label: group:"),
        ("clear", "escape", "let go of what is picked, then of the filter"),
        ("sort", "1 2 3 4 5 6 7 8 9", "sort by the column of this number; again: reversed"),
        ("fold", "tab", "one row for each group, and back"),
        ("unfold", "right l", "show the group's articles"),
        ("fold-group", "left h", "fold the group again"),
        ("list-mark", "m", "mark the article done, skipped, open"),
        ("list-undo", "u", "take back the last mark made here"),
        ("list-redo", "U", "make it again"),
        ("next-open", "n", "next article that is open"),
        ("previous-open", "N", "the one before"),
        ("find-all", "ctrl+f", "find words in all articles; ctrl+r in there: a regular expression"),
        ("check", "c", "list what looks wrong in the tags"),
        screens=("library",),
    ),
    *_commands(
        "Places",
        ("back", "b escape", "back to the library"),
        screens=("places",),
    ),
    *_commands(
        "App",
        ("save", "ctrl+s", "try a failed save again"),
        ("help", "?", "these keys"),
        ("palette", ": ctrl+p", "everything by name"),
        ("suspend", "ctrl+z", "suspend to the shell"),
        ("quit", "ctrl+q", "leave"),
        screens=EVERYWHERE,
    ),
)

LABEL_NUMBERS = "123456789"
_HELD = {"ctrl", "shift", "alt", "super"}


class Keymap:
    """What each key does under one scheme and one person's settings.

    Raises `UsageError` where two labels, or two commands on one screen, want one key, or a setting
    names no command.
    """

    def __init__(self, scheme: Scheme, changed: Mapping[str, Iterable[str]] | None = None) -> None:
        self.scheme = scheme
        self.commands = tuple(_with_keys(command, changed or {}) for command in COMMANDS)
        self._check_names(changed or {})
        self._by_key = {where: self._claimed(where) for where in EVERYWHERE}
        self._by_id = {command.id: command for command in self.commands}
        self._labels = {key: label for label in scheme.labels for key in label.keys}
        self._shadowed = {key.upper() for key in self._labels} | self._labels.keys()
        for number, label in zip(LABEL_NUMBERS, scheme.labels, strict=False):
            self._labels.setdefault(number, label)

    def label(self, key: str) -> Label | None:
        """The label that a key gives, by its letter or its number."""
        return self._labels.get(key)

    def everywhere(self, key: str) -> Label | None:
        """The label that a key gives to every place that says the same: its letter with shift."""
        return self._labels.get(key.lower()) if len(key) == 1 and key != key.lower() else None

    def command(
        self, key: str, under_label: bool = False, where: Where = "articles"
    ) -> Command | None:
        """The command on a key of a screen.

        Over articles a label's letter hides it, in both cases, unless `under_label`.
        """
        if where == "articles" and key in self._shadowed and not under_label:
            return None
        return self._by_key[where].get(key)

    def on(self, where: Where) -> tuple[Command, ...]:
        """The commands of a screen."""
        return tuple(command for command in self.commands if where in command.screens)

    def keys_of(self, command: str) -> str:
        """The keys of a command, as people read them."""
        return " ".join(shown(key) for key in self._by_id[command].keys)

    def _claimed(self, where: Where) -> dict[str, Command]:
        claimed: dict[str, Command] = {}
        for command in self.on(where):
            for key in command.keys:
                other = claimed.setdefault(key, command)
                if other is not command:
                    raise UsageError(
                        f"The commands {other.id} and {command.id} are both on {shown(key)}.",
                        self._free(where),
                    )
        return claimed

    def _free(self, where: Where) -> str:
        used = {key for command in self.on(where) for key in command.keys}
        if where == "articles":
            used |= {key for label in self.scheme.labels for key in label.keys}
        free = [c for c in "abcdefghijklmnopqrstuvwxyz" if c not in used]
        return f"Free letters are: {' '.join(free)}." if free else "No letter is free."

    def _check_names(self, changed: Mapping[str, Iterable[str]]) -> None:
        ids = [command.id for command in COMMANDS]
        for name in changed:
            if name not in ids:
                near = difflib.get_close_matches(name, ids, 1)
                hint = f"Did you mean {near[0]}?" if near else "Press ? in postil to see them all."
                raise UsageError(f"There is no command {name!r} to give keys to.", hint)
        for key in (key for keys in changed.values() for key in keys):
            _check_key(key)


def _check_key(key: str) -> None:
    """Raise `UsageError` for a key that no terminal sends under that name."""
    from textual.keys import Keys

    known = {"space", *(known.value for known in Keys)}
    held = key.split("+")[:-1]
    if len(key) > 1 and key not in known and not (held and _HELD.issuperset(held)):
        near = difflib.get_close_matches(key, known, 1)
        hint = f"Did you mean {near[0]}?" if near else "Signs are written as they are: / or ctrl+u."
        raise UsageError(f"There is no key {key!r}.", hint)


@dataclass(frozen=True, slots=True)
class Stroke:
    """What a key came to: a command, or a label, perhaps a second one or one for all such words.

    `key` is what was typed for a command.
    """

    label: Label | None = None
    command: Command | None = None
    second: bool = False
    everywhere: bool = False
    key: str = field(default="", compare=False)


class KeyReader:
    """Reads the keys of a screen one by one; over articles `&` and `;` wait for another."""

    def __init__(self, keymap: Keymap, where: Where = "articles") -> None:
        self.keymap, self.where = keymap, where
        self.waiting: Command | None = None

    def read(self, key: str) -> list[Stroke]:
        """What a key does, after the one before; none for a key that does nothing.

        A terminal sends `esc` and a key quickly after it as `alt+` that key: it counts as both.
        """
        if key.startswith("alt+") and not self.keymap.command(key, where=self.where):
            return [*self.read("escape"), *self.read(key.removeprefix("alt+"))]
        if self.where != "articles":
            command = self.keymap.command(key, where=self.where)
            return [Stroke(command=command, key=key)] if command else []
        waiting, self.waiting = self.waiting, None
        under_label = waiting is not None and waiting.id == "command-key"
        if not under_label and (label := self.keymap.label(key)):
            return [Stroke(label=label, second=waiting is not None)]
        if not under_label and (label := self.keymap.everywhere(key)):
            return [Stroke(label=label, everywhere=True)]
        command = self.keymap.command(key, under_label)
        if command is None:
            return []
        if command.id in ("second-label", "command-key"):
            self.waiting = command
            return []
        return [Stroke(command=command)]


def shown(key: str) -> str:
    """A key's name as people read it."""
    signs = {"left": "\u2190", "right": "\u2192", "up": "\u2191", "down": "\u2193"}
    names = {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End"}
    *held, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*held, signs.get(last) or names.get(last, last)])


def _with_keys(command: Command, changed: Mapping[str, Iterable[str]]) -> Command:
    if command.id not in changed:
        return command
    return replace(command, keys=tuple(changed[command.id]))
