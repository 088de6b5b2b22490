"""A number and its noun agree."""

import pytest

from annotations.counted import counted


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 tags"), (1, "1 tag"), (2, "2 tags"), (2_000, "2,000 tags")]
)
def test_the_noun_follows_the_number(count: int, said: str) -> None:
    assert counted(count, "tag") == said
