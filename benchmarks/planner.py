"""A reader with gold spans in mind: reads once, in order, nods, rejects, mends and tags by hand."""

from collections import Counter
from dataclasses import dataclass, field

from annotations.suggestion import Candidate
from annotations.units import Span
from benchmarks.reader import Reader
from benchmarks.way import Keys, cheapest, price
from tui.reading.steering import Steering

Gold = tuple[int, int, str]

_MOST = 80
_MOST_TO_MEND = 12


@dataclass
class Effort:
    """What an article took: keys and spans by label, how spans were made, what was met in vain."""

    keys: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    how: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    decisions: int = 0
    pressed: list[str] = field(default_factory=list)
    exact: int = 0


class Planner:
    """Makes all gold spans of one article, pressing the cheapest keys it finds."""

    def __init__(self, reader: Reader, gold: list[Gold]) -> None:
        self.reader, self.effort = reader, Effort()
        self.left = sorted(gold, key=lambda g: (g[0], -g[1], g[2]))
        self._gold = frozenset(gold)

    def run(self) -> Effort:
        """Read to the end: nothing of gold is left, and every candidate was met."""
        while self.left or self._met():
            self._step(self._met(), self.left[0] if self.left else None)
        made = {(a.start, a.end, a.label) for a in self.reader.session.index}
        self.effort.exact = len(made & self._gold) - len(made - self._gold)
        return self.effort

    def _met(self) -> Candidate | None:
        """The candidate that is walked, else the one that `n` would go to."""
        return self.reader.walked or self.reader.next_candidate()

    def _step(self, met: Candidate | None, wanted: Gold | None) -> None:
        if met and wanted == _gold(met):
            self._walk_to(met, met.label)
            self._press(met.label, "enter")
            self._done(wanted, "accepted")
        elif wanted is None or (met and self._is_past(met, wanted)):
            assert met
            self._pass_over(met)
        else:
            self._make(wanted, met)

    def _is_past(self, met: Candidate, wanted: Gold) -> bool:
        """Whether a candidate stands ahead of what is wanted and cannot be mended into it."""
        overlaps = met.start < wanted[1] and wanted[0] < met.end
        if overlaps and met.label == wanted[2] and _gold(met) not in self.left:
            return False
        return (met.start, -met.end) <= (wanted[0], -wanted[1])

    def _pass_over(self, met: Candidate) -> None:
        """Reject a wrong candidate; only go past it where the same words will be right later."""
        text = self.reader.text
        self._walk_to(met, "")
        again = any(
            label == met.label and text[start:end] == text[met.start : met.end]
            for start, end, label in self.left
        )
        self._press("", "n" if again else "x")
        self.effort.wrong[met.origin] += 1
        self.effort.decisions += 1

    def _make(self, gold: Gold, met: Candidate | None) -> None:
        """Make a span by hand, or of the candidate that overlaps it, whichever is cheaper."""
        reader, span, label = self.reader, gold[:2], gold[2]
        scheme_label = reader.reading.scheme.label(label)
        assert scheme_label
        mended = self._mended(span, met)
        by_hand = cheapest(reader.text, reader.reading.pane, span, _MOST, moving=True)
        if met and mended is not None and (by_hand is None or _cost(mended) <= _cost(by_hand)):
            self._walk_to(met, label)
            self._press(label, *mended)
            self._check(span)
            self._press(label, "enter" if met.label == label else scheme_label.key)
            self._done(gold, "edited")
            return
        if by_hand is None:
            raise AssertionError(f"no keys lead to {reader.text[slice(*span)]!r}")
        # A label's key alone would give another label to what is tagged there already.
        beside = ["&"] if reader.session.index.exactly(*span) else []
        self._press(label, *by_hand)
        self._check(span)
        self._press(label, *beside, scheme_label.key)
        if reader.hits:
            self._press(label, "escape")
        self._done(gold, "by hand")

    def _mended(self, span: Span, met: Candidate | None) -> Keys | None:
        if met is None or met.start >= span[1] or span[0] >= met.end or _gold(met) in self.left:
            return None
        there = Steering(self.reader.text)
        there.select(met.span)
        return cheapest(self.reader.text, there, span, _MOST_TO_MEND, moving=False)

    def _check(self, span: Span) -> None:
        """See to it that the keys have selected what they are counted for."""
        if self.reader.selection.span != span:
            chosen, wanted = (
                self.reader.text[slice(*s)] for s in (self.reader.selection.span, span)
            )
            raise AssertionError(f"the keys select {chosen!r}, not {wanted!r}")

    def _walk_to(self, met: Candidate, label: str) -> None:
        if self.reader.walked != met:
            self._press(label, "n")

    def _press(self, label: str, *keys: str) -> None:
        for key in keys:
            if key.startswith("/"):
                self.reader.find(key[1:])
                self.effort.pressed += ["/", *key[1:], "enter"]
            else:
                self.reader.press(key)
                self.effort.pressed.append(key)
            self.effort.keys[label] += price(key)

    def _done(self, gold: Gold, how: str) -> None:
        self.left.remove(gold)
        self.effort.how[how] += 1
        self.effort.spans[gold[2]] += 1
        self.effort.decisions += 1


def _gold(met: Candidate) -> Gold:
    return met.start, met.end, met.label


def _cost(keys: Keys) -> int:
    return sum(map(price, keys))
