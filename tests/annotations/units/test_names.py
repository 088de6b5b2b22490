"""Names: what is one, where it begins and ends, and what it costs to look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.units.names import Name, names, names_at


def found(text: str) -> list[str]:
    return [text[n.start : n.end] for n in names(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the mayor, Ann Lee, said", "Ann Lee"),
        ("Mayor Ann Lee said", "Ann Lee"),
        ("by Mr. Lee’s aide", "Lee"),
        ("by Joss R. Arrendale Jr. and", "Joss R. Arrendale Jr."),
        ("with Ilse van der Maravane in", "Ilse van der Maravane"),
        ("Gen. al-Tellwyn and O’Brien", "al-Tellwyn|O’Brien"),
        ("the Bank of Verrin and the Ministry for Fish", "Bank of Verrin|Ministry for Fish"),
        ("Premier Elowen Draith of Lowmark", "Elowen Draith|Lowmark"),
        ("the Food and Drug Agency of Verrin", "Food and Drug Agency of Verrin"),
        ("Verrin and Lowmark", "Verrin|Lowmark"),
        ("the Committee on Fish on Monday", "Committee on Fish|Monday"),
        ("the Farmers’ League and Fox’s Bryn Castellow", "Farmers’ League|Fox|Bryn Castellow"),
        ("Senate Majority Leader Ann Lee", "Senate|Ann Lee"),
        ("Verrin Attorney General Ann Lee", "Verrin|Ann Lee"),
        ("Secretary of State Ann Lee", "Ann Lee"),
        ("the Secretary of the Navy left", ""),
        ("the Justice Department and General Motors", "Justice Department|General Motors"),
        ("U.S. District Judge Ann B. Lee ruled.", "U.S.|Ann B. Lee"),
        ("King Osric met Martin King", "Osric|Martin King"),
        ("But Verrin stayed. The Courier asked.", "Verrin|Courier"),
        ("Plan B. Then nothing.", "Plan B"),
        ("the House-passed bill of the Chick-fil-B shop", "House|Chick-fil-B"),
        ("Verrin-Lowmark talks", "Verrin-Lowmark"),
        ("AT&T Inc. and Marcum L.L.P., a firm", "AT&T Inc.|Marcum L.L.P."),
        ("Ann\nLee", "Ann|Lee"),
        ("nobody at all", ""),
        ("", ""),
    ],
)
def test_names(text: str, expected: str) -> None:
    assert "|".join(found(text)) == expected


def test_a_name_knows_its_title_and_whether_it_opens_a_sentence() -> None:
    text = "Mayor Ann Lee left. Verrin stayed, and Lowmark."
    assert list(names(text, 0, len(text))) == [
        Name(6, 13, "mayor", False),
        Name(20, 26, "", True),
        Name(39, 46, "", False),
    ]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("said Ann Lee, who", "Lee", "Ann Lee"),
        ("the Bank of Verrin", "of", "Bank of Verrin"),
        ("Mayor Ann Lee", "Mayor", None),
        ("x" * 400 + " Ann Lee " + "y" * 400, "Ann", "Ann Lee"),
    ],
)
def test_names_at_a_place(text: str, place: str, expected: str | None) -> None:
    start = text.index(place)
    spans = names_at(text, start, start + len(place))
    assert [text[a:b] for a, b in spans] == ([expected] if expected else [])


PIECES = (
    "Ann Lee Bank of and the Health for Mr. Jr. J. van ’s ’ -Lee , . \n Committee on to U.S.".split(
        " "
    )
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=60))
def test_names_are_apart_and_begin_and_end_with_no_space(text: str) -> None:
    last = 0
    for name in names(text, 0, len(text)):
        assert last <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == text[name.start : name.end].strip()
        last = name.end


@pytest.mark.parametrize("word", ["Ann ", "Health and ", "Bank of ", "Lee’s ", "A. ", "de Ann "])
def test_a_run_without_end_is_cut(word: str) -> None:
    text = word * 2_000
    assert all(name.end - name.start < 400 for name in names(text, 0, len(text)))
