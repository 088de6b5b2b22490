"""After the first thousand keys of a long day memory does not grow, however many articles come."""

import sys

import pytest

from benchmarks.long_day import ARTICLES, FIRST, KEYS, LARGE, MOST_GROWTH, megabytes, opened

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(sys.platform != "linux", reason="/proc tells what memory is in use"),
]

HOARDING = """
from tui import open_sessions
open_sessions.KEPT_ARTICLES = open_sessions.KEPT_CODE_POINTS = 1_000_000_000
"""


@pytest.mark.parametrize(("before", "keys"), [("", KEYS), (HOARDING, 4 * FIRST)])
def test_memory_stays_what_it_was_after_the_first_thousand_keys(before: str, keys: int) -> None:
    with opened(ARTICLES, LARGE, before=before) as app:
        used = dict(megabytes(app, keys, LARGE))
    assert (max(used.values()) > used[FIRST] * MOST_GROWTH) == bool(before), used
