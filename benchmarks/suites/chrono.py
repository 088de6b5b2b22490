"""The English tests of chrono: a sentence, the day it is read on, and what the parser must say."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.suites.dates import Text

_CASE = re.compile(r"testSingleCase\(\s*chrono(?:\.\w+)*,")
_SET = re.compile(r"testSingleCase\(\s*chrono\.en\.GB,|forwardDate: true")
"""Where a setting says which reading is right: British order, days to come only."""
_SENTENCE = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*\"),\s*new Date\((\d{4}),\s*([\d\s-]+),\s*(\d+)")
_WORDS = re.compile(r"expect\(result\.text\)\.toBe\(\s*(\"(?:[^\"\\]|\\.)*\")")
_FIELD = r"expect\(result\.{}\.get\(\"{}\"\)\)\.toBe\((\d+)\)"
_DAY = r"expect\(result\.{}\)\.toBeDate\(new Date\((\d{{4}}),\s*([\d\s-]+),\s*(\d+)"


def cases(copy: Path) -> Iterator[Text]:
    """The cases that are read on a day that is given, in a clone of chrono."""
    for file in sorted((copy / "test" / "en").glob("*.ts")):
        code = file.read_text(encoding="utf-8")
        starts = [match.end() for match in _CASE.finditer(code)]
        for number, start in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else len(code)
            is_set = _SET.search(code, code.rfind("test", 0, start - 1), start) or _SET.search(
                code[start:end]
            )
            found = _case(f"{file.stem}:{number}", code[start:end])
            if found and not is_set:
                yield found


def _case(name: str, code: str) -> Text | None:
    sentence, words = _SENTENCE.match(code), _WORDS.search(code)
    if not sentence or not words:
        return None
    text, said = json.loads(sentence.group(1)), json.loads(words.group(1))
    start = text.find(said)
    if start < 0:
        return None
    published = _day(*sentence.groups()[1:])
    first, last = _said(code, "start"), _said(code, "end")
    value = f"{first}/{last}" if first and last and last != first else first
    values = (value, value[:7]) if value and _is_month(code) else (value,) if value else ()
    return Text(name, text, published, (((start, start + len(said)), values),))


def _said(code: str, which: str) -> str | None:
    fields = [re.search(_FIELD.format(which, field), code) for field in ("year", "month", "day")]
    if all(fields):
        year, month, day = (int(field.group(1)) for field in fields if field)
        return f"{year:04}-{month:02}-{day:02}"
    day_said = re.search(_DAY.format(which), code)
    return _day(*day_said.groups()) if day_said else None


def _is_month(code: str) -> bool:
    return 'isCertain("day")).toBe(false)' in code and 'isCertain("month")).toBe(true)' in code


def _day(year: str, month: str, day: str) -> str | None:
    number = sum(int(part) for part in month.replace("-", " -").replace("- ", "-").split())
    try:
        return date(int(year), number + 1, int(day)).isoformat()
    except ValueError:
        return None
