"""The process that `apart` starts: the bytes of a file in, what was found in it out.

`python -P apart_worker.py FOLDER`, where FOLDER is the package `annotations`. For each file a line
`["papers.pdf.read", "its name", 12345]` comes in, and so many bytes; out go the length of an
`Answer` in 8 bytes, the highest first, and the `Answer` as JSON.
"""

import gc
import importlib.util
import json
import os
import resource
import select
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from annotations.sources.apart import Answer


def main(package: str) -> None:
    """Read what comes in, until standard input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    threading.Thread(target=_end_with_the_other_side, daemon=True).start()
    _load(package)
    from annotations.sources.apart import MEMORY

    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    while line := sys.stdin.buffer.readline():
        reader, name, length = json.loads(line)
        _answer(out, reader, name, length)


def _answer(out: BinaryIO, reader: str, name: str, length: int) -> None:
    import msgspec

    from annotations.sources.apart import MEMORY, SECONDS, Answer

    said = msgspec.json.encode(Answer(full=True, last=True))  # there may be no room for it later
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + SECONDS)
    with suppress(MemoryError):
        answer = _read(reader, sys.stdin.buffer.read(length), name)
        gc.collect()
        # What has grown large has less room for the next file.
        said = msgspec.json.encode(msgspec.structs.replace(answer, last=_size() > MEMORY // 2))
    out.write(len(said).to_bytes(8, "big") + said)
    out.flush()


def _read(reader: str, data: bytes, name: str) -> "Answer":
    from annotations.errors import PostilError, UsageError
    from annotations.sources.apart import LONGEST, Answer
    from annotations.sources.found import in_whole_letters, reader_at, told_of

    try:
        with told_of(name):
            found = reader_at(reader)(data, name)
    except PostilError as error:
        return Answer(None, error.message, error.hint, isinstance(error, UsageError))
    except OSError as error:  # a library's, for nothing is opened here
        return Answer(None, f"{name} is damaged and cannot be read ({type(error).__name__}).")
    found = in_whole_letters(found, name)
    if len(found.text.encode()) > LONGEST:
        what = f"{name} has more than {LONGEST >> 20} MB of text, which is too long for an article."
        return Answer(None, what, "Save just the article.")
    return Answer(found)


def _limit(what: int, most: int) -> None:
    """Set a limit for this process; some systems have not all of them."""
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _size() -> int:
    """The bytes that `RLIMIT_AS` counts; 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _end_with_the_other_side() -> None:
    """End at once when standard input does, in the middle of a file as well."""
    poll = select.poll()
    poll.register(0, 0)  # only its end
    poll.poll()
    os._exit(0)


def _load(folder: str) -> None:
    """Have `annotations` be the one of the other side, wherever it was started from."""
    spec = importlib.util.spec_from_file_location("annotations", f"{folder}/__init__.py")
    assert spec
    assert spec.loader
    sys.modules["annotations"] = package = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(package)


if __name__ == "__main__":
    main(sys.argv[1])
