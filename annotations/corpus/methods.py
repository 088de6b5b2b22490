"""What a methods section says of a project, sentence by sentence, each with its command."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from msgspec import Struct

from annotations.agreement.measures import Estimate, Pair
from annotations.agreement.several import Names, between
from annotations.annotation import ADJUDICATE
from annotations.corpus.bias import COMMAND, told
from annotations.corpus.drift import Drift
from annotations.corpus.evaluation import Comparison
from annotations.corpus.guided import COMMAND as GUIDED
from annotations.corpus.guided import guided
from annotations.corpus.layers import check_readable
from annotations.corpus.readings import readings
from annotations.corpus.rounds import Rounds
from annotations.corpus.sharing import Sharing
from annotations.corpus.unaided import Unaided, halves
from annotations.counted import counted, listed
from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.team.team import Team


class Sentence(Struct, frozen=True):
    """A sentence, and the command that prints every number in it; empty where there is none."""

    words: str
    command: str = ""


def comparing(names: Sequence[str]) -> str:
    """The command that prints every figure of how far annotators agree."""
    return f"postil evaluate --annotators {shlex.join(names)} --json"


class Methods:
    """Gathers the sentences of a project; afterwards it knows what could not be read."""

    def __init__(self, project: Project, version: str) -> None:
        self._project, self._version = project, version
        if project.team:
            check_readable(project, ("", *project.team.annotators))
        self._whole = project.seen_by(None)
        self._totals = self._whole.store.totals()
        self.problems: list[str] = [str(error) for error in self._totals.unread]

    def sentences(self) -> Iterator[Sentence]:
        """All there is to say, in the order of a paper."""
        team = self._project.team
        yield from self._corpus(team)
        if team:
            yield from _dealt(self._whole, team)
        yield from (Sentence(words, GUIDED) for words in guided(self._whole, self.problems))
        yield from self._agreement(team)
        if team:
            yield from self._again(team)
        yield from (Sentence(words, COMMAND) for words in told(self._project, self.problems))
        if team:
            yield from self._settled(team)
        yield Sentence(f"All of this was done with postil {self._version}.", "postil --version")

    def _corpus(self, team: Team | None) -> Iterator[Sentence]:
        labels = listed([label.name for label in self._whole.settings.scheme.labels])
        articles = counted(self._totals.articles, "article")
        who = "" if team else f", by {listed(sorted(self._totals.annotators)) or 'nobody'}"
        yield Sentence(f"{articles} were tagged with {labels}{who}.", "postil stats --json")

    def _agreement(self, team: Team | None) -> Iterator[Sentence]:
        names = team.annotators if team else sorted(self._totals.annotators)
        comparison, pairs = Comparison(), list[tuple[Names, Pair]]()
        rounds = Rounds(self._project)
        with suppress(UsageError):  # no two have read the same article
            pairs += rounds.pairs(comparison, readings(self._project, names), names)
        self.problems += comparison.problems
        if not pairs:
            yield Sentence("No two annotators have read the same article so far.")
            return
        command = comparing(names)
        found = between(pairs)
        what = "both had marked done, as they were then," if team else "both tagged"
        whole = found.pooled.whole
        yield Sentence(
            f"Two by two they agree on the articles that {what} with an F1 of "
            f"{_said(whole.exact)} for exact spans, and of {_said(whole.half)} for spans that "
            f"overlap by half (95 % intervals over {counted(found.pooled.events, 'event')}).",
            command,
        )
        by_label = [f"{one.label} {_value(one.exact)}" for one in found.pooled.scores]
        yield Sentence(f"By label the F1 of exact spans is {listed(by_label)}.", command)
        yield from self._halves(pairs, command)
        if pilot := rounds.pilot(names):
            yield Sentence(
                f"That is of the main round; in the pilot, which was read before to try the "
                f"guidelines, the F1 was {_said(pilot.whole.exact)} "
                f"({counted(pilot.events, 'event')}).",
                command,
            )

    def _again(self, team: Team) -> Iterator[Sentence]:
        """How far people agree with themselves, weeks later."""
        drift = Drift(self._project)
        for name, found in drift.of(team.annotators).oneself.items():
            yield Sentence(
                f"{name} read {counted(len(found.articles), 'article')} once more, without a "
                f"view of the first reading, and agrees with it with an F1 of "
                f"{_said(found.whole.exact)} for exact spans.",
                comparing([name]),
            )
        self.problems += drift.problems

    def _halves(self, pairs: Sequence[tuple[Names, Pair]], command: str) -> Iterator[Sentence]:
        parts = halves(pairs, Unaided(self._whole).kept())
        if all(parts):
            first, second = (_said(between(part).pooled.whole.exact) for part in parts)
            yield Sentence(
                f"In events that were read without suggestions it is {first}, in the others "
                f"{second}.",
                command,
            )

    def _settled(self, team: Team) -> Iterator[Sentence]:
        answers, by = Counter[str](), set[str]()
        spans = articles = 0
        for found in self._whole.examples():
            if isinstance(found, PostilError):
                self.problems.append(str(found))
                continue
            settled = [one for one in found.decisions if one.kind == ADJUDICATE]
            answers.update(one.answer for one in settled)
            by |= {one.by for one in settled}
            articles += bool(settled)
            spans += len(found.annotations)
        if not answers:
            yield Sentence("Nothing has been adjudicated so far.")
            return
        also = sorted(by.intersection(team.annotators))
        yield Sentence(
            f"Differences were settled by {listed(sorted(by))}"
            + (
                f", of whom {listed(also)} had annotated, too."
                if also
                else ", who did not annotate."
            )
        )
        yield Sentence(
            f"The result has {counted(spans, 'span')}.",
            "postil export --format jsonl --output result.jsonl --json",
        )


def _dealt(project: Project, team: Team) -> Iterator[Sentence]:
    sharing = Sharing(project, team)
    shares, groups = sharing.planned(), sharing.groups()
    many, shared = len(groups), sum(len(shares.readers(group)) > 1 for group in groups)
    part = f"{shared:,} of them to {team.readers} readers each, the others to one"
    if shared in (0, many):
        part = f"each to {counted(team.readers if shared else 1, 'reader')}"
    blind = ", without being shown what the others did" if team.blind else ""
    command = "postil team --json"
    yield Sentence(f"{listed(team.annotators)} annotated{blind}.")
    yield Sentence(
        f"The articles of an event went to the same people: {counted(many, 'group')} "
        f"were ranked by a hash of their names and the seed {team.seed} and dealt from the top, "
        f"{part}.",
        command,
    )


def _said(estimate: Estimate) -> str:
    """A figure with its interval."""
    if estimate.low is None:
        return _value(estimate)
    return f"{_value(estimate)} [{estimate.low:.2f}, {estimate.high:.2f}]"


def _value(estimate: Estimate) -> str:
    return "undefined" if estimate.value is None else f"{estimate.value:.2f}"
