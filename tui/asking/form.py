"""A form to fill in by key: fields one above the other, and below them what is known besides."""

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Offset, Region
from textual.widgets import Static

from annotations.attributes import TEXT, asked, objection, offered
from annotations.scheme import Attribute
from tui.cells.display import fitted, one_line
from tui.effects import Form
from tui.key_screen import Modal
from tui.reading.state import TypedLine

_TITLE = 48  # cells


class FormScreen(Modal[dict[str, str] | None]):
    """Shows a form and answers with what was filled in, or with nothing.

    `enter` keeps all fields, unless something speaks against one; `esc` leaves them as they were.
    """

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self._fields = {name: TypedLine(value) for name, value in form.values.items()}
        self._at = 0
        self._objection = ""
        self._body = Static(expand=True)
        self._box = VerticalScroll(self._body, classes="dialog", can_focus=False)
        self._box.border_title = Text(fitted(one_line(form.title), _TITLE))

    def compose(self) -> ComposeResult:
        """The form in a box."""
        yield self._box
        self._body.update(self._drawn())

    @property
    def caret(self) -> Offset | None:
        """See `KeyScreen.caret`: where the next letter goes."""
        body, box = self._body.region, self._box.region
        at = list(self._fields.values())[self._at].at
        for y, strip in enumerate(self._body.render_lines(Region(0, 0, *body.size))):
            x = 0
            for segment in strip:
                style = segment.style
                if style and style.reverse and style.meta.get("letter") == at:
                    place = body.offset + Offset(x, y)
                    return place if box.contains_point(place) else None
                x += segment.cell_length
        return None

    @property
    def is_field(self) -> bool:
        """See `KeyScreen.is_field`."""
        return True

    def answer(self, key: str, typed: str | None) -> None:
        """Go from field to field, fill one in, keep all or leave."""
        if key == "escape":
            self.dismiss(None)
            return
        if key == "enter":
            self._keep()
        elif key in ("down", "tab", "up", "shift+tab"):
            self._at = (self._at + (1 if key in ("down", "tab") else -1)) % len(self._fields)
        else:
            self._fill(list(self._fields)[self._at], key, typed)
        self._body.update(self._drawn())

    def paste(self, words: str) -> None:
        """Take pasted words into the field, or choose by them."""
        name = list(self._fields)[self._at]
        if self._choices(name):
            self._choose(name, words)
        else:
            self._fields[name].insert(words)
        self._body.update(self._drawn())

    def on_click(self, event: events.Click) -> None:
        """Go to a field, to a letter of what is in it, or choose one of what it offers."""
        meta = event.style.meta
        if "choice" in meta:
            self._choose(list(self._fields)[self._at], meta["choice"])
        elif "field" in meta:
            self._at = meta["field"]
            line = list(self._fields.values())[self._at]
            line.at = meta.get("letter", line.at)
        self._body.update(self._drawn())

    def _fill(self, name: str, key: str, typed: str | None) -> None:
        choices, line = self._choices(name), self._fields[name]
        if not choices:
            line.read(key, typed)
            return
        if key in ("left", "right", "space"):
            step = -1 if key == "left" else 1
            here = choices.index(line.words) if line.words in choices else min(-step, 0)
            self._fields[name] = TypedLine(choices[(here + step) % len(choices)])
        elif key in ("backspace", "delete", "ctrl+u"):
            self._fields[name] = TypedLine()
        elif typed:
            self._choose(name, typed)

    def _choose(self, name: str, words: str) -> None:
        """Take what is offered under these words, or begins with them, if anything does."""
        near = [c for c in self._choices(name) if c.casefold().startswith(words.casefold())]
        if near:
            self._fields[name] = TypedLine(words if words in near else near[0])

    def _type(self, name: str) -> Attribute:
        return self._form.types.get(name, TEXT)

    def _choices(self, name: str) -> tuple[str, ...]:
        return offered(self._type(name))

    def _keep(self) -> None:
        values = {name: line.words.strip() for name, line in self._fields.items()}
        for place, (name, value) in enumerate(values.items()):
            if value == self._form.values[name].strip():
                continue  # what was wrong before is no reason to keep nothing else
            typed = objection(self._type(name), name, value)
            if against := typed or self._form.objection(name, value):
                self._at, self._objection = place, against
                return
        self.dismiss(values)

    def _drawn(self) -> Text:
        text, width = Text(), max(map(len, self._fields))
        indent = f"{'':{width}}  "
        for place, (name, line) in enumerate(self._fields.items()):
            active = place == self._at
            row = Text(f"{one_line(name):{width}}  ", "bold" if active else "dim")
            row.append(_letters(line) if active else Text(one_line(line.words) or "\u2014"))
            row.stylize(Style(meta={"field": place}))
            text.append(row).append("\n")
            if active and (told := self._told(name)):
                text.append(indent).append(told).append("\n")
            if active and self._objection:
                text.append(f"{indent}{one_line(self._objection)}\n", "bold")
        for words, style in (("", ""), *self._form.about, ("", "")):
            text.append(f"{one_line(words)}\n", style)
        text.append("enter saves \u00b7 esc cancels \u00b7 \u2191 \u2193 fields", "dim")
        return text

    def _told(self, name: str) -> Text:
        """What a field takes: what it offers, each to be pointed at, or a word on it."""
        if not (choices := self._choices(name)):
            return Text(one_line(asked(self._type(name))), "dim")
        shown = (Text(one_line(c), Style(dim=True, meta={"choice": c})) for c in choices)
        return Text(" \u00b7 ", "dim").join(shown)


def _letters(line: TypedLine) -> Text:
    """What is typed, with the cursor on a letter; each can be pointed at."""
    text = Text()
    for place, letter in enumerate(f"{line.words} "):
        shown = one_line(f"|{letter}|")[1:-1]
        text.append(shown, Style(reverse=place == line.at, meta={"letter": place}))
    return text
