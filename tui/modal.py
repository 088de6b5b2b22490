"""A screen above the workbench that reads its keys itself, in the order they were typed."""

from typing import ClassVar, TypeVar

from textual import events
from textual.screen import ModalScreen

T = TypeVar("T")


class Modal(ModalScreen[T], inherit_bindings=False):
    """Answers keys in `answer`; none goes by way of the focus, where others could overtake it."""

    AUTO_FOCUS: ClassVar[str] = ""

    def answer(self, key: str, typed: str | None) -> None:
        """Answer a key by its name; `typed` is its character where it prints one."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Answer, or hand on what was typed ahead for the screen below."""
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:
            self.app.screen.post_message(events.Key(event.key, event.character))
            return
        self.answer(event.key, event.character if event.is_printable else None)
