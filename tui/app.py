"""The app: theme, keymap, and what guards the terminal."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from rich.console import Console, RenderableType
from textual import events
from textual.color import Color
from textual.command import CommandPalette
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme

from annotations.errors import PostilError
from annotations.project import Project
from annotations.sources.reading_list import ReadingList
from annotations.store.writer import Event
from annotations.units import Span
from tui.cells.colours import Depth
from tui.cells.display import one_line
from tui.cells.filters import Harmless, Narrow, Steady, draws_wide
from tui.cells.palette import Palette, hues_of
from tui.cells.terminal import TerminalDriver
from tui.command import Command
from tui.keys import Keymap
from tui.layouts import Layouts
from tui.main_screen import MainScreen
from tui.open_sessions import OpenSessions
from tui.reading.events import News, described
from tui.reading.order import ReadingOrder, order_from
from tui.remembered import chosen_theme, keep, keep_theme
from tui.textual_parts import FailingApp

if TYPE_CHECKING:
    from tui.asking.command_list import Entry
    from tui.library.screen import Library
    from tui.workbench import Workbench

KEEPING_SECONDS = 5.0
"""So often where one is gets kept, for a sitting that ends without a word."""


class PostilApp(FailingApp):
    """Reads, tags and saves the articles of a reading list, or else those of the project.

    They stand side by side at once, or are listed first where that is wished (`lists`); a `place`
    is an article of that list, by id, and a span to select, which is shown before it. Raises
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
        place: tuple[str, Span | None] | None = None,
        lessons: bool = False,
    ) -> None:
        super().__init__()
        hues_of(project.settings.scheme)
        settings = project.settings
        self.keymap_shown = Keymap(settings.scheme, settings.keys, settings.layouts)
        self.theme = chosen_theme(project.settings.theme, self.available_themes) or self.theme
        self._last_filters = [Harmless(), *([Narrow()] if draws_wide() else []), Steady()]
        self.sessions = OpenSessions(project, self._report, self._suggest)
        self._reading, self._lists = reading, lists or reading is None
        self._place, self._teaches = place, lessons
        self._notices = [*notices, *(reading.notices if reading else ())]
        self.failure: BaseException | None = None
        # What Textual would print of a failure is said by `run`, once the terminal is given back.
        self.error_console = Console(quiet=True)
        self._workbench: Workbench | None = None
        self._library: Library | None = None
        self._panes, self._reads = 0, False

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
        """Show the list, or the articles that one read last, else the first ones."""
        try:
            if self._reading and not self._lists:
                left = self.sessions.remembered
                self.read(order_from(self._reading.groups(), left.rows, left.panes))
            else:
                library = self._made_library()
                self.push_screen(library)
                if self._place:
                    library.read_at(*self._place)
        except PostilError as error:
            self._end_with(error)
            return
        self.theme_changed_signal.subscribe(self, self._set_palette)
        self.set_interval(KEEPING_SECONDS, self._keep_place)

    def _end_with(self, error: PostilError) -> None:
        """End, to say it once the terminal is given back."""
        self.failure = error
        self.exit()

    def read(self, order: ReadingOrder[Any], span: Span | None = None) -> None:
        """Show articles, with a span of the first one selected.

        Raises `PostilError` where none can be read.
        """
        if self._workbench:
            self._workbench.read(order)
        else:
            from tui.workbench import PATIENCE, Workbench

            palette, notices = self.palette(), self._taken_notices()
            # Before the first frame there is nothing to keep up; it shows articles, if it can.
            patience = PATIENCE if self._library else 1.0
            alone = self._reading and len(self._reading.references) == 1
            end = self._end_with if alone else None
            self._workbench = Workbench(
                self.sessions,
                order,
                palette,
                self.keymap_shown,
                notices,
                self.show_library,
                patience,
                self._teaches,
                end,
            )
            self.install_screen(self._workbench, "articles")
        self._panes, self._reads = order.panes, True
        if self.screen is not self._workbench:
            self.push_screen(self._workbench)
        if span:
            self._workbench.point(span)

    def show_library(self) -> None:
        """Leave the articles for what they were opened from, or for the library."""
        if self.screen is not self._workbench:  # what stands above it is left first
            return
        self._note_place()
        self._reads = False
        self.sessions.remembered = replace(self.sessions.remembered, picked=())
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.switch_screen(self._made_library())

    def _made_library(self) -> "Library":
        from annotations.corpus.article_source import ArticleSource
        from tui.library.screen import Library

        source = ArticleSource(self.sessions.project, self._reading)
        notices = self._taken_notices()
        self._library = Library(
            self.sessions, source, self.palette(), self.keymap_shown, self.read, notices
        )
        return self._library

    def _taken_notices(self) -> list[str]:
        notices, self._notices = self._notices, []
        return notices

    def _note_place(self) -> None:
        """Note where one is, for the list that one goes back to, and for the next sitting."""
        remembered = self.sessions.remembered
        if self._library:
            remembered = self._library.remember(remembered)
        if self._workbench and self._reads:
            now = self._workbench.reading.order.panes
            # More panes only for what was picked together are not what one would have always.
            if now != self._panes:
                remembered = replace(remembered, panes=now)
            remembered = self._workbench.remember(remembered)
        self.sessions.remembered = remembered

    def _keep_place(self) -> None:
        """Keep where one is, if that is another place than before."""
        before = self.sessions.remembered
        self._note_place()
        if self.sessions.remembered != before:
            keep(self.sessions.remembered, self.sessions.project.folder)

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
            if title not in ("Keys", "Quit"):
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
            self.push_screen(Commands([offered], id="--command-palette"))

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

    async def on_event(self, event: events.Event) -> None:
        """Hand keys to the workbench, which knows them all; Textual would look for its own first.

        What is pasted takes the same way, behind the keys before it.

        The command palette is closed at once, so that the next key finds what is below it.
        """
        if isinstance(event, events.Key) and not event.character:  # ctrl and a letter, it may be
            place = self.layouts.place(event.key, None)
            event = events.Key(place, None) if place else event
        if isinstance(event, events.Key | events.Paste) and self.app_focus:
            if isinstance(self.screen, MainScreen):
                self.screen.post_message(event)
                return
            palette = isinstance(self.screen, CommandPalette) and self.screen.focused
            if palette and isinstance(event, events.Key) and event.key == "escape":
                self.screen.dismiss()
                return
        await super().on_event(event)

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
        self._note_place()
        self.sessions.close()

    def _depth(self) -> Depth:
        if self.no_color:
            return "mono"
        system = self.console.color_system
        if self.native_ansi_color or system in ("standard", "windows", None):
            return "16"
        return "256" if system == "256" else "truecolor"

    def _set_palette(self, theme: Theme) -> None:
        keep_theme(theme.name)
        palette = self.palette()
        for screen in self._main_screens():
            screen.set_palette(palette)

    def _suggest(self, news: News) -> None:
        if self._workbench:
            self._workbench.post_message(self._workbench.From(news))

    def _report(self, event: Event) -> None:
        # On the screen that is likely to change by it, which the app would have to wake first.
        if screen := self._workbench or self._library:
            screen.call_later(self._settle, event)

    def _settle(self, event: Event) -> None:
        """Have what became of a change taken in, and tell all who may show its article."""
        settled = self.sessions.settle(event)
        for screen in self._main_screens():
            screen.settled(settled)
        for conflict in settled.conflicts:
            told = one_line(described(conflict, settled.session))
            self.notify(told, severity="warning", markup=False)

    def _main_screens(self) -> list[MainScreen[Any]]:
        """The screens of articles and lists that there are, in view or not."""
        screens = dict.fromkeys((self._workbench, *self.screen_stack))
        return [one for one in screens if isinstance(one, MainScreen) and one.is_mounted]
