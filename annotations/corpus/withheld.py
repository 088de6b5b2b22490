"""What of a project's suggestions is withheld: drawn, and written down before anything is shown."""

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from annotations.annotation import Status
from annotations.article import Article
from annotations.disk.added_lines import AddedLines
from annotations.example import Example
from annotations.project import Project
from annotations.withholding import Draw, Trial, What, Withholding


class Withheld:
    """What an annotator is not shown, in `withheld/trials.jsonl` of the project or their layer.

    What was drawn once stays, whatever becomes of the share and the seed.
    """

    def __init__(self, project: Project) -> None:
        settings, team = project.settings, project.team
        reader = project.annotator if team else ""
        self._draw = Draw(settings.suggest.withhold, team.seed if team else 1, reader)
        path = project.home / "withheld" / "trials.jsonl"
        self._lines = AddedLines(project.files, path, Trial)
        self._known: dict[str, dict[What, Trial]] | None = None

    @property
    def known(self) -> dict[str, dict[What, Trial]]:
        """What was drawn for each article by id, read once. Raises `Damaged`."""
        if self._known is None:
            self._known = _by_article(self._lines.read())
        return self._known

    def of(
        self, article: Article, status: Status, keep: Callable[[Trial], None] | None = None
    ) -> Withholding:
        """What of an article's suggestions is withheld; see `Withholding`. Raises `Damaged`."""
        known = self.known.get(article.id, {}).values()
        return Withholding(self._draw, article, known, status == "done", keep)

    def write(self, trials: Iterable[Trial], at: str) -> Sequence[Trial]:
        """Write down what was drawn at a time (ISO 8601), and return it.

        It survives a power cut then. Raises `Refused` or `Unsure` where it cannot be kept.
        """
        made = [replace(trial, at=at) for trial in trials]
        for article, drawn in _by_article(made).items():
            self.known.setdefault(article, {}).update(drawn)
        self._lines.add(made)
        return made


def _by_article(trials: Iterable[Trial]) -> dict[str, dict[What, Trial]]:
    """Trials by article; of several for one thing the first."""
    found: dict[str, dict[What, Trial]] = {}
    for trial in trials:
        found.setdefault(trial.article, {}).setdefault(trial.what, trial)
    return found


def withheld_of(project: Project) -> Withheld | None:
    """What is withheld in a project; `None` where nothing is, or who looks is no annotator."""
    is_reader = not project.is_settled and (
        project.team is None or project.annotator in project.team.annotators
    )
    return Withheld(project) if project.settings.suggest.withhold and is_reader else None


def without_withheld(example: Example, withheld: Withheld | None) -> Example:
    """An article without the stored suggestions in it that wait and are withheld."""
    waiting = [one for one in example.suggestions if one.verdict == "suggested"]
    if not (withheld and waiting):
        return example
    held = withheld.of(example.article, example.status)
    for tag in example.annotations:
        held.note(tag, 1)
    away = {one.id for one in waiting if held.withholds(one)}
    kept = tuple(one for one in example.suggestions if one.id not in away)
    return replace(example, suggestions=kept) if away else example
