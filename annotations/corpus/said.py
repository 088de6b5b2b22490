"""Whether annotators say the same of what they both saw: articles' codes, spans' values, links."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations

from annotations.agreement.matching import HALF, Mark, matched
from annotations.agreement.nominal import Nominal, nominal
from annotations.annotation import Annotation
from annotations.attributes import ENTITY
from annotations.corpus.readings import Reading
from annotations.example import Example
from annotations.folding import bare

Links = Mapping[str, tuple[int, int, int]]
"""By type: how many links the one has, the other, and both."""


class Said:
    """Gathers, reading by reading, what is said of articles, of matched spans and by links."""

    def __init__(self) -> None:
        self._codes: defaultdict[str, list[dict[str, Hashable]]] = defaultdict(list)
        self._values: defaultdict[tuple[str, str], list[dict[str, Hashable]]] = defaultdict(list)
        self._links: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, reading: Reading) -> None:
        """Take in an article that two annotators have read, or more."""
        for name in {code.name for example in reading.by.values() for code in example.codes}:
            said = {
                annotator: code.value
                for annotator, example in reading.by.items()
                for code in example.codes
                if code.name == name
            }
            self._codes[name].append(dict(said))
        for (one, first), (other, second) in combinations(sorted(reading.by.items()), 2):
            pairs = _matched(first, second)
            for a, b in pairs:
                for name in a.attrs.keys() | b.attrs.keys():
                    values = {one: _value(a.attrs.get(name)), other: _value(b.attrs.get(name))}
                    self._values[a.label, name].append(values)
            self._count(first, second, {b.id: a.id for a, b in pairs})

    @property
    def codes(self) -> dict[str, Nominal]:
        """Agreement on each code, over the articles that two or more gave one."""
        return {name: nominal(units) for name, units in sorted(self._codes.items())}

    @property
    def values(self) -> dict[tuple[str, str], Nominal]:
        """Agreement on each attribute of each label, over spans that two have, matched by half.

        A span that one of them gave no value has an empty one.
        """
        return {names: nominal(units) for names, units in sorted(self._values.items())}

    @property
    def links(self) -> Links:
        """How many links of each type there are: of the one, of the other, of both.

        They are the same where their sources are matched by half and their targets bear one entity
        or the same words.
        """
        return {type: (a, b, both) for type, (a, b, both) in sorted(self._links.items())}

    def _count(self, first: Example, second: Example, matches: Mapping[str, str]) -> None:
        ours, theirs = list(_linked(first, {})), list(_linked(second, matches))
        for number, links in enumerate((ours, theirs)):
            for type, _, _ in links:
                self._links[type][number] += 1
        for link in theirs:
            same = next((one for one in ours if _are_one(one, link)), None)
            if same:
                ours.remove(same)
                self._links[link[0]][2] += 1


def _matched(first: Example, second: Example) -> list[tuple[Annotation, Annotation]]:
    """The tags of one label that two annotators have, matched one to one by half."""
    ours, theirs = ({_mark(a): a for a in one.annotations} for one in (first, second))
    labels = {mark[2] for mark in ours} & {mark[2] for mark in theirs}
    return [
        (ours[a], theirs[b])
        for label in sorted(labels)
        for a, b, iou in matched(_of(label, ours), _of(label, theirs))
        if iou >= HALF
    ]


def _of(label: str, marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark[2] == label]


_Linked = tuple[str, str, tuple[str, str]]


def _linked(example: Example, matches: Mapping[str, str]) -> Iterator[_Linked]:
    """Links as type, the source's id or that of its match, and the target's entity and words."""
    tags = {tag.id: tag for tag in example.annotations}
    called = {entity.id: bare(entity.name) for entity in example.entities}
    for link in example.links:
        target = tags[link.target]
        id = str(target.attrs.get(ENTITY) or "")
        words = bare(example.article.text[target.start : target.end])
        yield link.type, matches.get(link.source, link.source), (called.get(id, id), words)


def _are_one(link: _Linked, other: _Linked) -> bool:
    """Whether two links say the same: by the entities of their targets where both have one."""
    (here, words), (there, others) = link[2], other[2]
    same = here == there if here and there else words == others
    return link[:2] == other[:2] and same


def _mark(tag: Annotation) -> Mark:
    return tag.start, tag.end, tag.label


def _value(value: object) -> Hashable:
    return "" if value is None else str(value)
