"""All that a store holds comes to another one, once, and back the same to the byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Decision, Link, judged
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.corpus.copying import Copied, copied, place
from annotations.entity import Entity
from annotations.project import Project
from annotations.store.folders import Folders
from tests.postgres import Database

TEAM = """[team]
annotators = ["ana", "Ben O'Hara"]
adjudicators = ["dora"]
"""


def made(folder: Path, team: str = TEAM) -> Path:
    """A project with what there can be: layers, suggestions, earlier texts, odd names."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "postil.toml").write_text(team, encoding="utf-8")
    text = "Reeve Oda said: \u201cThe weir \U0001f600 holds.\u201d Oda left on Monday.\n"
    about = Metadata("Weir Post", more={"page": "7"})
    first = Article("weir/\u6f22:1", "The weir", text, about)
    project = Project(folder)
    project.result.add([first, Article("bare", "Bare", "Nothing here.\n")])
    tagged(project, "dora", first)
    for who in ("ana", "Ben O'Hara") if team else ():
        mine = Project(folder, who)
        tagged(mine, who, first)
        mine.entities.put(Entity(f"{who}-oda", "Oda"))
        mine.files.append(mine.home / "withheld" / "trials.jsonl", b'{"n": 1}')
    project.result.files.append(folder / ".postil/team/deal.jsonl", b'{"group": "weir"}')
    return folder


def tagged(project: Project, who: str, article: Article) -> None:
    """Have somebody do all that can be done in an article."""
    store = project.store if who != "dora" else project.result
    store.load(article.id)
    tag = Annotation(new_id(), 6, 9, "actor", who, {"entity": f"{who}-oda"}, "a note", now(), now())
    other = replace(tag, id=new_id(), start=50, end=53, attrs={})
    waits = replace(other, id=new_id(), origin="model:x", score=0.25, verdict="suggested")
    link = Link("speaker", tag.id, other.id)
    fine = Decision("check", ("check", who), judged(who), "fine", "why", who, now())
    code = Code(who, "frame", "conflict")

    def change(**halves: object) -> None:
        store.apply(article, Change(new_id(), new_id(), who, now(), **halves))  # type: ignore[arg-type]

    change(added=(tag, other))
    change(added=(waits,), linked=(link,))
    change(decided=(fine,), coded=(code,), status=("open", "done"))


def copy(source: object, target: object) -> Copied:
    done = Copied()
    for _ in copied(place(str(source)), place(str(target)), done):
        pass
    return done


def kept(folder: Path) -> dict[str, bytes]:
    """What of a project a copy has: all but what can be made anew, and what others made."""
    root = folder / ".postil"
    files = (path for path in root.rglob("*") if path.is_file())
    not_in_it = {"backup", "cache", "locks"}
    found = {path.relative_to(root): path.read_bytes() for path in files}
    return {str(p): data for p, data in found.items() if not not_in_it & {*p.parts}}


def test_there_and_back_is_the_same_to_the_byte(tmp_path: Path, database: Database) -> None:
    here = made(tmp_path / "here")
    there = copy(here, database.url)
    assert there.problems == []
    assert (there.articles, there.new, there.tags, there.changes) == (2, 4, 9, 9)
    back = copy(database.url, tmp_path / "back")
    assert back.problems == []
    assert kept(tmp_path / "back") == kept(here)


def test_what_is_there_is_passed_over_and_nothing_comes_twice(
    tmp_path: Path, database: Database
) -> None:
    here = made(tmp_path / "here")
    copy(here, database.url)
    counts = "select (select count(*) from postil.annotation), (select count(*) from postil.change)"
    first = database.run(counts)
    again = copy(here, database.url)
    assert (again.new, again.problems, database.run(counts)) == (0, [], first)
    later = Article("later", "Later", "Oda came later.\n")
    Project(here).result.add([later])
    more = copy(here, database.url)
    assert (more.articles, more.new, more.problems) == (3, 1, [])


