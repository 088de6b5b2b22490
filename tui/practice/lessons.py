"""Ten lessons of half a minute, each done once the store has what it asks for, and their lines."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from msgspec import Struct
from rich.segment import Segment
from textual.strip import Strip

from annotations.annotation import Annotation, Change
from annotations.units import Span
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.reading.reading import Reading


class Progress(Struct, frozen=True):
    """What has come of a lesson: the changes since it began, and the reading as it is now.

    `found` is where a find went first, by pane, if there was one.
    """

    since: Sequence[Change]
    reading: Reading
    found: tuple[int, Span] | None = None

    def made(self, label: str = "") -> Iterator[Annotation]:
        """The tags that were added and stood nowhere before, of one label or of any."""
        for change in self.since:
            before = {one.id for one in change.removed}
            new = (one for one in change.added if one.id not in before and one.is_tag)
            yield from (one for one in new if label in ("", one.label))


class Lesson(Struct, frozen=True):
    """What to do, and when that has been done."""

    title: str
    words: str
    done: Callable[[Progress], bool]


class Lessons:
    """The lessons in order, and where one is in them."""

    def __init__(self) -> None:
        self.number = 0
        self._counted: dict[str, int] | None = None
        self._found: tuple[int, Span] | None = None

    @property
    def lesson(self) -> Lesson | None:
        """The present lesson; `None` after the last."""
        return LESSONS[self.number] if self.number < len(LESSONS) else None

    def look(self, reading: Reading) -> bool:
        """Go on to the next lesson if this one is done; whether it is.

        What waits for the disk is waited for: only what is saved counts.
        """
        sessions = {pane.session.article.id: pane.session for pane in reading.panes}
        if self.lesson is None or any(one.waiting for one in sessions.values()):
            return False
        changes = {id: reading.outside.changes(one) for id, one in sessions.items()}
        if self._counted is None:
            self._begin(changes)
        counted = self._counted or {}
        since = [c for id, all in changes.items() for c in all[counted.get(id, 0) :]]
        if reading.pane.hits and not self._found:
            self._found = reading.active, reading.pane.selected
        if not self.lesson.done(Progress(since, reading, self._found)):
            return False
        self.number += 1
        self._begin(changes)
        return True

    def _begin(self, changes: dict[str, list[Change]]) -> None:
        self._counted, self._found = {id: len(all) for id, all in changes.items()}, None


def _brought_back(progress: Progress) -> bool:
    gone = {one.id for change in progress.since if change.kind == "edit" for one in change.removed}
    back = {one.id for change in progress.since if change.kind == "undo" for one in change.added}
    return bool(gone & back)


def _turned_down(progress: Progress) -> bool:
    return any(one.verdict == "rejected" for change in progress.since for one in change.added)


def _resized(progress: Progress) -> bool:
    for change in progress.since:
        spans = {one.id: (one.start, one.end) for one in change.removed}
        if any(spans.get(a.id, (a.start, a.end)) != (a.start, a.end) for a in change.added):
            return True
    return False


def _everywhere(progress: Progress) -> bool:
    """Whether one key tagged actors at several places, of one article or of more."""
    actions = [
        change.action
        for change in progress.since
        for _ in Progress([change], progress.reading).made("actor")
    ]
    return len(actions) > len(set(actions))


def _walked(progress: Progress) -> bool:
    """Whether another hit is selected than the one that the find went to."""
    reading = progress.reading
    here = reading.active, reading.pane.selected
    return here != progress.found and reading.pane.selected in reading.pane.hits


LESSONS = (
    Lesson(
        "Tag a name",
        "The arrow keys move from word to word. Go to a name, such as Tolland, and press a for "
        "actor.",
        lambda progress: any(progress.made("actor")),
    ),
    Lesson(
        "Take it back",
        "Press a again: the tag goes. Then press u, for undo: it comes back.",
        _brought_back,
    ),
    Lesson(
        "Take what is suggested",
        "Dotted words are suggestions. n goes to the next one; enter takes it.",
        lambda progress: any(one.verdict == "accepted" for one in progress.made()),
    ),
    Lesson(
        "Turn one down",
        "Not all are right. Go to another one with n, and turn it down with x.",
        _turned_down,
    ),
    Lesson(
        "Give a tag more words",
        "W goes to the tag before, w to the one after. There, e grows the selection; enter gives "
        "the tag these words.",
        _resized,
    ),
    Lesson(
        "Say who spoke",
        "Go into a quotation, press e until all of it is selected, and q for quote. Then press s: "
        "it finds who said it.",
        lambda progress: any(change.linked for change in progress.since),
    ),
    Lesson(
        "Tag a name everywhere",
        "Go to a name that stands in both reports and press A: all its places light up. enter tags "
        "them.",
        _everywhere,
    ),
    Lesson(
        "Find words",
        "Press / and type tower, then enter. n goes from one place to the next; esc ends it.",
        _walked,
    ),
    Lesson(
        "The other report",
        "tab goes to the other report. There, press S: both scroll together. = marks what differs.",
        lambda progress: progress.reading.active == 1 and progress.reading.together,
    ),
    Lesson(
        "Done",
        "M marks both reports done. In a project, n in the library leads to the next open one.",
        lambda progress: any(one.status and one.status[1] == "done" for one in progress.since),
    ),
)

END = Lesson(
    "That is all you need",
    "? shows all the keys. ctrl+q leaves, as does ctrl+c twice. There is no key to save: every key "
    "has been saved.",
    lambda progress: False,
)


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
