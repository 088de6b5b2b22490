"""Key scripts: articles with the selection marked, keys and events, and what stands afterwards.

The active end of a selection bears `<` or `>`: `[fox>` is selected with its upper end active,
`<fox]` with its lower one.
"""

import re
from collections.abc import Collection, Sequence

from annotations.article import Article
from annotations.scheme import DEFAULT_SCHEME, Scheme
from annotations.selection import Selection
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.tagged import Gazetteer
from annotations.withholding import Draw
from benchmarks.reader import Reader
from tui.effects import Effect
from tui.keys import COMMANDS, Keymap
from tui.reading.events import Event


class Script(Reader):
    """Reads articles whose texts are given, two side by side; the first has the keys.

    A text may begin with the selection where it is marked. Nothing is suggested unless
    `suggests`, and in no case in articles that are `unaided`; of others a `draw` withholds some.
    """

    def __init__(
        self,
        *texts: str,
        scheme: Scheme = DEFAULT_SCHEME,
        suggests: bool = False,
        panes: int = 2,
        layouts: Sequence[str] = (),
        unaided: Collection[str] = (),
        draw: Draw | None = None,
    ) -> None:
        plain = [re.sub(r"[\[<](.*?)[\]>]", r"\1", text, count=1, flags=re.S) for text in texts]
        articles = [Article(f"a{n}", text[:12], text) for n, text in enumerate(plain)]
        rules = catalogue.rules(Settings(scheme=scheme)) if suggests else []
        keymap = Keymap(scheme, {}, layouts)
        super().__init__(articles, keymap, rules, Gazetteer(), panes, unaided=unaided, draw=draw)
        for number, text in enumerate(texts):
            pane = next((p for p in self.reading.panes if p.session.article.id == f"a{number}"), 0)
            if pane and (marked := re.search(r"[\[<](.*?)[\]>]", text, re.S)):
                ends = marked.start(), marked.end() - 2
                backward = marked.group()[0] == "<"
                pane.go((min(ends), max(ends)))
                pane.selection = Selection(*(ends[::-1] if backward else ends))

    def type(self, keys: str) -> "Script":
        """Press keys, by their names."""
        for key in keys.split():
            self.press(key)
        return self

    def command(self, id: str) -> "Script":
        """Do what the list of commands does, by a command's id."""
        run = next(one.run for one in COMMANDS if one.id == id)
        self.effects = []
        self._take(self.reading.run(run, self.reading))
        return self

    def send(self, event: Event) -> "Script":
        """Have something happen outside."""
        self._take(self.reading.receive(event))
        return self

    def answer(self, *given: object) -> "Script":
        """Answer what the last key has asked for, outside the reading."""
        (asked,) = self.effects
        done = getattr(asked, "done", None)
        assert done, asked
        self.effects = []
        self._take(self.reading.run(done, *given))
        return self

    @property
    def asked(self) -> Effect:
        """The one thing that the last key asks for outside."""
        (asked,) = self.effects
        return asked

    @property
    def marked(self) -> str:
        """The text that has the keys, with its selection."""
        (start, end), text = self.selection.span, self.text
        opening, closing = ("<", "]") if self.selection.backward else ("[", ">")
        return f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"

    @property
    def selected(self) -> str:
        """The words that are selected."""
        return self.text[slice(*self.selection.span)]

    @property
    def tags(self) -> list[tuple[str, str]]:
        """The tags of the article that has the keys, in reading order: words and label."""
        return self.tags_of(self.session.article.id)

    def tags_of(self, id: str) -> list[tuple[str, str]]:
        """The tags of an article, in reading order: words and label."""
        session = self.sessions[id]
        text = session.article.text
        return [(text[a.start : a.end], a.label) for a in sorted(session.index, key=_order)]

    @property
    def mode(self) -> str:
        """The mode by its name."""
        return self.reading.mode.name

    @property
    def message(self) -> str:
        """What the bottom line says."""
        return self.reading.aside


def _order(tag: object) -> tuple[int, int, str]:
    return tag.order  # type: ignore[attr-defined,no-any-return]
