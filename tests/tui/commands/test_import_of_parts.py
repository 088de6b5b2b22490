"""`postil import` of a dataset that was split before: its parts come out as they went in."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result

Run = Callable[..., Result]

PARTS = {"train": range(6), "validation": range(6, 8), "test": range(8, 10)}
GIVEN = {"train": "train", "validation": "dev", "test": "test"}


def row(number: int, **more: object) -> str:
    words = [f"Mara{number}", "left", f"Port{number}", "."]
    return json.dumps({"tokens": words, "ner_tags": [1, 0, 2, 0], **more}) + "\n"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for part, numbers in PARTS.items():
        (folder / f"{part}-00000-of-00001.jsonl").write_text("".join(map(row, numbers)))
    return folder


def parts_of(folder: Path) -> dict[str, str]:
    """The part of each article by its first word."""
    return {
        json.loads(line)["text"].split()[0]: file.stem
        for file in folder.glob("*.jsonl")
        for line in file.read_text().splitlines()
    }


EXPECTED = {f"Mara{n}": GIVEN[part] for part, numbers in PARTS.items() for n in numbers}
NAMES = ("--names", "O, B-actor, B-place")


@pytest.mark.parametrize("zipped", [False, True])
def test_a_split_is_exported_as_it_came(
    run: Run, dataset: Path, tmp_path: Path, zipped: bool
) -> None:
    if zipped:
        with ZipFile(tmp_path / "in.zip", "w") as out:
            for file in dataset.iterdir():
                out.write(file, file.name)
        dataset = tmp_path / "in.zip"
    told = run("import", str(dataset), *NAMES, "--project", "p")
    assert told.exit_code == 0
    assert "are kept for --split: train 6, dev 2 and test 2." in told.stderr
    for number, split in enumerate(("given", "50/25/25", "80/10/10")):
        out = tmp_path / str(number)
        asked = ("export", "--format", "jsonl", "--output", str(out), "--project", "p")
        done = run(*asked, "--split", split)
        assert done.exit_code == 0
        assert "In the part that they came in: 10 articles." in done.stderr
        assert parts_of(out) == EXPECTED
    plain = run("export", "--format", "jsonl", "--output", str(tmp_path / "x"), "--project", "p")
    assert "use --split given" in plain.stderr


def test_what_comes_later_joins_the_parts_that_are_there(
    run: Run, dataset: Path, tmp_path: Path
) -> None:
    run("import", str(dataset), *NAMES, "--project", "p")
    (tmp_path / "more.jsonl").write_text(row(20) + row(21))
    run("import", "more.jsonl", *NAMES, "--project", "p")
    out = ("--format", "jsonl", "--output", "out", "--project", "p")
    done = run("export", *out, "--split", "given")
    assert done.exit_code == 0
    parts = parts_of(tmp_path / "out")
    assert parts.keys() == {*EXPECTED, "Mara20", "Mara21"}
    assert EXPECTED.items() <= parts.items()


def test_an_article_stays_in_its_first_part(run: Run, dataset: Path) -> None:
    run("import", str(dataset), *NAMES, "--project", "p")
    for file in dataset.iterdir():
        file.unlink()
    (dataset / "test.jsonl").write_text(row(0))
    (dataset / "dev.jsonl").write_text(row(6))
    told = run("import", str(dataset), *NAMES, "--project", "p")
    assert "1 article came in another part before" in told.stderr


@pytest.mark.parametrize(
    "files",
    [
        {"test.jsonl": [row(1), row(2)]},
        {"a.jsonl": [row(1)], "b.jsonl": [row(2)]},
        {"train-test.jsonl": [row(1)], "b.jsonl": [row(2)]},
    ],
)
def test_what_was_not_split_has_no_parts(
    files: dict[str, list[str]], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for name, rows in files.items():
        (tmp_path / "in" / name).write_text("".join(rows))
    told = run("import", "in", *NAMES, "--project", "p")
    assert "--split" not in told.stderr
    out = ("--format", "jsonl", "--output", "out", "--project", "p")
    asked = run("export", *out, "--split", "given")
    assert asked.exit_code == 2
    assert "came in no parts" in asked.stderr


def test_a_column_tells_the_part(run: Run, tmp_path: Path) -> None:
    rows = [row(n, split=part) for part, numbers in PARTS.items() for n in numbers]
    (tmp_path / "all.jsonl").write_text("".join(rows))
    told = run("import", "all.jsonl", *NAMES, "--project", "p")
    assert "train 6, dev 2 and test 2" in told.stderr


def test_names_are_for_numbers_only(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Mara left."}\n')
    asked = run("import", "a.jsonl", *NAMES, "--project", "p")
    assert asked.exit_code == 2
    assert "has no numbers that stand for labels" in asked.stderr


def test_a_conversion_keeps_the_parts(run: Run, dataset: Path, tmp_path: Path) -> None:
    asked = ("convert", str(dataset), *NAMES, "--to", "jsonl", "--split", "given")
    assert run(*asked, "--output", str(tmp_path / "out")).exit_code == 0
    assert parts_of(tmp_path / "out") == EXPECTED


def columns(*numbers: int) -> str:
    return "".join(f"Oda{n} B-actor\nrests O\n\n-DOCSTART- O\n\n" for n in numbers)


FILES = {"rail-train.conll": (1, 2, 3), "rail.testa.conll": (4,), "rail_test.conll": (5, 6)}
BY_FILE = {1: "train", 2: "train", 3: "train", 4: "dev", 5: "test", 6: "test"}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three files of columns below a folder that is called like a part."""
    folder = tmp_path / "test"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, numbers in FILES.items():
        Path(name).write_text(columns(*numbers))
    return list(FILES)


