"""Tags under earlier guidelines: listed by check until somebody looked, and counted by version."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from annotations.annotation import FINE, Annotation, Change, Decision
from annotations.article import Article
from annotations.corpus.checking import check
from annotations.corpus.guided import Version, versions
from annotations.guidelines import digest_of
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from tests.annotations.corpus.checked import example, tag
from tui.cli import postil

OLD, NOW = digest_of("Old."), digest_of("Now.")


def _under(digest: str, label: str = "actor", id: str = "1", day: str = "2031-03-04") -> Annotation:
    return replace(tag("Oran", label, id=id), guideline=digest, updated=f"{day}T08:00:00Z")


def _found(*tags: Annotation, now: str = NOW, decided: tuple[Decision, ...] = ()) -> list[str]:
    shown = replace(example(*tags), decisions=decided)
    guideline = {"actor": now}.get
    found = check([shown], DEFAULT_SCHEME, guideline=lambda label: guideline(label) or "")
    return [one.message for one in found if one.kind == "guideline" and not one.decision]


@pytest.mark.parametrize(
    ("made", "now", "listed"),
    [(NOW, NOW, 0), (OLD, NOW, 1), ("", NOW, 0), (OLD, "", 0), ("", "", 0)],
)
def test_a_tag_is_listed_where_its_guideline_is_another_now(
    made: str, now: str, listed: int
) -> None:
    assert len(_found(_under(made), now=now)) == listed
    assert _found(_under(made, "date"), now=now) == []


def test_what_was_looked_at_is_listed_again_once_the_guideline_changes_again() -> None:
    one = _under(OLD)
    shown = example(one)
    found = next(
        f for f in check([shown], DEFAULT_SCHEME, guideline=lambda _: NOW) if f.kind == "guideline"
    )
    fine = Decision("finding", found.about, found.judged, FINE, by="ana")
    assert _found(one, decided=(fine,)) == []
    assert len(_found(one, now=digest_of("Later."), decided=(fine,))) == 1
    assert _found(replace(one, guideline=NOW), decided=(fine,)) == []


def test_versions_are_counted_by_label_in_order_of_their_days() -> None:
    tags = [
        _under(OLD, id="1", day="2031-03-02"),
        _under(OLD, id="2", day="2031-03-09"),
        _under(NOW, id="3", day="2031-03-05"),
        _under("", id="4", day="2031-01-05"),
        _under("", "date", id="5"),
        _under(OLD, "gone", id="6"),
    ]
    now = {"actor": NOW, "quote": OLD}
    found = versions(tags, ["quote", "actor", "date"], lambda label: now.get(label, ""))
    assert found == [
        Version("quote", OLD, 0, "", "", True),
        Version("actor", "", 1, "2031-01-05", "2031-01-05"),
        Version("actor", OLD, 2, "2031-03-02", "2031-03-09"),
        Version("actor", NOW, 1, "2031-03-05", "2031-03-05", True),
        Version("gone", OLD, 1, "2031-03-04", "2031-03-04"),
    ]


def test_the_commands_tell_of_versions(tmp_path: Path) -> None:
    (tmp_path / "guidelines").mkdir()
    (tmp_path / "guidelines" / "actor.md").write_text("Now.")
    project, article = Project(tmp_path, "ana"), Article("one", "One", "Oran met Lee.")
    tags = [
        replace(Annotation(id, start, end, "actor", "ana"), guideline=digest, updated="2031-03-04")
        for id, start, end, digest in (("1", 0, 4, OLD), ("2", 9, 12, NOW))
    ]
    project.store.apply(article, Change("c", "c", "ana", "2031", added=tuple(tags)))
    at = ["--project", str(tmp_path)]
    listed = CliRunner().invoke(postil, ["check", "--kind", "guideline", *at])
    assert (listed.exit_code, listed.stdout.count("one 0-4 guideline")) == (1, 1)
    fine = CliRunner().invoke(postil, ["check", "--kind", "guideline", "--fine", *at])
    assert fine.exit_code == 0
    assert CliRunner().invoke(postil, ["check", "--kind", "guideline", *at]).exit_code == 0
    told = CliRunner().invoke(postil, ["stats", "--guidelines", *at]).stdout
    assert [line.split() for line in told.splitlines()] == [
        ["label", "guideline", "tags", "first", "last"],
        ["actor", OLD, "1", "2031-03-04", "2031-03-04"],
        ["actor", NOW, "1", "2031-03-04", "2031-03-04", "now"],
    ]
