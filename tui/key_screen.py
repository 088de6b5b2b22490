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

    def paste(self, words: str) -> None:
        """Take in pasted words, all in one line; most screens have no place for any."""

    def on_key(self, event: events.Key) -> None:
        """Answer, or hand on what was typed ahead for the screen that has come to the top."""
        event.stop()
        event.prevent_default()
        if self.app.screen is self:
            self.answer(event.key, event.character if event.is_printable else None)
        else:
            self._hand_on(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words on the way that keys go, so that they overtake none."""
        event.stop()
        event.prevent_default()
        if self.app.screen is self:
            self.paste(" ".join(event.text.split()))
        else:
            self._hand_on(events.Paste(event.text))

    def _hand_on(self, event: events.Event) -> None:
        """Screens of Textual's own take keys by way of the app, which knows what is focused."""
        top = self.app.screen
        to = top if isinstance(top, KeyScreen) else self.app
        to.post_message(event)


def named(key: str, typed: str | None) -> str:
    """A key as the table of keys has it: by its character, or by its name."""
    return typed if typed and typed != " " and not key.startswith("alt+") else key
