"""Every key once: help, palette, docs and dispatch follow from this table."""

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import msgspec
from msgspec import Struct

from annotations.errors import UsageError
from annotations.scheme import Label, Scheme
from tui.command import EVERYWHERE, Command, Where, group, row
from tui.effects import Effects, Leave, SaveAgain, ShowCommands, ShowKeys, Suspend


def _by_id(id: str) -> Callable[[Any], Effects]:
    """The function of a row whose screen still keeps its own by id."""
    return lambda screen: screen.commands[id]() or ()


COMMANDS: tuple[Command, ...] = (
    *group(
        "Move",
        row("left", "left h", "Previous word", _by_id("left")),
        row("right", "right l", "Next word", _by_id("right")),
        row("up", "up k", "Row above", _by_id("up")),
        row("down", "down j", "Row below", _by_id("down")),
        row("sentence-left", "( ctrl+left", "Previous sentence", _by_id("sentence-left")),
        row("sentence-right", ") ctrl+right", "Next sentence", _by_id("sentence-right")),
        row("paragraph-up", "{ ctrl+up", "Previous paragraph", _by_id("paragraph-up")),
        row("paragraph-down", "} ctrl+down", "Next paragraph", _by_id("paragraph-down")),
        row("page-up", "pageup backspace", "Page up", _by_id("page-up")),
        row("page-down", "pagedown space", "Page down", _by_id("page-down")),
        row("row-start", "home", "Start of the row", _by_id("row-start")),
        row("row-end", "end", "End of the row", _by_id("row-end")),
        row("first", "g ctrl+home", "Start of the article", _by_id("first")),
        row("last", "G ctrl+end", "End of the article", _by_id("last")),
    ),
    *group(
        "Select",
        row(
            "grow-left",
            "shift+left H",
            "Extend by a word to the left",
            _by_id("grow-left"),
            "move the active end a word left",
        ),
        row(
            "grow-right",
            "shift+right L",
            "Extend by a word to the right",
            _by_id("grow-right"),
            "move the active end a word right",
        ),
        row(
            "grow-up",
            "shift+up K",
            "Extend by a row upwards",
            _by_id("grow-up"),
            "move the active end a row up",
        ),
        row(
            "grow-down",
            "shift+down J",
            "Extend by a row downwards",
            _by_id("grow-down"),
            "move the active end a row down",
        ),
        row(
            "nudge-left",
            ",",
            "One character left",
            _by_id("nudge-left"),
            "move the active end one character left",
        ),
        row(
            "nudge-right",
            ".",
            "One character right",
            _by_id("nudge-right"),
            "move the active end one character right",
        ),
        row(
            "extend",
            "v",
            "Extend with every motion",
            _by_id("extend"),
            "every motion extends, until v or esc",
        ),
        row("other-end", "o", "Other end", _by_id("other-end"), "make the other end active"),
        row(
            "larger",
            "e",
            "Larger unit",
            _by_id("larger"),
            "grow to the next larger unit: word, quotation, sentence, paragraph",
        ),
        row("smaller", "E", "Smaller unit", _by_id("smaller"), "shrink back"),
        row("copy", "y ctrl+c", "Copy the words", _by_id("copy"), "copy the selected words"),
    ),
    *group(
        "Tag",
        row(
            "pick-label", "t", "Choose a label", _by_id("pick-label"), "choose a label from a list"
        ),
        row(
            "second-label",
            "&",
            "Second label",
            _by_id("second-label"),
            "then a label's key: a second label on these words",
        ),
        row("same-label", "r", "Same label again", _by_id("same-label"), "the last label again"),
        row(
            "accept",
            "enter",
            "Accept",
            _by_id("accept"),
            "accept the suggestion and go on; give a tag the selected extent",
        ),
        row(
            "remove",
            "x delete",
            "Reject or remove",
            _by_id("remove"),
            "reject the suggestion and go on; remove a tag, or select it",
        ),
        row(
            "speaker",
            "s",
            "Link",
            _by_id("speaker"),
            "link the tag, as a quote to its likeliest speaker; again: the next",
        ),
        row("note", "c", "Note", _by_id("note"), "write a note on the tag"),
        row(
            "inspect",
            "i",
            "All about the tag",
            _by_id("inspect"),
            "all about the tag: values, note, who and when, history",
        ),
        row(
            "review",
            "R",
            "Review tags of a changed text",
            _by_id("review"),
            "decide on tags whose words changed with the text",
        ),
        row("undo", "u", "Undo", _by_id("undo"), "take back the last action in this article"),
        row("redo", "U", "Redo", _by_id("redo"), "repeat what was taken back"),
        row(
            "command-key",
            ";",
            "Command under a label's letter",
            _by_id("command-key"),
            "then a letter: the command under a label's letter",
        ),
    ),
    *group(
        "Go",
        row("next-tag", "w ]", "Next tag", _by_id("next-tag")),
        row("previous-tag", "W [", "Previous tag", _by_id("previous-tag")),
        row(
            "next",
            "n",
            "Next suggestion or hit",
            _by_id("next"),
            "next suggestion, or hit of a find, over all panes",
        ),
        row("previous", "N", "Previous suggestion or hit", _by_id("previous"), "the one before"),
        row(
            "hide-suggestions",
            "X",
            "Hide or show suggestions",
            _by_id("hide-suggestions"),
            "hide suggestions, and show them again",
        ),
        row(
            "find",
            "/",
            "Find",
            _by_id("find"),
            "find words in all panes; ctrl+r in there: a regular expression",
        ),
        row(
            "find-selection",
            "*",
            "Find the selected words",
            _by_id("find-selection"),
            "find the selected words in all panes",
        ),
        row(
            "hints",
            "f",
            "Hints",
            _by_id("hints"),
            "a letter on every tag and suggestion in view; typing it goes there",
        ),
        row(
            "let-go",
            "escape",
            "Let go",
            _by_id("let-go"),
            "let go of the find, the selection, the extending",
        ),
    ),
    *group(
        "Panes and articles",
        row("next-pane", "tab", "Next pane", _by_id("next-pane")),
        row("previous-pane", "shift+tab", "Previous pane", _by_id("previous-pane")),
        row("alone", "z", "One pane alone", _by_id("alone"), "this pane alone, and back"),
        row(
            "together",
            "S",
            "Scroll together",
            _by_id("together"),
            "scroll together: the other panes follow to what says the same",
        ),
        row("focus", "F", "Focus", _by_id("focus"), "focus: fade all but the sentence being read"),
        row(
            "zones",
            "Z",
            "Boilerplate",
            _by_id("zones"),
            "boilerplate: faded and passed over, or treated as text",
        ),
        row("wider", "|", "Wider column", _by_id("wider"), "a wider column of text"),
        row("narrower", "_", "Narrower column", _by_id("narrower"), "a narrower column of text"),
        row("more-panes", "+", "One pane more", _by_id("more-panes")),
        row("fewer-panes", "-", "One pane fewer", _by_id("fewer-panes")),
        row("next-articles", ">", "Next articles", _by_id("next-articles")),
        row("previous-articles", "<", "Previous articles", _by_id("previous-articles")),
        row(
            "describe-article",
            "I",
            "About the article",
            _by_id("describe-article"),
            "the article's title, source, date and the like",
        ),
        row(
            "mark", "m", "Mark the article", _by_id("mark"), "mark the article done, skipped, open"
        ),
        row(
            "mark-next",
            "M",
            "Mark as done and go on",
            _by_id("mark-next"),
            "mark it done and go to the next articles",
        ),
        row(
            "library",
            "b",
            "Library",
            _by_id("library"),
            "back to the library, or to the list of places",
        ),
    ),
    *group(
        "Lists",
        row("list-up", "up k", "Row above", _by_id("list-up")),
        row("list-down", "down j", "Row below", _by_id("list-down")),
        row("list-page-up", "pageup backspace", "Page up", _by_id("list-page-up")),
        row("list-page-down", "pagedown", "Page down", _by_id("list-page-down")),
        row("list-first", "home g ctrl+home", "First row", _by_id("list-first")),
        row("list-last", "end G ctrl+end", "Last row", _by_id("list-last")),
        row(
            "list-open",
            "enter",
            "Open",
            _by_id("list-open"),
            "open the article beside the others of its group",
        ),
        where=("library", "places"),
    ),
    *group(
        "Library",
        row(
            "pick",
            "space",
            "Pick",
            _by_id("pick"),
            "pick the article; enter opens up to four that are picked together",
        ),
        row(
            "filter",
            "/",
            "Filter",
            _by_id("filter"),
            "only articles with these words, or status: source: label: group:",
        ),
        row(
            "clear",
            "escape",
            "Clear",
            _by_id("clear"),
            "let go of what is picked, then of the filter",
        ),
        row(
            "sort",
            "1 2 3 4 5 6 7 8 9",
            "Sort",
            _by_id("sort"),
            "sort by the column of this number; again: reversed",
        ),
        row(
            "fold",
            "tab",
            "One row for each group",
            _by_id("fold"),
            "one row for each group, and back",
        ),
        row("unfold", "right l", "Unfold the group", _by_id("unfold"), "show the group's articles"),
        row("fold-group", "left h", "Fold the group", _by_id("fold-group"), "fold the group again"),
        row(
            "list-mark",
            "m",
            "Mark the article",
            _by_id("list-mark"),
            "mark the article done, skipped, open",
        ),
        row(
            "list-undo",
            "u",
            "Take back a mark",
            _by_id("list-undo"),
            "take back the last mark made here",
        ),
        row("list-redo", "U", "Mark again", _by_id("list-redo"), "make it again"),
        row(
            "next-open", "n", "Next open article", _by_id("next-open"), "next article that is open"
        ),
        row(
            "previous-open", "N", "Previous open article", _by_id("previous-open"), "the one before"
        ),
        row(
            "find-all",
            "ctrl+f",
            "Find in all articles",
            _by_id("find-all"),
            "find words in all articles; ctrl+r in there: a regular expression",
        ),
        row("check", "c", "Check the tags", _by_id("check"), "list what looks wrong in the tags"),
        where=("library",),
    ),
    *group(
        "Places",
        row(
            "fine",
            "f",
            "Fine as it is",
            _by_id("fine"),
            "what looks wrong is fine as it is: it is not listed again unless it changes",
        ),
        row("not-fine", "u", "Not fine", _by_id("not-fine"), "take the last of these back"),
        row("back", "b escape", "Back to the library", _by_id("back")),
        where=("places",),
    ),
    *group(
        "App",
        row("save", "ctrl+s", "Save again", lambda _: [SaveAgain()], "try a failed save again"),
        row("help", "?", "Keys", lambda _: [ShowKeys()], "these keys"),
        row(
            "palette", ": ctrl+p", "All commands", lambda _: [ShowCommands()], "everything by name"
        ),
        row("suspend", "ctrl+z", "Suspend", lambda _: [Suspend()], "suspend to the shell"),
        row("quit", "ctrl+q", "Leave", lambda _: [Leave()]),
        where=EVERYWHERE,
    ),
)

