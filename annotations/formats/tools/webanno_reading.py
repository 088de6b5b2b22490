"""WebAnno TSV 3 in: rows of tokens with layers of spans and relations, as feature structures.

Shapes after INCEpTION's `webannotsv.adoc`: offsets count UTF-16 units, `_` is nothing, `*` no
value, `a[1]|b[2]` are stacked, a token cut by a span has rows of its own (`1-3.1`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from annotations.formats.reading import unreadable
from annotations.formats.tools.cas import Structure

BEGINNING = b"#FORMAT=WebAnno TSV 3"
_STACK = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"^(.*?)(?<!\\)\[(\d+(?:_\d+)?)\]$", re.DOTALL)
_ESCAPED = re.compile(r"\\(->|.)")
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
_ROLE, _TARGETS = "ROLE_", ">"
_ANY = "uima.tcas.Annotation"
_CHAINED = "referenceRelation"


class _Layer:
    """A layer of the header: its type, its features, and where its columns begin.

    `slots` has, by its column of roles, the name of a feature and the type of what stands in it;
    the column behind it, of targets, has the same name with `_TARGETS`.
    """

    def __init__(self, line: str, at: int) -> None:
        kind, *features = line.split("|")
        self.kind, self.type = kind.removeprefix("#T_").split("=", 1)
        self.slots: dict[str, tuple[str, str]] = {}
        self.features: list[str] = []
        for name in features:
            before = self.features[-1] if self.features else ""
            if before.startswith(_ROLE) and not before.endswith(_TARGETS):
                self.slots[before] = before.partition(":")[2].partition("_")[0], name
                name = f"{before}{_TARGETS}"
            self.features.append(name.removeprefix("BT_"))
        self.at, self.width = at, max(1, len(features))


def webanno(data: bytes, file: Path) -> tuple[str, dict[str, Structure]]:
    """The text of a file and its structures. Raises `PostilError` where it is cut off or none."""
    try:
        lines = data.decode("utf-8-sig").split("\n")
        return _Tsv(lines).read()
    except (ValueError, IndexError, KeyError) as error:
        raise unreadable(file, error) from None


class _Tsv:
    def __init__(self, lines: list[str]) -> None:
        self._lines = [line.removesuffix("\r") for line in lines]
        self._text = ""
        self._units = 0
        self._layers: list[_Layer] = []
        self._at: dict[str, tuple[int, int]] = {}
        self._pieces: dict[tuple[str, str], list[Any]] = {}
        self._relations: list[tuple[_Layer, str, dict[str, str]]] = []

    def read(self) -> tuple[str, dict[str, Structure]]:
        """The text, and spans and relations by an id."""
        sentence: list[str] = []
        for line in self._lines:
            if line.startswith("#T_"):
                at = self._layers[-1].at + self._layers[-1].width if self._layers else 3
                self._layers.append(_Layer(line, at))
            elif line.startswith("#Text="):
                sentence.append(_plain(line.removeprefix("#Text=")))
            elif line and not line.startswith("#") and "\t" in line:
                self._row(line.split("\t"), sentence)
        return self._text, dict(self._structures())

    def _row(self, cells: list[str], sentence: list[str]) -> None:
        token, offsets = cells[0], cells[1]
        start, end = map(int, offsets.split("-"))
        if sentence:
            self._begin("\n".join(sentence), start, _plain(cells[2]))
            sentence.clear()
        self._at[token] = start, end
        for layer in self._layers:
            given = cells[layer.at : layer.at + layer.width]
            for number, said in _stacked(given, layer.features):
                if layer.kind == "RL":
                    self._relations.append((layer, token, said | {"": number}))
                    continue
                if layer.kind == "CH":
                    relation, _, number = said.pop(_CHAINED, "").rpartition("->")
                    said |= {_CHAINED: relation} if relation not in ("", "*") else {}
                key = layer.type, number or token
                piece = self._pieces.setdefault(key, [start, end, said, token, layer])
                piece[1] = max(piece[1], end)

    def _begin(self, words: str, start: int, token: str) -> None:
        """Put a sentence where its first token says that it stands."""
        lead = _size(words[: max(0, words.find(token))])
        gap = start - lead - self._units
        if gap < 0:
            raise ValueError(f"the token at {start} stands before the end of the text")
        self._text += ("\n" if gap == 1 else " " * gap) + words
        self._units += gap + _size(words)

    def _structures(self) -> Iterator[tuple[str, Structure]]:
        named = defaultdict[str, list[str]](list)
        for (type, number), piece in self._pieces.items():
            named[piece[3]].append(f"{type}#{number}")
        for (type, number), (start, end, said, _, layer) in self._pieces.items():
            id, refs = f"{type}#{number}", dict[str, tuple[str, ...]]()
            for place, slot in enumerate(_slots(layer, said, named)):
                name = slot.features["name"]
                refs[name] = (*refs.get(name, ()), f"{id}/{place}")
                yield refs[name][-1], slot
            if layer.kind == "CH":
                chain, _, link = number.partition("-")
                following = f"{chain}-{int(link) + 1}"
                refs |= (
                    {"next": (f"{type}#{following}",)} if (type, following) in self._pieces else {}
                )
            yield id, Structure(type, {"begin": start, "end": end, **said}, refs)
        for place, (layer, token, said) in enumerate(self._relations):
            source, numbers = said.pop(layer.features[-1], ""), said.pop("")
            first, _, second = numbers.partition("_")
            ends = [_end(named[at], number) for at, number in ((source, first), (token, second))]
            refs = {"Governor": (ends[0],), "Dependent": (ends[1],)}
            yield f"relation#{place}", Structure(layer.type, said, refs)


def _slots(
    layer: _Layer, said: dict[str, str], named: Mapping[str, list[str]]
) -> Iterator[Structure]:
    """What stands in the slots of a span, each with its role; their columns are taken out."""
    for column, (name, type) in layer.slots.items():
        roles, targets = said.pop(column, ""), said.pop(f"{column}{_TARGETS}", "")
        for role, target in zip_longest(roles.split(";"), filter(None, targets.split(";"))):
            if not target:
                continue
            found = _NUMBER.match(target)
            at, number = (found[1], found[2]) if found else (target, "")
            of = [id for id in named.get(at, ()) if type in (_ANY, id.rpartition("#")[0])]
            features = {"name": name} | ({"role": role} if role not in (None, "", "*") else {})
            yield Structure("slot", features, {"target": (_end(of, number),)})


def _end(ids: list[str], number: str) -> str:
    """Which of the annotations at a token has a number; the first where it has none."""
    of = [id for id in ids if number and id.endswith(f"#{number}")] or ids
    return next(iter(of), "")


def _stacked(cells: list[str], features: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each annotation in the cells of a row: its number, empty for one alone, and its features."""
    split = [_STACK.split(cell) for cell in cells]
    for number in range(max(map(len, split), default=0)):
        said, stack = {}, ""
        for name, values in zip(features or ["value"], split, strict=False):
            value = values[number] if number < len(values) else "_"
            if not name.endswith(_TARGETS) and (found := _NUMBER.match(value)):
                value, stack = found[1], found[2]
            if value not in ("_", "*"):
                said[name] = _plain(value)
            elif value == "*":
                said.setdefault(name, "")
        if said:
            yield stack, said


def _plain(words: str) -> str:
    return _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]), words)


def _size(words: str) -> int:
    """Length in UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
