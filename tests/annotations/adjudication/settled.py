"""A result in which differences of readers are settled, one by one or by one reader's word."""

from typing import Any

from annotations.adjudication.cases import Case, Merged
from annotations.adjudication.meaning import Meaning
from annotations.adjudication.merging import merged
from annotations.adjudication.outcome import Answer, Outcome
from annotations.adjudication.settling import answered, taken
from annotations.annotation import Change, Contents
from annotations.fitting import fit
from annotations.scheme import DEFAULT_SCHEME
from tests.annotations.adjudication.layers import layer, tag


class Settled:
    """A result in which cases are settled, as a store would keep it."""

    def __init__(self, said: dict[str, Contents], result: Contents | None = None) -> None:
        self.said, self.result, self.meaning = dict(said), result or Contents(), Meaning({}, {})
        self.share, self.clock, self.text = 0.0, 0, ""

    @property
    def merged(self) -> Merged:
        return merged(self.said, DEFAULT_SCHEME, self.meaning, self.text)

    @property
    def outcome(self) -> Outcome:
        made = self.merged, self.result, DEFAULT_SCHEME, self.meaning
        return Outcome(*made, share=self.share)

    def put(self, change: Change) -> Change:
        fitted, conflicts = fit(change, self.result, fits=DEFAULT_SCHEME.fits)
        assert not conflicts
        self.result = self.result.after(fitted)
        return fitted

    def answer(self, case: Case, answer: Answer, by: str = "", why: str = "") -> Change:
        self.clock += 1
        version = next((one for one in case.versions if by in one.by), None)
        assert answer != "took" or version
        at = f"2031-01-01T00:00:{self.clock:02}Z"
        return self.put(answered(self.outcome, case, answer, version, why, "eve", at))

    def take_agreed(self) -> Change:
        return self.put(taken(self.outcome, "eve", "2031-01-01T00:00:00Z"))

    def take(self, reader: str) -> "Settled":
        """Take one reader's word in everything."""
        self.take_agreed()
        while found := self.outcome.open:
            has = any(reader in one.by for one in found[0].versions)
            self.answer(found[0], "took" if has else "nobody", reader)
        return self

    @property
    def tags(self) -> list[tuple[int, int, str, dict[str, Any], tuple[str, ...]]]:
        found = sorted(self.result.annotations.values(), key=lambda one: one.order)
        return [(a.start, a.end, a.label, dict(a.attrs), a.agreed) for a in found]


def two() -> Settled:
    """One tag that both have, one that differs, one of ana alone."""
    return Settled(
        {
            "ana": layer("ana", tag("a1", 0, 6), tag("a2", 15, 20, "date"), tag("a3", 30, 34)),
            "ben": layer("ben", tag("b1", 0, 6), tag("b2", 15, 18, "date")),
        }
    )
