"""Saving again, leaving, and the keys that reach beyond the articles."""

from textual.app import App

from tui.actions.bench import Bench, Command

DRAIN_SECONDS = 1.0


class Leaving:
    """What the keys for the app as a whole do."""

    def __init__(self, bench: Bench, app: App[None]) -> None:
        self._bench, self._app = bench, app
        self.commands: dict[str, Command] = {
            "copy": self.copy,
            "save": self.save_again,
            "help": self.show_keys,
            "palette": app.action_command_palette,
            "suspend": app.action_suspend_process,
            "quit": self.leave,
        }

    def copy(self) -> None:
        """Copy the selected words by way of the terminal."""
        start, end = self._bench.pane.selected
        self._app.copy_to_clipboard(self._bench.session.article.text[start:end])
        self._bench.say("Copied.")

    def save_again(self) -> None:
        """Try to save what could not be saved."""
        desk = self._bench.desk
        if not desk.unsaved:
            self._bench.say("Everything is saved.")
        desk.writer.retry()

    def show_keys(self) -> None:
        """Show all keys."""
        from tui.help_screen import HelpScreen

        self._bench.open(HelpScreen(self._bench.keymap))

    def leave(self) -> None:
        """Leave, asking first where changes are not saved."""
        desk = self._bench.desk
        desk.writer.drain(DRAIN_SECONDS)
        trouble = desk.trouble
        if not trouble or not desk.writer.pending():
            self._app.exit()
            return

        from tui.dialogs import Leaving as Question

        def decided(answer: str | None) -> None:
            if answer == "leave":
                self._app.exit()
            elif answer == "try":
                self.save_again()

        self._bench.open(Question(len(desk.writer.pending()), str(trouble)), decided)
