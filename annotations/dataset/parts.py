"""Into which parts a corpus is to be split, and how much of it goes into each."""

import re

from msgspec import Struct

from annotations.counted import counted
from annotations.errors import UsageError

_NAMES = {2: ("train", "test"), 3: ("train", "dev", "test")}
_SHARES = re.compile(r"\s*[0-9]+(?:\.[0-9]+)?(?:\s*/\s*[0-9]+(?:\.[0-9]+)?)*\s*")
_MOST_FOLDS = 10_000
_HINT = "Write --split 80/10/10 for train, dev and test, or --split 80/20 for train and test."


class Part(Struct, frozen=True):
    """A part of a split and its share of the whole, above 0 and below 1."""

    name: str
    share: float


class Plan(Struct, frozen=True):
    """How to split: the parts, and the seed that another split comes from."""

    parts: tuple[Part, ...]
    seed: int = 0

    def refuse_more_than(self, articles: int) -> None:
        """Raise `UsageError` where there are more folds than articles to deal."""
        folds = len(self.parts)
        if self.parts[0].name.startswith("fold") and folds > articles:
            have = f"There {'is' if articles == 1 else 'are'} {counted(articles, 'article')}"
            raise UsageError(f"{have} to deal to {folds:,} folds.", "Name fewer folds.")

    @property
    def name(self) -> str:
        """The name that this way to split is kept under."""
        if self.parts[0].name.startswith("fold"):
            return f"folds-{len(self.parts)}-seed-{self.seed}"
        return "-".join([*(f"{100 * p.share:.4g}" for p in self.parts), f"seed-{self.seed}"])


def shares(written: str, seed: int = 0) -> Plan:
    """The parts in `80/10/10` (train, dev, test) or `80/20` (train, test).

    Raises `UsageError` for anything else.
    """
    if not _SHARES.fullmatch(written):
        raise UsageError(f"{written!r} is no split.", _HINT)
    numbers = [float(number) for number in written.split("/")]
    if len(numbers) not in _NAMES:
        raise UsageError(f"{written} is not two or three parts.", _HINT)
    if not all(numbers):
        raise UsageError(f"{written} has a part with nothing in it.", _HINT)
    if abs(sum(numbers) - 100) > 0.11:
        raise UsageError(f"{written} adds up to {sum(numbers):g}, not to 100.", _HINT)
    names = _NAMES[len(numbers)]
    parts = (Part(n, x / sum(numbers)) for n, x in zip(names, numbers, strict=True))
    return Plan(tuple(parts), seed)


def folds(count: int, seed: int = 0) -> Plan:
    """So many equal parts, for cross-validation. Raises `UsageError` for fewer than two."""
    if count < 2:
        raise UsageError("A split has two folds or more.", "Name them, as in --folds 5.")
    if count > _MOST_FOLDS:
        raise UsageError(f"More than {_MOST_FOLDS:,} folds are too many.", "Try --folds 5.")
    return Plan(tuple(Part(f"fold{n}", 1 / count) for n in range(1, count + 1)), seed)
