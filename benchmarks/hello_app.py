"""The floor of start-up: the smallest Textual app that shows words."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class HelloApp(App[None]):
    """Says hello."""

    def compose(self) -> ComposeResult:
        """The words."""
        yield Static("hello, world")


if __name__ == "__main__":
    HelloApp().run()
