"""Nominal agreement: worked examples of papers and other programs, a second program, its edges."""

from collections import Counter

import krippendorff
import numpy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.agreement.nominal import Nominal, alpha, cohen, fleiss, nominal

Units = list[dict[str, str]]


def units(*rows: str) -> Units:
    """What each annotator says of unit after unit, a letter each; a dot is nothing."""
    columns = zip(*rows, strict=True)
    return [{str(n): value for n, value in enumerate(said) if value != "."} for said in columns]


FIRST, SECOND, THIRD = "AAAABBBBCCCD", "AAABBBBCCCCD", "AAAABBBCCCDD"


@pytest.mark.parametrize(
    ("given_units", "expected"),
    [
        (units(FIRST, SECOND), (0.7756, 0.7670, 0.7659)),
        (units(FIRST, SECOND, THIRD), (0.7761, None, 0.7697)),
        (units(f"{FIRST}AABB..", f"{SECOND}....AC"), (0.7756, 0.7670, 0.7659)),
        (units(f"{FIRST}AABB--", f"{SECOND}----AC"), (0.4355, 0.4286, 0.4194)),
    ],
)
def test_figures_of_krippendorff_nltk_and_statsmodels(
    given_units: Units, expected: tuple[float | None, ...]
) -> None:
    found = nominal(given_units)
    figures = (found.alpha, found.cohen, found.fleiss)
    assert [f is None for f in figures] == [e is None for e in expected]
    for figure, wanted in zip(figures, expected, strict=True):
        assert figure == (wanted and pytest.approx(wanted, abs=5e-5))


def test_fleiss_table_of_ten_subjects_and_fourteen_raters() -> None:
    rows = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    values = [[str(value) for value, n in enumerate(row) for _ in range(n)] for row in rows]
    found = nominal({str(n): value for n, value in enumerate(said)} for said in values)
    assert found.fleiss == pytest.approx(0.2099, abs=5e-5)
    assert found.alpha == pytest.approx(0.2156, abs=5e-5)
    assert (found.units, found.cohen) == (10, None)


def test_what_tells_nothing_has_no_value() -> None:
    assert nominal([]) == Nominal(0, None, None, None, None)
    assert nominal(units("A..", ".BC")) == Nominal(0, None, None, None, None)
    assert nominal(units("AAA", "AAA")) == Nominal(3, 1.0, None, None, None)


@given(st.lists(st.text("AB.", min_size=8, max_size=8), min_size=2, max_size=4))
def test_alpha_is_that_of_krippendorff(rows: list[str]) -> None:
    found = units(*rows)
    values = Counter(value for unit in found if len(unit) > 1 for value in unit.values())
    assume(len(values) > 1)
    table = [[numpy.nan if said == "." else ord(said) for said in row] for row in rows]
    theirs = krippendorff.alpha(numpy.array(table), level_of_measurement="nominal")
    assert alpha(found) == pytest.approx(theirs)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC")), min_size=1))
def test_two_annotators_can_be_named_either_way_round(pairs: list[tuple[str, str]]) -> None:
    assert cohen(pairs) == pytest.approx(cohen([(b, a) for a, b in pairs]))
    both = [Counter(pair) for pair in pairs]
    if (figure := fleiss(both)) is not None:
        assert -1 <= figure <= 1