LINK = "speaker"
"""The id of the command that makes a link of whatever type fits."""

LABEL_NUMBERS = "123456789"
_HELD = {"ctrl", "shift", "alt", "super"}


class Keymap:
    """What each key does under one scheme and one person's settings.

    Raises `UsageError` where two labels, or two commands on one screen, want one key, or a setting
    names no command.
    """

    def __init__(self, scheme: Scheme, changed: Mapping[str, Iterable[str]] | None = None) -> None:
        self.scheme = scheme
        self._check_names(changed or {})
        own = tuple(_with_keys(command, changed or {}) for command in COMMANDS)
        self.links = _links(scheme, next(one.keys for one in own if one.id == LINK))
        rows = [_link_row(*one) for one in self.links.items()]
        self.commands = tuple(
            row for one in own for row in ((one, *rows) if one.id == LINK else (one,))
        )
        self._by_key = {where: self._claimed(where) for where in EVERYWHERE}
        self._by_id = {command.id: command for command in self.commands}
        self._labels = {key: label for label in scheme.labels for key in label.keys}
        self._shadowed = {key.upper() for key in self._labels} | self._labels.keys()
        for number, label in zip(LABEL_NUMBERS, scheme.labels, strict=False):
            self._labels.setdefault(number, label)
        self._check_links()

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
        return tuple(command for command in self.commands if where in command.where)

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
            labels = {key for label in self.scheme.labels for key in label.keys}
            used |= labels | {key.upper() for key in labels}
        free = [c for c in ascii_lowercase if c not in used]
        free = free or [c for c in ascii_uppercase if c not in used]
        return f"Free letters are: {' '.join(free)}." if free else "No letter is free."

    def _check_links(self) -> None:
        """See to it that no label hides the key of a link."""
        for types, keys in self.links.items():
            for key in keys:
                if hiding := self.label(key) or self.everywhere(key):
                    what = f"The link {types[0]} and the label {hiding.name} are both on {key}."
                    raise UsageError(what, self._free("articles"))

    def _check_names(self, changed: Mapping[str, Iterable[str]]) -> None:
        ids = [command.id for command in COMMANDS]
        for name in changed:
            if name not in ids:
                near = difflib.get_close_matches(name, ids, 1)
                hint = f"Did you mean {near[0]}?" if near else "Press ? in postil to see them all."
                raise UsageError(f"There is no command {name!r} to give keys to.", hint)
        for key in (key for keys in changed.values() for key in keys):
            _check_key(key)


