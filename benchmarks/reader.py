"""A reader at the keys: the real session, selection, candidates and suggesters, and no screen."""

from itertools import count

from annotations import find
from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.candidates import Candidate, Candidates
from annotations.errors import PostilError
from annotations.proposal import Suggester
from annotations.session import Session
from annotations.suggest.pieces import pieces
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.units import Span
from tui.keys import Keymap
from tui.pane.steering import GROWING, Steering


class Reader:
    """One open article, and what each key does to it.

    `enter` accepts the candidate that is walked and goes to the next, `x` rejects it and goes on,
    `n` and `N` walk; a label's key tags what is selected: a candidate that was walked to, as it is
    or after growing, or else the words. A motion lets go of the candidate.
    """

    def __init__(
        self, article: Article, keymap: Keymap, rules: list[Suggester], gazetteer: Gazetteer
    ) -> None:
        self.article, self.text, self.keymap = article, article.text, keymap
        numbers = count(1)
        self.session = Session(
            article,
            Contents(),
            "reader",
            lambda article, change: None,
            lambda: f"{next(numbers):09}",
            lambda: "2031-01-01T00:00:00Z",
        )
        self.steering = Steering(self.text)
        self.candidates = Candidates(self.text, (), article.zones)
        self.gazetteer = gazetteer
        self.walked: Candidate | None = None
        self.hits: list[Span] = []
        self._second = False
        self._pieces = list(pieces(self.text))
        for rule in rules:
            for piece in self._pieces:
                self.candidates.offer(rule.name, piece, rule.propose(article, piece))
        self._propose_tagged()

    @property
    def selected(self) -> Span:
        """What is selected."""
        return self.steering.selection.span

    def next_candidate(self) -> Candidate | None:
        """What `n` would go to."""
        start = self.selected[0], -len(self.text) - 1, ""
        return self.candidates.after(self.walked.order if self.walked else start)

    def press(self, key: str) -> None:
        """Do what one key does."""
        label, command = self.keymap.label(key), self.keymap.command(key)
        second, self._second = self._second, command is not None and command.id == "second-label"
        if label is not None:
            self._tag(label.name, second)
        elif self._second:
            return
        elif command is None:
            raise PostilError(f"Nothing is on {key}.")
        elif self.steering.do(command.id):
            # Growing keeps the candidate; a motion lets it go.
            if command.id not in GROWING:
                self.walked = None
        else:
            self._do(command.id)

    def find(self, words: str) -> None:
        """What `/`, these words and `enter` do."""
        self.hits = find.hits(self.text, words)
        start = self.selected[0]
        self._go(next((hit for hit in self.hits if hit[0] >= start), self.hits[0]))

    def _do(self, command: str) -> None:
        start = self.selected[0]
        if command == "next" and self.hits:
            self._go(next((hit for hit in self.hits if hit[0] > start), self.hits[0]))
        elif command == "previous" and self.hits:
            back = (hit for hit in reversed(self.hits) if hit[0] < start)
            self._go(next(back, self.hits[-1]))
        elif command == "next":
            self._walk_on(self.next_candidate())
        elif command == "let-go":
            self.hits = []
        elif command == "accept" and self.walked:
            walked = self.walked
            self._made(self.session.accept(walked, span=self.selected))
            self._walk_on(self.candidates.after(walked.order))
        elif command == "remove" and self.walked:
            walked = self.walked
            self._made(self.session.reject(walked))
            self._walk_on(self.candidates.after(walked.order))
        else:
            raise PostilError(f"{command} does nothing here.")

    def _tag(self, label: str, second: bool) -> None:
        if self.walked and not second:
            self._made(self.session.accept(self.walked, label, self.selected))
        else:
            self._made(self.session.annotate(self.selected, label, second))
        self.walked = None

    def _walk_on(self, candidate: Candidate | None) -> None:
        if candidate is None:
            self.walked = None
            return
        self._go(candidate.span)
        self.walked = candidate

    def _go(self, span: Span) -> None:
        self.steering.go(span)
        self.walked = None

    def _made(self, change: Change) -> None:
        self.candidates.take(change)
        version = self.gazetteer.version
        for tag in change.added:
            if tag.stands:
                self.gazetteer = self.gazetteer.with_tag(self.text[tag.start : tag.end], tag.label)
        if self.gazetteer.version != version:
            self._propose_tagged()

    def _propose_tagged(self) -> None:
        tagged = TaggedSuggester(self.gazetteer)
        for piece in self._pieces:
            self.candidates.offer(tagged.name, piece, tagged.propose(self.article, piece))
