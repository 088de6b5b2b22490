"""What looks wrong in pairs and entities: in one article, over all, and what is right."""

from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import FINE, Annotation, Decision
from annotations.article import Article
from annotations.corpus.checking import check
from annotations.corpus.findings import Finding
from annotations.entity import Entity
from annotations.example import Example
from annotations.scheme import DEFAULT_SCHEME

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
