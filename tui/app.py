"""The app: theme, keymap, what guards the terminal, and how all of it ends."""

import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from traceback import format_exception

from rich.console import Console, RenderableType
from textual import events
from textual.app import App, SystemCommand
from textual.color import Color
from textual.command import CommandPalette
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme

from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.sources import ReadingList
from annotations.store.writer import Event
from tui.desk import Desk
from tui.display import harmless
from tui.filters import Harmless, Narrow, Steady, draws_wide
from tui.keys import Keymap, KeyReader, Stroke
from tui.palette import Depth, Palette, hues_of
from tui.remembered import keep_theme, recalled_theme
from tui.suggestions import News
from tui.terminal import TerminalDriver
from tui.views import Views
from tui.workbench import Workbench


class PostilApp(App[None]):
    """Reads, tags and saves the articles of a reading list.

    Raises `UsageError` for a theme, colours or keys in the settings that cannot be.
    """

    TITLE = "postil"
    CSS_PATH = "postil.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, project: Project, reading: ReadingList, notices: Sequence[str] = ()) -> None:
        super().__init__()
        hues_of(project.settings.scheme)
        self.keymap_shown = Keymap(project.settings.scheme, project.settings.keys)
        self.theme = self._chosen_theme(project.settings.theme)
        self._last_filters = [Harmless(), *([Narrow()] if draws_wide() else []), Steady()]
        self.desk = Desk(project, self._report, self._suggest)
        self._views = Views(reading.groups())
        self._notices = [*notices, *reading.notices]
        self.failure: BaseException | None = None
        # What Textual would print of a failure is said by `run`, once the terminal is given back.
        self.error_console = Console(quiet=True)
        self._workbench: Workbench | None = None

    def get_driver_class(self) -> type[Driver]:
        """Ours where Textual would take the one that it is made from."""
        usual = super().get_driver_class()
        return TerminalDriver if usual is LinuxDriver else usual

    @property
    def alt_keys(self) -> set[str]:
        """The characters that do something of their own when typed with `alt`."""
        bound = (key for command in self.keymap_shown.commands for key in command.keys)
        return {key.removeprefix("alt+") for key in bound if key.startswith("alt+")}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and after them, for one of those undoes commands, what guards a row."""
        last = self._last_filters[:-1] if self.is_headless else self._last_filters
        return [*super().get_line_filters(), *last]

    def on_mount(self) -> None:
        """Show the first articles."""
        reader = KeyReader(self.keymap_shown)
        palette, notices = self.palette(), self._notices
        try:
            self._workbench = Workbench(self.desk, self._views, palette, reader, notices)
        except PostilError as error:
            self.failure = error
            self.exit()
            return
        self.push_screen(self._workbench)
        self.theme_changed_signal.subscribe(self, self._look)

    def palette(self) -> Palette:
        """The present theme's colours, as deep as this terminal shows them."""
        variables = self.theme_variables
        return Palette(
            self.desk.project.settings.scheme,
            Color.parse(variables["background"]),
            Color.parse(variables["foreground"]),
            Color.parse(variables["primary"]),
            self._depth(),
            draws_wide(),
        )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command of postil by name, then Textual's own."""
        if isinstance(screen, Workbench):
            for command in self.keymap_shown.commands:
                if command.id not in ("palette", "second-label", "command-key"):
                    keys = self.keymap_shown.keys_of(command.id)
                    stroke = Stroke(command=command)
                    title = f"{command.help[:1].upper()}{command.help[1:]}"
                    yield SystemCommand(title, keys, lambda s=stroke: screen.carry_out(s))
        for system in super().get_system_commands(screen):
            if system.title not in ("Keys", "Quit"):
                yield system

    def action_quit_asking(self) -> None:
        """Leave by way of the workbench, which asks where changes are not saved."""
        if self._workbench:
            self._workbench.leave()

    async def on_event(self, event: events.Event) -> None:
        """Close the command palette at once, so that the next key finds what is below it."""
        escaped = isinstance(event, events.Key) and event.key == "escape"
        if escaped and isinstance(self.screen, CommandPalette) and self.screen.focused:
            self.screen.dismiss()
        else:
            await super().on_event(event)

    async def action_quit(self) -> None:
        """Textual's own way out leads by the same door."""
        self.action_quit_asking()

    def panic(self, *renderables: RenderableType) -> None:
        """End, for what is typed can no longer be read."""
        self.failure = self.failure or EOFError("what is typed cannot be read")
        super().panic(*renderables)

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)

    def on_unmount(self) -> None:
        """Save what can be saved, and where one is."""
        if self._workbench:
            self.desk.remembered = self._workbench.panes.remember()
        self.desk.close()

    def _chosen_theme(self, wanted: str) -> str:
        """The theme chosen last, else the one of the settings, else Textual's own."""
        themes = self.available_themes
        if wanted and wanted not in themes:
            near = get_close_matches(wanted, themes, 1)
            hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(themes)}."
            raise UsageError(f"postil.toml: there is no theme {wanted!r}.", hint)
        kept = recalled_theme()
        return kept if kept in themes else wanted or self.theme

    def _depth(self) -> Depth:
        if self.no_color:
            return "mono"
        system = self.console.color_system
        if self.native_ansi_color or system in ("standard", "windows", None):
            return "16"
        return "256" if system == "256" else "truecolor"

    def _look(self, theme: Theme) -> None:
        keep_theme(theme.name)
        if self._workbench and self._workbench.is_mounted:
            self._workbench.look(self.palette())

    def _suggest(self, news: News) -> None:
        if self._workbench:
            self._workbench.post_message(Workbench.Suggested(news))

    def _report(self, event: Event) -> None:
        if self._workbench:
            self._workbench.post_message(Workbench.Reported(event))


def run(project: Project, reading: ReadingList, notices: Sequence[str] = ()) -> None:
    """Open the screen on a reading list; returns when the person leaves.

    Raises `PostilError` where nothing can be read, changes could not be saved, or something went
    wrong in postil itself; and `SystemExit` with a shell's code where a signal ended it.
    """
    app = PostilApp(project, reading, notices)
    app.run()
    unsaved = len(app.desk.writer.pending())
    changes = "1 change" if unsaved == 1 else f"{unsaved} changes"
    lost = f"{changes} could not be saved and will be missing." if unsaved else ""
    if isinstance(app.failure, PostilError):
        raise app.failure
    if app.failure:
        for line in "".join(format_exception(app.failure)).splitlines():
            print(harmless(line), file=sys.stderr)
        what = f"A mistake in postil ended it: {type(app.failure).__name__}: {app.failure}."
        raise PostilError(what, lost or "All tags are saved.")
    if lost:
        raise PostilError(lost)
    if app.return_code:
        raise SystemExit(app.return_code)
