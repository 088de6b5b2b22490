"""News of the GUM corpus: TEI dates over tokens, whose spacing the dependency files have."""

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.suites.dates import Text

_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_FIELD = re.compile(r'([\w:]+)="([^"]*)"')


def news(copy: Path) -> Iterator[Text]:
    """The articles of genre news in a clone of GUM."""
    for file in sorted((copy / "xml").glob("GUM_news_*.xml")):
        parses = (copy / "dep" / f"{file.stem}.conllu").read_text(encoding="utf-8")
        yield _text(
            file.stem, file.read_text(encoding="utf-8"), [token[:2] for token in tokens(parses)]
        )


def tokens(parses: str) -> Iterator[tuple[str, str, bool]]:
    """Each token, what is before it (a space, a blank line, nothing), and if a sentence begins."""
    before, begins = "", True
    for line in parses.splitlines():
        fields = line.split("\t")
        if line.startswith("# newpar"):
            before = "\n\n"
        elif not line:
            begins = True
        elif fields[0].isdigit():
            yield fields[1], before, begins
            before, begins = "" if "SpaceAfter=No" in fields[9] else " ", False


def _text(name: str, xml: str, tokens: list[tuple[str, str]]) -> Text:
    text, published, number = "", None, 0
    open_dates = list[tuple[int, tuple[str, ...]]]()
    gold = list[tuple[tuple[int, int], tuple[str, ...]]]()
    for line in xml.splitlines():
        tag = _TAG.match(line)
        if tag is None:
            if "\t" in line:
                token, before = tokens[number]
                text, number = text + (before if text else "") + token, number + 1
            continue
        ending, element, rest = tag.groups()
        fields = dict(_FIELD.findall(rest))
        if element == "text" and not ending:
            published = fields.get("dateCreated")
        elif element == "date" and not ending:
            place = len(text) + (len(tokens[number][1]) if text else 0)
            open_dates.append((place, _values(fields)))
        elif element == "date":
            start, values = open_dates.pop()
            gold.append(((start, len(text)), values))
    return Text(name, text, published, tuple(gold))


def _values(fields: dict[str, str]) -> tuple[str, ...]:
    if "when" in fields:
        return (fields["when"],)
    if "from" in fields and "to" in fields:
        return (f"{fields['from']}/{fields['to']}",)
    return ()
