"""Time and chance, handed in to the rooms that have neither: ids that rise, and the hour."""

import os
import threading
import time
from datetime import UTC, datetime
from random import Random

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_lock = threading.Lock()
# Asking the system for each id would let another thread have the interpreter each time.
_chance = Random()
os.register_at_fork(after_in_child=_chance.seed)
_last = 0


def new_id() -> str:
    """A ULID: 26 characters that sort by time, rising within one process even if the clock falls.

    The format is that of the ULID specification: 48 bits of milliseconds, 80 bits of chance.
    """
    global _last
    with _lock:
        value = time.time_ns() // 1_000_000 << 80 | _chance.getrandbits(80)
        _last = value = value if value > _last else _last + 1
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))


def now() -> str:
    """The present moment in UTC as ISO 8601 with milliseconds, such as 2031-03-04T05:06:07.890Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
