"""How quickly tags are made: a small local log of keys and seconds, and its summary."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean as mean

import msgspec

FILE = Path("cache", "speed.jsonl")
"""Where the log lies in a project's `.postil` folder; it can be deleted at any time."""

PAUSE_SECONDS = 60.0
"""Who has not touched a key for so long was not tagging."""

_LARGEST = 4 << 20  # bytes; beyond that the older half is dropped


class Pace(msgspec.Struct, frozen=True):
    """What one tag took: keys and seconds since the tag before, and candidates met on the way.

    `source` is the suggester that proposed it, empty for a tag made by hand.
    """

    at: str
    label: str
    source: str
    keys: float
    seconds: float
    met: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The paces of one label and source: how many, and means of keys, seconds, candidates a tag.

    Of tags that one key made only the mean says anything: the first had all the work.
    """

    label: str
    source: str
    tags: int
    keys: float
    seconds: float
    met: float


def append(file: Path, paces: Iterable[Pace]) -> None:
    """Add lines to the log; a log that has grown large loses its older half. Raises `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = b"".join(msgspec.json.encode(pace) + b"\n" for pace in paces)
    if file.exists() and file.stat().st_size > _LARGEST:
        kept = file.read_bytes()[-_LARGEST // 2 :].partition(b"\n")[2]
        file.write_bytes(kept + lines)
        return
    with file.open("ab") as out:
        out.write(lines)


def read(file: Path) -> Iterator[Pace]:
    """The log's lines, oldest first; none where there is no log, and no garbled ones."""
    if not file.is_file():
        return
    with file.open("rb") as lines:
        for line in lines:
            try:
                yield msgspec.json.decode(line, type=Pace)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue


def summed(paces: Iterable[Pace]) -> list[Summary]:
    """A summary for each label and source, in their order, and one for all under no name."""
    groups: dict[tuple[str, str], list[Pace]] = defaultdict(list)
    for pace in paces:
        groups[pace.label, pace.source].append(pace)
    rows = [_summary(*of, found) for of, found in sorted(groups.items())]
    everything = [pace for found in groups.values() for pace in found]
    return [*rows, _summary("", "", everything)] if everything else []


def _summary(label: str, source: str, paces: list[Pace]) -> Summary:
    return Summary(
        label,
        source,
        len(paces),
        mean(pace.keys for pace in paces),
        mean(pace.seconds for pace in paces),
        mean(pace.met for pace in paces),
    )
