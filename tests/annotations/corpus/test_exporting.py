"""From a project to a dataset: choice, parts that stay, and the card, whatever the format."""

import hashlib
import json
from pathlib import Path

import pytest
import yaml

from annotations.article import Article
from annotations.corpus.exporting import Export, Wanted
from annotations.corpus.importing import bring_in
from annotations.dataset.choosing import Choice
from annotations.dataset.dealing import folds, shares
from annotations.errors import UsageError
from annotations.formats import Request, format_named
from annotations.formats.jsonl import read
from annotations.project import Project

SAMPLES = Path(__file__).parents[3] / "sample_articles"
TODAY = {"made": "2031-03-04", "version": "0.1"}


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def exported(samples: Project, target: Path, wanted: Wanted, name: str = "jsonl") -> Export:
    made = Export(samples, wanted)
    made.to_folder_or_file(format_named(name), target, False, Request())
    return made


def test_only_what_was_chosen_goes_in(samples: Project, tmp_path: Path) -> None:
    wanted = Wanted(Choice.named(labels=["date"], groups=["harbour-talks"]))
    exported(samples, tmp_path / "out.jsonl", wanted)
    found = lines(tmp_path / "out.jsonl")
    assert len(found) == 2
    assert {span["label"] for one in found for span in one["spans"]} == {"date"}  # type: ignore[attr-defined]


def test_parts_are_whole_groups_and_keep_their_place(samples: Project, tmp_path: Path) -> None:
    first = exported(samples, tmp_path / "one", Wanted(plan=shares("50/50")))
    assert first.split is not None
    parts = {p.stem: {one["id"] for one in lines(p)} for p in (tmp_path / "one").glob("*.jsonl")}
    assert {len(ids) for ids in parts.values()} == {2}
    assert all(len({str(id).rpartition("-")[0] for id in ids}) == 1 for ids in parts.values())
    again = exported(samples, tmp_path / "two", Wanted(plan=shares("50/50")))
    assert again.split is not None
    assert again.split.places == first.split.places


def test_a_part_without_any_span_of_a_label_is_refused_unless_allowed(
    samples: Project, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="cannot be measured"):
        exported(samples, tmp_path / "out", Wanted(plan=folds(3)))
    assert not (tmp_path / "out").exists()
    exported(samples, tmp_path / "out", Wanted(plan=folds(3), empty=True))
    names = {file.name for file in (tmp_path / "out").glob("*.jsonl")}
    assert names == {"fold1.jsonl", "fold2.jsonl"}


def test_a_card_needs_no_licence(samples: Project, tmp_path: Path) -> None:
    exported(samples, tmp_path / "out", Wanted(), "hf-jsonl")
    assert "license: unknown" in (tmp_path / "out" / "README.md").read_text()


def test_a_card_needs_a_folder(samples: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a single file, which has no dataset card"):
        exported(samples, tmp_path / "out", Wanted(licence="mit"))
    assert not (tmp_path / "out").exists()


def test_no_more_folds_are_made_than_there_are_articles(samples: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="4 articles for 5 folds"):
        exported(samples, tmp_path / "out", Wanted(plan=folds(5), empty=True))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["hf-jsonl", "conll", "csv"])
def test_the_card_tells_what_is_in_the_folder(samples: Project, tmp_path: Path, name: str) -> None:
    wanted = Wanted(plan=shares("50/50"), licence="cc-by-4.0", **TODAY)  # type: ignore[arg-type]
    made = exported(samples, tmp_path / "out", wanted, name)
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    head = yaml.safe_load(card.split("---")[1])
    assert head["license"] == "cc-by-4.0"
    assert ("configs" in head) == (name == "hf-jsonl")
    assert made.split is not None
    for part in ("train", "test"):
        assert f"| {part} | 2 |" in card
    for file in (tmp_path / "out").rglob("*"):
        if file.is_file() and file.name not in ("README.md", "LOSS.json"):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            assert f"| `{file.relative_to(tmp_path / 'out').as_posix()}` | `{digest}` |" in card


def test_the_same_project_on_the_same_day_gives_the_same_bytes(
    samples: Project, tmp_path: Path
) -> None:
    def bytes_of(folder: Path) -> dict[str, bytes]:
        wanted = Wanted(plan=shares("50/50"), licence="mit", **TODAY)  # type: ignore[arg-type]
        exported(samples, folder / "out", wanted, "hf-jsonl")
        found = (file for file in sorted(folder.rglob("*")) if file.is_file())
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}

    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_a_stream_has_neither_parts_nor_card(samples: Project, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out, pytest.raises(UsageError, match="needs a folder"):
        Export(samples, Wanted(plan=shares("50/50"))).to_stream(
            format_named("jsonl"), out, Request()
        )


def test_a_format_that_knows_no_parts_says_so(samples: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="html has no option --split"):
        exported(samples, tmp_path / "out", Wanted(plan=shares("50/50")), "html")


def test_the_card_says_how_far_two_annotators_agree(samples: Project, tmp_path: Path) -> None:
    exported(samples, tmp_path / "one", Wanted(licence="mit", **TODAY), "csv")
    assert "was not measured" in (tmp_path / "one" / "README.md").read_text(encoding="utf-8")
    bring_in(samples.store, read(SAMPLES / "gold.jsonl"), "zoe")
    exported(samples, tmp_path / "two", Wanted(licence="mit", **TODAY), "csv")
    card = (tmp_path / "two" / "README.md").read_text(encoding="utf-8")
    assert "4 articles tagged by more than one of them." in card
    assert "and zoe, with spans matched one to one" in card
    assert "| actor | 1.00 [1.00, 1.00] |" in card


def test_articles_without_a_tag_are_counted(samples: Project, tmp_path: Path) -> None:
    assert exported(samples, tmp_path / "one.jsonl", Wanted()).figures.untagged == 0
    samples.store.add([Article("e", "E", "Nothing here.")])
    made = exported(samples, tmp_path / "two", Wanted(licence="mit", **TODAY), "csv")
    assert made.figures.untagged == 1
    card = (tmp_path / "two" / "README.md").read_text(encoding="utf-8")
    assert "Of 5 articles, 1 without any tag" in card
    assert "spans; nothing lost.\n\n## Labels" in card
