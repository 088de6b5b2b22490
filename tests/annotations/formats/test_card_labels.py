"""Which labels have a guideline."""

import pytest
from msgspec.structs import replace

from annotations.formats.pages.card_labels import guideline
from annotations.scheme import DEFAULT_SCHEME, Label


@pytest.mark.parametrize("label", DEFAULT_SCHEME.labels, ids=lambda label: label.name)
def test_every_default_label_has_one(label: Label) -> None:
    assert len(guideline(label).split()) > 50
    assert guideline(replace(label, keys=("x",), colour="red")) == guideline(label)


def test_a_label_of_that_name_that_means_something_else_has_none() -> None:
    assert guideline(replace(DEFAULT_SCHEME.labels[0], description="who plays in the film")) == ""
    assert guideline(Label("money", ("m",), "red", "a sum")) == ""


def test_a_label_of_another_name_has_that_of_its_role_unless_it_is_described() -> None:
    assert guideline(Label("when", (), "red", role="date")) == guideline(DEFAULT_SCHEME.labels[1])
    assert guideline(Label("when", (), "red", "any day of a feast", role="date")) == ""
    assert guideline(Label("date", (), "red", role="")) == ""
