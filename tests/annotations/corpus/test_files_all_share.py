"""Two machines, one database: what one deals, splits, keeps or says of entities the other has."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.corpus.sharing import Sharing
from annotations.corpus.splitting import SplitFile, given, keep_given
from annotations.corpus.unaided import Unaided
from annotations.corpus.withheld import withheld_of
from annotations.entity import Entity
from annotations.guidelines import Guidelines
from annotations.project import DATA, Project
from annotations.withholding import Trial
from tests.together import at_once

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

Open = Callable[..., Project]


@pytest.fixture
def machine(database: Any, tmp_path: Path) -> Iterator[Open]:
    """A project as one of its annotators has it, on a machine of their own."""
    made = []

    def project(annotator: str, settings: str = '[team]\nannotators = ["ana", "ben"]\n') -> Project:
        folder = tmp_path / f"{len(made)}"
        folder.mkdir()
        (folder / "postil.toml").write_text(f'store = "{database.url}"\n{settings}')
        made.append(found := Project(folder, annotator))
        return found

    yield project
    for one in made:
        one.store.close()
        kept = {path.relative_to(one.folder).parts for path in one.folder.rglob("*")}
        on_disk = {parts for parts in kept if parts[0] == DATA and len(parts) > 1}
        assert {p for p in on_disk if "cache" not in p and p[1] != "layers"} == set()


def articles(count: int) -> list[Article]:
    return [
        Article(f"a{n}", f"A {n}", f"The text of {n}.", Metadata(group=f"event {n // 2}"))
        for n in range(count)
    ]


def test_two_who_deal_at_once_agree(machine: Open) -> None:
    ana, ben = machine("ana"), machine("ben")
    ana.result.add(articles(12))
    dealt: dict[str, Any] = {}

    def dealing(project: Project) -> Callable[[], None]:
        assert project.team
        sharing = Sharing(project, project.team)
        return lambda: dealt.update({project.annotator: sharing.deal()})

    at_once(dealing(ana), dealing(ben))
    assert ana.team
    shares = Sharing(machine("ana"), ana.team).read()
    assert shares.dealt == Sharing(ben, ana.team).deal().dealt
    assert {f"event {n}" for n in range(6)} == set(shares.dealt)
    assert all(dealt[name].dealt.items() <= shares.dealt.items() for name in ("ana", "ben"))
    took = Sharing(ana, ana.team).take("ana")
    if took is not None:
        assert "ana" in Sharing(ben, ana.team).read().readers(took)


def test_parts_of_a_split_and_what_is_read_unaided_are_the_same_for_all(machine: Open) -> None:
    ana, ben = machine("ana"), machine("ben")
    ana.result.add(articles(12))
    kept: list[dict[str, str]] = []
    split, other = (SplitFile.of(project, "80-10-10-seed-0") for project in (ana, ben))
    at_once(
        lambda: kept.append(split.keep(dict.fromkeys(("a0", "a1", "a2"), "train"))),
        lambda: kept.append(other.keep(dict.fromkeys(("a2", "a1", "a3"), "dev"))),
    )
    whole = split.read()
    assert whole.keys() == {"a0", "a1", "a2", "a3"}
    assert all(found.items() <= whole.items() for found in kept)
    keep_given(ana, {"a0": "train", "a1": "test"})
    assert [part.name for part in given(ben).parts] == ["train", "test"]
    assert Unaided(ana).groups() == Unaided(ben).kept() == Unaided(ben).groups() != frozenset()


def test_what_is_withheld_is_ones_own_on_every_machine(machine: Open) -> None:
    settings = '[suggest]\nwithhold = 0.5\n[team]\nannotators = ["ana", "ben"]\n'
    ana, ben = machine("ana", settings), machine("ben", settings)
    ana.result.add(articles(1))
    mine = withheld_of(ana)
    assert mine
    mine.write([Trial("a0", "actor", "oran", True, 0.5)], "2031-03-04T00:00:00Z")
    again, others = withheld_of(machine("ana", settings)), withheld_of(ben)
    assert again
    assert others
    assert again.known.keys() == {"a0"}
    assert others.known == {}


def test_what_somebody_says_of_entities_is_seen_at_once_by_whoever_shares_them(
    machine: Open,
) -> None:
    one, other = machine("ana", ""), machine("ben", "")
    assert one.entities.all() == other.entities.all() == {}
    at_once(
        lambda: one.entities.put(Entity("oran", "Oran", ("Minister Oran",))) and None,
        lambda: other.entities.put(Entity("oran", "Oran", ("the minister",))) and None,
    )
    whole = Entity("oran", "Oran", ("Minister Oran", "the minister"))
    assert one.entities.all() == other.entities.all() == {"oran": whole}
    team = machine("ana"), machine("ben")
    team[0].entities.put(Entity("quay", "The quay"))
    assert [project.entities.all().keys() for project in team] == [{"quay"}, set()]


def test_a_tag_bears_a_version_of_a_guideline_that_the_others_can_read(machine: Open) -> None:
    ana, ben = machine("ana"), machine("ben")
    (ana.folder / "guidelines").mkdir()
    (ana.folder / "guidelines" / "actor.md").write_text("Who acts.\n")
    one = Guidelines(ana.folder, ana.folder / DATA, ana.files)
    digest = one.digest("actor")
    one.keep([Annotation("1", 0, 3, "actor", "ana", guideline=digest)])
    other = Guidelines(ben.folder, ben.folder / DATA, ben.files)
    assert other.version(digest) == "Who acts.\n"
