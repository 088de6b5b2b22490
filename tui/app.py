"""The app: theme, everything by name, and what guards the terminal."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from textual import events
from textual.color import Color
from textual.command import CommandPalette
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Input

from annotations.errors import PostilError
from annotations.project import Project
from annotations.sources.reading_list import ReadingList
from annotations.units import Span
from tui.cells.colours import Depth
from tui.cells.filters import Harmless, Narrow, Steady, draws_wide
from tui.cells.palette import Palette, hues_of
from tui.cells.terminal import TerminalDriver
from tui.command import Command
from tui.key_screen import KeyScreen
from tui.keys import Keymap
from tui.layouts import Layouts
from tui.main_screen import MainScreen
from tui.notices import NoticingApp
from tui.remembered import chosen_theme, keep_theme
from tui.served import is_served
from tui.sitting import Sitting
from tui.textual_painting import FailingApp
from tui.textual_parts import put_cursor

if TYPE_CHECKING:
    from annotations.corpus.adjudicating import Ready
    from tui.asking.command_list import Entry

KEEPING_SECONDS = 5.0
"""So often where one is gets kept, for a sitting that ends without a word."""


class PostilApp(FailingApp, NoticingApp):
    """Reads, tags and saves the articles of a reading list, or else those of the project.

    They stand side by side at once, or are listed first where that is wished (`lists`); a `place`
    is an article of that list, by id, and a span to select, which is shown before it, and so are
    `unsure` places of which those that suggest are least sure, where that is some. Raises
    `UsageError` for a theme, colours or keys in the settings that cannot be.
    """

    TITLE = "postil"
    CSS_PATH = "postil.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        project: Project,
        reading: ReadingList | None,
        notices: Sequence[str] = (),
        lists: bool = False,
        place: tuple[Sequence[str], Span | None] | None = None,
        lessons: bool = False,
        unsure: int = 0,
        ready: "Sequence[Ready] | None" = None,
    ) -> None:
        super().__init__()
        settings = project.settings
        hues_of(settings.scheme)
        team = settings.team is not None
        settles = team and project.store is project.result
        self.keymap_shown = Keymap(
            settings.scheme, settings.keys, settings.layouts, team, settles, not is_served()
        )
        self.theme = chosen_theme(settings.theme, self.available_themes) or self.theme
        self._last_filters = [Harmless(), *([Narrow()] if draws_wide() else []), Steady()]
        keymap, end = self.keymap_shown, self._end_with
        self.sitting = Sitting(
            self, self.palette, end, keymap, project, reading, lists, place, unsure
        )
        self.sitting.notices = [*notices, *self.sitting.notices]
        self.sitting.teaches = lessons
        self.sitting.sessions.adjudicable.ready = ready
        self.sessions = self.sitting.sessions
        self.failure: BaseException | None = None
        # What Textual would print of a failure is said by `run`, once the terminal is given back.
        self.error_console = Console(quiet=True)

    def get_driver_class(self) -> type[Driver]:
        """Ours where Textual would take the one that it is made from."""
        usual = super().get_driver_class()
        return TerminalDriver if usual is LinuxDriver else usual

    @property
    def alt_keys(self) -> set[str]:
        """The characters that do something of their own when typed with `alt`."""
        bound = (key for command in self.keymap_shown.commands for key in command.keys)
        return {key.removeprefix("alt+") for key in bound if key.startswith("alt+")}

    @property
    def layouts(self) -> Layouts:
        """Where the keys are."""
        return self.keymap_shown.layouts

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and after them, for one of those undoes commands, what guards a row."""
        last = self._last_filters[:-1] if self.is_headless else self._last_filters
        return [*super().get_line_filters(), *last]

    def on_mount(self) -> None:
        """Show the first screen."""
        try:
            self.sitting.begin()
        except PostilError as error:
            self._end_with(error)
            return
        self.theme_changed_signal.subscribe(self, self._show_theme)
        self.set_interval(KEEPING_SECONDS, self.sitting.keep_place)

    def _end_with(self, error: PostilError) -> None:
        """End, to say it once the terminal is given back."""
        self.failure = error
        self.exit()

    def _show_theme(self, theme: Theme) -> None:
        """Show a theme that was chosen, and keep it for the next sitting."""
        keep_theme(theme.name)
        self.sitting.set_palette(self.palette())

    def palette(self) -> Palette:
        """The present theme's colours, as deep as this terminal shows them."""
        variables = self.theme_variables
        return Palette(
            self.sessions.project.settings.scheme,
            Color.parse(variables["background"]),
            Color.parse(variables["foreground"]),
            Color.parse(variables["primary"]),
            self._depth(),
            draws_wide(),
            Color.parse(variables["success"]),
        )

    def entries(self, screen: Screen[object]) -> Iterator["Entry"]:
        """Every command of postil by name, then Textual's own."""
        from tui.asking.command_list import Entry

        if isinstance(screen, MainScreen):
            for name, command, key in screen.commands_by_name():
                told = f"{command.help}  {key or self.keymap_shown.keys_of(command)}"
                does = partial(self._carry_out, screen, command, key)
                yield Entry(command.id, name, command.help, told=told, does=does)
        for title, told, call, _ in self.get_system_commands(screen):
            if title not in ("Keys", "Quit", *(["Screenshot"] if self.is_web else [])):
                yield Entry(title.lower(), title, told, told=told, does=call)

    def _carry_out(self, screen: MainScreen[Any], command: Command, key: str) -> None:
        """Do what was chosen by name, unless what it was chosen on has been left meanwhile."""
        if screen in self.screen_stack:
            screen.carry_out(command, key)

    def action_command_palette(self) -> None:
        """Show all commands by name."""
        if not isinstance(self.screen, CommandPalette):
            from tui.asking.command_list import Commands, offering

            offered = offering(self.entries(self.screen))
            self.push_screen(Commands([offered]))

    def search_themes(self) -> None:
        """Show all themes, each as it looks."""
        from textual.theme import ThemeProvider

        from tui.asking.command_list import Commands

        self.push_screen(Commands([ThemeProvider], placeholder="Search for themes\u2026"))

    def action_quit_asking(self) -> None:
        """Leave by way of the screen that one is on, which asks where changes are not saved."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, MainScreen):
                screen.leave()
                return

    def post_display_hook(self) -> None:
        """Have the terminal's own cursor where the person is, now that a frame has been drawn."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(screen, KeyScreen):
            caret, is_field = screen.drawn_caret, screen.is_field
        else:  # one of Textual's own
            caret, is_field = _caret_of(screen.focused) if screen else None, True
        wish = self.sessions.project.settings.cursor
        shown = wish == "always" or (wish == "fields" and is_field)
        put_cursor(self, caret, shown and caret is not None)

    async def hand_on(self, event: events.Event) -> None:
        """Hand keys to the workbench, which knows them all; Textual would look for its own first.

        What is pasted takes the same way, behind the keys before it.

        The command palette is closed at once, so that the next key finds what is below it.
        """
        if isinstance(event, events.Key | events.Paste) and self.app_focus:
            if isinstance(self.screen, MainScreen):
                self.screen.post_message(event)
                return
            palette = isinstance(self.screen, CommandPalette) and self.screen.focused
            if palette and isinstance(event, events.Key) and event.key in ("escape", "ctrl+c"):
                self.screen.dismiss()
                return
        await super().hand_on(event)

    def placed(self, key: events.Key) -> events.Key:
        """A key by its place on the layout where it types nothing: ctrl and a letter, it may be."""
        place = None if key.character else self.layouts.place(key.key, None)
        return events.Key(place, None) if place else key

    def catch_up(self) -> None:
        """Have the writer's word on changes overtake the keys that wait."""
        self.sitting.catch_up()

    async def action_quit(self) -> None:
        """Textual's own way out leads by the same door."""
        self.action_quit_asking()

    def panic(self, *renderables: RenderableType) -> None:
        """End, for what is typed can no longer be read."""
        self.failure = self.failure or EOFError("what is typed cannot be read")
        super().panic(*renderables)

    def failed(self, error: Exception) -> None:
        """Keep what ended it, to be told once the terminal is given back."""
        self.failure = self.failure or error

    def on_unmount(self) -> None:
        """Save what can be saved, and where one is."""
        self.sitting.note_place()
        self.sessions.close()

    def _depth(self) -> Depth:
        if self.no_color:
            return "mono"
        system = self.console.color_system
        if self.native_ansi_color or system in ("standard", "windows", None):
            return "16"
        return "256" if system == "256" else "truecolor"


def _caret_of(widget: Widget | None) -> Offset | None:
    """Where the next letter goes; Textual says one cell further at the end of what was typed."""
    if not isinstance(widget, Input):
        return None
    return widget.cursor_screen_offset - Offset(int(widget.cursor_at_end), 0)
