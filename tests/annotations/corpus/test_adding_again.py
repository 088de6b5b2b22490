"""What was added before and comes again: known by its bytes, filled in, updated when wished."""

import json
from pathlib import Path

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.corpus.adding import Adding, Plan
from annotations.formats.jsonl import encode, record_of
from annotations.formats.request import Request
from annotations.project import Project
from annotations.sources.search import Search
from tests.annotations.corpus.added import Add, kinds, lines, texts


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
    assert "line 3 has the id 1, which another text before it has too." in told
    assert texts(project) == {"1": "A."}


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
    assert [(one.kind, "it was not mended" in one.told) for one in mended] == [
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
    assert "Use --update to take the new one" in outcome.told
    assert texts(project) == {own.id: own.text}
    assert kinds(add(file, update=True, dry_run=True)) == {"updated": 1}
    assert texts(project) == {own.id: own.text}
    (outcome,) = add(file, update=True)
    assert "moved with their words: 1; tags waiting for a decision: 1." in outcome.told
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
        outcomes[-1].told == "source differs from the project's for 1; the project's was kept."
        " To change it, use postil set."
    )
    article = project.store.article("1")
    assert article is not None
    assert (article.text, article.title) == ("B.", "Own title")
    assert (article.meta.source, article.meta.author) == ("Gazette", "Ana")


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
        "source from 'outlet'; kept as extra fields: 'beat', 'paid', 'words', 'raw', 'page'."
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
