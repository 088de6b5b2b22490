"""What cannot be changed is said when it is opened, and can be read."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import PostilError, Refused
from annotations.project import Project
from tui.open_sessions import OpenSessions

ARTICLE = Article("a", "A", "Words of a.", origin=None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of an article with one tag."""
    tag = Annotation(new_id(), 0, 5, "actor", "ana")
    change = Change(new_id(), new_id(), "ana", now(), added=(tag,))
    Project(tmp_path).store.apply(ARTICLE, change)
    return next(tmp_path.glob(".postil/articles/??/*.json"))


def test_what_can_be_changed_needs_no_word(tmp_path: Path, file: Path) -> None:
    session, notice = OpenSessions(Project(tmp_path, "ana"), print).open(ARTICLE)
    assert (notice, session.read_only) == (None, "")


@pytest.mark.parametrize("what", ["damaged", "newer", "newer and unknown", "read-only"])
def test_what_cannot_be_changed_is_said_when_it_is_opened(
    tmp_path: Path, file: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, raw = Project(tmp_path, "ana"), file.read_text()
    told = "was written by a newer version of postil. To change it, install the newest postil."
    if what == "damaged":
        file.write_text(raw[:100])
        told = "is damaged"
    elif what == "read-only":
        refusal = Refused("The folder is read-only.", "Make it writable.")
        monkeypatch.setattr(project.store, "refusal", lambda id: refusal)
        told = "The folder is read-only. Make it writable."
    else:
        newer = raw.replace('"schema": 1', '"schema": 2')
        file.write_text(
            newer.replace('"start"', '"from"') if what == "newer and unknown" else newer
        )
    session, notice = OpenSessions(project, print).open(ARTICLE)
    assert told in (notice or "")
    assert session.article.text == "Words of a."
    assert len(list(session.index)) == (what in ("newer", "read-only"))
    with pytest.raises(PostilError, match="open read-only") as refused:
        session.annotate((0, 5), "date")
    assert told in refused.value.hint


def test_it_is_said_beside_what_else_is_to_be_said(tmp_path: Path, file: Path) -> None:
    file.write_text(file.read_text().replace('"schema": 1', '"schema": 2'))
    changed = Article("a", "A", "Other words.", origin="a.txt")
    _, notice = OpenSessions(Project(tmp_path, "ana"), print).open(changed)
    assert notice is not None
    assert notice.startswith("a.txt has changed since it was added")
    assert "newer version" in notice