@pytest.mark.parametrize("to", ["folder", "database"])
def test_a_copy_that_was_broken_off_goes_on(
    tmp_path: Path, database: Database, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = made(tmp_path / "here")
    articles = [Article(f"n{n}", f"N {n}", f"Text of {n}.\n") for n in range(9)]
    Project(here).result.add(articles)
    monkeypatch.setattr("annotations.store.kept_files._BATCH", 2)
    where = database.url if to == "database" else tmp_path / "there"
    going = copied(place(str(here)), place(str(where)), Copied())
    for _ in range(4):
        next(going)
    going.close()
    rest = copy(here, where)
    assert rest.problems == []
    assert 0 < rest.new < 13
    back = copy(where, tmp_path / "back")
    assert back.problems == []
    assert kept(tmp_path / "back") == kept(here)


def test_an_earlier_text_goes_along_and_a_layer_that_counts_it(
    tmp_path: Path, database: Database
) -> None:
    here = made(tmp_path / "here")
    article = Project(here).result.article("weir/\u6f22:1")
    assert article
    renewed = article.with_text("At last " + article.text)
    change = Change(new_id(), new_id(), "dora", now(), text=(article.digest, renewed.digest))
    Project(here).result.load(article.id)
    Project(here).result.apply(renewed, change)
    assert copy(here, database.url).problems == []
    assert copy(database.url, tmp_path / "back").problems == []
    assert kept(tmp_path / "back") == kept(here)
    # Killed before an article's file was there, which comes last: its history is.
    Folders(tmp_path / "back/.postil").article(article.id).unlink()
    assert copy(database.url, tmp_path / "back").problems == []
    assert kept(tmp_path / "back") == kept(here)
    (there := tmp_path / "there").mkdir()
    (there / "postil.toml").write_text(f'store = "{database.url}"\n{TEAM}', encoding="utf-8")
    for one in (here, there):
        layer = Project(one, annotator="ana").result.layer("ana")
        found = {one.label: one.start for one in layer.load(article.id).annotations.values()
                 if one.text_digest == "" and one.attrs}  # fmt: skip
        assert found == {"actor": 14}
        layer.close()


def test_what_cannot_be_copied_is_named_and_the_rest_is(tmp_path: Path, database: Database) -> None:
    here = made(tmp_path / "here")
    folders = Folders(here / ".postil")
    lost = Article("lost", "Lost", "This text goes.\n")
    with_nul = Article("a\0b", "Nul", "Its id has a NUL.\n")
    cut = Article("cut", "Cut", "Its file is cut off.\n")
    Project(here).result.add([lost, with_nul, cut])
    folders.text(lost.digest).unlink()
    file = folders.article(cut.id)
    file.write_bytes(file.read_bytes()[:40])
    with (history := folders.history("weir/\u6f22:1")).open("ab") as lines:
        lines.write(b'{"id": "cut off')
    (strange := folders.layers / "zoe-0123456789").mkdir()
    done = copy(here, database.url)
    said = "\n".join(done.problems)
    assert len(done.problems) == 5
    for words in (f"A text of lost is missing: {lost.digest}.", "NUL", str(file), str(history),
                  str(strange)):  # fmt: skip
        assert words in said
    assert database.run("select id from postil.article order by id") == [
        ("bare",), ("weir/\u6f22:1",)]  # fmt: skip


def test_another_version_there_stays_and_is_named(tmp_path: Path, database: Database) -> None:
    here = made(tmp_path / "here")
    copy(here, database.url)
    database.run(
        "update postil.annotation set body = replace(body::text, 'a note', 'another')::json"
        " where layer = 'ana'"
    )
    database.run("delete from postil.change where layer = 'Ben O''Hara'")
    database.run("update postil.file set body = body || 'else' where path like 'team/%'")
    done = copy(here, database.url)
    assert sorted(done.problems) == [
        "team/deal.jsonl is another one there.",
        "weir/\u6f22:1 has another version there: the history of the layer of Ben O'Hara.",
        "weir/\u6f22:1 has another version there: the tags in the layer of ana.",
    ]
    assert done.new == 0


def test_a_text_that_is_another_one_is_found_out(tmp_path: Path) -> None:
    here, there = made(tmp_path / "here"), tmp_path / "there"
    (there / ".postil").mkdir(parents=True)
    article = Project(here).result.article("bare")
    assert article
    text = Folders(there / ".postil").text(article.digest)
    text.parent.mkdir(parents=True)
    text.write_text("Not it.\n", encoding="utf-8")
    done = copy(here, there)
    assert done.problems == [f"A text of bare is not the text that was annotated: {article.digest}."
                             " bare is not copied."]  # fmt: skip


def test_each_copies_what_they_may_see(tmp_path: Path, database: Database) -> None:
    from psycopg.sql import SQL, Identifier

    here = made(tmp_path / "here")
    copy(here, database.url)
    role = database.role("ana")
    for right in ("usage on schema", "select on all tables in schema"):
        database.run(SQL(f"grant {right} postil to {{}}").format(Identifier(role)))
    database.run(
        SQL("grant execute on all functions in schema postil to {}").format(Identifier(role))
    )
    database.run("insert into postil.member values (%s, 'annotator')", [role])
    done = copy(database.url_as(role), tmp_path / "mine")
    assert [what[:30] for what in done.problems] == ["You do not see everybody's laye"[:30]]
    assert done.changes == 0
    assert b"Ben" not in b"".join(kept(tmp_path / "mine").values())


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
IDS = TEXT.filter(lambda id: "\0" not in id)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tagged_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, databases: Callable[[], object], data: st.DataObject
) -> None:
    here, back = (tmp_path_factory.mktemp(name) for name in ("here", "back"))
    store = Project(here).result
    for id in data.draw(st.lists(IDS, max_size=3, unique=True)):
        article = Article(id, data.draw(IDS), data.draw(TEXT), origin=data.draw(IDS | st.none()))
        store.add([article])
        store.load(id)
        for _ in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(0, len(article.text) - 1))
            end = data.draw(st.integers(start + 1, len(article.text)))
            verdict = data.draw(st.sampled_from(["", "suggested", "rejected"]))
            tag = Annotation(
                new_id(), start, end, data.draw(IDS), data.draw(IDS),
                {"value": data.draw(TEXT)}, data.draw(TEXT), now(), now(),
                "model:m" if verdict else "", 0.1 if verdict else None, verdict,
            )  # fmt: skip
            code = Code("ana", data.draw(IDS), data.draw(TEXT))
            change = Change(new_id(), new_id(), "ana", now(), added=(tag,), coded=(code,))
            store.apply(article, change)
    with databases() as database:  # type: ignore[attr-defined]
        assert copy(here, database.url).problems == []
        assert copy(database.url, back).problems == []
    assert kept(back) == kept(here)
