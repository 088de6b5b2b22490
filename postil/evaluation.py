"""How far two datasets agree, or annotators of a project: the figures of `postil evaluate`."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotations.agreement import measures
from annotations.agreement.figures import figures
from annotations.agreement.report import Report
from annotations.agreement.several import Names, between, by_week
from annotations.corpus.evaluation import SIDES, Comparison
from annotations.errors import UsageError
from annotations.formats import dataset
from annotations.project import Project as Found
from postil.dataset import Dataset, data_in, data_of, warn
from postil.project import Project, contents_of, project_of
from postil.records import Records

Side = Dataset | Project | str | PathLike[str]
"""What is compared; words and paths name files."""


class Score(Struct, frozen=True):
    """The figures of one label, or of all labels together for an empty one.

    `first` and `second` count the spans of each side. P, R and F1 are for exact spans, with the
    95 % interval of `f1` over events; `half` and `overlap` are the F1 of spans that overlap by half
    or at all; `border` is how far apart the edges of matched spans are, in code points. `None` is
    what there is nothing to measure of.
    """

    label: str
    first: int
    second: int
    precision: float | None
    recall: float | None
    f1: float | None
    f1_low: float | None
    f1_high: float | None
    half: float | None
    overlap: float | None
    border: float | None


class LinkScore(Struct, frozen=True):
    """How many links of a type each side has, how many are in both, and the F1 of that."""

    type: str
    first: int
    second: int
    both: int
    f1: float


class ValueScore(Struct, frozen=True):
    """How often two say the same of what both have: the attribute `name` of a `label`'s spans.

    With an empty label it is a code of whole articles. `units` counts what both have, `same` is the
    share of it that they say the same of, `alpha` that less chance.
    """

    label: str
    name: str
    units: int
    same: float | None
    alpha: float | None


class Evaluation(Struct, frozen=True):
    """What was compared and how far it agrees; all figures by name are in `figures`, as
    `postil evaluate --json` prints them.
    """

    names: tuple[str, ...]
    whole: Score
    labels: Records[Score]
    links: Records[LinkScore]
    values: Records[ValueScore]
    figures: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def __repr__(self) -> str:
        f1 = "-" if self.whole.f1 is None else f"{self.whole.f1:.2f}"
        return f"<Evaluation of {' and '.join(self.names)}: F1 {f1}>"


def evaluate(
    gold: Side, predicted: Side, *more: str, project: Project | None = None, seed: int = 0
) -> Evaluation:
    """Compare two sides: datasets, projects, or the paths of files in any readable format.

    Articles meet by id, then by text; one that the second side lacks counts as missed. With a
    `project` they are its annotators, two or more: `evaluate("ana", "ben", project=project)`.
    `seed` draws the samples of the intervals. What could not be compared is warned of. Raises
    `PostilError` where there is nothing to compare.
    """
    comparison, known = Comparison(), set[str]()
    if project:
        names = tuple(map(str, (gold, predicted, *more)))
        report = _of_annotators(comparison, project_of(project), names, seed)
    elif more:
        what = "Two sides are compared, or annotators of a project."
        raise UsageError(what, "Name the project: project=postil.open(...).")
    else:
        known = {
            words for one in (gold, predicted) if isinstance(one, Dataset)
            for words in (*one.notes, *one.problems)
        }  # fmt: skip
        pairs = comparison.datasets(_data(gold), _data(predicted), (_name(gold), _name(predicted)))
        report = _report(comparison, SIDES, [(SIDES, pair) for pair in pairs], seed)
    warn(one for one in (*comparison.notes, *comparison.problems) if one not in known)
    return _told(report, comparison)


def _of_annotators(
    comparison: Comparison, project: Found, names: tuple[str, ...], seed: int
) -> Report:
    """Every two of a project's annotators. Raises `UsageError` for one it does not know."""
    from annotations.corpus.layers import layers_named
    from annotations.corpus.listing import refuse_slips
    from annotations.corpus.readings import readings
    from annotations.corpus.rounds import Rounds
    from annotations.dataset.choosing import Choice

    if len(set(names)) < len(names):
        raise UsageError("An annotator cannot be compared with themselves.", "Name each once.")
    if project.team:
        layers_named(project, names, False)
    else:
        refuse_slips(Choice.named(annotators=names), project)
    rounds = Rounds(project)
    pairs = list(rounds.pairs(comparison, readings(project, names), names))
    return _report(comparison, names, pairs, seed)


def _report(
    comparison: Comparison,
    names: tuple[str, ...],
    every: Sequence[tuple[Names, measures.Pair]],
    seed: int,
) -> Report:
    said = comparison.said
    return Report(
        names,
        between(every, seed),
        weeks=by_week(every, seed),
        codes=said.codes,
        values=said.values,
        links=said.links,
    )


def _told(report: Report, comparison: Comparison) -> Evaluation:
    pooled = report.found.pooled
    said = {**{("", name): one for name, one in report.codes.items()}, **report.values}
    return Evaluation(
        report.names,
        _score(pooled.whole),
        Records(Score, map(_score, pooled.scores)),
        Records(
            LinkScore,
            (LinkScore(type, a, b, both, 2 * both / (a + b))
             for type, (a, b, both) in report.links.items()),
        ),
        Records(
            ValueScore,
            (ValueScore(label, name, one.units, one.same, one.alpha)
             for (label, name), one in said.items() if one.units),
        ),
        figures(report),
        tuple(comparison.notes),
        tuple(comparison.problems),
    )  # fmt: skip


def _score(one: measures.Score) -> Score:
    return Score(one.label, one.first, one.second, one.precision, one.recall, *one.exact,
                 one.half.value, one.overlap.value, one.border)  # fmt: skip


def _name(side: Side) -> str:
    """What a side is called in messages."""
    if isinstance(side, Project):
        return str(side.folder)
    return "a dataset" if isinstance(side, Dataset) else str(side)


def _data(side: Side) -> dataset.Dataset:
    """What is compared on one side. Raises `PostilError` where that cannot be read."""
    if isinstance(side, Project):
        return data_of(contents_of(side))
    if isinstance(side, Dataset):
        return data_of(side)
    return data_in(Path(side))
