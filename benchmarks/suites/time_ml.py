"""TimeBank and AQUAINT as TempEval-3 has them: TimeML, with a TIMEX3 around each expression."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.suites.dates import Text


def reader(part: str) -> Callable[[Path], Iterator[Text]]:
    """What reads one part of a clone of TempEval-3."""

    def read(copy: Path) -> Iterator[Text]:
        for file in sorted((copy / "data" / "TBAQ-cleaned" / part).glob("[!.]*.tml")):
            root = ElementTree.parse(file).getroot()
            body, made = root.find("TEXT"), root.find("DCT/TIMEX3")
            if body is not None:
                published = made.get("value", "")[:10] if made is not None else ""
                yield _text(file.stem, published, body)

    return read


def _text(name: str, published: str, body: ElementTree.Element) -> Text:
    words, gold = list[str](), list[tuple[tuple[int, int], tuple[str, ...]]]()
    at = 0

    def walk(element: ElementTree.Element) -> None:
        nonlocal at
        start = at
        for words_here in (element.text or "", *element):
            if isinstance(words_here, str):
                add(words_here)
            else:
                walk(words_here)
                add(words_here.tail or "")
        if element.tag == "TIMEX3":
            gold.append(((start, at), _values(element)))

    def add(more: str) -> None:
        nonlocal at
        # Lines are broken within sentences; a blank line ends a paragraph.
        more = re.sub(r"(?<!\n)\n(?!\n)", " ", more)
        words.append(more)
        at += len(more)

    walk(body)
    return Text(name, "".join(words), published or None, tuple(gold))


def _values(timex: ElementTree.Element) -> tuple[str, ...]:
    return (timex.get("value", ""),) if timex.get("type") in ("DATE", "TIME") else ()
