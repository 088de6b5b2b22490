"""Expressions that are compiled at their first use do what compiled ones do."""

import copy
import re

import pytest

from annotations.expressions import late


def test_one_is_compiled_at_its_first_use_and_then_is_what_it_stands_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, compiled = [], re.compile

    def compiling(pattern: str, flags: int = 0) -> re.Pattern[str]:
        asked.append(pattern)
        return compiled(pattern, flags)

    monkeypatch.setattr(re, "compile", compiling)
    words = late(r"[a-z]+", re.IGNORECASE)
    assert not asked
    assert words.findall("One, two") == ["One", "two"]
    assert [match.span() for match in words.finditer("a b")] == [(0, 1), (2, 3)]
    assert words.sub("x", "One, two") == "x, x"
    assert words.pattern == r"[a-z]+"
    assert words.flags & re.IGNORECASE
    times = len(asked)
    found = [words.fullmatch(one) is not None for one in ("One", "One, two", "Two")]
    assert found == [True, False, True]
    assert len(asked) == times + 1  # each method is looked up once


def test_one_of_bytes_and_one_that_is_wrong() -> None:
    assert late(rb"\d+").findall(b"a 12 b 3") == [b"12", b"3"]
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_it_can_be_copied_before_it_was_used() -> None:
    words = copy.copy(late("[a-z]"))
    assert words.search("A b")
