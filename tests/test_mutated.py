"""No file, however it is spoilt, brings more out of a reader than an article or one clear error."""

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from itertools import count, takewhile
from pathlib import Path

import pytest

from annotations.errors import PostilError
from tests.bounded import Bounded, Limits
from tests.mutated import mutant
from tests.readable import KINDS, Kind, own
from tests.sound import ROW

SECONDS = float(os.environ.get("POSTIL_FUZZ_SECONDS", "60"))
ROUNDS = 2
LIMITS = Limits()

# Seeds that have brought out something else once.
FOUND: dict[str, list[int]] = {
    "html": [3776130123],
    "speed": [611138410],
    "zip": [3337262143],
    "import hf": [2465925993],
    "import csv": [1164606897],
    "import tsv": [3664745716],
    "import tokens": [1601525504],
    "doccano of its own": [1872377319],
    "import of another tool": [4247644795],
}


def wrong(kind: Kind, seeds: Iterator[int], folder: Path, limits: Limits = LIMITS) -> Iterator[str]:
    """What is wrong with reading the mutants of these seeds."""
    file = kind.make(folder)
    sound = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    # What it takes is loaded once, here.
    assert list(kind.read(folder)) == []

    def read(seed: int) -> None:
        for path in folder.rglob("*"):
            if path.is_file() and path not in sound:
                path.unlink()
        for path, data in sound.items():
            if path == file:
                data = mutant(data, seed)
            if not path.is_file() or path.read_bytes() != data:
                path.write_bytes(data)
        kind.read(folder)

    with Bounded(read, limits) as bounded:
        yield from bounded.wrong(seeds)


def known(name: str) -> Kind:
    """The kind of that name; skips the test where the extra for it is not installed."""
    if needs := KINDS[name].needs:
        pytest.importorskip(needs, reason=f"{needs} is not installed")
    return KINDS[name]


@pytest.mark.parametrize("name", KINDS)
def test_mutants(tmp_path: Path, name: str) -> None:
    some = random.Random(name).sample(range(1 << 32), ROUNDS)  # the same each time
    assert list(wrong(known(name), iter([*FOUND.get(name, ()), *some]), tmp_path)) == []


@pytest.mark.torture
@pytest.mark.parametrize("name", KINDS)
def test_many_mutants(tmp_path: Path, name: str) -> None:
    until, first = time.monotonic() + SECONDS, int.from_bytes(os.urandom(4), "big")
    number = count(first)
    seeds = takewhile(lambda _: time.monotonic() < until, number)
    found = list(wrong(known(name), seeds, tmp_path))
    print(f"{name}: {next(number) - first} seeds from {first}")
    assert found == []


def planted(fault: Callable[[bytes], object]) -> Kind:
    """A reader of JSON that meets some of what is none with a fault."""

    def read(folder: Path) -> None:
        data = (folder / "a").read_bytes()
        try:
            json.loads(data)
        except (ValueError, RecursionError):
            fault(data)
            raise PostilError("It is no JSON.", "") from None

    return own("a", json.dumps(ROW).encode(), read)


def forever(data: bytes) -> None:
    while True:
        pass


def waiting(data: bytes) -> None:
    handle, _ = os.pipe()
    os.read(handle, 1)


CARELESS: dict[str, tuple[Callable[[bytes], object], Limits, str]] = {
    "raises": (lambda data: data.decode(), LIMITS, "UnicodeDecodeError"),
    "ends": (lambda data: os._exit(3), LIMITS, "ended the process: 3"),
    "leaves": (lambda data: exit(), LIMITS, "SystemExit"),
    "computes": (forever, Limits(cpu=0.05), "takes more than 0.05 s"),
    "waits": (waiting, Limits(clock=0.2), "waits for something"),
    "hoards": (lambda data: bytearray(b"x" * (20 << 20)), Limits(megabytes=10), "more than 10 MB"),
}


@pytest.mark.parametrize("how", CARELESS)
def test_a_reader_with_a_fault_is_caught(tmp_path: Path, how: str) -> None:
    fault, limits, said = CARELESS[how]
    found = wrong(planted(fault), iter(range(40)), tmp_path, limits)
    assert said in next(found, "nothing is found")
    found.close()
