"""Any program that suggests: what it says is placed where the text has it, and nowhere else."""

import json
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from annotations.article import Article
from annotations.errors import PostilError
from annotations.folding import plain
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from annotations.suggest import catalogue, command
from annotations.suggest.cache import SuggestionCache
from annotations.suggest.command import CommandSuggester, taken

TEXT = (
    "東京で Ann Lee met Bo 👩‍👩‍👧 on Monday.\n"
    "Ann Lee said: “We\u00a0go,” and Bo left. Ann Lee\u2019s boat."
)
ROOT = Path(__file__).parents[3]


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


MODEL = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    if "crash" in asked["text"]:
        sys.exit(3)
    while "hang" in asked["text"]:
        pass
    assert [one["name"] for one in asked["labels"]][:1] == ["actor"]
    found = [w for w in ("Ann", "Bo") if w in asked["text"]]
    spans = [{"text": w, "label": "actor"} for w in [*found, "Nobody"]]
    print(json.dumps({"spans": spans}), flush=True)
"""

Made = Callable[[], CommandSuggester]


@pytest.fixture
def told() -> list[PostilError]:
    return []


@pytest.fixture
def model(tmp_path: Path, told: list[PostilError]) -> Iterator[CommandSuggester]:
    (tmp_path / "model.py").write_text(MODEL)
    line = (sys.executable, "model.py")
    made = CommandSuggester(line, tmp_path, DEFAULT_SCHEME, told.append)
    yield made
    made.close()


def test_a_program_is_asked_once_for_a_text(
    model: CommandSuggester, told: list[PostilError]
) -> None:
    article = Article("a", "A", "Ann left.\n\nBo stayed.")
    first, second = model.propose(article, (0, 11)), model.propose(article, (11, 21))
    assert [(one.start, one.label, one.score) for one in (*first, *second)] == [
        (0, "actor", 0.5),
        (11, "actor", 0.5),
    ]
    (problem,) = told
    assert "“Nobody” is not in it" in str(problem)


ANSWER = {
    "spans": [
        {"id": "q", "text": "“We go,”", "label": "quote", "attrs": {"tone": "dry", "by": "Bo"}},
        {"id": "a", "text": "Ann", "label": "actor"},
        {"id": "m", "text": "Monday", "label": "date", "attrs": {"value": "2031-03-17"}},
    ],
    "links": [
        {"type": "speaker", "from": "q", "to": "a"},
        {"type": "speaker", "from": "q", "to": "m"},
        {"type": "rumour", "from": "q", "to": "a"},
    ],
}
SETTINGS = """
[[labels]]
name = "actor"
key = "a"
[[labels]]
name = "when"
key = "w"
role = "date"
attributes = { value = "date" }
[[labels]]
name = "quote"
key = "q"
attributes = { tone = ["dry", "warm"] }
[[links]]
type = "speaker"
key = "s"
from = ["quote"]
to = ["actor"]
[suggest]
on = []
"""


def test_attributes_and_links_are_gated_by_the_scheme_and_what_does_not_fit_is_told(
    tmp_path: Path, told: list[PostilError]
) -> None:
    (tmp_path / "model.py").write_text(
        f"import sys\nfor line in sys.stdin:\n    print({json.dumps(ANSWER)!r}, flush=True)\n"
    )
    line = f'command = ["{sys.executable}", "model.py"]\n'
    (tmp_path / "postil.toml").write_text(SETTINGS + line)
    settings = Project(tmp_path).settings
    (model,) = catalogue.models(settings, list, lambda _: True, told.append, tmp_path)
    text = "“We go,” Ann said on Monday."
    article = Article("a", "A", text)
    try:
        quote, ann, day = model.propose(article, (0, len(text)))
        cache = SuggestionCache(tmp_path / ".postil")
        cache.put(article, model, (quote, ann, day))
        assert cache.get(article, model) == [quote, ann, day]
    finally:
        model.close()  # type: ignore[attr-defined]
    assert quote.attrs == {"tone": "dry"}
    assert quote.links == (("speaker", ann.place),)
    assert (day.label, day.attrs) == ("when", {"value": "2031-03-17"})
    assert [str(one).partition(" suggests ")[2] for one in told] == [
        f"{what} Add the {kind} to postil.toml, or remove the suggester from [suggest]."
        for what, kind in (
            ("by of quote, but this project has no such attribute of quote.", "attribute"),
            ("speaker links from quote to date, but this project has no such link.", "link"),
            ("rumour links from quote to actor, but this project has no such link.", "link"),
        )
    ]


def test_a_program_whose_files_change_is_asked_again(tmp_path: Path) -> None:
    def version() -> str:
        return CommandSuggester(("python3", "model.py", "-v"), tmp_path, DEFAULT_SCHEME).version

    (tmp_path / "model.py").write_text("one")
    first = version()
    assert version() == first
    (tmp_path / "model.py").write_text("other")
    assert version() != first


def test_what_a_program_says_last_is_told_when_it_ends(tmp_path: Path) -> None:
    (tmp_path / "gone.py").write_text(
        "import sys\nprint('one', file=sys.stderr)\nimport no_such_one\n"
    )
    model = CommandSuggester((sys.executable, "gone.py"), tmp_path, DEFAULT_SCHEME)
    try:
        with pytest.raises(PostilError, match=r"has ended: .*No module named 'no_such_one'"):
            model.propose(Article("a", "A", "words"), (0, 5))
    finally:
        model.close()


def test_two_scripts_of_one_interpreter_are_two_sources(tmp_path: Path) -> None:
    commands = [("python3", "one.py"), ("python3", "other.py"), ("python3", "lib/one.py")]
    made = [CommandSuggester(command, tmp_path, DEFAULT_SCHEME).name for command in commands]
    assert made == ["model:one", "model:other", "model:lib/one"]


def test_a_program_that_ends_or_hangs_is_told_and_started_again(
    model: CommandSuggester, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PostilError, match="has ended"):
        model.propose(Article("a", "A", "crash"), (0, 5))
    monkeypatch.setattr(command, "_ANSWERING", 0.2)
    with pytest.raises(PostilError, match=r"was killed: no answer in 0\.2 seconds"):
        model.propose(Article("b", "B", "hang"), (0, 4))
    monkeypatch.setattr(command, "_ANSWERING", 60.0)
    assert list(model.propose(Article("c", "C", "Ann"), (0, 3)))


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    model = CommandSuggester(("no-such-model",), tmp_path, DEFAULT_SCHEME)
    with pytest.raises(PostilError, match="no-such-model cannot be started: No such file"):
        model.propose(Article("a", "A", "Ann"), (0, 3))
