"""Notes in Markdown, as markdown-it reads them: words stay words, and tags are found again."""

import shlex
from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotations.annotation import Annotation, Link
from annotations.article import Article
from annotations.example import Example
from annotations.formats import Request
from annotations.formats.pages import markdown
from annotations.webpage import printable

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"heading", "paragraph", "bullet_list", "list_item", "text", "code_inline"}
ODD = "ab-+1.)#*_`<>[]()!|\\~=$%^&;{}: \n\t\u202e\x1b\x00é漢👍"


def written(*examples: Example) -> str:
    out = BytesIO()
    markdown.write(lambda: examples, lambda _: out, Request())
    return out.getvalue().decode()


def tokens(source: str) -> Iterator[Token]:
    for token in READER.parse(source):
        yield from token.children or [token]


def shown(words: str) -> str:
    return " ".join(printable(words).split())


@given(st.text(st.sampled_from(ODD) | st.characters(codec="utf-8")).filter(str.strip))
def test_words_are_nothing_but_words(words: str) -> None:
    tag = Annotation("01K", 0, len(words), "actor", "", {"entity": words}, words)
    source = written(Example(Article(words, words, words), (tag,)))
    found = list(tokens(source))
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in found}
    assert kinds <= OURS
    items = "".join(token.content for token in found if token.type == "text")
    if shown(words):
        assert items.count(shown(words)) >= 4
    commands = [token.content for token in found if token.type == "code_inline"]
    assert len(commands) == 2


@pytest.mark.parametrize("id", ["talks", "two words", "it's", "a`b``c", "$HOME", "#1", "-x", "漢"])
def test_a_shell_takes_the_way_back_as_it_is_meant(id: str) -> None:
    for tag in ("", "01K", "odd tag"):
        (code,) = (t for t in tokens(markdown.way_back(id, tag)) if t.type == "code_inline")
        assert shlex.split(code.content) == ["postil", "open", f"{id}#{tag}" if tag else id]


def test_tags_that_say_the_same_share_a_line_with_the_way_to_the_first() -> None:
    text = "Ann met Bo. Ann left. Ann said hello."
    tags = (
        Annotation("1", 0, 3, "actor", "ana"),
        Annotation("2", 8, 10, "actor", "ana", note="who?"),
        Annotation("3", 12, 15, "actor", "ana"),
        Annotation("4", 22, 25, "actor", "ana", {"entity": "ann"}),
        Annotation("5", 31, 36, "quote", "ana"),
    )
    lines = written(Example(Article("x", "T", text), tags, (Link("speaker", "5", "4"),)))
    assert lines.splitlines()[4:] == [
        "## actor",
        "",
        "- Ann · 2 times · `postil open x#1`",
        "- Bo · `postil open x#2`",
        "    - who?",
        "- Ann (entity: ann) · `postil open x#4`",
        "",
        "## quote",
        "",
        "- hello (speaker: Ann) · `postil open x#5`",
    ]


def test_annotators_are_named_where_there_are_several() -> None:
    tags = (Annotation("1", 0, 1, "actor", "ana"), Annotation("2", 0, 1, "actor", "ben"))
    lines = written(Example(Article("x", "T", "A b"), tags)).splitlines()
    assert lines[-2:] == ["- A (ana) · `postil open x#1`", "- A (ben) · `postil open x#2`"]
