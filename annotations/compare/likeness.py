"""How alike articles are: in their words, and in whom they are about; pure.

Words: how much of one text stands in the other, by their sketches. Whom: the names that both have,
those of few articles counting for more.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from math import log

from msgspec import Struct

from annotations.compare.shingles import COMMON, Sketch, alike
from annotations.folding import bare, folded

SHARED, GUESSED = 1 / 3, 1 / 5
"""The share of the names of the article with fewer that two have to have in common."""
DAYS = 3
"""How many days articles of one event may be apart."""

_CROWD = 60
_SENTENCE = re.compile(r"(?:^|[.!?:]['\u2019\u201d\")\]]*\s+|\n)[\"'\u2018\u201c(\[]*")
_RUN = re.compile(r"(?<!\w)[^\W\d_a-z][\w'\u2019.-]*(?:[ \u00a0][^\W\d_a-z][\w'\u2019.-]*)*")


class Pair(Struct, frozen=True, order=True):
    """Two articles that are alike: how much, 0 to 1, and in what, `words` or `names`."""

    score: float
    one: str
    other: str
    why: str


def near_duplicates(sketches: Mapping[str, Sketch]) -> list[Pair]:
    """The pairs of articles, by id, of which one is mostly in the other; the most alike first.

    Of very many copies of one text each is paired with some of the others (see `alike`).
    """
    ids, found = list(sketches), dict[tuple[int, int], float]()
    for a, b, share in alike(list(sketches.values()), lambda a, b: tuple(sorted((a, b))) in found):
        found[min(a, b), max(a, b)] = share
    pairs = (Pair(share, ids[a], ids[b], "words") for (a, b), share in found.items())
    return sorted(pairs, reverse=True)


def sharing_names(
    names: Mapping[str, Set[str]], days: Mapping[str, int], guessed: Set[str] = frozenset()
) -> list[Pair]:
    """The pairs of articles, by id, at most three days apart that are about the same people.

    They share a third of the names of the one with fewer, a fifth where the names of one are only
    `guessed`; a name weighs as much as it is rare among all articles. Articles without a day, given
    as a number, are left out.
    """
    count = Counter(name for known in names.values() for name in known)
    weight = {name: log((1 + len(names)) / of) for name, of in count.items()}
    crowd = max(_CROWD, len(names) // 50)
    holders: dict[str, list[str]] = {}
    for id in sorted(days, key=lambda id: (days[id], id)):
        for name in names.get(id, ()):
            if 1 < count[name] <= crowd:
                holders.setdefault(name, []).append(id)
    shared: dict[tuple[str, str], list[str]] = {}
    for name, ids in holders.items():
        for at, one in enumerate(ids):
            for other in ids[at + 1 :]:
                if days[other] - days[one] > DAYS:
                    break
                shared.setdefault((one, other), []).append(name)
    total = {id: sum(weight[name] for name in known) for id, known in names.items()}
    pairs = []
    for (one, other), both in shared.items():
        guess = one in guessed or other in guessed
        least, fewest = (GUESSED, 3) if guess else (SHARED, 2)
        score = sum(weight[name] for name in both) / min(total[one], total[other])
        if len(both) >= fewest and score >= least:
            pairs.append(Pair(score, one, other, "names"))
    return sorted(pairs, reverse=True)


def last_word(name: str) -> str:
    """What a name is compared by: its last word, bare and without a possessive ending."""
    words = bare(name).split()
    return re.sub(r"'s?$|\.$", "", words[-1]) if words else ""


def names_in(text: str) -> frozenset[str]:
    """The last words of the capitalised runs of a text: a guess at whom it names.

    A single word that begins a sentence is none.
    """
    text = folded(text).text
    starts = {match.end() for match in _SENTENCE.finditer(text)}
    found = set[str]()
    for run in _RUN.finditer(text):
        if " " in run[0] or "\u00a0" in run[0] or run.start() not in starts:
            found.add(last_word(run[0]))
    return frozenset(name for name in found if len(name) > 1)


def gathered(pairs: Iterable[Pair], fixed: Mapping[str, str]) -> list[list[str]]:
    """Groups of ids, each like at least half of the others in its group; the likest go first.

    `fixed` are the groups, by id, of articles that have one: those stay together, and no two of
    them become one.
    """
    linked: dict[str, set[str]] = {}
    members: dict[str, list[str]] = {}
    at: dict[str, str] = {}
    for id, group in fixed.items():
        members.setdefault(f"group {group}", []).append(id)
        at[id] = f"group {group}"
    for pair in pairs:
        linked.setdefault(pair.one, set()).add(pair.other)
        linked.setdefault(pair.other, set()).add(pair.one)
        for id in (pair.one, pair.other):
            if id not in at:
                at[id] = f"alone {id}"
                members[at[id]] = [id]
        one, other = at[pair.one], at[pair.other]
        if one == other or (one.startswith("group ") and other.startswith("group ")):
            continue
        if other.startswith("group "):
            one, other = other, one
        links = sum(b in linked.get(a, ()) for a in members[one] for b in members[other])
        few, many = sorted((len(members[one]), len(members[other])))
        if 2 * links >= few * min(many, COMMON):  # with more than that, nothing was compared
            for id in members.pop(other):
                members[one].append(id)
                at[id] = one
    return [group for group in members.values() if len(group) > 1]
