"""Notices over what is read: each is there once, no more than a screen can show, and all end."""

from collections import deque

from textual.app import App
from textual.notifications import Notification, Notify, SeverityLevel

MOST = 12
"""No terminal shows more of them, and each would be laid out with every frame."""

_SHORTEST = 0.1


class Notice(Notification):
    """A notice that can be ended before its time, and whose time is never quite over.

    A timer of Textual's that is to ring in the past turns in itself without end.
    """

    @property
    def time_left(self) -> float:
        """The seconds for which it is still shown, once it is."""
        return max(_SHORTEST, super().time_left)

    @property
    def has_expired(self) -> bool:
        """Whether it is not to be shown any more."""
        return super().time_left <= 0

    def end(self) -> None:
        """Have it shown no more."""
        self.timeout = 0.0


class NoticingApp(App[None]):
    """An app whose notices do not pile up."""

    def __init__(self) -> None:
        super().__init__()
        self._told = deque[Notice]()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice for `timeout` seconds, in the place of one that says the same.

        Of more than `MOST` the first ones go.
        """
        for one in self._told:
            if one.message == message:
                one.end()
        while len(self._told) >= MOST:
            self._told.popleft().end()
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self._told.append(Notice(message, title, severity, seconds, markup))
        self.post_message(Notify(self._told[-1]))
