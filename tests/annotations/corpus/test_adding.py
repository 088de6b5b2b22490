"""Articles are added once, whole, and with a word on each that was not."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.corpus.adding import Adding, Outcome, Plan
from annotations.corpus.importing import bring_in
from annotations.errors import Refused
from annotations.example import Example
from annotations.formats import jsonl
from annotations.formats.records import encode, record_of
from annotations.formats.request import Request
from annotations.project import Project
from annotations.sources.search import Search
from annotations.sources.source import FileSource, HeldSource
from annotations.sources.tables.columns import Wanted
from annotations.store.tiny import TinyStore

Add = Callable[..., list[Outcome]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project", "ana")


@pytest.fixture
def add(project: Project) -> Add:
    """Adds files to the project and gives what became of them."""

    def adding(*paths: Path, **plan: object) -> list[Outcome]:
        files = list(Search().all(paths))
        return list(Adding(project, Plan(**plan)).outcomes(files))  # type: ignore[arg-type]

    return adding


def kinds(outcomes: list[Outcome]) -> dict[str, int]:
    return dict(Counter(outcome.kind for outcome in outcomes))


def lines(*rows: dict[str, str]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def texts(project: Project) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in project.store.articles():
        article = project.store.article(one.id)
        assert article is not None
        found[article.id] = article.text
    return found


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


def test_the_same_again_adds_nothing(tmp_path: Path, project: Project, add: Add) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.jsonl").write_text(lines({"id": "1", "text": "Two."}, {"text": "Three."}))
    assert kinds(add(tmp_path)) == {"added": 3}
    assert kinds(add(tmp_path)) == {"same": 3}
    (tmp_path / "copy.txt").write_text("One.")
    assert kinds(add(tmp_path / "copy.txt")) == {"same": 1}


def test_twins_within_one_run_are_told(tmp_path: Path, project: Project, add: Add) -> None:
    rows = ({"id": "1", "text": "A."}, {"id": "2", "text": "A."}, {"id": "1", "text": "B."})
    (tmp_path / "a.jsonl").write_text(lines(*rows))
    outcomes = add(tmp_path / "a.jsonl")
    assert kinds(outcomes) == {"added": 1, "same": 1, "refused": 1}
    told = " ".join(outcome.told for outcome in outcomes)
    assert "line 2 is the same as 1." in told
    assert "line 3 has the id 1, as another text before it." in told
    assert texts(project) == {"1": "A."}


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


def test_mended_articles_are_known_again_with_and_without_mending(
    tmp_path: Path, project: Project, add: Add
) -> None:
    (tmp_path / "a.txt").write_text("The cafÃ© opened.")
    (tmp_path / "b.jsonl").write_text(lines({"text": "The harbour cafÃ© closed."}))
    assert kinds(add(tmp_path, mend=True)) == {"added": 2, "note": 2}
    assert sorted(texts(project).values()) == ["The café opened.", "The harbour café closed."]
    assert kinds(add(tmp_path, mend=True))["same"] == 2
    assert kinds(add(tmp_path))["same"] == 2


def test_garbled_articles_are_mended_afterwards_as_long_as_nothing_is_tagged(
    tmp_path: Path, project: Project, add: Add
) -> None:
    garbled = {"free": "The cafÃ© opened.", "tagged": "The cafÃ© closed."}
    (tmp_path / "a.jsonl").write_text(lines(*({"id": i, "text": t} for i, t in garbled.items())))
    assert kinds(add(tmp_path)) == {"added": 2, "note": 2}
    tagged = project.store.article("tagged")
    assert tagged
    tag = Annotation(new_id(), 0, 3, "actor", "ana", created=now(), updated=now())
    project.store.apply(tagged, Change(new_id(), new_id(), "ana", now(), added=(tag,)))
    mended = add(tmp_path, mend=True)
    assert [(one.kind, "its letters stay" in one.told) for one in mended] == [
        ("updated", False),
        ("same", True),
    ]
    assert texts(project) == {"free": "The café opened.", "tagged": garbled["tagged"]}
    free = project.store.article("free")
    assert free
    assert free.title == "The café opened."
    assert kinds(add(tmp_path)) == {"same": 2}


def test_a_page_is_known_again_by_its_bytes(tmp_path: Path, project: Project, add: Add) -> None:
    page = f"<html><body><article><p>{'The talks went on. ' * 12}</p></article></body></html>"
    (tmp_path / "a.html").write_text(page)
    assert kinds(add(tmp_path)) == {"added": 1}
    (one,) = project.store.articles()
    own = project.store.article(one.id)
    assert own is not None
    # As if an earlier version had taken another text out of it.
    other = Article(own.id, own.title, "Other words.", own.meta, own.origin, own.imprint)
    again = Project(tmp_path / "again")
    again.store.add([other])
    outcomes = list(Adding(again, Plan()).outcomes(Search().all([tmp_path / "a.html"])))
    assert kinds(outcomes) == {"same": 1}


def test_a_changed_file_is_named_and_updated_when_wished(
    tmp_path: Path, project: Project, add: Add
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Talks resume\n\nMinister Oran said on Tuesday that the harbour will open.")
    add(file)
    (one,) = project.store.articles()
    own = project.store.article(one.id)
    assert own is not None
    tags = [
        Annotation(
            new_id(), own.text.index(words), own.text.index(words) + len(words), "actor", "b"
        )
        for words in ("Minister Oran", "Tuesday")
    ]
    project.store.apply(own, Change("c", "c", "b", now(), added=tuple(tags)))
    file.write_text("Talks go on\n\nMinister Oran said on Thursday that the harbour will open.")
    (outcome,) = add(file)
    assert outcome.kind == "changed"
    assert "--update brings the new one" in outcome.told
    assert texts(project) == {own.id: own.text}
    assert kinds(add(file, update=True, dry_run=True)) == {"updated": 1}
    assert texts(project) == {own.id: own.text}
    (outcome,) = add(file, update=True)
    assert "moved with their words: 1, that wait for a decision: 1." in outcome.told
    renewed = project.store.article(own.id)
    assert renewed is not None
    assert (renewed.text, renewed.title) == (file.read_text(), "Talks go on")
    assert kinds(add(file)) == {"same": 1}


def test_an_update_fills_in_metadata_and_replaces_none(
    tmp_path: Path, project: Project, add: Add
) -> None:
    project.store.add([Article("1", "Own title", "A.", Metadata(source="Gazette"))])
    row = {"id": "1", "text": "B.", "title": "Other", "source": "Post", "author": "Ana"}
    (tmp_path / "a.jsonl").write_text(lines(row))
    outcomes = add(tmp_path / "a.jsonl", update=True)
    assert kinds(outcomes) == {"updated": 1, "note": 1}
    assert (
        outcomes[-1].told
        == "source differs from the project's for 1; the project's stays. postil set changes it."
    )
    article = project.store.article("1")
    assert article is not None
    assert (article.text, article.title) == ("B.", "Own title")
    assert (article.meta.source, article.meta.author) == ("Gazette", "Ana")


def test_a_row_without_text_is_counted_and_an_unreadable_file_told(
    tmp_path: Path, project: Project, add: Add
) -> None:
    (tmp_path / "a.csv").write_text("text,n\nA.,1\n,2\n")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.txt").write_text("C.")
    outcomes = add(tmp_path)
    assert kinds(outcomes) == {"added": 2, "empty": 1, "refused": 1, "note": 1}


def known(project: Project, id: str) -> Article:
    article = project.store.article(id)
    assert article is not None
    return article


def test_a_late_table_fills_in_what_was_not_known(
    tmp_path: Path, project: Project, add: Add
) -> None:
    folder = tmp_path / "in"
    (folder / "strike").mkdir(parents=True)
    for name in ("a", "b", "strike/c"):
        (folder / f"{name}.txt").write_text(f"Report {name}.\n\nWords.")
    assert kinds(add(folder)) == {"added": 3}
    ids = {text.split("\n")[0]: id for id, text in texts(project).items()}
    project.store.amend(ids["Report b."], {"source": "Own", "title": "Mine"})
    (folder / "articles.csv").write_text(
        "path,title,publisher,date,Section\na.txt,New title,Post,4 May 2031,Ports\n"
        "b.txt,New title,Post,,\nstrike/c.txt,,,,Labour\n"
    )
    outcomes = add(folder)
    assert kinds(outcomes) == {"completed": 2, "same": 1, "note": 2}
    first, second, third = (
        known(project, ids[f"Report {name}."]) for name in ("a", "b", "strike/c")
    )
    assert first.title == "New title"
    assert first.meta == Metadata("Post", published="2031-05-04", more={"Section": "Ports"})
    assert (second.title, second.meta.source) == ("Mine", "Own")
    assert (third.meta.group, third.meta.more) == ("strike", {"Section": "Labour"})
    told = [outcome.told for outcome in outcomes if outcome.kind == "note"]
    assert [words.split(" ")[0] for words in told] == ["source", "title"]
    assert all(second.id in words for words in told)
    again = add(folder)
    assert kinds(again) == {"same": 3, "note": 2}


def test_more_columns_of_a_corpus_come_later_and_are_kept(
    tmp_path: Path, project: Project, add: Add
) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text(lines({"id": "1", "text": "One."}, {"id": "2", "text": "Two."}))
    assert kinds(add(corpus)) == {"added": 2}
    rows: list[dict[str, object]] = [
        {"id": "1", "text": "One.", "outlet": "Post", "beat": "Ports", "paid": True, "words": 3},
        {"id": "2", "text": "Two.", "beat": ["Ports", "Law"], "raw": {"a": 1}, "page": "x" * 3000},
    ]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert kinds(add(corpus, dry_run=True)) == {"completed": 2, "note": 2}
    assert known(project, "1").meta == Metadata()
    notes = [outcome.told for outcome in add(corpus) if outcome.kind == "note"]
    assert (
        "source from 'outlet'; kept beside them: 'beat', 'paid', 'words', 'raw', 'page'."
        in notes[0]
    )
    assert "longer than 2,000 characters: 'raw' (1), 'page' (1)." in notes[1]
    more = {"beat": "Ports", "paid": "true", "words": "3"}
    assert known(project, "1").meta == Metadata("Post", more=more)
    assert known(project, "2").meta.more == {"beat": "Ports, Law"}
    # They outlive a save, and another project has them from the export.
    example = project.example_of(known(project, "1"))
    project.store.apply(example.article, Change("c", "c", "ana", now(), status=("open", "done")))
    assert known(project, "1").meta.more == more
    (tmp_path / "out.jsonl").write_bytes(encode(record_of(example, Request())) + b"\n")
    other = Project(tmp_path / "other", "ana")
    list(Adding(other, Plan()).outcomes(Search().all([tmp_path / "out.jsonl"])))
    assert known(other, "1").meta == Metadata("Post", more=more)
    assert other.store.listing().rows[0].more == more


def test_two_programs_that_add_one_text_lose_nothing_of_what_they_know(
    tmp_path: Path, project: Project
) -> None:
    (tmp_path / "a.jsonl").write_text(lines({"id": "1", "text": "One.", "source": "Post"}))
    (tmp_path / "b.jsonl").write_text(lines({"id": "1", "text": "One.", "author": "Ana", "x": "y"}))
    one = Adding(project, Plan()).outcomes(Search().all([tmp_path / "a.jsonl"]))
    # Both look before either has written.
    other = Adding(Project(project.folder, "ben"), Plan())
    assert kinds(list(one)) == {"added": 1}
    assert kinds(list(other.outcomes(Search().all([tmp_path / "b.jsonl"])))) == {
        "added": 1,
        "note": 1,
    }
    assert known(project, "1").meta == Metadata("Post", "Ana", more={"x": "y"})


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
