"""WebAnno TSV 3 in: rows of tokens with layers of spans and relations, as feature structures.

Shapes after INCEpTION's `webannotsv.adoc`: offsets count UTF-16 units, `_` is nothing, `*` no
value, `a[1]|b[2]` are stacked, a token cut by a span has rows of its own (`1-3.1`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotations.formats.reading import unreadable
from annotations.formats.tools.cas import Structure

BEGINNING = b"#FORMAT=WebAnno TSV 3"
_STACK = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"^(.*?)(?<!\\)\[(\d+(?:_\d+)?)\]$", re.DOTALL)
_ESCAPED = re.compile(r"\\(->|.)")
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}


class _Layer:
    """A layer of the header: its type, its features, and where its columns begin."""

    def __init__(self, line: str, at: int) -> None:
        kind, *features = line.split("|")
        self.links = line.startswith("#T_RL=")
        self.type = kind.split("=", 1)[1]
        self.features = [name.removeprefix("BT_") for name in features]
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
                if layer.links:
                    self._relations.append((layer, token, said | {"": number}))
                else:
                    key = layer.type, number or token
                    piece = self._pieces.setdefault(key, [start, end, said, token])
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
        for (type, number), (start, end, said, token) in self._pieces.items():
            id = f"{type}#{number}"
            named[token].append(id)
            yield id, Structure(type, {"begin": start, "end": end, **said})
        for place, (layer, token, said) in enumerate(self._relations):
            source, numbers = said.pop(layer.features[-1], ""), said.pop("")
            first, _, second = numbers.partition("_")
            ends = [
                next((id for id in named[at] if number != "0" and id.endswith(f"#{number}")), "")
                or next(iter(named[at]), "")
                for at, number in ((source, first), (token, second))
            ]
            refs = {"Governor": (ends[0],), "Dependent": (ends[1],)}
            yield f"relation#{place}", Structure(layer.type, said, refs)


def _stacked(cells: list[str], features: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each annotation in the cells of a row: its number, empty for one alone, and its features."""
    split = [_STACK.split(cell) for cell in cells]
    for number in range(max(map(len, split), default=0)):
        said, stack = {}, ""
        for name, values in zip(features or ["value"], split, strict=False):
            value = values[number] if number < len(values) else "_"
            if found := _NUMBER.match(value):
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
