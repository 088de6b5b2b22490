"""The English specifications of Recognizers-Text: sentences, the day, and what is read of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.suites.dates import Text

_KINDS = ("date", "datetime", "daterange")


def cases(copy: Path) -> Iterator[Text]:
    """The sentences of the whole model in a clone of Recognizers-Text."""
    file = copy / "Specs" / "DateTime" / "English" / "DateTimeModel.json"
    for number, case in enumerate(json.loads(file.read_text(encoding="utf-8-sig"))):
        read_on = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
        if read_on:
            yield Text(f"{number}", case["Input"], read_on, tuple(_gold(case)))


def _gold(case: dict[str, Any]) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    for one in case["Results"]:
        kind = one.get("TypeName", "").rpartition(".")[2]
        readings = (one.get("Resolution") or {}).get("values", ()) if kind in _KINDS else ()
        values = dict.fromkeys(value for reading in readings for value in _values(reading))
        yield (one["Start"], one["End"] + 1), tuple(values)


def _values(reading: dict[str, str]) -> Iterator[str]:
    """What one reading says: a day, a month or season, else the first and last day."""
    timex = reading.get("timex", "")
    start, end = reading.get("start", "")[:10], reading.get("end", "")[:10]
    if reading.get("Mod") and re.fullmatch(r"(?:\d{4}|XXXX)-\d\d", timex):
        # After February begins in March for them.
        return
    if value := reading.get("value", "")[:10]:
        yield value
    elif re.fullmatch(r"(?:\d{4}|XXXX)-\d\d", timex):
        yield start[:7]
    elif re.fullmatch(r"\d{4}-(?:S[PU]|FA|WI|W\d\d-WE)", timex):
        yield timex
    elif start and end and timex.startswith("("):
        yield f"{start}/{end}"
