"""The name of a site behind the headline is boilerplate."""

import pytest

from tests.annotations.test_boilerplate import STORY, words


@pytest.mark.parametrize(
    ("line", "source", "expected"),
    [
        ("Two states reopen a harbour | Pellin Wire", None, "| Pellin Wire"),
        ("Two states reopen a harbour - Pellin Wire", None, "- Pellin Wire"),
        ("Two States reopen a harbour — Pellin Wire", None, "— Pellin Wire"),
        ("Two states reopen a harbour|Pellin Wire", None, "|Pellin Wire"),
        ("Two states reopen a harbour | News | Pellin Wire", None, "| News | Pellin Wire"),
        ("Another headline for this page – Pellin Wire", "The Pellin Wire", "– Pellin Wire"),
        ("Another headline for this page – Pellin Wire", None, None),
        ("Another headline for this page – two dead", "Pellin Wire", None),
        ("Two states reopen a well-known harbour", None, None),
        ("Opinion | Two states reopen a harbour", None, None),
    ],
)
def test_a_sites_name_behind_the_headline(
    line: str, source: str | None, expected: str | None
) -> None:
    text = f"{line}\n\n{STORY}"
    found = words(text, "Two states reopen a harbour", source)
    assert found == ([expected] if expected else [])


def test_a_headline_that_stands_twice_is_no_boilerplate() -> None:
    assert words(f"Two states reopen a harbour\n\nTwo states reopen a harbour\n\n{STORY}") == []


# Whole articles
