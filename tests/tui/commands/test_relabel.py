"""`postil relabel`: counted, refused where it should be, and taken back by undo."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Link
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.corpus.relabelling import relabel
from annotations.project import Project
from annotations.session import Session

Run = Callable[..., Result]


@pytest.fixture
def run(run: Run, tmp_path: Path) -> Run:
    """Runs postil in a project of two articles with tags and suggestions, as ana."""
    (tmp_path / "postil.toml").write_text('annotator = "ana"')
    store = Project(tmp_path).store
    for id in ("a", "b"):
        tags = [
            Annotation(f"{id}1", 0, 5, "actor", "ben", {"entity": "x"}, "a note", "t", "t"),
            Annotation(f"{id}2", 6, 8, "date", "ana"),
            Annotation(f"{id}3", 9, 10, "actor", "rule:x", origin="rule:x", verdict="suggested"),
            Annotation(f"{id}4", 9, 10, "actor", "rule:x", origin="rule:x", verdict="rejected"),
        ]
        article = Article(id, id, f"Words of {id}.")
        store.apply(article, Change(new_id(), new_id(), "ana", now(), added=tuple(tags)))
    return run


def labels(folder: Path) -> dict[str, str]:
    store = Project(folder).store
    return {a.id: a.label for id in "ab" for a in store.load(id).annotations.values()}


def test_everything_under_the_label_bears_the_other_and_is_otherwise_the_same(
    run: Run, tmp_path: Path
) -> None:
    before = Project(tmp_path).store.load("a").annotations
    result = run("relabel", "actor", "proposal")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Relabelled: 2 tags and 4 suggestions in 2 articles.\n"
    after = Project(tmp_path).store.load("a").annotations
    for id, annotation in before.items():
        label = "proposal" if annotation.label == "actor" else annotation.label
        assert after[id] == replace(annotation, label=label, updated=after[id].updated)
    assert Project(tmp_path).store.totals().labels == {"date": 2, "proposal": 2}


def test_undo_takes_it_back_in_one_article(run: Run, tmp_path: Path) -> None:
    before = labels(tmp_path)
    run("relabel", "actor", "proposal")
    store = Project(tmp_path).store
    article, made = store.article("a"), list[Change]()
    assert article is not None
    session = Session(
        article,
        store.load("a"),
        "ana",
        lambda article, change: made.append(store.apply(article, change).change),
        new_id,
        now,
        lambda: store.history("a"),
    )
    session.undo()
    assert made[0].kind == "undo"
    after = labels(tmp_path)
    assert {id: after[id] for id in after if id[0] == "a"} == {
        id: before[id] for id in before if id[0] == "a"
    }
    assert after["b1"] == "proposal"


def test_a_dry_run_counts_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    result = run("relabel", "actor", "proposal", "--dry-run")
    assert result.exit_code == 0
    assert result.stderr == "Dry run: 2 tags and 4 suggestions in 2 articles would be relabelled.\n"
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if path.parent.name != "cache"} == files


def test_a_label_that_the_scheme_lacks_takes_force(run: Run, tmp_path: Path) -> None:
    result = run("relabel", "actor", "person")
    assert result.exit_code == 2
    assert (
        "The scheme has no label person; its labels are: actor, date, proposal, quote."
        in result.stderr
    )
    assert "--force" in result.stderr
    assert "person" not in labels(tmp_path).values()
    assert run("relabel", "actor", "person", "--force").exit_code == 0
    assert list(labels(tmp_path).values()).count("person") == 6
    # The way back needs none.
    assert run("relabel", "person", "actor").exit_code == 0


@pytest.mark.parametrize("pair", [("actor", "actor"), ("actor", " ")])
def test_labels_that_are_none_are_refused(run: Run, pair: tuple[str, str]) -> None:
    result = run("relabel", *pair, "--force")
    assert result.exit_code == 2
    assert "nothing to relabel" in result.stderr


def test_a_label_that_nothing_bears_is_answered_with_those_in_use(run: Run) -> None:
    result = run("relabel", "actr", "actor")
    assert result.exit_code == 1
    assert "Nothing is tagged actr. The labels in use are: actor, date." in result.stderr


def test_spans_that_bear_the_label_twice_by_it_are_counted(run: Run, tmp_path: Path) -> None:
    store = Project(tmp_path).store
    article = store.article("a")
    assert article is not None
    twin = Annotation("twin", 0, 5, "proposal", "ana")
    store.apply(article, Change(new_id(), new_id(), "ana", now(), added=(twin,)))
    assert "Spans that now have proposal twice: 1." in run("relabel", "actor", "proposal").stderr


def test_a_damaged_article_is_named_and_the_others_are_done(run: Run, tmp_path: Path) -> None:
    (file,) = tmp_path.glob(".postil/articles/??/a-*.json")
    file.write_bytes(b"{")
    result = run("relabel", "actor", "proposal")
    assert result.exit_code == 1
    assert "Relabelled: 1 tag and 2 suggestions in 1 article." in result.stderr
    assert str(file) in result.stderr
    assert file.read_bytes() == b"{"


def test_what_was_changed_elsewhere_meanwhile_stays_and_is_told(run: Run, tmp_path: Path) -> None:
    project = Project(tmp_path, "ana")
    examples = project.examples()

    def changed_meanwhile() -> object:
        for example in examples:
            old = Project(tmp_path).store.load("a").annotations["a1"]
            other = Change(new_id(), new_id(), "ben", now(), removed=(old,))
            if old in getattr(example, "annotations", ()):
                Project(tmp_path).store.apply(example.article, other)  # type: ignore[union-attr]
            yield example
            return

    project.examples = changed_meanwhile  # type: ignore[method-assign, assignment]
    done, problems = relabel(project, "actor", "proposal")
    assert (done.annotations, done.suggestions) == (0, 2)
    assert problems == ["1 tag of a changed elsewhere in the meantime. Run the command again."]
    assert "a1" not in Project(tmp_path).store.load("a").annotations


def test_links_stay(run: Run, tmp_path: Path) -> None:
    (file,) = tmp_path.glob(".postil/articles/??/a-*.json")
    tables = json.loads(file.read_text())
    tables["links"] = {"by a1 a2": {"type": "by", "from": "a1", "to": "a2"}}
    file.write_text(json.dumps(tables))
    run("relabel", "actor", "proposal")
    assert len(Project(tmp_path).store.load("a").links) == 1


def test_links_that_do_not_fit_the_label_go_with_it_and_come_back_by_undo(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "postil.toml").write_text(
        """annotator = "ana"
        [[labels]]
        name = "saying"
        [[labels]]
        name = "who"
        [[labels]]
        name = "ship"
        [[links]]
        type = "speaker"
        from = "saying"
        to = "who"
        """
    )
    store = Project(tmp_path).store
    article = store.article("a")
    assert article is not None
    tags = (Annotation("q", 0, 5, "saying", "ben"), Annotation("w", 6, 8, "who", "ben"))
    links = (Link("speaker", "q", "w"),)
    store.apply(article, Change(new_id(), new_id(), "ben", now(), added=tags, linked=links))
    dry = run("relabel", "who", "ship", "--dry-run").stderr
    assert "1 link that may not go from or to ship would be removed;" in dry
    assert Project(tmp_path).store.load("a").links == {*links}
    assert "Removed 1 link that may not go from" in run("relabel", "who", "ship").stderr
    store = Project(tmp_path).store
    contents = store.load("a")
    assert contents.links == frozenset()
    Session(
        article,
        contents,
        "ana",
        lambda article, change: store.apply(article, change) and None,
        new_id,
        now,
        lambda: store.history("a"),
    ).undo()
    assert Project(tmp_path).store.load("a").links == {*links}
