"""What the screens of articles and of lists have in common: effects, words back, screens above."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar

from textual.screen import Screen

from annotations.errors import PostilError
from annotations.scheme import Scheme
from annotations.units import Span
from annotations.versions.renewing import Doubt
from tui.cells.palette import Palette
from tui.command import Command, Where
from tui.effects import (
    Ask,
    Choose,
    Copy,
    Effects,
    Fill,
    Form,
    Leave,
    Review,
    SaveAgain,
    Say,
    ShowCommands,
    ShowKeys,
    Suspend,
    Switch,
)
from tui.key_screen import KeyScreen
from tui.keys import Keymap
from tui.open_sessions import OpenSessions
from tui.reading.events import Settled

DRAIN_SECONDS = 1.0


class MainScreen(KeyScreen[None]):
    """Carries out what commands ask for, says what cannot be done, and shows screens above."""

    WHERE: ClassVar[Where]

    def __init__(self, sessions: OpenSessions, keymap: Keymap) -> None:
        super().__init__()
        self.sessions, self.keymap = sessions, keymap

    def commands_by_name(self) -> Iterator[tuple[str, Command, str]]:
        """What can be done here: a name, the command, and the key that it is done with, if any."""
        for command in self.keymap.on(self.WHERE):
            if command.id not in ("palette", "second-label", "command-key"):
                yield command.name, command, ""

    def carry_out(self, command: Command, key: str = "") -> None:
        """Do what a key asks for; what cannot be done is said in the bottom line."""
        raise NotImplementedError

    def say(self, message: str, severe: bool = False) -> None:
        """Tell the person something: in the bottom line, or where it matters as a notice."""
        raise NotImplementedError

    def ask(
        self,
        sign: str,
        done: Callable[[str, bool], object],
        switch: Switch | None = None,
        words: str = "",
        live: Callable[[str | None], object] | None = None,
    ) -> None:
        """Open a line behind `sign` at the bottom; see `Ask`."""
        raise NotImplementedError

    def settled(self, settled: Settled) -> None:
        """Show what became of a change, which its session has taken in."""
        raise NotImplementedError

    def set_palette(self, palette: Palette) -> None:
        """Take another palette everywhere."""
        raise NotImplementedError

    def perform(self, effects: Effects) -> None:
        """Carry out effects, one after the other."""
        for effect in effects:
            match effect:
                case Say(words, severe):
                    self.say(words, severe)
                case Ask(sign, done, switch, words, live):
                    self.ask(sign, done, switch, words, live)
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
                case Leave():
                    self.leave()
                case Fill(form, done):
                    self._fill(form, done)
                case Choose(done, among, title):
                    self._choose(done, among, title)
                case Review(doubts, text, decide):
                    self._review(doubts, text, decide)

    def go_on(self, done: Callable[..., Effects], *given: object) -> None:
        """Go on with what was begun, now that there is an answer."""
        with self.telling():
            self.perform(done(*given))

    def leave(self) -> None:
        """Leave, asking first where changes are not saved."""
        sessions = self.sessions
        sessions.writer.drain(DRAIN_SECONDS)
        # The screen may not have taken in yet what the writer has met with.
        trouble = sessions.writer.trouble or sessions.trouble
        if not trouble or not sessions.writer.pending():
            self.app.exit()
            return

        from tui.asking.dialogs import Leaving

        def decided(answer: str | None) -> None:
            if answer == "leave":
                self.app.exit()
            elif answer == "try":
                self._save_again()

        self.open(Leaving(len(sessions.writer.pending()), str(trouble)), decided)

    def open(self, screen: Screen[Any], done: Callable[[Any], None] | None = None) -> None:
        """Show a screen above this one; `done` gets what it answers."""

        def answered(answer: Any) -> None:
            if done:
                with self.telling():
                    done(answer)

        self.app.push_screen(screen, answered)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say what cannot be done in the bottom line."""
        try:
            yield
        except PostilError as error:
            self.say(str(error))
        except OSError as error:  # such as no handle being left for what is loaded at need
            self.say(f"{error.filename or 'A file'} cannot be read: {error.strerror or error}.")

    def _save_again(self) -> None:
        if not self.sessions.unsaved:
            self.say("Everything is saved.")
        self.sessions.writer.retry()

    def _show_keys(self) -> None:
        from tui.asking.help_screen import HelpScreen

        self.open(HelpScreen(self.keymap, self.WHERE))

    def _fill(self, form: Form, done: Callable[[dict[str, str]], Effects]) -> None:
        from tui.asking.form import FormScreen

        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                self.go_on(done, values)

        self.open(FormScreen(form), filled)

    def _choose(self, done: Callable[[str], Effects], among: Scheme, title: str) -> None:
        from tui.asking.dialogs import LabelPicker

        def chosen(name: str | None) -> None:
            if name is not None:
                self.go_on(done, name)

        self.open(LabelPicker(among, title), chosen)

    def _review(
        self, doubts: Sequence[Doubt], text: str, decide: Callable[[Doubt, Span | None], Effects]
    ) -> None:
        from tui.asking.review_screen import ReviewScreen

        self.open(ReviewScreen(doubts, text, partial(self.go_on, decide)))

    def _suspend(self) -> None:
        """Suspend postil, and with it what has started it and waits: xargs, make, a script."""
        if os.getpgrp() == os.getpid():
            self.app.action_suspend_process()
            return
        with self.app.suspend():  # the terminal is given back before the shell takes it
            os.kill(0, signal.SIGSTOP)
