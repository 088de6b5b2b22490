"""Pairs: which tags of two articles say the same and which do not, and who is one actor.

For models that tell whether two wordings are of one thing. Only what a person said counts: a pair,
an entity, or that two are not the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from annotations.annotation import OTHER, Decision, Link, judged, standing
from annotations.compare.decided import SAME
from annotations.compare.sides import COMPARE
from annotations.example import Example
from annotations.formats import output
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.jsonl import encode
from annotations.formats.loss import Loss, Tally
from annotations.formats.request import Request

_KINDS = ("pairs", "clusters")
_PAIR, _ENTITY = "pair", "entity"
_TORN = "its articles are in two parts"


class Mention(Struct, frozen=True, order=True):
    """A tag in its article."""

    article: str
    start: int
    end: int
    label: str
    id: str
    text: str


class Pair(Struct, frozen=True):
    """Two tags of different articles; `by` is what a person gave both: a pair, an entity, or no."""

    by: str
    same: bool
    first: Mention
    second: Mention


class Cluster(Struct, frozen=True):
    """All mentions of an entity in one part."""

    id: str
    name: str
    mentions: list[Mention]


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write pairs and clusters of each part; those over two parts are told."""
    tally, names = Tally(), dict[str, str]()
    shared, tags = defaultdict[tuple[str, str], list[Mention]](list), dict[str, Mention]()
    decided = set[Decision]()
    for example in examples():
        tally.add(example)
        names |= {one.id: one.name for one in example.entities}
        decided |= {one for one in example.decisions if one.about[:2] == (COMPARE, SAME)}
        for key, mention in _mentions(example):
            tags[mention.id] = mention
            if key[1]:
                shared[key].append(mention)
    parts = request.part_names("all")
    for kind in _KINDS:
        (folder / kind).mkdir()
    with output.files(folder / "pairs", parts, ".jsonl") as pairs:
        for pair in (*_same(shared), *_denied(decided, tags)):
            first, second = (request.part(m.article, "all") for m in (pair.first, pair.second))
            if first == second:
                pairs(first).write(encode(pair) + b"\n")
            else:
                tally.lose_link(Link(_PAIR, pair.first.id, pair.second.id), "left out", _TORN)
    with output.files(folder / "clusters", parts, ".jsonl") as clusters:
        for (kind, id), mentions in sorted(shared.items()):
            for part in parts if kind == _ENTITY else ():
                here = [one for one in mentions if request.part(one.article, "all") == part]
                if here:
                    clusters(part).write(encode(Cluster(id, names.get(id, ""), here)) + b"\n")
    return tally.loss


def _mentions(example: Example) -> Iterator[tuple[tuple[str, str], Mention]]:
    """The tags of an article, each with what it may share with others."""
    article = example.article
    for tag in example.annotations:
        words = article.text[tag.start : tag.end]
        mention = Mention(article.id, tag.start, tag.end, tag.label, tag.id, words)
        for name in (_PAIR, _ENTITY):
            value = tag.attrs.get(name)
            yield (name, value if isinstance(value, str) else ""), mention


def _same(shared: dict[tuple[str, str], list[Mention]]) -> Iterator[Pair]:
    """Every two articles of a pair or entity, by the first mention of each wording in them."""
    for (kind, _), mentions in sorted(shared.items()):
        first: dict[tuple[str, str], Mention] = {}
        for mention in sorted(mentions):
            first.setdefault((mention.article, mention.text), mention)
        for one, other in combinations(first.values(), 2):
            if one.article != other.article:
                yield Pair(kind, True, one, other)


def _denied(decided: Iterable[Decision], tags: dict[str, Mention]) -> Iterator[Pair]:
    """What a person said not to be the same, as long as the words are those that were judged."""
    for one in sorted(decided, key=lambda one: (one.about, one.at)):
        ends = [tags[id] for id in one.about[2:] if id in tags]
        if one.answer == OTHER and len(ends) == 2:
            seen = judged(ends[0].text, ends[1].text)
            if standing(decided, one.about, seen) == one:
                yield Pair("", False, ends[0], ends[1])


FORMAT = FolderFormat(
    name="pairs",
    summary="pairs of tags that are the same or not, and clusters of mentions",
    carries="nothing: only what several articles share",
    details="""\
`pairs/PART.jsonl` has two tags of different articles in a line, `first` and `second` with
`article`, `start`, `end`, `label`, `id` and `text`; whether they are the `same`; and `by` what a
person said so: a `pair`, an `entity`, or nothing where it was said that they are not. Of each
article the first mention of each wording is taken. `clusters/PART.jsonl` has an entity in a line,
its `id`, `name` and all `mentions`. Without parts there is one file, `all.jsonl`. Pairs whose
articles are in two parts are told and left out: keep events together with groups.""",
    options=frozenset({"parts"}),
    write=write,
)
