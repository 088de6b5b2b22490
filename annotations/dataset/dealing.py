"""The parts of a split with their shares, and groups of articles dealt to them one by one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from annotations.counted import counted
from annotations.dataset.subjects import Subject
from annotations.errors import UsageError

_NAMES = {2: ("train", "test"), 3: ("train", "dev", "test")}
_SHARES = re.compile(r"\s*[0-9]+(?:\.[0-9]+)?(?:\s*/\s*[0-9]+(?:\.[0-9]+)?)*\s*")
_MOST_FOLDS = 10_000
_HINT = "Use --split 80/10/10 for train, dev and test, or --split 80/20 for train and test."
_ARTICLES = ""  # counted beside the labels, none of which is empty


class Part(Struct, frozen=True):
    """A part of a split and its share of the whole, above 0 and below 1."""

    name: str
    share: float


class Plan(Struct, frozen=True):
    """How to split: the parts, and the seed that another split comes from.

    It is kept under a name that follows from these, if it has none of its own.
    """

    parts: tuple[Part, ...]
    seed: int = 0
    named: str = ""

    def refuse_more_than(self, articles: int) -> None:
        """Raise `UsageError` where there are more folds than articles to deal."""
        folds = len(self.parts)
        if self.parts[0].name.startswith("fold") and folds > articles:
            have = f"There {'is' if articles == 1 else 'are'} {counted(articles, 'article')}"
            raise UsageError(f"{have} for {folds:,} folds.", "Ask for fewer folds.")

    @property
    def name(self) -> str:
        """The name that this way to split is kept under."""
        if self.named:
            return self.named
        if self.parts[0].name.startswith("fold"):
            return f"folds-{len(self.parts)}-seed-{self.seed}"
        return "-".join([*(f"{100 * p.share:.4g}" for p in self.parts), f"seed-{self.seed}"])


def shares(written: str, seed: int = 0) -> Plan:
    """The parts in `80/10/10` (train, dev, test) or `80/20` (train, test).

    Raises `UsageError` for anything else.
    """
    if not _SHARES.fullmatch(written):
        raise UsageError(f"{written!r} is not a split.", _HINT)
    numbers = [float(number) for number in written.split("/")]
    if len(numbers) not in _NAMES:
        raise UsageError(f"{written} does not have two or three parts.", _HINT)
    if not all(numbers):
        raise UsageError(f"{written} has an empty part.", _HINT)
    if abs(sum(numbers) - 100) > 0.11:
        raise UsageError(f"{written} adds up to {sum(numbers):g}, not 100.", _HINT)
    names = _NAMES[len(numbers)]
    parts = (Part(n, x / sum(numbers)) for n, x in zip(names, numbers, strict=True))
    return Plan(tuple(parts), seed)


def folds(count: int, seed: int = 0) -> Plan:
    """So many equal parts, for cross-validation. Raises `UsageError` for fewer than two."""
    if count < 2:
        raise UsageError("There must be at least two folds.", "For example: --folds 5.")
    if count > _MOST_FOLDS:
        raise UsageError(f"There can be at most {_MOST_FOLDS:,} folds.", "For example: --folds 5.")
    return Plan(tuple(Part(f"fold{n}", 1 / count) for n in range(1, count + 1)), seed)


class Dealer:
    """Deals groups one by one, counting what each part has so far.

    `firsts` has for each subject the number of its group's first one. `places` has the part of
    each subject that was dealt.
    """

    def __init__(self, plan: Plan, subjects: Sequence[Subject], firsts: Sequence[int]) -> None:
        self.places: dict[int, str] = {}
        self._plan, self._subjects = plan, subjects
        self._have = {part.name: Counter[str]() for part in plan.parts}
        self._members = defaultdict[int, list[int]](list)
        for number, first in enumerate(firsts):
            self._members[first].append(number)
        self._whole = self._count(range(len(subjects)))
        self._weight: dict[int, Counter[str]] = {}
        # In order, and quick to take from the middle of.
        self._waiting = dict.fromkeys(self._members)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The spans that each part has, by label."""
        return {
            part: {label: count for label, count in counts.items() if label != _ARTICLES}
            for part, counts in self._have.items()
        }

    def take_up(self, earlier: Mapping[str, str]) -> list[str]:
        """Put groups where their articles were before; returns the names of those torn apart."""
        torn = []
        for first in list(self._waiting):
            members = self._members[first]
            before = {n: earlier[self._subjects[n].id] for n in members if self._known(n, earlier)}
            if not before:
                continue
            usual = Counter(before.values()).most_common(1)[0][0]
            for number in members:
                self._place([number], before.get(number, usual))
            del self._waiting[first]
            if len(set(before.values())) > 1:
                torn.append(self._subjects[first].id)
        return torn

    def by_hash(self) -> None:
        """Each group to where its hash falls when the parts lie end to end."""
        for first in self._waiting:
            at = self._hash(first) / 2**256
            for part in self._plan.parts:
                name = part.name
                at -= part.share
                if at < 0:
                    break
            self._place(self._members[first], name)

    def balance(self) -> None:
        """Each group to where it does most good, the largest first.

        Before that every part gets a group with each label, the rarest label first, for a part
        without any cannot be measured by.
        """
        self._weight = {first: self._count(self._members[first]) for first in self._waiting}
        with_label = Counter(name for first in self._waiting for name in self._weight[first])
        for label, _ in sorted(with_label.items(), key=lambda item: (item[1], item[0])):
            for part in sorted(self._plan.parts, key=lambda part: -part.share):
                fitting = [first for first in self._waiting if self._weight[first][label]]
                if fitting and not self._have[part.name][label]:
                    best = min(fitting, key=lambda first: (self._cost(part, first), first))
                    self._give(best, part)
        for first in sorted(self._waiting, key=self._turn):
            self._give(first, min(self._plan.parts, key=lambda part: self._cost(part, first)))

    def _cost(self, part: Part, first: int) -> float:
        """By how much a group would raise the sum of squared deviations from the shares."""
        have, cost = self._have[part.name], 0.0
        for name, count in self._weight[first].items():
            whole = self._whole[name]
            before = have[name] / whole - part.share
            cost += (before + count / whole) ** 2 - before**2
        return cost

    def _turn(self, first: int) -> tuple[int, int]:
        """Large groups first; among groups of about a size the seed decides."""
        weight = self._weight[first]
        size = max(count / self._whole[name] for name, count in weight.items())
        return -round(20 * size), self._hash(first)

    def _give(self, first: int, part: Part) -> None:
        self._place(self._members[first], part.name)
        del self._waiting[first]

    def _place(self, members: Iterable[int], name: str) -> None:
        members = list(members)
        self.places.update((number, name) for number in members)
        self._have[name] += self._count(members)

    def _count(self, members: Iterable[int]) -> Counter[str]:
        found = Counter[str]()
        for number in members:
            found.update(self._subjects[number].labels)
            found[_ARTICLES] += 1
        return +found

    def _known(self, number: int, earlier: Mapping[str, str]) -> bool:
        return earlier.get(self._subjects[number].id) in self._have

    def _hash(self, first: int) -> int:
        named = f"{self._plan.seed}:{self._subjects[first].id}"
        return int.from_bytes(sha256(named.encode("utf-8", "surrogatepass")).digest())
