"""Which tags of several readers are one: what all agree on first, of the rest those most alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from msgspec import Struct

from annotations.adjudication.cases import Case, versions
from annotations.agreement.matching import HALF, overlaps
from annotations.annotation import ADJUDICATE, Annotation, judged

_AROUND = 8  # code points on either side: with them one mention of a name is told from another


class Spoken(Struct, frozen=True):
    """A reader's tag, and what of it has to agree; `digest` is that of what it says.

    `seen` is what a decision looks at: the same, with words in the place of offsets.
    """

    reader: str
    tag: Annotation
    said: Sequence[Any]
    digest: str
    seen: Sequence[Any]


Cluster = list[Spoken]
"""Tags that are one, at most one of each reader, in the order of the readers' names."""


def spoken(reader: str, tag: Annotation, said: Sequence[Any], text: str) -> Spoken:
    """A reader's tag with the digest of what it says, and the words that it stands on in `text`.

    Without that it is known by its offsets.
    """
    around = (
        text[max(0, tag.start - _AROUND) : tag.start],
        text[tag.start : tag.end],
        text[tag.end : tag.end + _AROUND],
    )
    return Spoken(reader, tag, said, judged(said), [*around, *said[2:]] if text else said)


def clusters(tags: Iterable[Spoken], readers: Sequence[str]) -> list[Cluster]:
    """Every tag in one cluster: what all readers say, as often as all do, then the rest matched.

    Two of one label come together before two of different labels do, which have to share half of
    their extent (IoU); among those the ones that share most. All tags of a cluster overlap each
    other.
    """
    found: list[Cluster] = []
    rest: list[Spoken] = []
    by_said: defaultdict[str, defaultdict[str, list[Spoken]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in sorted(tags, key=_order):
        by_said[one.digest][one.reader].append(one)
    for of in by_said.values():
        often = min(len(of[reader]) for reader in readers)
        found += (list(each) for each in zip(*(of[r][:often] for r in readers), strict=True))
        rest += (one for own in of.values() for one in own[often:])
    return found + _matched(rest)


def tag_case(cluster: Cluster, readers: Sequence[str], shared: Mapping[str, int]) -> Case:
    """The case of a cluster; `shared` tells how many tags bear an id.

    Where two readers have tags of one id that are two, each goes by its reader as well.
    """
    ids = tuple(sorted({_id(one, cluster, shared) for one in cluster}))
    silent = [(reader, None, None) for reader in readers if reader not in _readers(cluster)]
    return Case(
        "tag",
        (ADJUDICATE, "tag", *ids),
        judged([[one.reader, one.seen] for one in cluster]),
        versions([*((one.reader, one.said, one.tag) for one in cluster), *silent]),
        (min(one.tag.start for one in cluster), max(one.tag.end for one in cluster)),
        ids,
    )


def _id(one: Spoken, cluster: Cluster, shared: Mapping[str, int]) -> str:
    here = sum(other.tag.id == one.tag.id for other in cluster)
    return one.tag.id if here == shared[one.tag.id] else f"{one.tag.id}/{one.reader}"


def _readers(cluster: Cluster) -> set[str]:
    return {one.reader for one in cluster}


def _order(one: Spoken) -> tuple[object, ...]:
    return (*one.tag.order[:2], one.digest, one.reader, one.tag.id)


def _matched(tags: Sequence[Spoken]) -> list[Cluster]:
    """The tags in clusters, the likeliest pairs joined first."""
    of = [[number] for number in range(len(tags))]
    for _, first, second in sorted(_pairs(tags)):
        one, other = of[first], of[second]
        if one is not other and _is_one([tags[number] for number in (*one, *other)]):
            one += other
            for number in other:
                of[number] = one
    apart = {cluster[0]: [tags[number] for number in cluster] for cluster in of}
    return [sorted(cluster, key=lambda one: one.reader) for cluster in apart.values()]


def _is_one(cluster: Cluster) -> bool:
    """Whether no reader has two of these tags, and all of them share a code point."""
    shared = max(one.tag.start for one in cluster) < min(one.tag.end for one in cluster)
    return shared and len(_readers(cluster)) == len(cluster)


def _pairs(tags: Sequence[Spoken]) -> Iterator[tuple[tuple[object, ...], int, int]]:
    """Every two tags of two readers that overlap, by their rank and their numbers."""
    marks: defaultdict[str, list[tuple[int, int, str, int]]] = defaultdict(list)
    for number, one in enumerate(tags):
        tag = one.tag
        marks[one.reader].append((tag.start, tag.end, tag.label, number))
    for first, second in combinations(sorted(marks), 2):
        for a, b, iou in overlaps(marks[first], marks[second]):
            one, other = tags[a[3]], tags[b[3]]
            if a[2] != b[2] and iou < HALF:  # an actor in a quote is no other view of the quote
                continue
            alike = one.digest != other.digest, a[2] != b[2], -iou
            yield (*alike, _order(one), _order(other)), a[3], b[3]
