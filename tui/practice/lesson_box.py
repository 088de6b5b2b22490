"""The lines above the articles that say what the lesson is."""

from textwrap import wrap

from rich.segment import Segment
from textual.strip import Strip

from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.practice.lessons import END, LESSONS, Lessons
from tui.reading.reading import Reading


class LessonBox(LineWidget):
    """A line with the lesson's title, and two with its words."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._lessons = Lessons()

    def draw(self, reading: Reading) -> None:
        """Show the next lesson, if the present one is done."""
        if self._lessons.look(reading):
            self.redraw()

    def line(self, y: int) -> Strip:
        """A line."""
        palette, lesson = self.palette, self._lessons.lesson or END
        done = self._lessons.number
        if y == 0:
            before = "\u2713" * done + "\u00b7" * (len(LESSONS) - done)
            title = Segment(f" {lesson.title}  ", palette.plain(bold=True))
            return self.strip([title, Segment(before, palette.plain(0.6))])
        lines = wrap(lesson.words, max(20, self.outer_size.width - 2))
        words = lines[y - 1] if y <= len(lines) else ""
        return self.strip([Segment(f" {words}", palette.plain(0.85))])
