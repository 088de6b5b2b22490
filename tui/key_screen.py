"""Screens that read their keys themselves, in the order they were typed."""

from typing import ClassVar, TypeVar

from textual import events
from textual.screen import Screen

T = TypeVar("T")


class KeyScreen(Screen[T], inherit_bindings=False):
    """Answers keys in `answer`; none goes by way of the focus, where others could overtake it."""

    AUTO_FOCUS: ClassVar[str] = ""

    def answer(self, key: str, typed: str | None) -> None:
        """Answer a key by its name; `typed` is its character where it prints one."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Answer, or hand on what was typed ahead for the screen that has come to the top."""
        event.stop()
        event.prevent_default()
        top = self.app.screen
        if top is self:
            self.answer(event.key, event.character if event.is_printable else None)
            return
        # Screens of Textual's own take keys by way of the app, which knows what is focused.
        to = top if isinstance(top, KeyScreen) else self.app
        to.post_message(events.Key(event.key, event.character))


def named(key: str, typed: str | None) -> str:
    """A key as the table of keys has it: by its character, or by its name."""
    return typed if typed and typed != " " and not key.startswith("alt+") else key