def _links(scheme: Scheme, shared: Collection[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The types of links that have keys of their own, besides those `shared` by all, with these.

    Types that no label has both of may be on one key.
    """
    on: dict[str, dict[str, None]] = {}
    for link in scheme.links:
        for key in link.keys:
            if key not in shared:
                on.setdefault(key, {})[link.type] = None
    types = dict.fromkeys(map(tuple, on.values()))
    return {some: tuple(key for key in on if tuple(on[key]) == some) for some in types}


def link_id(types: Iterable[str]) -> str:
    """The id of the command that makes a link of that of some types that fits."""
    return f"link {' or '.join(types)}"


def _link_row(types: tuple[str, ...], keys: tuple[str, ...]) -> Command:
    id = link_id(types)
    return Command(id, keys, id.capitalize(), _by_id(id), "Tag", f"{id}; again: the next")


def _check_key(key: str) -> None:
    """Raise `UsageError` for a key that no terminal sends under that name."""
    from textual.keys import Keys

    known = {"space", *(known.value for known in Keys)}
    held = key.split("+")[:-1]
    if len(key) > 1 and key not in known and not (held and _HELD.issuperset(held)):
        near = difflib.get_close_matches(key, known, 1)
        hint = f"Did you mean {near[0]}?" if near else "Signs are written as they are: / or ctrl+u."
        raise UsageError(f"There is no key {key!r}.", hint)


class Stroke(Struct, frozen=True):
    """What a key came to: a command, or a label, perhaps a second one or one for all such words.

    `key` is what was typed for a command.
    """

    label: Label | None = None
    command: Command | None = None
    second: bool = False
    everywhere: bool = False
    key: str = ""


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
    return msgspec.structs.replace(command, keys=tuple(changed[command.id]))
