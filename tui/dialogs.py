"""What asks for a label or a decision: label picker, leaving."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotations.scheme import Scheme
from tui.display import one_line


class LabelPicker(ModalScreen[str | None]):
    """The labels with their keys and descriptions; a key or `enter` chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "leave")]

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme

    def compose(self) -> ComposeResult:
        """The list."""
        options = [
            Option(_described(one_line(label.key), label.name, label.description), id=str(number))
            for number, label in enumerate(self._scheme.labels)
        ]
        with Vertical(classes="dialog"):
            yield Static("Label", classes="dialog-title")
            yield OptionList(*options, compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose."""
        self.dismiss(self._scheme.labels[event.option_index].name)

    def key_for(self, key: str) -> str | None:
        """The label that a key names."""
        label = self._scheme.by_key(key)
        return label.name if label else None

    def on_key(self, event: object) -> None:
        """Choose by a label's own key."""
        from textual.events import Key

        assert isinstance(event, Key)
        if event.character and (name := self.key_for(event.character)):
            event.stop()
            self.dismiss(name)


class Leaving(ModalScreen[str | None]):
    """Asked when changes are not saved: try again, leave without them, or stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "dismiss('try')", "try again"),
        Binding("l", "dismiss('leave')", "leave"),
        Binding("s,escape", "dismiss('stay')", "stay"),
    ]

    def __init__(self, unsaved: int, why: str) -> None:
        super().__init__()
        self._unsaved, self._why = unsaved, why

    def compose(self) -> ComposeResult:
        """The question."""
        changes = "1 change is" if self._unsaved == 1 else f"{self._unsaved} changes are"
        with Vertical(classes="dialog"):
            yield Static(f"{changes} not saved", classes="dialog-title")
            yield Static(Text(one_line(self._why)))
            yield Static("")
            yield Static(Text("t  try again   l  leave and lose them   s  stay", style="bold"))


def _described(key: str, name: str, description: str) -> Text:
    text = Text.assemble((f"{key} ", "bold"), (one_line(name), "bold"))
    if description:
        text.append(f"  {one_line(description)}", "dim")
    return text
