"""Articles are added once, whole, and with a word on each that was not."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.corpus.adding import Adding, Plan
from annotations.corpus.importing import bring_in
from annotations.errors import Refused
from annotations.example import Example
from annotations.formats import jsonl
from annotations.project import Project
from annotations.sources.search import Search
from annotations.sources.source import FileSource, HeldSource
from annotations.sources.tables.columns import Wanted
from annotations.store.tiny import TinyStore
from tests.annotations.corpus.added import Add, kinds, lines, texts


def test_files_and_corpora_are_added_with_what_is_known_of_them(
    tmp_path: Path, project: Project, add: Add
) -> None:
    folder = tmp_path / "in"
    (folder / "talks").mkdir(parents=True)
    (folder / "talks" / "a.txt").write_text("One.")
    (folder / "talks" / "b.md").write_text("---\ntitle: Second\n---\nTwo.")
    (folder / "c.csv").write_text("id,body,event\nthree,Three.,strike\nfour,Four.,\n")
    outcomes = add(folder)
    assert kinds(outcomes) == {"added": 4, "note": 1}
    examples = [project.store.article(one.id) for one in project.store.articles()]
    found = {a.text: (a.title, a.meta.group, a.origin) for a in examples if a}
    assert found == {
        "One.": ("One.", "talks", "../in/talks/a.txt"),
        "Two.": ("Second", "talks", "../in/talks/b.md"),
        "Three.": ("Three.", "strike", "../in/c.csv, line 2"),
        "Four.": ("Four.", None, "../in/c.csv, line 3"),
    }


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", '{"text": "A."}\n{"text": "B."\n{"text": "C."}\n', "line 2 is not JSON"),
        ("a.csv", "text,n\nA.,1\nB.\nC.,3\n", "line 3 has 1 cell, but there are 2 columns"),
        ("a.csv", 'text,n\nA.,1\n"B.,2\nC.,3\n', "line 3 is a broken row"),
    ],
)
def test_of_a_file_with_a_broken_row_nothing_is_added_unless_wished(
    tmp_path: Path, project: Project, add: Add, name: str, content: str, told: str
) -> None:
    (tmp_path / name).write_text(content)
    (outcome,) = add(tmp_path / name)
    assert outcome.kind == "refused"
    assert told in outcome.told
    assert not (project.folder / ".postil").exists()
    outcomes = add(tmp_path / name, lenient=True)
    assert kinds(outcomes)["refused"] == 1
    assert kinds(outcomes)["added"] >= 1


def test_a_dry_run_writes_nothing(tmp_path: Path, project: Project, add: Add) -> None:
    (tmp_path / "a.txt").write_text("One.")
    assert kinds(add(tmp_path / "a.txt", dry_run=True)) == {"added": 1}
    assert not project.folder.exists()


def test_a_group_for_all(tmp_path: Path, project: Project, add: Add) -> None:
    (tmp_path / "a.jsonl").write_text(lines({"id": "1", "text": "A.", "group": "own"}))
    add(tmp_path / "a.jsonl", group="talks")
    article = project.store.article("1")
    assert article is not None
    assert article.meta.group == "talks"


def test_columns_as_asked_for(tmp_path: Path, project: Project, add: Add) -> None:
    (tmp_path / "a.csv").write_text("text,story\nno,Yes.\n")
    add(tmp_path / "a.csv", wanted=Wanted({"text": "story"}))
    assert list(texts(project).values()) == ["Yes."]
    (outcome,) = add(tmp_path / "a.csv", wanted=Wanted({"text": "none"}))
    assert (outcome.kind, "has no column 'none'" in outcome.told) == ("refused", True)


def test_a_row_without_text_is_counted_and_an_unreadable_file_told(
    tmp_path: Path, project: Project, add: Add
) -> None:
    (tmp_path / "a.csv").write_text("text,n\nA.,1\n,2\n")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.txt").write_text("C.")
    outcomes = add(tmp_path)
    assert kinds(outcomes) == {"added": 2, "empty": 1, "refused": 1, "note": 1}


def test_what_is_piped_in_has_no_origin(project: Project) -> None:
    source = HeldSource("standard input", b"Words from a pipe.")
    outcomes = list(Adding(project, Plan()).outcomes(Search().all([source])))
    assert kinds(outcomes) == {"added": 1}
    (one,) = project.store.articles()
    assert one.origin is None


def test_a_damaged_file_of_the_project_is_in_nobodys_way(
    tmp_path: Path, project: Project, add: Add
) -> None:
    (tmp_path / "a.jsonl").write_text(lines({"id": "1", "text": "A."}, {"id": "2", "text": "B."}))
    add(tmp_path / "a.jsonl")
    (file,) = (project.folder / ".postil").glob("articles/*/1-*.json")
    file.write_text("{")
    outcomes = add(tmp_path / "a.jsonl")
    assert kinds(outcomes) == {"same": 1, "refused": 1}
    assert "is damaged" in " ".join(outcome.told for outcome in outcomes)
    assert file.read_text() == "{"


def test_what_was_told_as_added_is_there_when_the_disk_fills_up(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": str(n), "text": f"Text {n}."} for n in range(600)]
    (tmp_path / "a.jsonl").write_text(lines(*rows))
    add, calls = TinyStore.add, Counter[str]()

    def full(store: TinyStore, articles: list[Article]) -> int:
        calls["add"] += 1
        if calls["add"] > 2:
            raise Refused("The disk is full.", "Make room.")
        return add(store, articles)

    monkeypatch.setattr(TinyStore, "add", full)
    told: list[str] = []
    outcomes = Adding(project, Plan()).outcomes(Search().all([tmp_path / "a.jsonl"]))
    with pytest.raises(Refused):
        told.extend(outcome.name for outcome in outcomes)
    assert len(told) == 512
    assert sorted(told) == [one.id for one in project.store.articles()]


def test_progress_counts_the_bytes_gone_through(tmp_path: Path, project: Project) -> None:
    (tmp_path / "a.txt").write_text("A.")
    (tmp_path / "b.jsonl").write_text(lines({"text": "B."}, {"text": "C."}))
    adding = Adding(project, Plan())
    files = list(Search().all([tmp_path]))
    seen = [adding.done for _ in adding.outcomes(files)]
    assert seen == sorted(seen)
    assert adding.done == sum(FileSource(path).size() for path in tmp_path.glob("*.*"))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n"])
def test_added_and_imported_a_text_is_one(
    ends: str, last: str, tmp_path: Path, project: Project, add: Add
) -> None:
    text = f"The pier\n\nKai Brandl opened it.{last}"
    (tmp_path / "a.txt").write_bytes(text.replace("\n", ends).encode())
    (tmp_path / "b.txt").write_bytes(text.strip().encode())
    predicted = text.replace("\n", ends)
    start = predicted.index("Kai")
    row = {"text": predicted, "spans": [{"start": start, "end": start + 10, "label": "actor"}]}
    (tmp_path / "p.jsonl").write_text(json.dumps(row))
    add(tmp_path / "a.txt")
    assert bring_in(project.store, jsonl.read(tmp_path / "p.jsonl"))[0].annotations == 1
    (one,) = project.store.articles()
    article = project.store.article(one.id)
    assert article
    assert [
        article.text[a.start : a.end] for a in project.store.load(one.id).annotations.values()
    ] == ["Kai Brandl"]
    other = Project(tmp_path / "other")
    bring_in(other.store, jsonl.read(tmp_path / "p.jsonl"))
    files = list(Search().all([tmp_path / "a.txt", tmp_path / "b.txt"]))
    assert [one.kind for one in Adding(other, Plan()).outcomes(files)] == ["same", "same"]


def test_spans_in_the_lines_of_a_corpus_are_said(tmp_path: Path, add: Add) -> None:
    rows: list[dict[str, object]] = [
        {"text": "Kai Brandl came.", "entities": [[0, 10, "actor"]]},
        {"text": "Nobody came.", "entities": []},
        {"text": "Zoë came.", "spans": [{"start": 0, "end": 3, "label": "actor"}]},
    ]
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    found = add(file)
    assert kinds(found)["added"] == 3
    (told,) = [one.told for one in found if "spans" in one.told and "import" in one.told]
    assert "in 2 lines" in told
    assert f"postil import {file}" in told
    assert kinds(add(file))["same"] == 3


LETTERS = {
    "decomposed": lambda words: unicodedata.normalize("NFD", words),
    "ligatures": lambda words: words.replace("fi", "\ufb01"),
    "soft hyphens": lambda words: words.replace("harbour", "har\u00adbour"),
}


@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("turned", [True, False])
def test_a_copy_in_other_letters_is_named_and_not_added(
    add: Add, project: Project, tmp_path: Path, letters: str, together: bool, turned: bool
) -> None:
    words = "Zo\u00eb finds the harbour shut.\n\nThe caf\u00e9 was first.\n"
    texts = [words, LETTERS[letters](words)]
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file, text in zip(files, reversed(texts) if turned else texts, strict=True):
        file.write_text(text)
    other = tmp_path / "c.txt"
    other.write_text(words.replace("first", "last"))
    found = add(*files, other) if together else [*add(files[0]), *add(files[1], other)]
    assert kinds(found) == {"added": 2, "same": 1}
    (told,) = [one.told for one in found if one.kind == "same"]
    assert "b.txt is zo" in told.casefold()
    assert "in other letters" in told
    assert len(list(project.stored())) == 2


def test_each_article_with_a_title_is_read_once_for_its_letters(
    add: Add, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(40)]
    for number, file in enumerate(files):
        file.write_text(f"Morning briefing\n\nThe ferry of {number} o\u2019clock left.\n")
    add(*files[:20])
    read, article = list[str](), type(project.store).article
    monkeypatch.setattr(
        type(project.store), "article", lambda store, id: read.append(id) or article(store, id)
    )
    add(*files[20:])
    assert len(read) <= 40


SPOILT = {
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-30]),
    "emptied": lambda file: file.write_bytes(b""),
    "a link": lambda file: (file.unlink(), file.symlink_to("/dev/zero")),
    "marks": lambda file: file.write_bytes(b"<<<<<<< HEAD\n" + file.read_bytes()),
}


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize("kind", ["the same", "another text", "under another name"])
def test_a_file_of_its_own_that_cannot_be_read_makes_no_second_article(
    project: Project, add: Add, tmp_path: Path, spoilt: str, kind: str
) -> None:
    words = "The quay at Lower Adeyo was closed.\n\nNobody said why.\n"
    file, other = tmp_path / "quay.txt", tmp_path / "other.txt"
    file.write_text(words)
    assert kinds(add(file)) == {"added": 1}
    (stored,) = (project.folder / ".postil" / "articles").rglob("*.json")
    SPOILT[spoilt](stored)
    if kind == "another text":
        file.write_text(words + "\nThat was all.\n")
    elif kind == "under another name":
        file = file.rename(tmp_path / "pier.txt")
    other.write_text("A pier was sold to the town.\n")
    before = {p.name for p in (project.folder / ".postil" / "articles").rglob("*.json")}
    told = add(file, other)
    after = {p.name for p in (project.folder / ".postil" / "articles").rglob("*.json")}
    assert kinds(told) == {"refused": 1, "added": 1}, told
    assert len(after - before) == 1
    brought, problems = bring_in(project.store, [_example_of(words)])
    assert (brought.articles, len(problems)) == (0, 1)


def _example_of(words: str) -> Example:
    return Example(Article("elsewhere", "Quay", words))
