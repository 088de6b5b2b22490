"""What the screens of articles and of lists are: keys and events in, effects out, a state drawn."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import Screen

from annotations.errors import Away, PostilError
from tui.asking.above import screen_for
from tui.asking.prompt import Prompt
from tui.cells.bottom_row import Now
from tui.cells.display import one_line
from tui.cells.line_widget import Happened, LineWidget
from tui.cells.palette import Palette
from tui.command import Command, Where
from tui.effects import (
    Choose,
    Copy,
    Effect,
    Effects,
    Fill,
    Follow,
    Identify,
    Leave,
    SaveAgain,
    Say,
    ShowCommands,
    ShowGuideline,
    ShowKeys,
    ShowTable,
    Suspend,
)
from tui.key_screen import KeyScreen
from tui.keys import Keymap, KeyReader, carry_out
from tui.next_keys import Wording, while_asking
from tui.open_sessions import OpenSessions
from tui.panes import Panes
from tui.reading.changed import waiting
from tui.reading.events import Event, Pasted, Settled
from tui.reading.state import Asking, State

_NOT_BY_NAME = ("palette", "second-label", "command-key", "quit-asking", "list-quit")

S = TypeVar("S", bound=State)


class MainScreen(KeyScreen[None], Generic[S]):
    """Draws a `state`, which keys and events change, and carries out what that asks for.

    The last of its parts is the bottom line, in whose place words are asked for.
    """

    AT_ONCE = True
    BLANK = True
    CSS_PATH = Path(__file__).with_name("postil.tcss")
    WHERE: ClassVar[Where]

    def __init__(
        self,
        sessions: OpenSessions,
        palette: Palette,
        keymap: Keymap,
        state: S,
        parts: Sequence[LineWidget | Panes],
    ) -> None:
        super().__init__()
        self.sessions, self.palette, self.keymap, self.state = sessions, palette, keymap, state
        self._reader, self._prompt = KeyReader(keymap, self.WHERE), Prompt(palette)
        self.wording = Wording(keymap, self.WHERE, os.environ.get("TERM_PROGRAM", ""))
        self._parts = parts
        self._follows = False
        self._told = ""

    def compose(self) -> ComposeResult:
        """The parts, and the line that asks, styled for the height that there is at once."""
        height, kinds = self.app.size.height, self.VERTICAL_BREAKPOINTS or ()
        self.add_class(*[name for least, name in kinds if height >= least][-1:], update=False)
        yield from self._parts
        yield self._prompt

    def draw(self) -> None:
        """Draw what differs from what was drawn last."""
        asking = self.state.mode if isinstance(self.state.mode, Asking) else None
        if asking or self._prompt.asking:
            self._prompt.ask(asking, while_asking(asking) if asking else Now())
            self._parts[-1].display = asking is None

    def set_palette(self, palette: Palette) -> None:
        """Take another palette everywhere."""
        self.palette = palette
        for part in (*self._parts, self._prompt):
            part.set_palette(palette)
        self.draw()

    @property
    def caret(self) -> Offset | None:
        """See `KeyScreen.caret`."""
        carets = (part.caret for part in (self._prompt, *self._parts))
        return next((caret for caret in carets if caret is not None), None)

    @property
    def is_field(self) -> bool:
        """See `KeyScreen.is_field`."""
        return self._prompt.asking is not None

    @property
    def aside(self) -> str:
        """What there is to say in a list's bottom line: what is not saved, or the message."""
        trouble, message = self.sessions.trouble, self.state.message
        if isinstance(trouble, Away):
            return message or waiting(self.sessions.unsaved)
        return f"{self.sessions.unsaved} not saved: {trouble.message}" if trouble else message

    @property
    def is_grave(self) -> bool:
        """Whether what is said there is that something may be lost."""
        trouble = self.sessions.trouble
        return trouble is not None and not isinstance(trouble, Away)

    @property
    def now(self) -> Now:
        """What the bottom line says."""
        return self.wording.of_list(self.aside)

    # Keys and events in

    def answer(self, key: str, typed: str | None) -> None:
        """Answer a key, all of them in this one place."""
        self.carry_on(self._reader.press(self.state, key, typed))

    def paste(self, words: str) -> None:
        """Take pasted words into the line that asks for some."""
        self.receive(Pasted(words))

    def commands_by_name(self) -> Iterator[tuple[str, Command, str]]:
        """What can be done here: a name, the command, and the key that it is done with, if any."""
        for command in self.keymap.on(self.WHERE):
            if command.id not in _NOT_BY_NAME:
                yield command.name, command, ""

    def carry_out(self, command: Command, key: str = "") -> None:
        """Do what a key asks for; what cannot be done is said in the bottom line."""
        self.carry_on(carry_out(self.state, command, key))

    def receive(self, event: Event) -> None:
        """Let the state take in what happened, and show it."""
        self.carry_on(self.state.receive(event))

    def go_on(self, done: Callable[..., Effects], *given: object) -> None:
        """Go on with what was begun, now that there is an answer."""
        self.carry_on(self.state.run(done, *given))

    def settled(self, settled: Settled) -> None:
        """Show what became of a change, which its session has taken in."""
        self.receive(settled)

    def on_happened(self, message: Happened) -> None:
        """Take in what the mouse did."""
        with self.drawn_after():
            self.receive(message.event)

    # Effects out

    def carry_on(self, effects: Effects) -> None:
        """Carry out what is left to be done, and show what came of it."""
        self.perform(effects)
        if (told := self.state.message) != self._told:
            self._told = told
            if told and self.now.least > self.app.size.width - 2:  # which is not room for all of it
                self.say(told, severe=True)
        self.draw()

    def perform(self, effects: Effects) -> None:
        """Carry out effects, one after the other."""
        for effect in effects:
            with self.telling():
                self.do(effect)

    def say(self, message: str, severe: bool = False) -> None:
        """Tell the person something: in the bottom line, or where it matters as a notice."""
        if severe:
            self.notify(one_line(message), severity="warning", markup=False)
        else:
            self.carry_on(self.state.run(lambda: [Say(message)]))

    def do(self, effect: Effect) -> None:
        """Carry out an effect."""
        match effect:
            case Say(words, severe):
                self.say(words, severe)
            case Follow():
                self._follow()
            case Copy(words):
                self.app.copy_to_clipboard(words)
            case SaveAgain():
                self._save_again()
            case ShowKeys():
                self._show_keys()
            case ShowCommands():
                self.app.action_command_palette()
            case Suspend():
                self._suspend()
            case Leave(asking):
                self.leave(asking)
            case ShowGuideline(label, made):
                self._show_guideline(label, made)
            case ShowTable() if not self.is_current:
                pass  # another screen was opened while it was made
            case Fill() | Choose() | Identify() | ShowTable():
                screen, done = screen_for(effect)
                self.open(screen, lambda said: None if said is None else self.go_on(done, said))

    def _follow(self) -> None:
        """Follow what is typed, once for all keys typed ahead, after it is shown."""

        def follow() -> None:
            self._follows = False
            self.go_on(self.state.follow)

        if not self._follows:
            self._follows = True
            self.call_after_refresh(follow)

    def leave(self, asking: bool = False) -> None:
        """Leave, asking first where changes are not saved, or where that is wanted."""
        trouble = self.sessions.drain()
        unsaved, kept = self.sessions.lost if trouble else 0, self.sessions.kept
        if not unsaved and not kept and not asking:
            self.app.exit()
            return

        from tui.asking.dialogs import Leaving, LeavingSaved, LeavingWaiting

        def decided(answer: str | None) -> None:
            if answer == "leave":
                self.app.exit()
            elif answer == "try":
                self._save_again()

        if unsaved:
            self.open(Leaving(unsaved, str(trouble)), decided)
        else:
            self.open(LeavingWaiting(waiting(kept)) if kept else LeavingSaved(), decided)

    def open(self, screen: Screen[Any], done: Callable[[Any], None] | None = None) -> None:
        """Show a screen above this one; `done` gets what it answers."""

        def answered(answer: Any) -> None:
            if done:
                with self.telling():
                    done(answer)

        self.app.push_screen(screen, answered)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say what cannot be done."""
        try:
            yield
        except PostilError as error:
            self.say(str(error))
        except OSError as error:  # such as no handle being left for what is loaded at need
            self.say(f"{error.filename or 'A file'} cannot be read: {error.strerror or error}.")

    def _save_again(self) -> None:
        if not self.sessions.unsaved:
            self.say("Everything is saved.")
        elif isinstance(trouble := self.sessions.trouble, Away):
            self.say(f"{trouble.message} postil tries again by itself.")
        self.sessions.retry()

    def _show_keys(self) -> None:
        from tui.asking.help_screen import HelpScreen

        def chosen(command: Command | None) -> None:
            if command:
                self.carry_out(command, command.keys[0] if command.keys else "")

        leaving, choosing = self.wording.leaving, self.state.choosing
        self.open(HelpScreen(self.keymap, self.WHERE, leaving, choosing), chosen)

    def _show_guideline(self, label: str, made: str) -> None:
        from tui.asking.guideline import GuidelineScreen

        self.open(GuidelineScreen(label, self.sessions.guidelines, made))

    def _suspend(self) -> None:
        """Suspend postil, and with it what has started it and waits: xargs, make, a script."""
        if os.getpgrp() == os.getpid():
            self.app.action_suspend_process()
            return
        with self.app.suspend():  # the terminal is given back before the shell takes it
            os.kill(0, signal.SIGSTOP)
