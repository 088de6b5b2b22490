"""Blocks of lines as paragraphs: hyphens, drop caps and what a column has cut put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations.sources.papers.blocks import DROPPED, Block

_BROKEN = re.compile("([^\\W\\d_]+)[-\u2010]\n([^\\W\\d_]+)")
_UNSPACED = re.compile(
    "(?<=[\u3040-\u30ff\u3400-\u9fff])\n(?=[\u3040-\u30ff\u3400-\u9fff])"
    # Their marks fill a place each, half of it with nothing.
    "|(?<=[\u3001-\u3011\uff01-\uff60])[ \n]+|[ \n]+(?=[\u3001-\u3011\uff01-\uff60])"
)
_WORD = re.compile("[^\\W\\d_]+(?:[-\u2010][^\\W\\d_]+)*")
_ENDED = (".", "!", "?", ":", ";", "\u201d", '"', "\u2019", "\u2026", ")")


def paragraphs(blocks: Sequence[Block]) -> list[str]:
    """Paragraphs on one line each; those that a column or page has cut are put together."""
    known = {word.lower() for block in blocks for word in _WORD.findall(block.text)}
    joined: list[str] = []
    for block in _with_drop_caps(blocks, known):
        text = block.text.strip()
        if joined and _goes_on(joined[-1], text):
            text = f"{joined.pop()}\n{text}"
        joined.append(text)
    return [" ".join(_on_one_line(text, known).split()) for text in joined]


def _goes_on(before: str, text: str) -> bool:
    return text[:1].islower() and not before.endswith(_ENDED)


def _on_one_line(text: str, known: set[str]) -> str:
    def mended(match: re.Match[str]) -> str:
        first, last = match.groups()
        hyphened = f"{first}-{last}".lower() in known or not last[0].islower()
        return f"{first}-{last}" if hyphened else first + last

    return _UNSPACED.sub("", _BROKEN.sub(mended, text.replace("\u00ad\n", "")))


def _with_drop_caps(blocks: Sequence[Block], known: set[str]) -> Iterator[Block]:
    """The blocks with each large first letter put before the words that it begins."""
    caps = {
        id(body): cap for cap in blocks if _is_cap(cap) for body in blocks if _is_beside(body, cap)
    }
    used = {id(cap) for cap in caps.values()}
    for block in blocks:
        if id(block) in used:
            continue
        if cap := caps.get(id(block)):
            letter, rest = cap.text.strip(), block.text.lstrip()
            first = _WORD.match(rest)
            word = first[0].lower() if first else ""
            apart = letter in "AIO" and word in known and letter.lower() + word not in known
            block = replace(block, text=f"{letter}{' ' if apart else ''}{rest}")
        yield block


def _is_cap(block: Block) -> bool:
    return len(block.text.strip()) == 1 and block.text.strip().isupper()


def _is_beside(body: Block, cap: Block) -> bool:
    """Whether a block's first line stands at the top right of a cap."""
    return (
        cap.size >= body.size * DROPPED > 0
        and -1 <= body.x0 - cap.x1 <= cap.size / 2
        and cap.y0 < body.y1 - body.size / 2 < cap.y1
    )
