"""What a program suggests is placed where the text has it, and nowhere else."""

import json
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from annotations.errors import PostilError
from annotations.folding import plain
from annotations.suggest.command import taken

TEXT = (
    "東京で Ann Lee met Bo 👩‍👩‍👧 on Monday.\n"
    "Ann Lee said: “We\u00a0go,” and Bo left. Ann Lee\u2019s boat."
)


def spans(*found: dict[str, Any]) -> str:
    return json.dumps({"spans": found})


def words(line: str, text: str = TEXT) -> tuple[list[str], list[str]]:
    found, problems = taken(text, line, "model:x")
    return [text[one.start : one.end] for one in found], problems


@pytest.mark.parametrize(
    ("span", "placed", "problem"),
    [
        ({"text": "Monday", "label": "date"}, ["Monday"], ""),
        ({"text": "東京", "label": "actor"}, ["東京"], ""),
        ({"text": '"We go,"', "label": "quote"}, ["“We\u00a0go,”"], ""),
        ({"text": "Ann Lee", "label": "actor"}, [], "“Ann Lee” is in it more than once"),
        ({"text": "Ann Lee", "label": "actor", "start": 4}, ["Ann Lee"], ""),
        ({"text": "Ann Lee", "label": "actor", "start": 5}, [], "more than once"),
        ({"text": "monday", "label": "date"}, [], "“monday” is not in it"),
        ({"text": "Tuesday", "label": "date", "start": 3}, [], "“Tuesday” is not in it"),
        ({"text": "", "label": "date"}, [], "without words or label"),
        ({"text": "Monday"}, [], "without words or label"),
        ({"text": 7, "label": "date"}, [], "without words or label"),
        ({"text": "Bo", "label": "actor", "start": True}, [], "more than once"),
        ({"text": "👩\u200d👩", "label": "actor", "start": 19}, [], "is not in it"),
        ({"text": "👩\u200d👩\u200d👧", "label": "actor"}, ["👩\u200d👩\u200d👧"], ""),
        ({"text": "Monday", "label": "date", "start": -3, "score": "high"}, ["Monday"], ""),
    ],
)
def test_words_are_placed_only_where_they_are_found(
    span: dict[str, Any], placed: list[str], problem: str
) -> None:
    found, problems = words(spans(span))
    assert found == placed
    assert bool(problems) == bool(problem)
    assert problem in " ".join(problems)


ENDS = (
    {"id": "q", "text": "“We\u00a0go,”", "label": "quote"},
    {"id": "b", "text": "Ann Lee", "label": "actor", "start": TEXT.rindex("Ann Lee said")},
    {"id": "two", "text": "Monday", "label": "date"},
    {"id": "two", "text": "東京", "label": "actor"},
    {"id": "gone", "text": "Nobody", "label": "actor"},
)


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ({"type": "speaker", "from": "q", "to": "b"}, ""),
        ({"type": "speaker", "from": 0, "to": 1}, ""),
        ({"type": "speaker", "from": "q", "to": "two"}, "a speaker link without two spans"),
        ({"type": "speaker", "from": "q", "to": "gone"}, "a speaker link without two spans"),
        ({"type": "speaker", "from": "q", "to": 4}, "a speaker link without two spans"),
        ({"type": "speaker", "from": "q", "to": "q"}, "a speaker link without two spans"),
        ({"type": "speaker", "from": True, "to": 0.0}, "a speaker link without two spans"),
        ({"type": "speaker"}, "a speaker link without two spans"),
        ({"from": "q", "to": "b"}, "a link without a type"),
        ("q to b", "a link without a type"),
    ],
)
def test_links_lead_from_span_to_span_that_were_placed(link: Any, problem: str) -> None:
    line = json.dumps({"spans": ENDS, "links": [link, link]})
    (quote, ann, *rest), problems = taken(TEXT, line, "model:x")
    assert not any(one.links for one in (ann, *rest))
    if problem:
        assert quote.links == ()
        assert len(problems) == 3
        assert problem in problems[-1]
    else:
        assert quote.links == (("speaker", ann.place),)
        assert len(problems) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "gives no JSON"), ("nonsense", "gives no JSON"), ("[]", "gives no JSON"),
        ("{}", "gives no JSON"), ('{"error": "no model"}', "fails: no model"),
        ("[" * 100_000, "gives no JSON"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_told(line: str, said: str) -> None:
    with pytest.raises(PostilError, match=said):
        taken(TEXT, line, "model:x")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("Ann Le東京👩\u200d👧“”, "),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
SPAN = st.fixed_dictionaries(
    {},
    optional={
        "text": JSON | st.sampled_from(["Ann Lee", "京で A", "👩‍👩", "met Bo", "We go"]),
        "label": JSON | st.just("actor"),
        "start": JSON | st.integers(-3, 90),
        "attrs": JSON,
        "score": JSON,
    },
)
LINK = st.fixed_dictionaries({}, optional={"type": JSON, "from": JSON, "to": JSON}) | JSON


@given(st.lists(SPAN | JSON, max_size=6) | JSON, st.lists(LINK, max_size=6) | JSON)
def test_garbled_answers_misplace_nothing(answer: Any, links: Any) -> None:
    found, problems = taken(TEXT, json.dumps({"spans": answer, "links": links}), "model:x")
    assert {place for one in found for _, place in one.links} <= {one.place for one in found}
    many = len(links) if isinstance(links, list) else 1
    assert len(problems) + sum(len(one.links) for one in found) <= many + (
        len(answer) if isinstance(answer, list) else 1
    )
    found, problems = taken(TEXT, json.dumps({"spans": answer}), "model:x")
    given_words = [one.get("text") for one in answer if isinstance(one, dict)] if isinstance(
        answer, list
    ) else [answer.get("text") if isinstance(answer, dict) else None]  # fmt: skip
    wanted = {plain(one).text for one in given_words if isinstance(one, str)}
    for one in found:
        assert 0 <= one.start < one.end <= len(TEXT)
        assert plain(TEXT[one.start : one.end]).text in wanted
        assert 0 <= one.score <= 1
    assert len(found) + len(problems) == (len(answer) if isinstance(answer, list) else 1)


ODD = st.lists(
    st.sampled_from(
        [
            "東",
            "京",
            "한",
            "👩",
            "👩\u200d👧",
            "🇯🇵",
            "e\u0301",
            "é",
            "a",
            "B",
            " ",
            "\n",
            "“",
            '"',
            "\u00ad",
        ]
    ),
    min_size=1,
    max_size=40,
).map("".join)


@given(ODD, st.data())
def test_words_of_odd_texts_are_placed_where_they_are_or_told(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    said, off = text[start:end], data.draw(st.sampled_from((0, 0, 1, -1, 9)))
    found, problems = taken(text, spans({"text": said, "label": "a", "start": start + off}), "m")
    assert len(found) + len(problems) == 1
    borders = {0, *accumulate(map(len, iter_graphemes(text)))}
    for one in found:
        assert plain(text[one.start : one.end]).text == plain(said).text
        assert {one.start, one.end} <= borders
        if {start, end} <= borders and (off == 0 or text.count(said) == 1):
            assert (one.start, one.end) == (start, end)