def split(run: Run) -> dict[str, str]:
    asked = ("export", "--format", "jsonl", "--output", "out", "--force", "--project", "p")
    assert run(*asked, "--split", "given").exit_code == 0
    return parts_of(Path("out"))


def test_files_that_are_named_together_keep_their_parts(run: Run, files: list[str]) -> None:
    told = run("import", *files, "--project", "p")
    assert told.exit_code == 0
    assert "Articles added: 6. Tags added: 6." in told.stderr
    assert "are kept for --split: train 3, dev 1 and test 2." in told.stderr
    assert split(run) == {f"Oda{n}": part for n, part in BY_FILE.items()}


@pytest.mark.parametrize("absolute", [False, True])
def test_files_that_come_one_by_one_keep_their_parts(
    run: Run, files: list[str], absolute: bool
) -> None:
    said = []
    for name in files:
        file = str(Path(name).resolve()) if absolute else name
        said.append(run("import", file, "--project", "p").stderr)
    assert "kept as parts of a dataset: train 3. That counts once another part comes." in said[0]
    assert "are kept for --split: dev 1." in said[1]
    assert split(run) == {f"Oda{n}": part for n, part in BY_FILE.items()}


def test_one_part_alone_is_dealt_like_anything_else(run: Run, files: list[str]) -> None:
    run("import", files[0], "--project", "p")
    asked = ("export", "--format", "jsonl", "--output", "out", "--project", "p")
    dealt = run(*asked, "--split", "50/50", "--allow-empty-split")
    assert dealt.exit_code == 0
    assert "came in" not in dealt.stderr
    assert set(parts_of(Path("out")).values()) == {"train", "test"}


def test_what_is_cut_off_among_several_keeps_all_out(run: Run, files: list[str]) -> None:
    Path("rail_test.conll").write_text("Oda5 B-actor\nrests nothing\n")
    told = run("import", *files, "--format", "conll", "--project", "p")
    assert told.exit_code == 1
    assert "rail_test.conll, line 2" in told.stderr
    assert run("list", "--json", "--project", "p").stdout.strip() in ("", "[]")


def test_what_several_files_say_is_told_of_each(run: Run, files: list[str]) -> None:
    for name in ("a", "b"):
        row = {"text": f"Oda {name} rests.", "label": [[0, 3, "actor"]], "cats": {name: 1}}
        Path(f"{name}.jsonl").write_text(json.dumps(row))
    told = run("import", "a.jsonl", "b.jsonl", "--project", "p")
    assert told.exit_code == 1
    assert "a.jsonl, line 1" in told.stderr
    assert "b.jsonl, line 1" in told.stderr


def test_a_conversion_takes_several_files(run: Run, files: list[str]) -> None:
    asked = ("convert", *files, "--to", "jsonl", "--split", "given", "--output", "out")
    assert run(*asked).exit_code == 0
    assert parts_of(Path("out")) == {f"Oda{n}": part for n, part in BY_FILE.items()}


@pytest.mark.parametrize("whole", [False, True])
def test_folders_that_are_named_together_are_parts(run: Run, files: list[str], whole: bool) -> None:
    for name, part in zip(files, ("train", "valid", "test"), strict=True):
        Path(part).mkdir()
        Path(name).rename(Path(part, "all.conll"))
    named = ["."] if whole else ["train", "valid", "test"]
    told = run("import", *named, "--project", "p")
    assert "are kept for --split: train 3, dev 1 and test 2." in told.stderr
    assert split(run) == {f"Oda{n}": part for n, part in BY_FILE.items()}
