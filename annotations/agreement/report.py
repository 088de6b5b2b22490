"""All that is known of how far annotators agree, in one record, and how a figure is written."""

from collections.abc import Mapping

from msgspec import Struct

from annotations.agreement.measures import Agreement, Estimate
from annotations.agreement.nominal import Nominal
from annotations.agreement.several import Between


class Again(Struct, frozen=True):
    """How far annotators who read once more, weeks later, agree with themselves: `oneself` by name.

    `first` and `second` are their two readings of these articles against what others made of them,
    `None` where nobody else read any. `weeks` has, by the Monday of the week in which they had read
    once more, agreement with oneself and that of the second reading with others.
    """

    oneself: Mapping[str, Agreement] = {}
    first: Agreement | None = None
    second: Agreement | None = None
    weeks: Mapping[str, tuple[Agreement | None, Agreement | None]] = {}


class Report(Struct, frozen=True):
    """What is told of `names`, who were compared: two files, or annotators.

    `halves` has the articles read `without` suggestions and `with` them, where both were tried;
    `pilot` is the round in which guidelines were tried, of which nothing else here tells. `weeks`
    goes by their Mondays. `codes` are those of articles, `values` attributes by label and
    name, `links` how many of each type the one has, the other, and both. `again` is of those among
    them who read once more.
    """

    names: tuple[str, ...]
    found: Between
    halves: Mapping[str, Between] = {}
    weeks: Mapping[str, Agreement] = {}
    gamma: Estimate | None = None
    codes: Mapping[str, Nominal] = {}
    values: Mapping[tuple[str, str], Nominal] = {}
    links: Mapping[str, tuple[int, int, int]] = {}
    again: Again = Again()
    pilot: Agreement | None = None

    @property
    def said(self) -> dict[str, Nominal]:
        """Agreement on what is said of spans and of articles, where anything is, by its name."""
        of = {f"{label} {name}": one for (label, name), one in self.values.items()}
        of |= {f"article {name}": one for name, one in self.codes.items()}
        return {name: one for name, one in of.items() if one.units}

    @property
    def sides(self) -> tuple[str, str]:
        """What the first and the second of a pair are called."""
        return (self.names[0], self.names[1]) if len(self.names) == 2 else ("one", "other")

    @property
    def confused(self) -> list[tuple[str, str, int]]:
        """Labels that were taken for others, or for nothing (empty): the most frequent first."""
        found = [(a, b, n) for (a, b), n in self.found.pooled.confusion.items() if a != b]
        return sorted(found, key=lambda one: (-one[2], *one[:2]))

    @property
    def undefined(self) -> list[str]:
        """The labels that have no unitizing alpha, since spans of one annotator overlap."""
        return [score.label for score in self.found.pooled.scores if score.overlapping]


def figure(value: float | None) -> str:
    """A figure up to 1 as tables have it: .87."""
    # Rounded first, or a little less than nothing would be a nothing with a sign.
    return "-" if value is None else f"{round(value, 2) + 0.0:.2f}".replace("0.", ".", 1)


def interval(estimate: Estimate) -> str:
    """A figure with its interval."""
    if estimate.low is None:
        return figure(estimate.value)
    return f"{figure(estimate.value)} [{figure(estimate.low)}, {figure(estimate.high)}]"
