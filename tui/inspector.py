"""What is under the selection: its sentence, with one bar below it for each tag."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter

from rich.segment import Segment
from textual.strip import Strip

from annotations.annotation import Annotation, Link
from annotations.attributes import named
from annotations.session import Session
from annotations.units import Span, sentence_at
from tui.actions.ends import as_tag
from tui.cells.display import cells, clusters, fitted, is_plain, one_line
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Cell, Palette
from tui.lanes import Bar, Placed, bar_of, has_room
from tui.reading.compared import Compared, Difference
from tui.reading.comparing import Counts
from tui.reading.queue import Choice
from tui.reading.reading import Reading

_MOST_BARS = 32
_LEAST = 4  # rows that two wordings need, with the rule above
_LONGEST_WORDING = 48
_ROWS, _TALL = 5, 18  # its own rows, and those of a terminal in which it has them


class Inspector(LineWidget):
    """Repaints only when another sentence, or something else in it, is to be shown."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._session: Session | None = None
        self._key: tuple[object, ...] = ()
        self._lines: list[list[Segment]] = []
        self._more = 0
        self._scale: tuple[Sequence[int], Sequence[int], Span] = ((), (0,), (0, 0))

    def draw(self, reading: Reading) -> None:
        """Show the surroundings of the selection, and the suggestion that it stands on."""
        session, selected, walked = reading.session, reading.pane.selected, reading.candidate
        text = session.article.text
        sentence = sentence_at(text, selected[0]) if text else (0, 0)
        room = max(1, self.outer_size.width - 4)
        window = _window(text, sentence, selected, room)
        shown = text[slice(*window)]
        if not is_plain(shown) and (wide := sum(c.cells for c in clusters(shown))) > room:
            window = _window(text, sentence, selected, max(1, room * len(shown) // wide))
        tags, here = _near(session, window, selected)
        for one in (*([as_tag(walked)] if walked else ()), *_within(reading.pane.others, window)):
            insort(tags, one, key=_order)
            if one.start < selected[1] and one.end > selected[0]:
                insort(here, one, key=_order)
        touching = {a.id for a in here}
        choices, compared = tuple(reading.choices), reading.compared
        beside = compared.at(session.article.id, selected) if compared else None
        counts = reading.mention_counts
        told = reading.told
        key = (
            told,
            choices,
            beside,
            counts,
            session.article.id,
            window,
            tuple(tags),
            tuple(here),
            frozenset(k for k in session.links if k.source in touching) if here else None,
            self.outer_size,
            self.palette,
        )
        if key != self._key:
            self._key = key
            self._session = session
            old, self._lines = self._lines, self._drawn(session, window, tags, here, told)
            if choices or self._more:
                self._make_room(len(choices), reading)
            if choices:
                self._choose(reading.at_hand.question, choices)
            elif (counts and not told) or beside:
                self._tell(counts, compared, beside)
            height = self.outer_size.height
            changed = [y for y in range(height) if old[y : y + 1] != self._lines[y : y + 1]]
            if changed:
                self.redraw(changed[0], changed[-1] + 1 - changed[0])

    def line(self, y: int) -> Strip:
        """The rule above, the words, or a lane of bars."""
        return self.strip(self._lines[y] if y < len(self._lines) else ())

    def _drawn(
        self,
        session: Session,
        window: Span,
        tags: list[Annotation],
        here: list[Annotation],
        told: str,
    ) -> list[list[Segment]]:
        text = _unbroken(session.article.text[slice(*window)])
        words: Sequence[str] = text
        starts: Sequence[int] = range(*window)
        columns: Sequence[int] = range(len(text) + 1)
        if not is_plain(text):
            found = list(clusters(text, window[0]))
            words = [cluster.text for cluster in found]
            starts = [cluster.start for cluster in found]
            columns = [0, *accumulate(cluster.cells for cluster in found)]
        self._scale = starts, columns, window
        touching = {a.id for a in here}
        tags = [*here, *(a for a in tags if a.id not in touching)]
        bars = (bar_of(a, starts, columns, window) for a in tags[:_MOST_BARS])
        lanes = self._packed(bars, self.outer_size.height - 2)
        rule = Segment("\u2500" * self.outer_size.width, self.palette.plain(0.25))
        inner = min(here, key=_length, default=None)
        lines = [[rule], self._words(words, starts, inner)]
        lines += [self._lane(lane, touching) for lane in lanes]
        note = next((a.note for a in here if a.note), "")
        if lanes and (told or note):
            # In the first lane that is free; the last one gives way where none is.
            free = next((n for n, lane in enumerate(lanes) if not lane), len(lanes) - 1)
            words = told if told not in ("", note) else f"note: {note}"
            said = fitted(one_line(words), self.outer_size.width - 4)
            lines[2 + free] = [Segment(f"  {said}", self.palette.plain(0.75))]
        return lines

    def _make_room(self, count: int, reading: Reading) -> None:
        """Take as many rows more as so many versions need, where the terminal has them."""
        more = max(0, count + 2 - _ROWS) if self.app.size.height >= _TALL else 0
        if more != self._more:
            self._more = more
            self.styles.height = _ROWS + more if more else None
            self.call_after_refresh(self.draw, reading)

    def _choose(self, question: str, choices: Sequence[Choice]) -> None:
        """Show the versions to choose from, below the words while there is room for them."""
        from tui.lanes import laid  # late: few adjudicate

        window, plain = self._scale[2], self.palette.plain

        def lane(tag: Annotation) -> str:
            if not window[0] <= tag.start <= tag.end <= window[1]:
                return ""
            placed = self._placed(bar_of(tag, *self._scale))
            return " " * placed.left + placed.text

        rule, has_words, rows = laid(question, choices, lane, *self.outer_size)
        told = [[Segment(row, plain(1.0))] for row in rows]
        self._lines = [[Segment(rule, plain(0.75))], *self._lines[1 : 1 + has_words], *told]

    def _tell(self, counts: Counts, compared: Compared | None, one: Difference | None) -> None:
        """Show below the tags how often who is selected is mentioned, and what comes nearest.

        How the other article says a quote stands in the sentence's place.
        """
        from tui.two_wordings import heading, laid, mentioned, missing  # late: few starts need it

        sides = compared.found.sides if compared and compared.found else ()
        height, width = self.outer_size.height, self.outer_size.width - 4
        least = int(height > _LEAST)
        if one and one.there and one.here[0].role in ("quote", "proposal") and least:
            rows = [heading(one, sides, width), *laid(one, sides, width)]
            kept, strengths = 1, [0.75, 1.0, 1.0, 0.75]
        else:
            used = sum(any(part.text.strip() for part in line) for line in self._lines)
            room = max(height - used, least)
            rows = [fitted(mentioned(counts), width)] if counts and room else []
            if one and not one.there:
                rows += missing(one, sides, width, max(room - len(rows), least))
            kept, strengths = min(used, height - len(rows)), [0.75] * len(rows)
        told = zip(rows, strengths, strict=True)
        segments = [[Segment(f"  {row}", self.palette.plain(s))] for row, s in told]
        self._lines = [*self._lines[:kept], *segments]

    def _words(
        self, words: Sequence[str], starts: Sequence[int], inner: Annotation | None
    ) -> list[Segment]:
        low = bisect_left(starts, inner.start) if inner else 0
        high = bisect_left(starts, inner.end) if inner else 0
        tagged = Cell(inner.label if inner else None, current=True)
        parts = [(words[:low], Cell()), (words[low:high], tagged), (words[high:], Cell())]
        drawn = [Segment("".join(part), self.palette.text(cell)) for part, cell in parts if part]
        return [Segment("  ", self.palette.plain()), *drawn]

    def _lane(self, lane: list[Placed], touching: set[str]) -> list[Segment]:
        segments, column = [Segment("  ", self.palette.plain())], 0
        for one in sorted(lane, key=lambda one: one.left):
            segments.append(Segment(" " * (one.left - column), self.palette.plain()))
            style = self.palette.key(one.annotation.label, one.annotation.id not in touching)
            segments.append(Segment(one.text, style))
            column = one.right
        return segments

    def _packed(self, bars: Iterable[Bar], count: int) -> list[list[Placed]]:
        """The bars in lanes, each in the first with room; those that find none are left out."""
        lanes: list[list[Placed]] = [[] for _ in range(max(0, count))]
        for bar in bars:
            # With its words it takes more: many need not be put in words at all.
            free = [lane for lane in lanes if has_room(lane, bar.left, bar.right)]
            if free:
                placed = self._placed(bar)
                wide = (lane for lane in free if has_room(lane, placed.left, placed.right))
                next(wide, []).append(placed)
        return lanes

    def _placed(self, bar: Bar) -> Placed:
        """A bar as it is drawn, with what there is to say in it, behind it or before it."""
        width, name = bar.right - bar.left, self._wording(bar.annotation)
        left = "\u2570" if bar.opens else "\u2500"
        right = "\u256f" if bar.closes else "\u2500"
        room = width - 2
        if cells(name) <= room:
            line = left + name + "\u2500" * (room - cells(name)) + right
            return Placed(bar.annotation, bar.left, line)
        bare = left + "\u2500" * room + right if width > 1 else "\u2575"
        before = bar.left - cells(name) - 1
        if bar.right + 1 + cells(name) > self.outer_size.width - 2 and before >= 0:
            return Placed(bar.annotation, before, f"{name} {bare}")
        return Placed(bar.annotation, bar.left, f"{bare} {name}")

    def _links_of(self, id: str) -> list[Link]:
        return [k for k in (self._session.links if self._session else ()) if k.source == id]

    def _told(self, link: Link) -> str:
        """A link by its type and the words that it leads to."""
        assert self._session
        target = self._session.index.by_id.get(link.target)
        words = self._session.article.text[target.start : target.end] if target else ""
        return f"{link.type} {words}".strip()

    def _wording(self, annotation: Annotation) -> str:
        values = list(filter(None, (named(*one) for one in annotation.attrs.items())))
        asked = "?" if annotation.verdict == "suggested" else ""
        if asked:
            sure = annotation.score if annotation.origin.startswith("model:") else None
            values.append(annotation.origin if sure is None else f"{annotation.origin} {sure:.2f}")
        links = [self._told(link) for link in self._links_of(annotation.id)]
        label = f"{annotation.label}{asked}"
        parts = [self.palette.sign(annotation.label), label, *values, *links]
        return fitted(one_line(" ".join(parts)), _LONGEST_WORDING)


def _within(others: Iterable[Annotation], window: Span) -> list[Annotation]:
    """The tags of other annotators that are shown, as far as they are in the window."""
    return [one for one in others if one.start < window[1] and one.end > window[0]]


def _window(text: str, sentence: Span, selected: Span, width: int) -> Span:
    """The part of a sentence to show: all of it, or as much around the selection as there is room.

    It moves in steps of a third of the width, so that most keys leave it where it is, and begins
    with a whole word.
    """
    start, end = sentence
    if end - start <= width:
        return sentence
    step = max(1, width // 3)
    first = start + max(0, (selected[0] - start) // step - 1) * step
    if first > start and (space := text.find(" ", first - 1, first + step)) >= 0:
        first = space + 1
    return first, min(end, first + width)


def _near(
    session: Session, window: Span, selected: Span
) -> tuple[list[Annotation], list[Annotation]]:
    """The tags over a window that may be drawn, and those of them that touch the selection."""
    start, end = window
    if start >= end:
        return [], []
    # All of them touch what is in both, for that is one stretch.
    within = max(start, selected[0]), min(end, selected[1])
    here = session.index.overlapping(*within) if within[0] < within[1] else []
    return session.index.first_overlapping(start, end, _MOST_BARS), here


def _unbroken(text: str) -> str:
    return text.translate({ord("\n"): " ", ord("\r"): " ", ord("\t"): " "})


_order = attrgetter("order")


def _length(annotation: Annotation) -> int:
    return annotation.end - annotation.start
