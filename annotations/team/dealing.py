"""Who reads which group of articles: ranked by a hash, dealt from the top, kept once dealt."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from annotations.team.team import Team

Readers = Mapping[str, tuple[str, ...]]
"""The annotators who read each group, by its name."""


def deal(groups: Iterable[str], team: Team, earlier: Readers) -> dict[str, tuple[str, ...]]:
    """Who reads each group: what was dealt `earlier` stays, the others are dealt from the top.

    Those that several people read come first, until they are the team's share of all groups,
    rounded; each of the others goes to one person. With two readers each pair of annotators has as
    many groups in common as any other, or one more. Dealt at once, everybody has as many groups as
    anybody else, or one more; where groups came later, or annotators, what comes next makes up for
    it. The same groups in any order give the same. All read those of the pilot, which are no part
    of the share.
    """
    wanted = sorted(set(groups))
    new = ranked((name for name in wanted if name not in earlier), team.seed)
    dealt = {name: earlier[name] for name in wanted if name in earlier}
    tried = {name: tuple(sorted(team.annotators)) for name in new if name in team.pilot}
    several, pilot = min(team.readers, len(team.annotators)), set(team.pilot)
    main = [who for name, who in dealt.items() if name not in pilot]
    shared = _share(team.overlap, len(set(wanted) - pilot)) - sum(len(who) > 1 for who in main)
    table = _Table(team, main)
    for number, name in enumerate(name for name in new if name not in tried):
        dealt[name] = table.some(several) if several > 1 and number < shared else table.one()
    return dealt | tried


def repeats(
    annotator: str, groups: Iterable[str], team: Team, earlier: Iterable[str]
) -> tuple[str, ...]:
    """Which of their groups somebody reads once more, beside those that were dealt so `earlier`.

    Together they are the team's share of all `groups` of that person, rounded.
    """
    before, own = set(earlier), set(groups)
    missing = _share(team.repeat, len(own)) - len(before & own)
    return tuple(ranked(own - before, team.seed, annotator)[: max(0, missing)])


def unaided(groups: Iterable[str], share: float, seed: int, earlier: Iterable[str]) -> list[str]:
    """Which groups are read without suggestions, beside those that `earlier` were chosen for it.

    Together they are that share of the groups, rounded.
    """
    own = set(groups)
    before = own.intersection(earlier)
    missing = _share(share, len(own)) - len(before)
    return ranked(own - before, seed, "unaided")[: max(0, missing)]


def ranked(groups: Iterable[str], seed: int, *more: str) -> list[str]:
    """Groups in an order that depends on the seed and each one's name, and `more` only."""

    def rank(name: str) -> tuple[bytes, str]:
        said = ":".join((str(seed), *more, name))
        return sha256(said.encode("utf-8", "surrogatepass")).digest(), name

    return sorted(groups, key=rank)


def _share(share: float, count: int) -> int:
    return int(share * count + 0.5)


class _Table:
    """The annotators around a table, and what each has, alone and with each other."""

    def __init__(self, team: Team, dealt: Iterable[Sequence[str]]) -> None:
        self._names = ranked(team.annotators, team.seed)
        self._seats = {name: seat for seat, name in enumerate(self._names)}
        self._groups, self._shared, self._pairs = Counter[int](), Counter[int](), Counter[int]()
        for who in dealt:
            self._give([self._seats[name] for name in who if name in self._seats])

    def one(self) -> tuple[str, ...]:
        """Give a group to who has fewest, of those first to who shares most.

        Those who share fewest are the next to share one, and get even by that.
        """
        return self._give(
            [min(range(len(self._names)), key=lambda s: (self._groups[s], -self._shared[s], -s))]
        )

    def some(self, several: int) -> tuple[str, ...]:
        """Give a group to so many: who shares fewest, with who shares fewest with these."""
        who: list[int] = []
        while len(who) < several:
            others = (seat for seat in range(len(self._names)) if seat not in who)
            who.append(min(others, key=lambda seat: self._cost(seat, who)))
        return self._give(who)

    def _cost(self, seat: int, who: Sequence[int]) -> tuple[int, ...]:
        together = sum(self._pairs[self._pair(seat, other)] for other in who)
        rounds = sum(self._round(seat, other) for other in who)
        return self._shared[seat], together, rounds, self._groups[seat], seat

    def _give(self, who: list[int]) -> tuple[str, ...]:
        self._groups.update(who)
        if len(who) > 1:
            self._shared.update(who)
            self._pairs.update(self._pair(a, b) for n, a in enumerate(who) for b in who[:n])
        return tuple(sorted(self._names[seat] for seat in who))

    def _pair(self, one: int, other: int) -> int:
        low, high = sorted((one, other))
        return high * len(self._seats) + low

    def _round(self, one: int, other: int) -> int:
        """The round in which two meet when each meets each, nobody twice in a round.

        It is the circle method of tournaments: with an even number one keeps their seat, and the
        others move around.
        """
        many = len(self._seats)
        moving = many if many % 2 else many - 1
        low, high = sorted((one, other))
        return (low + high if high < moving else 2 * low) % moving
