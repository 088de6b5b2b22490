"""The screens of one sitting: from the library to articles and back, and what all are told."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual.app import App

from annotations.errors import PostilError
from annotations.project import Project
from annotations.sources.reading_list import ReadingList
from annotations.store.writer import Event
from annotations.units import Span
from tui.actions.adjudicating import begin
from tui.cells.display import one_line
from tui.cells.palette import Palette
from tui.keys import Keymap
from tui.main_screen import MainScreen
from tui.open_sessions import OpenSessions
from tui.reading.changed import described
from tui.reading.events import News
from tui.reading.order import ReadingOrder, order_from
from tui.remembered import keep

if TYPE_CHECKING:
    from tui.library.screen import Library
    from tui.listing.places import PlaceList
    from tui.workbench import Workbench


class Sitting:
    """Shows on an `app` a reading list, or else a project: articles, or with `lists` a list first.

    A `place` is an article of that list, by id, and a span to select, which is shown before it; or
    so many places are, of which those that suggest are least sure.
    `palette` gives the colours as they are now; `end` ends it all with an error. Who `teaches` has
    lessons above the articles; `notices` are said on the first screen.
    """

    def __init__(
        self,
        app: App[None],
        palette: Callable[[], Palette],
        end: Callable[[PostilError], object],
        keymap: Keymap,
        project: Project,
        reading: ReadingList | None,
        lists: bool = False,
        place: tuple[Sequence[str], Span | None] | None = None,
        unsure: int = 0,
    ) -> None:
        self._app, self._palette, self._end, self._keymap = app, palette, end, keymap
        self._reports: deque[Event] = deque()
        self._workbench: Workbench | None = None
        self._library: Library | None = None
        self.sessions = OpenSessions(project, self._report, self._suggest)
        self._reading, self._lists, self._place = reading, lists or reading is None, place
        self._unsure = unsure
        self.notices = [*self.sessions.notices, *(reading.notices if reading else ())]
        self.teaches = False
        self._panes, self._reads = 0, False
        self.goes_on = False

    def begin(self) -> None:
        """Show the list, or the articles that one read last, else the first ones.

        Raises `PostilError` where there is nothing to show.
        """
        if self.sessions.adjudicable.ready is not None:
            self._app.push_screen(self._made_library())
            self.adjudicate()
            return
        if self._reading and not self._lists:
            left = self.sessions.remembered
            self.read(order_from(self._reading.groups(), left.rows, left.panes))
            return
        library = self._made_library()
        self._app.push_screen(library)
        if self._place:
            library.read_these(*self._place)
        elif self._unsure:
            library.call_after_refresh(library.list_unsure, self._unsure)

    def read(
        self,
        order: ReadingOrder[Any],
        span: Span | None = None,
        places: "PlaceList | None" = None,
    ) -> None:
        """Show articles, with a span of the first one selected, and places that `n` walks.

        Raises `PostilError` where none can be read.
        """
        if self._workbench:
            self._workbench.read(order)
        else:
            from tui.workbench import PATIENCE, Workbench

            palette, notices = self._palette(), self._taken_notices()
            # Before the first frame there is nothing to keep up; it shows articles, if it can.
            patience = PATIENCE if self._library else 1.0
            alone = self._reading and len(self._reading.references) == 1
            end = self._end if alone else None
            self._workbench = Workbench(
                self.sessions,
                order,
                palette,
                self._keymap,
                notices,
                self.show_library,
                self._read_at,
                patience,
                self.teaches,
                end,
            )
            self._app.install_screen(self._workbench, "articles")
        self._panes, self._reads = order.panes, True
        if self._app.screen is not self._workbench:
            self._app.push_screen(self._workbench)
        if span:
            self._workbench.point(span)
        if places:
            self._workbench.walk(places)

    def adjudicate(self) -> None:
        """Go through what readers differ in, one article at a time. Raises `PostilError`."""
        ids, sessions = self.sessions.adjudicable.ids(), self.sessions
        sessions.remembered = replace(sessions.remembered, panes=1)
        self._read_at(ids[0], None)
        assert self._workbench
        self._workbench.go_on(begin, self._workbench.reading)

    def read_other(self) -> None:
        """End, to go on with the annotator's other reading."""
        self.goes_on = True
        self._app.exit()

    def _read_at(self, name: str, span: Span | None) -> None:
        """Show an article at a span, among those of its group. Raises `PostilError`."""
        (self._library or self._made_library()).read_at(name, span)

    def show_library(self) -> None:
        """Leave the articles for what they were opened from, or for the library."""
        if self._app.screen is not self._workbench:  # what stands above it is left first
            return
        self.note_place()
        self._reads = False
        self.sessions.remembered = replace(self.sessions.remembered, picked=())
        if len(self._app.screen_stack) > 2:
            self._app.pop_screen()
        else:
            self._app.switch_screen(self._made_library())

    def _made_library(self) -> "Library":
        from annotations.corpus.article_source import ArticleSource
        from tui.library.screen import Library

        source = ArticleSource(self.sessions.project, self._reading)
        notices = self._taken_notices()
        self._library = Library(
            self.sessions,
            source,
            self._palette(),
            self._keymap,
            self.read,
            notices,
            self.adjudicate,
            self.read_other,
        )
        return self._library

    def _taken_notices(self) -> list[str]:
        notices, self.notices = self.notices, []
        return notices

    def note_place(self) -> None:
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

    def keep_place(self) -> None:
        """Keep where one is, if that is another place than before."""
        before = self.sessions.remembered
        self.note_place()
        if self.sessions.remembered != before:
            keep(self.sessions.remembered, self.sessions.place)

    def set_palette(self, palette: Palette) -> None:
        """Have all screens take another palette."""
        for screen in self._main_screens():
            screen.set_palette(palette)

    def _suggest(self, news: News) -> None:
        if self._workbench:
            self._workbench.post_message(self._workbench.From(news))

    def catch_up(self) -> None:
        """Take in what became of changes, also while keys typed ahead are still to be answered."""
        while self._reports:
            self._settle(self._reports.popleft())

    def _report(self, event: Event) -> None:
        self._reports.append(event)
        # On the screen that is likely to change by it, which the app would have to wake first.
        if screen := self._workbench or self._library:
            screen.soon(partial(self._catch_up_on, screen))

    def _catch_up_on(self, screen: MainScreen[Any]) -> None:
        # Drawn at once, for a frame that waits for its turn costs as much again.
        with screen.drawn_after(apart=0.0):
            self.catch_up()

    def _settle(self, event: Event) -> None:
        """Have what became of a change taken in, and tell all who may show its article."""
        settled = self.sessions.settle(event)
        if settled is None:  # of an article that is not open, but lists say how many wait
            for screen in self._main_screens():
                screen.draw()
            return
        for screen in self._main_screens():
            screen.settled(settled)
        for conflict in settled.conflicts:
            told = one_line(described(conflict, settled.session))
            self._app.notify(told, severity="warning", markup=False)

    def _main_screens(self) -> list[MainScreen[Any]]:
        """The screens of articles and lists that there are, in view or not."""
        screens = dict.fromkeys((self._workbench, *self._app.screen_stack))
        return [one for one in screens if isinstance(one, MainScreen) and one.is_mounted]
