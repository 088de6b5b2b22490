"""Which labels have a guideline."""

from dataclasses import replace

import pytest

from annotations.dataset.guidelines import guideline
from annotations.scheme import DEFAULT_SCHEME, Label


@pytest.mark.parametrize("label", DEFAULT_SCHEME.labels, ids=lambda label: label.name)
def test_every_default_label_has_one(label: Label) -> None:
    assert len(guideline(label).split()) > 50
    assert guideline(replace(label, keys=("x",), colour="red")) == guideline(label)


def test_a_label_of_that_name_that_means_something_else_has_none() -> None:
    assert guideline(replace(DEFAULT_SCHEME.labels[0], description="who plays in the film")) == ""
    assert guideline(Label("money", ("m",), "red", "a sum")) == ""
