"""Saving again, leaving, and the keys that reach beyond the articles."""

import os
import signal

from textual.app import App

from tui.actions.bench import Bench, Command, Room
from tui.keys import Where

DRAIN_SECONDS = 1.0


class AppKeys:
    """What the keys for the app as a whole do, on whichever screen."""

    def __init__(self, room: Room, app: App[None], where: Where) -> None:
        self._room, self._app, self._where = room, app, where
        self.commands: dict[str, Command] = {
            "save": self.save_again,
            "help": self.show_keys,
            "palette": app.action_command_palette,
            "suspend": self.suspend,
            "quit": self.leave,
        }

    def save_again(self) -> None:
        """Try to save what could not be saved."""
        sessions = self._room.sessions
        if not sessions.unsaved:
            self._room.say("Everything is saved.")
        sessions.writer.retry()

    def show_keys(self) -> None:
        """Show all keys."""
        from tui.asking.help_screen import HelpScreen

        self._room.open(HelpScreen(self._room.keymap, self._where))

    def suspend(self) -> None:
        """Suspend postil, and with it what has started it and waits: xargs, make, a script."""
        if os.getpgrp() == os.getpid():
            self._app.action_suspend_process()
            return
        with self._app.suspend():  # the terminal is given back before the shell takes it
            os.kill(0, signal.SIGSTOP)

    def leave(self) -> None:
        """Leave, asking first where changes are not saved."""
        sessions = self._room.sessions
        sessions.writer.drain(DRAIN_SECONDS)
        # The screen may not have taken in yet what the writer has met with.
        trouble = sessions.writer.trouble or sessions.trouble
        if not trouble or not sessions.writer.pending():
            self._app.exit()
            return

        from tui.asking.dialogs import Leaving as Question

        def decided(answer: str | None) -> None:
            if answer == "leave":
                self._app.exit()
            elif answer == "try":
                self.save_again()

        self._room.open(Question(len(sessions.writer.pending()), str(trouble)), decided)


class Leaving(AppKeys):
    """These keys over articles, and what copies words out of them."""

    def __init__(self, bench: Bench, app: App[None]) -> None:
        super().__init__(bench, app, "articles")
        self._bench = bench
        self.commands["copy"] = self.copy

    def copy(self) -> None:
        """Copy the selected words by way of the terminal."""
        start, end = self._bench.pane.selected
        self._app.copy_to_clipboard(self._bench.session.article.text[start:end])
        self._bench.say("Copied.")
