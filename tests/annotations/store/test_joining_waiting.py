"""A tag beside those that wait for a decision, where git merges two clones without a word."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.clock import now
from tests.annotations.store.clones import ARTICLE, STYLES, WORDS, Clones


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("style", STYLES)
def test_a_tag_that_git_puts_among_those_that_wait_is_none_of_the_new_text(
    tmp_path: Path, style: str
) -> None:
    clones = Clones(tmp_path / "project")
    clones.tag(4)
    new = replace(ARTICLE, text="Once more: " + WORDS)

    def renew() -> None:
        text = (ARTICLE.digest, new.digest)
        clones.opened().apply(new, Change("t", "t", "ana", now(), text=text))

    assert not clones.merged(renew, lambda: clones.tag(5), style)
    found = clones.contents().annotations.values()
    assert {one.text_digest for one in found} == {ARTICLE.digest}
    assert {WORDS[one.start : one.end] for one in found} == {"ferry", "erry "}
