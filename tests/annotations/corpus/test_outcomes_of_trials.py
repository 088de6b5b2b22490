"""What became of trials: as it was when the article was first done, one decision for all places."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from annotations.agreement.bias import Outcome
from annotations.annotation import Annotation, Change, Decision, Way
from annotations.article import Article, Metadata
from annotations.corpus.bias import Trials
from annotations.corpus.withheld import Withheld
from annotations.project import Project
from annotations.store.protocol import Store
from annotations.withholding import Trial

TEXT = "Talks\n\nOrla Venn met Bruno Quill in Kestrow. ORLA VENN and Président Quill left Kestrow."
SETTINGS = "[suggest]\nwithhold = 0.5\n"
TEAM = f'{SETTINGS}[team]\nannotators = ["ana", "ben"]\nadjudicators = ["cyd"]\n'
NOON, LATER = "2031-03-04T12:00:00.000Z", "2031-03-04T13:00:00.000Z"


@pytest.fixture
def alone(tmp_path: Path) -> Project:
    return project(tmp_path, SETTINGS)


def project(folder: Path, settings: str) -> Project:
    (folder / "postil.toml").write_text(settings)
    found = Project(folder, "ana")
    found.result.add([Article("a", "Talks", TEXT, Metadata(group="coast"))])
    return found


def tag(words: str, number: int = 0, **fields: Any) -> Annotation:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    id = f"{words}{number}{fields.get('annotator', '')}"
    return Annotation(
        id, start, start + len(words), "actor", **{"annotator": "ana", "created": NOON, **fields}
    )


def accepted(words: str, number: int = 0, **fields: Any) -> Annotation:
    return tag(words, number, origin="rule:name", verdict="accepted", **fields)


def done(
    store: Store, tags: Sequence[Annotation], later: Sequence[Annotation] = (), at: str = NOON
) -> None:
    article = store.article("a")
    assert article
    store.apply(article, Change("1", "1", "ana", at, added=tuple(tags)))
    store.apply(article, Change("2", "2", "ana", at, status=("open", "done")))
    if later:
        store.apply(article, Change("3", "3", "ana", LATER, added=tuple(later)))


def drawn(found: Project, at: str = "2031-03-04T11:00:00.000Z", **arms: bool) -> None:
    """Have it written down which of these were withheld: words with a _ for each space."""
    trials = [
        Trial("a", "actor", words.replace("_", " "), away, 0.5) for words, away in arms.items()
    ]
    writer = Withheld(found)
    assert writer.known is not None
    writer.write(trials, at)


def outcomes(found: Project) -> tuple[dict[str, Outcome], Trials]:
    trials = Trials(found)
    known = list(trials.outcomes())
    ana = found.seen_by("ana") if found.team else found
    names = [one.words for one in Withheld(ana).known.get("a", {}).values()]
    return dict(zip(names, known, strict=False)), trials


def test_what_was_tagged_by_then_counts_wherever_its_words_stand(alone: Project) -> None:
    drawn(alone, orla_venn=True, bruno_quill=False, kestrow=True, president_quill=True)
    # Of two withheld names one is tagged where it is written in capitals.
    done(alone.store, [tag("ORLA VENN"), accepted("Bruno Quill")], [tag("Kestrow")])
    found, trials = outcomes(alone)
    assert {words: one.tagged for words, one in found.items()} == {
        "orla venn": True,
        "bruno quill": True,
        "kestrow": False,
        "president quill": False,
    }
    assert {one.event for one in found.values()} == {"coast"}
    assert (trials.open, trials.late, trials.gone, trials.problems) == (0, 0, 0, [])


@pytest.mark.parametrize(
    ("words", "is_tagged"), [("Bruno Quill in", True), ("Quill", False), ("Kestrow", False)]
)
def test_other_edges_are_the_same_tag_where_half_is_common(
    alone: Project, words: str, is_tagged: bool
) -> None:
    drawn(alone, bruno_quill=True)
    done(alone.store, [tag(words)])
    assert outcomes(alone)[0]["bruno quill"].tagged == is_tagged


@pytest.mark.parametrize(("way", "is_tagged"), [("", True), ("everywhere", False)])
def test_what_one_key_tagged_everywhere_counts_for_nothing(
    alone: Project, way: Way, is_tagged: bool
) -> None:
    drawn(alone, kestrow=True)
    done(alone.store, [tag("Kestrow", 1, way="everywhere"), tag("Kestrow", 0, way=way)])
    found, trials = outcomes(alone)
    assert found["kestrow"].tagged == is_tagged
    assert trials.everywhere == (not is_tagged)


def test_the_second_look_counts_for_nothing_and_is_counted(alone: Project) -> None:
    drawn(alone, kestrow=True)
    done(alone.store, [], [accepted("Kestrow", way="second look")])
    found, trials = outcomes(alone)
    assert not found["kestrow"].tagged
    assert trials.second == 1


def test_what_has_no_outcome_is_counted(alone: Project) -> None:
    drawn(alone, kestrow=True)
    assert (outcomes(alone)[1].open, outcomes(alone)[0]) == (1, {})
    drawn(alone, LATER, orla_venn=False)
    done(alone.store, [tag("Kestrow")])
    found, trials = outcomes(alone)
    assert (trials.open, trials.late, len(found)) == (0, 1, 1)
    writer = Withheld(alone)
    assert writer.known
    writer.write([Trial("gone", "actor", "kestrow", True, 0.5)], NOON)
    assert outcomes(alone)[1].gone == 1


def test_what_was_accepted_is_judged_by_the_second_reader_or_what_was_settled(
    tmp_path: Path,
) -> None:
    found = project(tmp_path, TEAM)
    seen = found.seen_by("cyd")
    drawn(found, orla_venn=False, bruno_quill=False, kestrow=True)
    mine = [accepted("Orla Venn"), accepted("Bruno Quill"), tag("Kestrow")]
    done(found.layer("ana"), mine)
    assert {one.wrong for one in outcomes(seen)[0].values()} == {None}
    done(found.layer("ben"), [tag("Orla Venn", annotator="ben")])
    by_words = {words: one.wrong for words, one in outcomes(seen)[0].items()}
    assert by_words == {"orla venn": False, "bruno quill": True, "kestrow": None}
    # What is settled has the last word.
    article = found.result.article("a")
    assert article
    settled = Decision("adjudicate", ("adjudicate", "tag", "x"), "", "took", by="cyd")
    change = Change(
        "9", "9", "cyd", LATER, added=(tag("Bruno Quill", annotator="cyd"),), decided=(settled,)
    )
    found.result.apply(article, change)
    by_words = {words: one.wrong for words, one in outcomes(seen)[0].items()}
    assert by_words == {"orla venn": True, "bruno quill": False, "kestrow": None}


def test_each_annotators_trials_stand_in_their_layer(tmp_path: Path) -> None:
    found = project(tmp_path, TEAM)
    drawn(found, kestrow=True)
    drawn(found.seen_by("ben"), kestrow=False)
    for name in ("ana", "ben"):
        done(found.layer(name), [tag("Kestrow", annotator=name)] if name == "ben" else [])
    of_ana, of_ben = (True, False), (False, True)
    for whose, seen in {"ana": [of_ana], "ben": [of_ben], "cyd": [of_ana, of_ben]}.items():
        known = list(Trials(Project(tmp_path, whose)).outcomes())
        assert [(one.withheld, one.tagged) for one in known] == seen
    (tmp_path / "postil.toml").write_text(f"{TEAM}blind = false\n")
    known = list(Trials(Project(tmp_path, "ana")).outcomes())
    assert [(one.withheld, one.tagged) for one in known] == [of_ana, of_ben]
