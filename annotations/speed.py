"""How quickly tags are made: keys and seconds counted, logged in a local file, and summed."""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Annotated

import msgspec
from msgspec import Struct

from annotations.annotation import Change
from annotations.clock import now
from annotations.disk.system import System
from annotations.errors import StoreError

FILE = Path("cache", "speed.jsonl")
"""Where the log lies in a project's `.postil` folder; it can be deleted at any time."""

PAUSE_SECONDS = 60.0
"""Who has not touched a key for so long was not tagging."""

_LARGEST = 4 << 20  # bytes; beyond that the older half is dropped
_AT_ONCE = 20  # tags, after which what was counted is written down


class Pace(msgspec.Struct, frozen=True):
    """What one tag took: keys and seconds since the tag before, and candidates met on the way.

    `source` is the suggester that proposed it, empty for a tag made by hand.
    """

    at: str
    label: str
    source: str
    keys: float
    seconds: float
    met: Annotated[int, msgspec.Meta(ge=0, le=1 << 53)]


class Summary(Struct, frozen=True):
    """The paces of one label and source: how many, and means of keys, seconds, candidates a tag.

    Of tags that one key made only the mean says anything: the first had all the work.
    """

    label: str
    source: str
    tags: int
    keys: float
    seconds: float
    met: float


def append(data: Path, paces: Iterable[Pace], project: Path | None = None) -> None:
    """Add lines to the log in a `.postil` folder; one that has grown large loses its older half.

    It may be a layer's folder deeper in a `project`. Raises `OSError`, or `Refused`.
    """
    system, file = System().within(project or data.parent), data / FILE
    lines = b"\n".join(msgspec.json.encode(pace) for pace in paces)
    if system.has(file) and system.look(file).st_size > _LARGEST:
        kept = system.read_file(file) or b""
        system.save(file, kept[-_LARGEST // 2 :].partition(b"\n")[2] + lines + b"\n")
    else:
        system.append(file, lines, lasting=False)


def read(data: Path, project: Path | None = None) -> Iterator[Pace]:
    """The log's lines, oldest first; none where there is no log, and no garbled ones."""
    try:
        system = System().within(project or data.parent)
        lines = (system.read_file(data / FILE) or b"").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Pace)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError):
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
    from statistics import fmean as mean  # late: what is typed is only noted while one reads

    return Summary(
        label,
        source,
        len(paces),
        mean(pace.keys for pace in paces),
        mean(pace.seconds for pace in paces),
        mean(pace.met for pace in paces),
    )


class PaceLog:
    """Notes what tags took, and writes it down now and then in a `.postil` folder, if in any.

    A log that cannot be written is given up without a word: it is not what people work for.
    """

    def __init__(
        self,
        data: Path | None,
        clock: Callable[[], float] = monotonic,
        project: Path | None = None,
    ) -> None:
        self._data, self._project, self._clock = data, project, clock
        self._paces: list[Pace] = []
        self._keys = self._met = 0
        self._seconds = 0.0
        self._last = clock()

    def key(self) -> None:
        """A key was typed."""
        at = self._clock()
        if at - self._last < PAUSE_SECONDS:
            self._seconds += at - self._last
        self._last = at
        self._keys += 1

    def met(self) -> None:
        """A candidate was walked to."""
        self._met += 1

    def made(self, change: Change) -> None:
        """A key changed an article: each tag that came by it is noted."""
        before = {a.id for a in change.removed if a.stands}
        tags = [a for a in change.added if a.stands and a.id not in before]
        if not tags or change.kind != "edit":
            return
        # One key may have made many tags: they share what it took.
        share = len(tags)
        for tag in tags:
            seconds = round(self._seconds / share, 3)
            keys = self._keys / share
            self._paces.append(Pace(now(), tag.label, tag.origin, keys, seconds, self._met))
        self._keys = self._met = 0
        self._seconds = 0.0
        if len(self._paces) >= _AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write down what was noted."""
        paces, self._paces = self._paces, []
        if self._data is not None and paces:
            with contextlib.suppress(OSError, StoreError):
                append(self._data, paces, self._project)
