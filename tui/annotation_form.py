"""All about one annotation: its attributes and note to fill in, who made it, and its history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from annotations.annotation import Annotation
from annotations.scheme import Label
from annotations.story import Event
from tui.display import one_line
from tui.modal import Modal
from tui.typed_line import TypedLine

NOTE = "note"
_EVENTS = 12


@dataclass(frozen=True)
class Filled:
    """What the form was filled in with; attributes without a value are left out."""

    attrs: Mapping[str, str]
    note: str


@dataclass(frozen=True)
class Subject:
    """What the form is about: an annotation, the words it stands on, and what happened to it.

    `proposed` are values for attributes that have none; `objection` says what speaks against a
    value of an attribute, empty for nothing.
    """

    annotation: Annotation
    label: Label | None
    words: str
    events: Sequence[Event]
    proposed: Mapping[str, str]
    objection: Callable[[str, str], str]

    @property
    def names(self) -> list[str]:
        """The attributes of the label, and others that the annotation has."""
        of_label = self.label.attributes if self.label else {}
        return list(dict.fromkeys([*of_label, *self.annotation.attrs]))

    def choices(self, name: str) -> tuple[str, ...]:
        """The values that an attribute has to be chosen from; none where it is free."""
        return self.label.attributes.get(name, ()) if self.label else ()


class AnnotationForm(Modal[Filled | None]):
    """Fields one goes through by key; `enter` keeps all of them, `esc` none."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        given = {**subject.proposed, **_texts(subject.annotation.attrs)}
        self._fields = {name: TypedLine(given.get(name, "")) for name in subject.names}
        self._fields[NOTE] = TypedLine(subject.annotation.note)
        self._at = 0
        self._objection = ""
        self._body = Static(expand=True)

    def compose(self) -> ComposeResult:
        """The form in a box."""
        with VerticalScroll(classes="dialog", can_focus=False) as box:
            name, words = self._subject.annotation.label, one_line(self._subject.words)
            shown = words if len(words) <= 48 else words[:47] + "\u2026"
            box.border_title = Text(f"{one_line(name)}  \u201c{shown}\u201d")
            yield self._body

    def on_mount(self) -> None:
        """Draw it."""
        self._body.update(self._drawn())

    def answer(self, key: str, typed: str | None) -> None:
        """Go from field to field, fill one in, keep all or leave."""
        names = list(self._fields)
        if key == "escape":
            self.dismiss(None)
        elif key == "enter":
            self._keep()
        elif key in ("down", "tab", "up", "shift+tab"):
            self._at = (self._at + (1 if key in ("down", "tab") else -1)) % len(names)
        else:
            self._fill(names[self._at], key, typed)
        if self.is_current:
            self._body.update(self._drawn())

    def _fill(self, name: str, key: str, typed: str | None) -> None:
        choices = self._subject.choices(name)
        field = self._fields[name]
        if not choices:
            field.read(key, typed)
            return
        here = choices.index(field.words) if field.words in choices else -1
        if key in ("left", "right", "space"):
            step = -1 if key == "left" else 1
            self._fields[name] = TypedLine(choices[(here + step) % len(choices)])
        elif key in ("backspace", "delete", "ctrl+u"):
            self._fields[name] = TypedLine()
        elif typed:
            found = next((c for c in choices if c.casefold().startswith(typed.casefold())), "")
            self._fields[name] = TypedLine(found or field.words)

    def _keep(self) -> None:
        values = {name: field.words.strip() for name, field in self._fields.items()}
        note = values.pop(NOTE)
        for place, (name, value) in enumerate(values.items()):
            if objection := self._subject.objection(name, value):
                self._at, self._objection = place, objection
                return
        self.dismiss(Filled({name: value for name, value in values.items() if value}, note))

    def _drawn(self) -> Text:
        text = Text()
        width = max(map(len, self._fields))
        for place, (name, field) in enumerate(self._fields.items()):
            active = place == self._at
            text.append(f"{one_line(name):{width}}  ", "bold" if active else "dim")
            _append_line(text, field, active)
            text.append("\n")
            if active and (choices := self._subject.choices(name)):
                shown = one_line(" \u00b7 ".join(choices))
                text.append(f"{'':{width}}  {shown}\n", "dim")
            if active and self._objection:
                text.append(f"{'':{width}}  {one_line(self._objection)}\n", "bold")
        text.append("\n")
        for line in _about(self._subject.annotation):
            text.append(f"{one_line(line)}\n", "dim")
        for event in self._subject.events[-_EVENTS:]:
            when = event.at[:16].replace("T", " ")
            text.append(f"{when}  {one_line(event.annotator)}  {one_line(event.what)}\n")
        text.append("\nenter keeps \u00b7 esc leaves as it was \u00b7 \u2191 \u2193 fields", "dim")
        return text


def _append_line(text: Text, field: TypedLine, active: bool) -> None:
    if not active:
        text.append(one_line(field.words) or "\u2014")
        return
    before, at = field.words[: field.at], field.words[field.at : field.at + 1] or " "
    text.append(one_line(before + "|")[:-1])
    text.append(one_line(at) or " ", "reverse")
    text.append(one_line(field.words[field.at + 1 :] + "|")[:-1])


def _about(annotation: Annotation) -> list[str]:
    lines = [f"{annotation.annotator}, {annotation.updated[:16].replace('T', ' ')}"]
    if annotation.origin:
        score = "" if annotation.score is None else f" {annotation.score:.2f}"
        lines.append(f"{annotation.verdict or 'accepted'} from {annotation.origin}{score}")
    return lines


def _texts(attrs: Mapping[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in attrs.items()}
