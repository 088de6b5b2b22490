"""What is claimed of Pythons and of other packages' versions is what the tests are run with."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = ("html", "mend", "pdf", "parquet", "learn", "postgres", "test")
NEEDED = [
    *PROJECT["dependencies"],
    *(n for e in EXTRAS for n in PROJECT["optional-dependencies"][e]),
]
BOUNDS = dict(
    re.fullmatch(r"([\w.-]+)(?:\[\w+\])?>=([\d.]+)(?:,<\d+)?", needed).groups()  # type: ignore[union-attr]
    for needed in NEEDED
    if not needed.startswith("postil[")
)


def name_of(package: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub("[-_.]+", "-", package).lower()


def pins(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    pinned = (line.partition(";")[0].split("==") for line in lines if not line.startswith("#"))
    return {name_of(name): version.strip() for name, version in pinned}


@pytest.mark.parametrize("package", BOUNDS)
def test_the_lowest_version_that_is_allowed_is_one_that_is_tried(package: str) -> None:
    lowest = pins("constraints-lowest.txt")[name_of(package)]
    assert f"{lowest}.".startswith(f"{BOUNDS[package]}.")


@pytest.mark.parametrize("package", BOUNDS)
def test_what_is_needed_is_pinned(package: str) -> None:
    assert name_of(package) in pins("constraints.txt")


def test_each_python_that_is_claimed_is_at_least_the_one_required() -> None:
    found = (re.fullmatch(r".*:: 3\.(\d+)", line) for line in PROJECT["classifiers"])
    claimed = sorted(int(match[1]) for match in found if match)
    least = int(PROJECT["requires-python"].removeprefix(">=3."))
    assert claimed == list(range(least, least + len(claimed)))
