"""Train, dev and test without leakage: whole groups of articles dealt to parts, and kept there.

What belongs together (see `subjects`) never stands in two parts. Up to 300 groups each goes where
it brings the shares of labels and articles nearest to what was asked for; beyond, where a hash of
its name says, which does that well enough by numbers and asks nothing of the other groups.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from annotations.dataset.dealing import Dealer, Plan
from annotations.dataset.subjects import Subject, groups
from annotations.errors import UsageError

BALANCED_UP_TO = 300
_SAID = 8


class Split(Struct, frozen=True):
    """Where every article went.

    `places` and `groups` give each article's part and the name of its group, by article id;
    `counts` has each part's spans by label. `torn` names the groups that stand in several parts,
    since their articles were dealt before it was known that they belong together.
    """

    plan: Plan
    method: str
    places: Mapping[str, str]
    groups: Mapping[str, str]
    counts: Mapping[str, Mapping[str, int]]
    torn: tuple[str, ...] = ()

    @property
    def labels(self) -> list[str]:
        """The labels that any article has."""
        return sorted({label for counts in self.counts.values() for label in counts})

    def empty(self) -> list[tuple[str, str]]:
        """The parts without any span of a label, as (part, label)."""
        return [
            (part.name, label)
            for part in self.plan.parts
            for label in self.labels
            if not self.counts[part.name].get(label)
        ]

    def refuse_empty(self) -> None:
        """Raise `UsageError` where a part has no span of a label."""
        if not (empty := self.empty()):
            return
        said = ", ".join(f"{part} has no {label}" for part, label in empty[:_SAID])
        if len(empty) > _SAID:
            said += f", and {len(empty) - _SAID} more"
        sizes = Counter(self.groups.values())
        ((largest, size),) = sizes.most_common(1)
        hint = "Tag more, use other shares, or add --allow-empty-split."
        if 2 * size > len(self.groups):
            hint = f"{size} of {len(self.groups)} articles are one group, {largest} first. {hint}"
        raise UsageError(f"This split cannot be measured: {said}.", hint)

    def rows(self) -> list[tuple[str, ...]]:
        """The table of the split: a row for groups, articles and each label, a column a part."""
        names = [part.name for part in self.plan.parts]
        articles = Counter(self.places.values())
        parts_of_groups = {(self.groups[id], part) for id, part in self.places.items()}
        in_groups = Counter(part for _, part in parts_of_groups)
        rows: list[tuple[str, ...]] = [("", *names)]
        for title, counts in [
            ("groups", in_groups),
            ("articles", articles),
            *((label, {n: self.counts[n].get(label, 0) for n in names}) for label in self.labels),
        ]:
            whole = sum(counts[name] for name in names) or 1
            cells = (f"{counts[n]} ({100 * counts[n] / whole:.0f} %)" for n in names)
            rows.append((title, *cells))
        return rows


def split(
    subjects: Sequence[Subject],
    plan: Plan,
    earlier: Mapping[str, str] | None = None,
    grouped: Callable[[Sequence[Subject]], list[int]] = groups,
) -> Split:
    """Deal subjects, each id once, to parts.

    `earlier` has the parts of articles that were dealt before, by id: they keep their place, and
    what belongs together with them joins them there. `grouped` tells what does. The same subjects
    in any order give the same split.
    """
    ordered = sorted(subjects, key=lambda s: s.id)
    firsts = grouped(ordered)
    dealer = Dealer(plan, ordered, firsts)
    torn = dealer.take_up(earlier or {})
    method = "balanced" if len(set(firsts)) <= BALANCED_UP_TO else "hash"
    if method == "balanced":
        dealer.balance()
    else:
        dealer.by_hash()
    return Split(
        plan,
        method,
        {s.id: dealer.places[n] for n, s in enumerate(ordered)},
        {s.id: ordered[first].id for s, first in zip(ordered, firsts, strict=True)},
        dealer.counts,
        tuple(torn),
    )
