"""What is read without suggestions: a share of groups, kept, and the same in every clone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.article import Article, Metadata
from annotations.corpus.ahead import fill
from annotations.corpus.sharing import Sharing
from annotations.corpus.unaided import Unaided, is_unaided, unaided_groups
from annotations.errors import UsageError
from annotations.project import Project
from annotations.team.dealing import unaided

TEXT = "Talks\n\nOrla Venn met the guild on Monday.\n"
names = st.text(min_size=1, max_size=4)


@given(st.sets(names, max_size=30), st.floats(0, 1), st.integers(0, 99), st.sets(names, max_size=5))
def test_a_share_is_chosen_whatever_the_order_and_what_was_chosen_stays(
    groups: set[str], share: float, seed: int, earlier: set[str]
) -> None:
    before = earlier & groups
    new = unaided(sorted(groups), share, seed, earlier)
    assert new == unaided(sorted(groups, reverse=True), share, seed, earlier)
    assert before.isdisjoint(new)
    assert set(new) <= groups
    wanted = int(share * len(groups) + 0.5)
    assert len(before) + len(new) == max(len(before), wanted)


def project(folder: Path, settings: str, events: int = 10) -> Project:
    folder.mkdir(exist_ok=True)
    (folder / "postil.toml").write_text(settings)
    found = Project(folder, "ana")
    found.result.add(
        Article(f"{event}-{n}", "Talks", f"{event} {n} {TEXT}", Metadata(group=f"event-{event}"))
        for event in range(events)
        for n in (1, 2)
    )
    return found


def test_nobody_who_does_not_ask_for_it_reads_without_suggestions(tmp_path: Path) -> None:
    assert unaided_groups(project(tmp_path, "")) == frozenset()
    assert not (tmp_path / ".postil" / "unaided").exists()


def test_a_share_of_events_is_kept_when_others_come(tmp_path: Path) -> None:
    first = unaided_groups(project(tmp_path, "[suggest]\nwithout = 0.3\n"))
    assert len(first) == 3
    more = unaided_groups(project(tmp_path, "[suggest]\nwithout = 0.3\n", events=20))
    assert len(more) == 6
    assert first < more
    lines = (tmp_path / ".postil" / "unaided" / "groups.jsonl").read_text().splitlines()
    assert {json.loads(line)["group"] for line in lines} == more
    # Who asks for none any more has what was chosen for the figures of it.
    assert Unaided(project(tmp_path, "", events=20)).kept() == more


def test_half_of_what_a_team_reads_in_common_is_the_same_in_every_clone(tmp_path: Path) -> None:
    team = '[team]\nannotators = ["ana", "ben", "cyd"]\noverlap = 0.6\n'
    one, other = (project(tmp_path / name, team) for name in ("one", "other"))
    found = unaided_groups(one)
    assert found == unaided_groups(other)
    assert one.team
    shares = Sharing(one, one.team).planned()
    assert len(found) == 3
    assert all(len(shares.readers(group)) == 2 for group in found)
    none = project(tmp_path / "none", f"{team}[suggest]\nwithout = 0\n")
    assert unaided_groups(none) == frozenset()


def test_nothing_waits_in_them(tmp_path: Path) -> None:
    found = project(tmp_path, "[suggest]\nwithout = 0.5\n")
    every, _ = fill(project(tmp_path / "all", ""))
    half, problems = fill(found)
    assert problems == []
    assert {key: 2 * n for key, n in half.waiting.items()} == every.waiting
    article = found.result.article("0-1")
    assert article
    assert is_unaided(article, frozenset({"event-0"}))
    assert not is_unaided(article, frozenset())


@pytest.mark.parametrize("share", ["2", "-0.1", "true", '"half"'])
def test_a_share_is_one(tmp_path: Path, share: str) -> None:
    with pytest.raises(UsageError, match=r"suggest\.without"):
        _ = project(tmp_path, f"[suggest]\nwithout = {share}\n").settings
