"""What is withheld is written down, the same for all who draw, and left out of what is counted."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.corpus.ahead import fill
from annotations.corpus.comparing import Sides
from annotations.corpus.listing import counted
from annotations.corpus.withheld import Withheld, withheld_of, without_withheld
from annotations.errors import Damaged, Refused, UsageError
from annotations.project import Project
from annotations.suggestion import Suggestion
from annotations.withholding import Draw, Trial, Withholding, same_words

TEXT = (
    "Talks\n\nOrla Venn met Bruno Quill in Kestrow on Monday. Dana Marsh, Ines Tolland and Orla"
    " Venn urged the guild to wait.\n"
)
HALF = "[suggest]\nwithhold = 0.5\n"
TEAM = f'{HALF}[team]\nannotators = ["ana", "ben"]\nadjudicators = ["cyd"]\n'


def project(folder: Path, settings: str, annotator: str = "ana", articles: int = 4) -> Project:
    folder.mkdir(exist_ok=True)
    (folder / "postil.toml").write_text(settings)
    found = Project(folder, annotator)
    found.result.add(
        Article(f"a{n}", f"Talks {n}", f"{n} {TEXT}", Metadata(group=f"event-{n // 2}"))
        for n in range(articles)
    )
    return found


def opened(found: Project, id: str = "a0") -> tuple[Withholding, list[Trial]]:
    """An article as it is opened, and what is handed over to be written."""
    handed: list[Trial] = []
    withheld, article = withheld_of(found), found.store.article(id)
    assert withheld
    assert article
    return withheld.of(article, "open", handed.append), handed


def place(words: str) -> Suggestion:
    start = f"0 {TEXT}".index(words)
    return Suggestion(start, start + len(words), "actor", "rule:name")


NAMES = ["Orla Venn", "Bruno Quill", "Kestrow", "Dana Marsh", "Ines Tolland"]


def test_nothing_is_withheld_unless_asked_for(tmp_path: Path) -> None:
    assert withheld_of(project(tmp_path, "")) is None
    assert withheld_of(project(tmp_path, "[suggest]\nwithhold = 0\n")) is None


@pytest.mark.parametrize("wrong", ["1", "1.5", "-0.1", '"some"', "true"])
def test_a_share_is_refused_by_name(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(UsageError, match=r"suggest\.withhold"):
        _ = project(tmp_path, f"[suggest]\nwithhold = {wrong}\n").settings


def test_what_was_drawn_is_on_the_disk_before_it_is_shown_and_stays(tmp_path: Path) -> None:
    found = project(tmp_path, HALF)
    here, handed = opened(found)
    assert all(here.hides(place(name)) for name in NAMES)
    assert [trial.words for trial in handed] == [same_words(name) for name in NAMES]
    writer = Withheld(found)
    kept = writer.write(handed, "2031-03-04T05:06:07.890Z")
    here.written(kept)
    shown = [name for name in NAMES if not here.hides(place(name))]
    assert 0 < len(shown) < len(NAMES)
    lines = (tmp_path / ".postil" / "withheld" / "trials.jsonl").read_text().splitlines()
    assert [json.loads(line)["withheld"] for line in lines] == [n not in shown for n in NAMES]
    assert set(map(tuple, map(json.loads, lines))) == {
        ("article", "label", "words", "withheld", "share", "at")
    }
    assert (tmp_path / ".postil/withheld/.gitattributes").read_text() == "*.jsonl merge=union\n"
    # Another share draws otherwise, and changes nothing of what was drawn.
    again, handed = opened(project(tmp_path, "[suggest]\nwithhold = 0.01\n", articles=0))
    assert [name for name in NAMES if not again.hides(place(name))] == shown
    assert handed == []


def test_lines_of_two_clones_that_git_joined_hold_as_the_first_says(tmp_path: Path) -> None:
    found = project(tmp_path, HALF)
    first = Trial("a0", "actor", "orla venn", True, 0.5, "1")
    for trial in (first, Trial("a0", "actor", "orla venn", False, 0.5, "2")):
        Withheld(found).write([trial], trial.at)
    (known,) = Withheld(found).known["a0"].values()
    assert known == first


def test_who_annotates_in_a_team_has_a_draw_of_their_own_and_who_settles_none(
    tmp_path: Path,
) -> None:
    drawn = {}
    for name in ("ana", "ben"):
        found = project(tmp_path, TEAM, name, articles=40 if name == "ana" else 0)
        withheld = withheld_of(found)
        assert withheld
        for number in range(40):
            here, handed = opened(found, f"a{number}")
            here.hides(place("Orla Venn"))
            drawn.setdefault(name, []).append(handed[0].withheld)
            withheld.write(handed, "1")
    assert drawn["ana"] != drawn["ben"]
    assert len(list((tmp_path / ".postil" / "layers").glob("*/withheld/trials.jsonl"))) == 2
    assert withheld_of(project(tmp_path, TEAM, "cyd", articles=0)) is None
    assert withheld_of(found.seen_by(None)) is None


def test_a_file_that_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    found = project(tmp_path, HALF)
    path = tmp_path / ".postil" / "withheld" / "trials.jsonl"
    path.mkdir(parents=True)
    article = found.store.article("a0")
    assert article
    for _ in range(2):
        with pytest.raises((Damaged, Refused)):
            Withheld(found).of(article, "open")


def test_counts_lists_and_exports_leave_out_what_is_withheld(tmp_path: Path) -> None:
    found, bare = project(tmp_path / "one", HALF), project(tmp_path / "two", "")
    for one in (found, bare):
        article = one.store.article("a0")
        assert article
        tags = [
            Annotation(
                f"s{n}", s.start, s.end, s.label, "model:x", origin="model:x", verdict="suggested"
            )
            for n, s in enumerate(map(place, NAMES))
        ]
        one.store.apply(article, Change("1", "1", "ana", "", "import", added=tuple(tags)))
    here, _ = opened(found)
    left = len([name for name in NAMES if not here.withholds(place(name))])
    assert 0 < left < len(NAMES)
    assert (counted(found)[0]["suggestions"], counted(bare)[0]["suggestions"]) == (left, 5)
    example = found.example("a0")
    assert len(without_withheld(example, withheld_of(found)).suggestions) == left
    assert without_withheld(example, None) is example
    some, every = fill(found, unsure=99)[0], fill(bare, unsure=99)[0]
    assert 0 < sum(some.waiting.values()) < sum(every.waiting.values())
    unsure = {(one.article, one.label, same_words(one.words)) for one in some.unsure}
    assert unsure < {(one.article, one.label, same_words(one.words)) for one in every.unsure}
    for article_id, label, words in unsure:
        assert not Draw(0.5).trial(article_id, (label, words)).withheld
    assert not (tmp_path / "one" / ".postil" / "withheld").exists()
    sides = [Sides(one).named("a0", "a1")[0] for one in (found, bare)]
    assert len(sides[0].items) < len(sides[1].items)


def test_what_is_left_has_no_shorter_words_in_place_of_what_is_withheld() -> None:
    seed = next(
        seed
        for seed in range(99)
        if Draw(0.5, seed).trial("a0", ("actor", "orla venn")).withheld
        and not Draw(0.5, seed).trial("a0", ("actor", "venn")).withheld
    )
    article = Article("a0", "Talks", f"0 {TEXT}")
    short = Suggestion(place("Orla Venn").start + 5, place("Orla Venn").end, "actor", "tagged")
    other = Suggestion(short.start, short.end, "date", "rule:date")
    held = Withholding(Draw(0.5, seed), article)
    far = Suggestion(0, 1, "actor", "tagged")
    assert short not in held.rest([short, place("Orla Venn"), other, far])


spans = st.lists(
    st.builds(
        lambda start, more, label: Suggestion(start, start + more, label, "x"),
        st.integers(0, 30),
        st.integers(1, 8),
        st.sampled_from(["actor", "date"]),
    ),
    max_size=12,
)


@given(spans, st.integers(0, 9))
def test_what_is_left_overlaps_nothing_that_is_withheld_under_its_label(
    found: list[Suggestion], seed: int
) -> None:
    held = Withholding(Draw(0.4, seed), Article("a", "A", "".join(map(chr, range(97, 137)))))
    away = [one for one in found if held.withholds(one)]
    assert list(held.rest(found)) == [
        one
        for one in found
        if not any(
            one.label == other.label and one.start < other.end and other.start < one.end
            for other in away
        )
    ]
