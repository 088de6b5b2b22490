"""A scheme whose labels are called otherwise: suggested, linked, checked, exported."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotations.annotation import Annotation, Change, Link
from annotations.candidates import Candidates
from annotations.clock import new_id, now
from annotations.project import Project
from annotations.session import Session
from annotations.suggest import catalogue
from annotations.suggest.speakers import ends
from annotations.suggest.time_limit import pieces

Run = Callable[..., Result]

SCHEME = """
annotator = "ana"
[[labels]]
name = "when"
key = "d"
role = "date"
attributes = { day = "date", sure = "flag", rank = "number" }
[[labels]]
name = "who"
key = "a"
role = "actor"
attributes = { is = "entity" }
[[labels]]
name = "body"
key = "b"
role = "actor"
[[labels]]
name = "saying"
key = "q"
role = "quote"
[[labels]]
name = "ask"
key = "p"
role = "proposal"
[[labels]]
name = "date"
key = "m"
role = "none"
description = "a meeting of two"
[[links]]
type = "said by"
from = "saying"
to = ["who", "body"]
"""
TEXT = (
    "Harbour talks\n\nNadia Quillon urged Verrin to open the harbour by Friday. “We will sail on"
    " Monday,” Joss Pask said.\n"
)


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Project:
    (tmp_path / "postil.toml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("Friday", "Tuesday"), encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        assert run("add", name).exit_code == 0
    for id in Project(tmp_path).store.ids():
        run("set", id, "--published", "2031-03-05")
    return Project(tmp_path)


def first(project: Project) -> str:
    """The id of the article that tells of Friday."""
    texts = {id: project.store.article(id) for id in project.store.ids()}
    return next(id for id, article in texts.items() if article and article.text == TEXT)


def accepted(project: Project, id: str) -> Session:
    """A session in which all that is suggested has been accepted, and each saying linked."""
    article = project.store.article(id)
    assert article is not None
    scheme = project.settings.scheme
    records = project.store.load(id).annotations.values()
    candidates = Candidates(article.text, records, article.boilerplate, scheme.kinds)
    for suggester in catalogue.rules(project.settings):
        for piece in pieces(article.text):
            candidates.offer(suggester.name, piece, suggester.propose(article, piece))
    session = Session(
        article,
        project.store.load(id),
        "ana",
        lambda article, change: project.store.apply(article, change) and None,
        new_id,
        now,
        fits=scheme.fits,
    )
    for candidate in candidates:
        session.accept(candidate)
    for saying in [tag for tag in session.index if scheme.role_of(tag.label) == "quote"]:
        likeliest, *_ = ends(article.text, scheme, "said by", saying, session.index)
        session.link(saying.id, likeliest.id, "said by")
    return session


def test_suggested_and_linked(project: Project) -> None:
    id = first(project)
    session = accepted(project, id)
    words = {(TEXT[a.start : a.end], a.label) for a in session.index}
    assert words >= {
        ("Nadia Quillon", "who"),
        ("Verrin", "who"),
        ("Friday", "when"),
        ("to open the harbour by Friday"[3:], "ask"),
        ("“We will sail on Monday,”", "saying"),
    }
    assert {label for _, label in words} == {"when", "who", "saying", "ask"}
    (friday,) = [a for a in session.index if TEXT[a.start : a.end] == "Friday"]
    assert friday.attrs == {"day": "2031-03-07"}
    (link,) = session.links
    target = session.index.by_id[link.target]
    assert TEXT[target.start : target.end] == "Joss Pask"


def test_computed_ahead_and_counted_under_its_own_labels(project: Project, run: Run) -> None:
    waiting = json.loads(run("suggest", "--json").stdout)["waiting"]
    assert {(one["source"], one["label"]) for one in waiting} == {
        ("rule:date", "when"),
        ("rule:name", "who"),
        ("rule:quote", "saying"),
        ("rule:proposal", "ask"),
    }


def test_of_labels_of_one_role_a_place_has_one(project: Project, run: Run) -> None:
    id = first(project)
    article = project.store.article(id)
    assert article is not None
    start = TEXT.index("Verrin")
    state = Annotation(new_id(), start, start + 6, "body", "ana")
    project.store.apply(article, Change(new_id(), new_id(), "ana", now(), added=(state,)))
    session = accepted(Project(project.folder), id)
    assert [a.label for a in session.index.exactly(start, start + 6)] == ["body"]


def test_checked(project: Project, run: Run) -> None:
    for id in project.store.ids():
        accepted(project, id)
    assert run("check", "--kind", "link", "--kind", "date", "--kind", "attribute").stdout == ""
    id = first(project)
    article, contents = project.store.read(id) or (None, None)
    assert article
    assert contents
    by_words = {article.text[a.start : a.end]: a for a in contents.annotations.values()}
    friday, saying = by_words["Friday"], by_words["“We will sail on Monday,”"]
    wrong = {"day": "2031-03-06", "sure": "perhaps", "rank": "third"}
    session = Session(
        article,
        contents,
        "ben",
        lambda article, change: project.store.apply(article, change) and None,
        new_id,
        now,
    )
    session.describe(friday.id, wrong)
    session.annotate((saying.start, saying.end), "date")
    project.store.apply(
        article,
        Change(
            new_id(), new_id(), "import", now(), "import",
            linked=(Link("said by", friday.id, by_words["Verrin"].id),),
        ),
    )  # fmt: skip
    lines = run("check", "--kind", "link", "--kind", "date", "--kind", "attribute").stdout
    assert lines.count("«Friday» has the") == 3
    assert "has the value 2031-03-06, but reads as" in lines
    assert "a said by link goes from saying to who or body, not from when to who" in lines
    # The one on which the saying was relabelled is gone already.
    assert len([line for line in lines.splitlines() if "link:" in line]) == 1


def test_grouped_by_those_who_act(project: Project, run: Run) -> None:
    for id in project.store.ids():
        accepted(project, id)
    assert "1 group suggested" in run("group", "--dry-run").stderr


@pytest.mark.parametrize("format", ["jsonl", "hf-jsonl", "csv", "conll", "html"])
def test_exported_and_brought_back(project: Project, run: Run, format: str) -> None:
    for id in project.store.ids():
        accepted(project, id)
    out = project.folder / "out"
    result = run("export", "--format", format, "--output", str(out))
    assert result.exit_code == 0, result.stderr
    assert out.exists()
    if format == "html":
        return
    before = {id: project.store.load(id) for id in project.store.ids()}
    other = project.folder / "other"
    other.mkdir()
    (other / "postil.toml").write_text(SCHEME, encoding="utf-8")
    assert run("import", str(out), "--project", str(other)).exit_code == 0
    store = Project(other).store
    labels = sorted(a.label for id in store.ids() for a in store.load(id).annotations.values())
    assert labels == sorted(a.label for c in before.values() for a in c.annotations.values())
    if format in ("jsonl", "csv"):
        links = [k for id in store.ids() for k in store.load(id).links]
        assert {k.type for k in links} == {"said by"}


def test_the_card_says_what_labels_stand_for(project: Project, run: Run) -> None:
    for id in project.store.ids():
        accepted(project, id)
    out = project.folder / "out"
    run("export", "--format", "hf-jsonl", "--output", str(out), "--license", "cc-by-4.0")
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "### when\n\nA date. Words that name a calendar day" in card
    assert "### saying\n\nA quote. Words in quotation marks" in card
    assert "`day` (day, month or year in ISO 8601), `sure` (true or false), `rank` (number)" in card
    assert "`said by` links go from saying to who or body: 2." in card
