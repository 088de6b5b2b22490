"""Keys per difference of two layers: `python benchmarks/adjudicating.py GOLD.jsonl [--json]`.

GOLD.jsonl is postil's own JSONL with gold spans. Two readers are made of it by a seed: each has cut
or widened some spans by a word, given some another label, dropped some with their links, and filled
in some values wrongly or not at all, so that at times neither is right. Somebody who knows gold
settles what they differ in, on the real reading: a digit where a version is right, else what is
there is mended key by key. A twentieth of what both agree on is looked at as well, and counts.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent.parent))

from msgspec.structs import replace

from annotations.adjudication.cases import Case
from annotations.adjudication.merging import said_of
from annotations.adjudication.outcome import SAMPLE
from annotations.annotation import Annotation, Contents, Link
from annotations.attributes import DAY, entity_attribute
from annotations.example import Example
from annotations.formats import jsonl
from annotations.scheme import DEFAULT_SCHEME
from annotations.suggest.tagged import Gazetteer
from annotations.units import word_at
from benchmarks.reader import Reader
from benchmarks.way import cheapest, price
from tui.actions.cases import Cases, Difference
from tui.effects import Fill
from tui.keys import Keymap

EXTENT, LABEL, DROPPED, VALUE = 0.12, 0.06, 0.08, 0.15
"""The shares of tags, and of values, that each reader has otherwise than gold."""

SEEDS = range(1, 6)
_READERS = ("ana", "ben")
_MOST = 40  # keys to an extent


def measured(examples: list[Example], seeds: Iterable[int] = SEEDS) -> dict[str, Any]:
    """Differences, keys for each, and how many tags came out as in gold that any reader had.

    Keys on what is only looked at, as all agree on it, are not those of differences.
    """
    asked, keys, mended, had, right = Counter[str](), Counter[str](), 0, 0, 0
    for seed in seeds:
        settler = _Settler(examples, seed)
        settler.run()
        asked, keys, mended = asked + settler.asked, keys + settler.keys, mended + settler.mended
        found = settler.outcome()
        had, right = had + found[0], right + found[1]
    differences = asked.total() - asked["agreed"]
    return {
        "articles": len(examples),
        "tags": sum(len(one.annotations) for one in examples),
        "differences": differences,
        "looked_at": asked["agreed"],
        "keys_per_difference": (keys.total() - keys["agreed"]) / max(1, differences),
        "mended": mended / max(1, differences),
        "asked_by_kind": dict(sorted(asked.items())),
        "right": right / max(1, had),
    }


class _Settler:
    """Settles what two readers of some articles differ in, with gold in mind."""

    def __init__(self, examples: list[Example], seed: int) -> None:
        self.gold = {one.article.id: one for one in examples}
        articles = [one.article for one in examples]
        self.reader = Reader(articles, Keymap(DEFAULT_SCHEME), [], Gazetteer(), 1)
        self.reader.sampled = SAMPLE
        self.reader.layers = {
            one.article.id: {
                name: _layer(one, name, random.Random(f"{seed} {name} {one.article.id}"))
                for name in _READERS
            }
            for one in examples
        }
        self.mended, self._kind = 0, ""
        self.asked, self.keys = Counter[str](), Counter[str]()

    def run(self) -> None:
        """Until nothing is left."""
        reading = self.reader.reading
        begin = next(one for one in self.reader.keys.keymap.commands if one.id == "adjudicate")
        self.reader.go_on(begin.run, reading)
        self.keys["begun"] += 1  # as d does in the library
        while (queue := reading.queue) and isinstance(queue, Cases):
            asked = queue.asked
            assert isinstance(asked, Difference), "the queue asks something else"
            self._kind = "agreed" if asked.case.agreed else asked.case.kind
            self.asked[self._kind] += 1
            self._answer(asked)

    def outcome(self) -> tuple[int, int]:
        """How many gold tags any reader had, and how many of them stand in the result."""
        had = right = 0
        for id, example in self.gold.items():
            known = {_own(a.id) for one in self.reader.layers[id].values()
                     for a in one.annotations.values()}  # fmt: skip
            said = Counter(repr(_whole(a)) for a in self.reader.sessions[id].index)
            for tag in example.annotations:
                had += tag.id in known
                right += tag.id in known and bool(said[repr(_whole(tag))])
        return had, right

    def _answer(self, asked: Difference) -> None:
        case = asked.case
        right = self._right(case)
        digit = next((n for n, one in enumerate(case.shuffled, 1) if right(one.said)), 0)
        if digit:
            self._press("enter" if case.agreed else str(digit))
        elif case.kind == "tag":
            self._mend(self._tag(case))
        else:
            self._press("0")

    def _right(self, case: Case) -> Callable[[Any], bool]:
        """Whether a version says what gold does."""
        if case.kind == "tag":
            said = said_of(self._tag(case), DEFAULT_SCHEME)
            return lambda one: bool(one == said)
        if case.kind == "link":
            links = self.gold[self._article].links
            ends = {k.target for k in links if k.source in set(map(_own, case.ids))}
            return lambda one: {_own(id) for key in one or () for id in key[2:]} & ends == ends
        entity = self._tag(case).attrs.get(case.name)
        return lambda one: bool(one == entity)

    @property
    def _article(self) -> str:
        return self.reader.session.article.id

    def _tag(self, case: Case) -> Annotation:
        """The gold tag that a case is about."""
        ids = {_own(id) for id in case.ids}
        return next(tag for tag in self.gold[self._article].annotations if tag.id in ids)

    def _mend(self, gold: Annotation) -> None:
        """Give what stands gold's label, extent and values, and take it."""
        self.mended += 1
        self._press("e")
        held = self.reader.reading.held
        assert held is not None
        if held.label != gold.label:
            label = DEFAULT_SCHEME.label(gold.label)
            assert label is not None
            self._press(label.key)
        if (held.start, held.end) != (gold.start, gold.end):
            span = (gold.start, gold.end)
            way = cheapest(self.reader.text, self.reader.reading.pane, span, _MOST, moving=False)
            assert way is not None
            for key in way:
                self.keys[self._kind] += price(key)
                self.reader.press(key)
        if held.attrs.get(DAY, "") != gold.attrs.get(DAY, ""):
            self._fill_in(str(gold.attrs.get(DAY, "")))
        self._press("enter")

    def _fill_in(self, value: str) -> None:
        """Type the day into the form that `i` opens."""
        self._press("i")
        (form,) = self.reader.effects
        assert isinstance(form, Fill)
        there = form.form.values[DAY]
        pairs = zip(there, value, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        # The cursor stands behind what is there; what differs is deleted and typed, then enter.
        self.keys[self._kind] += len(there) - same + len(value) - same + 1
        self.reader.go_on(form.done, {**form.form.values, DAY: value})

    def _press(self, key: str) -> None:
        self.keys[self._kind] += 1
        self.reader.press(key)


def _layer(example: Example, name: str, chance: random.Random) -> Contents:
    """What a reader has made of the article."""
    tags = {}
    for tag in example.annotations:
        made = _changed(example.article.text, tag, chance)
        if chance.random() >= DROPPED:
            tags[f"{name} {tag.id}"] = replace(made, id=f"{name} {tag.id}", annotator=name)
    links = (Link(k.type, f"{name} {k.source}", f"{name} {k.target}") for k in example.links)
    fits = DEFAULT_SCHEME.fits
    return Contents(
        tags,
        frozenset(
            k
            for k in links
            if {k.source, k.target} <= tags.keys()
            and fits(k.type, tags[k.source].label, tags[k.target].label)
        ),
    )


def _changed(text: str, tag: Annotation, chance: random.Random) -> Annotation:
    """A tag as a reader may have it."""
    if chance.random() < EXTENT:
        tag = _widened(text, tag, chance)
    if chance.random() < LABEL:
        others = [one.name for one in DEFAULT_SCHEME.labels if one.name != tag.label]
        return replace(tag, label=chance.choice(others), attrs={})
    attrs = dict(tag.attrs)
    if DAY in attrs and chance.random() < VALUE:
        attrs[DAY] = f"{attrs[DAY][:4]}-0{chance.randint(1, 9)}"
    entity = entity_attribute(DEFAULT_SCHEME, tag.label)
    if entity in attrs and chance.random() < VALUE:
        del attrs[entity]
    return replace(tag, attrs=attrs)


def _widened(text: str, tag: Annotation, chance: random.Random) -> Annotation:
    """A tag with a word more behind it or, of several words, one less at either end."""
    words = text[tag.start : tag.end].split()
    if len(words) > 1 and chance.random() < 0.67:
        if chance.random() < 0.5:
            return replace(tag, end=tag.end - len(words[-1]) - 1)
        return replace(tag, start=tag.start + len(words[0]) + 1)
    after = word_at(text, min(tag.end + 2, len(text) - 1))
    return replace(tag, end=max(tag.end, after[1]))


def _own(id: str) -> str:
    """The gold tag of a reader's."""
    return id.partition(" ")[2].partition("/")[0]


def _whole(tag: Annotation) -> tuple[object, ...]:
    return tag.start, tag.end, tag.label, sorted(tag.attrs.items())


def main() -> None:
    """Measure the file that is named."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    if len(names) != 1:
        sys.exit(__doc__)
    figures = measured([one for one in jsonl.read(Path(names[0])) if isinstance(one, Example)])
    if "--json" in sys.argv:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name}: {value:.2f}" if isinstance(value, float) else f"{name}: {value}")


if __name__ == "__main__":
    main()
