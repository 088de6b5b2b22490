"""Ids rise and fit in a file name; the hour is in UTC."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from annotations import clock


def test_ids_rise_and_have_26_characters() -> None:
    ids = [clock.new_id() for _ in range(5000)]
    assert ids == sorted(set(ids))
    assert {len(id) for id in ids} == {26}
    assert not set("".join(ids)) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_ids_rise_when_the_clock_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    before = clock.new_id()
    monkeypatch.setattr(clock.time, "time_ns", lambda: 0)
    assert before < clock.new_id() < clock.new_id()


def test_ids_from_several_threads_differ() -> None:
    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(lambda _: clock.new_id(), range(2000)))
    assert len(set(ids)) == len(ids)


def test_the_hour_is_utc_with_milliseconds() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", clock.now())
