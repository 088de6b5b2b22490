"""From a project to a dataset: which articles go in, into which parts, and with which card."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from annotations.agreement.measures import Agreement
from annotations.agreement.several import between
from annotations.corpus.evaluation import Comparison
from annotations.corpus.layers import Layers, kept_from
from annotations.corpus.listing import refuse_slips
from annotations.corpus.methods import Methods, comparing
from annotations.corpus.readings import parted, readings
from annotations.corpus.rounds import Rounds
from annotations.corpus.splitting import dealt, given_parts
from annotations.corpus.withheld import withheld_of, without_withheld
from annotations.counted import counted
from annotations.dataset.census import Census, Figures
from annotations.dataset.choosing import Choice
from annotations.dataset.dealing import Plan
from annotations.dataset.splits import Split
from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.formats.format import Examples, Format
from annotations.formats.loss import Loss
from annotations.formats.pages.card import Card, licensed, readme
from annotations.formats.request import Request
from annotations.project import Project

CARD = "README.md"

Watch = Callable[[Examples, str], Examples]
"""Shows how far a pass over the examples has come."""


class Wanted(Struct, frozen=True):
    """What is asked of an export, besides its format.

    With a `licence` the folder gets a dataset card, made on the day `made` by postil `version`.
    `empty` allows parts without any span of a label. `layers` are annotators of a team whose tags
    are wanted as they are, instead of the result; `every` says that those of several may stand
    side by side where nothing tells them apart.
    """

    choice: Choice = Choice()
    plan: Plan | None = None
    empty: bool = False
    licence: str | None = None
    made: str = ""
    version: str = ""
    layers: tuple[str, ...] = ()
    every: bool = False


class Export:
    """One export of a project; afterwards it knows what could not be read and what was left out.

    `split` is where each article went, `given` how many of them into the part that they came in,
    and `came_in_parts` whether some did that are not split now; `doubtful` counts tags on earlier
    texts.
    """

    def __init__(
        self, project: Project, wanted: Wanted, watch: Watch = lambda examples, _: examples
    ) -> None:
        self._project, self._wanted, self._watch = project, wanted, watch
        self._layers = Layers(project, wanted.layers)
        self._census = Census()
        self._places: dict[str, str] = {}
        self._damaged: dict[str, None] = {}
        self._doubtful: dict[str, int] = {}
        self._withheld, self._away = withheld_of(project), dict[str, int]()
        self._waiting: dict[str, int] = {}
        self.split: Split | None = None
        self.given, self.came_in_parts = 0, False

    @property
    def problems(self) -> list[str]:
        """What could not be read."""
        return list(self._damaged)

    @property
    def doubtful(self) -> int:
        """How many tags were left out that stand on earlier texts."""
        return sum(self._doubtful.values())

    @property
    def withheld(self) -> int:
        """How many suggestions were left out that wait, for they are withheld."""
        return sum(self._away.values())

    @property
    def waiting(self) -> int:
        """How many suggestions wait, besides those that are withheld."""
        return sum(self._waiting.values())

    @property
    def left_out(self) -> int:
        """How many articles a team left out: there is nothing in the result or these layers."""
        return self._layers.left_out

    @property
    def figures(self) -> Figures:
        """What went in: articles, spans by label and annotator, articles without any."""
        return self._census.figures

    def to_folder_or_file(
        self, chosen: Format, target: Path, force: bool, request: Request
    ) -> Loss:
        """Write the dataset to `target`. Raises `PostilError`; then nothing has changed there."""
        request = self._with_parts(chosen, request)
        whole = chosen.folder or request.parts is not None
        if self._wanted.licence and not whole:
            raise UsageError(
                f"{chosen.name} is a single file, which has no dataset card.",
                "Leave out --license.",
            )
        carded = chosen.needs_card or bool(self._wanted.licence)
        examples = self._watch(self._examples, "Exporting")

        def finish(folder: Path, loss: Loss) -> None:
            card = self._card(chosen, request, target.name, loss)
            text = readme(replace(card, checksums=_checksums(folder)))
            (folder / CARD).write_text(text, encoding="utf-8", newline="\n")

        return chosen.export(examples, target, force, request, finish if carded else None)

    def to_stream(self, chosen: Format, out: BinaryIO, request: Request) -> Loss:
        """Write the dataset to an open file. Raises `UsageError` where one is not enough."""
        if self._wanted.plan or self._wanted.licence:
            raise UsageError("A split or a dataset card needs a folder.", "Name one with --output.")
        refuse_slips(self._wanted.choice, *self._layers.views)
        self._refuse_blend(chosen)
        return chosen.stream(self._watch(self._examples, "Exporting"), out, request)

    def _refuse_blend(self, chosen: Format) -> None:
        """Raise `PostilError` where tags of several would go in, and nothing says whose each is."""
        wanted = self._wanted
        if chosen.signed or wanted.every or wanted.layers or wanted.choice.annotators:
            return
        # Of a team the result goes in, which is no one person's.
        if self._project.team or len(self._project.store.annotators()) < 2:
            return
        census = Census()
        for example in self._chosen():
            census.add(example)
        if len(census.figures.annotators) > 1:
            hint = "Take one person's with --annotator NAME, or all side by side with --layers."
            what = f"There are {by_whom(census.figures)}, and {chosen.name} does not say whose"
            raise PostilError(f"{what} a tag is.", hint)

    def _examples(self) -> Iterator[Example]:
        self._census = Census()
        for example in self._chosen():
            self._census.add(example, self._places.get(example.article.id, ""))
            yield example

    def _chosen(self) -> Iterator[Example]:
        for found in self._layers.examples(self._wanted.choice.of):
            if isinstance(found, PostilError):
                self._damaged[str(found)] = None
            else:
                shown, id = without_withheld(found, self._withheld), found.article.id
                _note(self._doubtful, id, len(found.doubtful))
                _note(self._away, id, len(found.suggestions) - len(shown.suggestions))
                waiting = [one for one in shown.suggestions if one.verdict == "suggested"]
                _note(self._waiting, id, len(waiting))
                yield shown

    def _with_parts(self, chosen: Format, request: Request) -> Request:
        """The request with each article's part, kept for later exports."""
        plan = self._wanted.plan
        chosen.check(request if plan is None else replace(request, parts={}))
        refuse_slips(self._wanted.choice, *self._layers.views)
        self._refuse_blend(chosen)
        given = given_parts(self._project)
        if plan is None:
            self.came_in_parts = bool(given) and "parts" in chosen.options
            return request
        seen = self._watch(self._chosen, "Splitting")()
        self.split = dealt(seen, plan, self._wanted.empty, self._project)
        self._places = dict(self.split.places)
        self.given = sum(given.get(id) == part for id, part in self._places.items())
        return replace(request, parts=self._places)

    def _agreement(self) -> tuple[tuple[str, ...], Agreement | None]:
        """Those of a team, else the two who tagged most, and how far they agree in common."""
        figures, team = self._census.figures, self._project.team
        if self._in_part():
            return (), None
        names = sorted(figures.annotators, key=lambda name: (-figures.annotators[name], name))[:2]
        if team:
            names = list(team.annotators)
            read = readings(self._project, names)
        elif figures.by_several:
            read = parted(self._chosen(), names)
        else:
            return (), None
        try:
            pairs = Rounds(self._project).pairs(Comparison(), read, names)
            return tuple(names), between(pairs).pooled
        except UsageError:  # each of them has articles in common with others only
            return (), None

    def _card(self, chosen: Format, request: Request, name: str, loss: Loss) -> Card:
        wanted, (between, agreed) = self._wanted, self._agreement()
        return Card(
            name,
            licensed(wanted.licence),
            wanted.made,
            wanted.version,
            chosen.summary,
            request.scheme,
            self._census.figures,
            tokeniser=f"the way {request.tokens or chosen.tokens[0]!r}" if chosen.tokens else "",
            loss=loss.lines(),
            split=self.split,
            between=between,
            agreement=agreed,
            measured=comparing(between)
            if between and (self._project.team or wanted.choice == Choice())
            else "",
            texts=request.text,
            head=loss.head,
            methods=self._methods(),
        )

    def _in_part(self) -> bool:
        """Whether what others did is kept from who exports, so that of it nothing is said."""
        team = self._project.team
        return team is not None and kept_from(self._project, ("", *team.annotators)) is not None

    def _methods(self) -> list[tuple[str, str]]:
        """How the tags were made, each sentence with the command that prints its numbers."""
        if self._in_part():
            return []
        methods = Methods(self._project, self._wanted.version)
        said = [(one.words, one.command) for one in methods.sentences()]
        self._damaged |= dict.fromkeys(methods.problems)
        return said


def by_whom(figures: Figures) -> str:
    """How many tags each annotator has in a dataset, and in how many articles several have."""
    names = figures.annotators
    counts = ", ".join(f"{name} {count:,}" for name, count in sorted(names.items()))
    both = f"; {counted(figures.by_several, 'article')} by several of them, side by side"
    said = f"tags by {counted(len(names), 'annotator')}: {counts}"
    return f"{said}{both if figures.by_several else ''}"


def _checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file by its path in the folder."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != CARD:
            with file.open("rb") as data:
                digest = hashlib.file_digest(data, "sha256").hexdigest()
            found[file.relative_to(folder).as_posix()] = digest
    return found


def _note(counts: dict[str, int], id: str, count: int) -> None:
    """Note what was counted in an article, however often it is gone through; nothing of most."""
    if count:
        counts[id] = count
    else:
        counts.pop(id, None)
