"""Which quotes of two texts are the same utterance: cut, joined or changed in a word or two.

The shorter of two wordings is laid over the longer (RapidFuzz's partial ratio), by quotes one by
one: on 160 judged quotes of news that was right in .94 and found all but one of 48. Whole wordings
are held against each other, too, for a word put in, long runs for quotes cut in other places, and
words in one order for a few of which one was changed or left out.
Short quotes have to stand in the other as whole words that tell something.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from annotations.compare.shingles import Forest
from annotations.compare.sides import Item, Match
from annotations.compare.wording import Words, content, holds, words
from annotations.units.english import is_common

CUT, ALIKE = 85.0, 75.0
"""From this partial ratio on, or this ratio of the whole, two wordings are one utterance."""
RUN, LONG_RUN = 5, 9
"""So many words in a row, at least half of the shorter wording, are one utterance as well; or so
many in any wording, as of what was copied."""
IN_ORDER = 0.75
"""This share of the shorter wording's words in one order, among two words more, is one, too."""
_FEWEST = 2  # words that carry something, in such a run
_PUT_IN = 2  # words between those in one order
_WORD, _LONG_WORD = 5, 8  # letters of a word that tells something by itself; of any such
_SHORT = 3  # words that have to stand there as they are


def score(one: Words, other: Words) -> float:
    """How alike two wordings are, 0 to 1; 0 below what makes them one utterance."""
    from rapidfuzz.fuzz import partial_ratio, ratio

    short, long = sorted((one, other), key=lambda said: (len(said), said))
    if len(short) <= _SHORT:
        return 1.0 if holds(long, short) and _tells(short, long) else 0.0
    said = " ".join(short), " ".join(long)
    found = max(partial_ratio(*said, score_cutoff=CUT), ratio(*said, score_cutoff=ALIKE)) / 100
    return round(found or max(_in_a_row(short, long), _in_order(short, long)), 2)


def _in_a_row(short: Words, long: Words) -> float:
    """The share of the shorter wording that both have in one run, where that is long enough."""
    if len(content(short) & content(long)) < _FEWEST:
        return 0.0
    run = SequenceMatcher(None, short, long, autojunk=False).find_longest_match().size
    enough = RUN if 2 * run >= len(short) else LONG_RUN
    return run / len(short) if run >= enough else 0.0


def _in_order(short: Words, long: Words) -> float:
    """The share of the shorter wording that the other has in its order, with a word between."""
    from rapidfuzz.distance import LCSseq

    shared = set(short) & set(long)
    least = IN_ORDER * len(short)
    telling = content(shared)
    if len(shared) < least or len(telling) < _FEWEST or not any(map(_is_rare, telling)):
        return 0.0
    size = len(short) + _PUT_IN
    windows = (long[at : at + size] for at in range(max(1, len(long) - size + 1)))
    most = max(LCSseq.similarity(short, window) for window in windows)
    return most / len(short) if most >= least else 0.0


def _tells(short: Words, long: Words) -> bool:
    """Whether a few words tell one utterance from another: not a common one within a sentence."""
    telling = content(short)
    if len(telling) > 1 or len(long) <= _SHORT:
        return bool(telling)
    return any(map(_is_rare, telling))


def _is_rare(word: str) -> bool:
    """Whether a word tells something by itself."""
    return len(word) >= _LONG_WORD or (len(word) >= _WORD and not is_common(word))


def differs(one: Words, other: Words) -> str:
    """What is done to a wording: `cut`, `changed`, or nothing."""
    if one == other:
        return ""
    short, long = sorted((one, other), key=len)
    return "cut" if holds(long, short) else "changed"


def matches(
    left: Sequence[Item], right: Sequence[Item], denied: Callable[[Item, Item], bool]
) -> list[Match]:
    """The quotes of two sides that are one utterance, the parts of a split one together."""
    here, there = [words(item.words) for item in left], [words(item.words) for item in right]
    edges = {
        (a, b): found
        for a, b in _near(here, there)
        if (found := score(here[a], there[b])) and not denied(left[a], right[b])
    }
    edges = dict(_kept(edges, here, there))
    forest = Forest(len(left) + len(right))
    for a, b in edges:
        forest.join(a, len(left) + b)
    parts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b in edges:
        parts[forest.root(a)].append((a, b))
    return [_match(left, right, part, edges, here, there) for part in parts.values()]


_Edges = Mapping[tuple[int, int], float]


def _near(left: Sequence[Words], right: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Wordings that share a word which carries something, or are short: the others need no look."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for b, said in enumerate(right):
        for word in content(said) or said:
            by_word[word].append(b)
    for a, said in enumerate(left):
        found = {b for word in content(said) or said for b in by_word[word]}
        yield from ((a, b) for b in sorted(found))


def _kept(
    edges: _Edges, left: Sequence[Words], right: Sequence[Words]
) -> Iterator[tuple[tuple[int, int], float]]:
    """The likenesses that count: of a few words only that with the wording nearest in length.

    One common word tells an utterance only where no other quote of a side has it.
    """
    uses = [Counter(word for said in set(side) for word in set(said)) for side in (left, right)]
    for (a, b), found in edges.items():
        one, other = left[a], right[b]
        short = min(one, other, key=len)
        if one != other and len(short) <= _SHORT:
            telling = content(short)
            is_topic = (
                len(telling) == 1
                and all(map(is_common, telling))
                and any(side[word] > 1 for word in telling for side in uses)
            )
            if is_topic or _has_better((a, b), edges, left, right):
                continue
        yield (a, b), found


def _has_better(
    edge: tuple[int, int], edges: _Edges, left: Sequence[Words], right: Sequence[Words]
) -> bool:
    """Whether the shorter of two wordings stands as it is, or in more words, in another one."""
    a, b = edge
    shorter = len(left[a]) <= len(right[b])
    said = left[a] if shorter else right[b]
    return any(
        said == (right[d] if shorter else left[c])
        for c, d in edges
        if (c == a and d != b if shorter else d == b and c != a)
    )


def _match(
    left: Sequence[Item],
    right: Sequence[Item],
    part: Sequence[tuple[int, int]],
    edges: _Edges,
    here: Sequence[Words],
    there: Sequence[Words],
) -> Match:
    ours, theirs = sorted({a for a, _ in part}), sorted({b for _, b in part})
    if len(ours) == len(theirs) == 1:
        unlike = differs(here[ours[0]], there[theirs[0]])
    elif {here[a] for a in ours} == {there[b] for b in theirs}:
        unlike = ""
    else:
        unlike = "joined"
    return Match(
        tuple(left[a] for a in ours),
        tuple(right[b] for b in theirs),
        "words",
        unlike,
        min(edges[edge] for edge in part),
    )
