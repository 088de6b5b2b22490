"""What looks wrong in pairs and entities: in one article, over all, and what is right."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import FINE, Annotation, Decision
from annotations.article import Article
from annotations.corpus.checking import check
from annotations.corpus.curing import Curing
from annotations.corpus.examining import Examination
from annotations.corpus.findings import Finding
from annotations.entity import Entity
from annotations.example import Example
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from annotations.store.entity_files import encoded

TEXT = "Mayor Lee met Lee on Friday, and on friday the Lees met Ann Lee."
WORDS = ["Lee", "Lee", "Friday", "friday", "Ann Lee"]


def tags(*attrs: dict[str, Any], article: str = "a") -> Example:
    """The names and dates of the text as tags, with these attributes in their order."""
    made, at = list[Annotation](), 0
    for number, (words, given) in enumerate(zip(WORDS, attrs, strict=False)):
        at = TEXT.index(words, at)
        label = "date" if words.casefold() == "friday" else "actor"
        made.append(Annotation(f"{article}{number}", at, at + len(words), label, "ann", given))
        at += len(words)
    return Example(Article(article, article, TEXT), tuple(made))


def found(
    *examples: Example, entities: dict[str, Entity] | None = None, whole: bool = True
) -> list[Finding]:
    kinds = ("entities", "values", "pair", "entity")
    looked = check(
        examples, DEFAULT_SCHEME, lambda *_: (), entities={**(entities or {})}, whole=whole
    )
    return [one for one in looked if one.kind in kinds]


def called(id: str) -> dict[str, Any]:
    return {"entity": id}


MON, TUE = {"value": "2031-01-13"}, {"value": "2031-01-14"}


@pytest.mark.parametrize(
    ("attrs", "same", "kinds"),
    [
        ([called("lee"), called("lee")], {}, []),
        ([called("lee"), {}], {}, []),
        ([called("lee"), called("ann")], {}, ["entities"]),
        ([called("lee"), called("ann")], {"lee": "ann"}, []),
        # Another name may be another person.
        ([called("lee"), {}, {}, {}, called("ann")], {}, []),
        ([{}, {}, MON, MON], {}, []),
        ([{}, {}, MON, TUE], {}, ["values"]),
        ([{}, {}, MON, {"value": ""}], {}, []),
        ([{"entity": 1}, {"entity": True}], {}, ["entities"]),
    ],
)
def test_one_name_is_one_thing_in_an_article(
    attrs: list[dict[str, Any]], same: dict[str, str], kinds: list[str]
) -> None:
    entities = {id: Entity(id, id, same_as=(other,)) for id, other in same.items()}
    entities |= {id: Entity(id, id) for id in same.values()}
    assert [one.kind for one in found(tags(*attrs), entities=entities)] == kinds
    # Over articles two may be called so.
    apart = [tags(one, article=f"a{number}") for number, one in enumerate(attrs) if one]
    assert not found(*apart, entities=entities)


def test_a_pair_has_two_members_of_one_label() -> None:
    pair, other = {"pair": "p"}, tags({"pair": "p"}, article="b")
    assert [one.kind for one in found(tags(pair), other)] == []
    (alone,) = found(tags(pair))
    assert (alone.kind, alone.article, alone.span) == ("pair", "a", (6, 9))
    assert "only one tag" in alone.message
    (mixed,) = found(tags({}, {}, pair), other)
    assert mixed.message == "the pair p joins actor and date"
    # In some of the articles nothing can be said of it.
    assert not found(tags(pair), whole=False)


def test_a_pair_that_is_fine_is_told_with_the_decision_until_it_changes() -> None:
    example = tags({"pair": "p"})
    (one,) = found(example)
    kept = Decision("finding", one.about, one.judged, FINE, by="ann", at="t")
    (again,) = found(replace(example, decisions=(kept,)))
    assert again.decision == kept
    (changed,) = found(replace(tags({"pair": "q"}), decisions=(kept,)))
    assert changed.decision is None


def test_an_entity_that_nobody_bears() -> None:
    known = {id: Entity(id, id.upper()) for id in ("lee", "bo", "old")}
    known["cy"] = Entity("cy", "Cy", same_as=("old",))
    example = tags(called("lee"), called("cy"))
    unborne = [one for one in found(example, entities=known) if one.kind == "entity"]
    assert [(one.article, one.message) for one in unborne] == [
        ("", "no tag bears the entity bo (BO)")
    ]
    assert not [f for f in found(example, entities=known, whole=False) if f.kind == "entity"]


LEE = Entity("lee", "Ann Lee", ("A. Lee",))


def kinds(project: Project) -> list[str]:
    return [one.kind for one in Examination(Project(project.folder)).ailments()]


def test_what_is_wrong_with_entities_is_named_and_a_merge_is_joined(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.entities.put(LEE)
    assert kinds(project) == []
    path = project.entities.path("lee")
    other = encoded(Entity("lee", "Mayor Lee"))
    torn = b"<<<<<<< ours\n" + encoded(LEE) + b"=======\n" + other + b">>>>>>> theirs\n"
    path.write_bytes(torn)
    path.with_name("bad.json").write_bytes(b"{")
    path.with_name("copy.json").write_bytes(encoded(Entity("bo", "Bo")))
    assert sorted(kinds(project)) == ["damaged", "marks", "twice"]
    examination = Examination(Project(tmp_path))
    curing = Curing(examination)
    gone = {one.kind: cured for one, cured in curing.cured(examination.ailments())}
    assert gone == {"damaged": False, "marks": True, "twice": False}
    assert path.read_bytes() == encoded(Entity("lee", "Ann Lee", ("A. Lee", "Mayor Lee")))
    assert curing.kept
    assert (curing.kept / "entities" / "lee.json").read_bytes() == torn
    assert path.with_name("bad.json").read_bytes() == b"{"
