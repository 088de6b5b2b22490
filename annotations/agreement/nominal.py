"""How far annotators agree on values without an order: codes of articles, attributes of spans.

A unit (an article, a span that is matched) has the values that annotators gave it, by annotator;
who gave none is left out of it. `None` is a figure that is undefined: where nothing can be
compared, or where everybody said the same everywhere, so that nothing tells agreement from chance.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

Unit = Mapping[str, Hashable]


class Nominal(Struct, frozen=True):
    """Agreement on one thing that is said of `units`, each by two annotators or more.

    `same` is the share of pairs of values that are equal. `cohen` is of two annotators only, and
    `fleiss` of units that all annotators gave a value.
    """

    units: int
    same: float | None
    alpha: float | None
    cohen: float | None
    fleiss: float | None


def nominal(units: Iterable[Unit]) -> Nominal:
    """All figures of one thing."""
    found = [unit for unit in units if len(unit) > 1]
    annotators = sorted({name for unit in found for name in unit})
    whole = [unit for unit in found if len(unit) == len(annotators)]
    return Nominal(
        len(found),
        same(found),
        alpha(found),
        cohen([(unit[annotators[0]], unit[annotators[1]]) for unit in whole])
        if len(annotators) == 2
        else None,
        fleiss([Counter(unit.values()) for unit in whole]),
    )


def same(units: Sequence[Unit]) -> float | None:
    """The share of pairs of values of one unit that are equal."""
    pairs = [a == b for unit in units for a, b in combinations(unit.values(), 2)]
    return sum(pairs) / len(pairs) if pairs else None


def alpha(units: Iterable[Unit]) -> float | None:
    """Krippendorff's nominal alpha (Content Analysis, 2004, chapter 11), missing values allowed."""
    total, apart = Counter[Hashable](), 0.0
    for unit in units:
        if (m := len(unit)) < 2:
            continue
        counts = Counter(unit.values())
        total.update(counts)
        apart += (m * m - sum(n * n for n in counts.values())) / (m - 1)
    n = sum(total.values())
    expected = n * n - sum(count * count for count in total.values())
    return 1 - (n - 1) * apart / expected if expected else None


def cohen(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa (1960) of two annotators, each with a distribution of their own."""
    if not (n := len(pairs)):
        return None
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    return _beyond(
        sum(a == b for a, b in pairs) / n,
        sum(first[value] * second[value] for value in first) / n**2,
    )


def fleiss(units: Sequence[Counter[Hashable]]) -> float | None:
    """Fleiss' kappa (1971): how often each value was given, in units of equally many values."""
    if not units:
        return None
    m, total = sum(units[0].values()), Counter[Hashable]()
    for unit in units:
        total.update(unit)
    n = m * len(units)
    pairs = sum(count * (count - 1) for unit in units for count in unit.values())
    return _beyond(pairs / (n * (m - 1)), sum(count * count for count in total.values()) / n**2)


def _beyond(observed: float, expected: float) -> float | None:
    return (observed - expected) / (1 - expected) if expected < 1 else None
