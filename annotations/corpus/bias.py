"""What became of what was withheld and of what was shown, in the articles that are done."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from annotations.agreement.bias import Outcome, effects
from annotations.agreement.matching import HALF
from annotations.agreement.measures import Estimate
from annotations.annotation import ADJUDICATE, EVERYWHERE, SECOND_LOOK, Annotation
from annotations.article import Article
from annotations.corpus.readings import Read, first_read
from annotations.corpus.withheld import Withheld
from annotations.counted import counted, listed
from annotations.errors import StoreError
from annotations.example import Example
from annotations.project import Project, of_article
from annotations.units import Span
from annotations.withholding import Trial, same_words

COMMAND = "postil stats --bias --json"
"""Prints every number of what is `told`."""

_OVER, _FEW = "95 % intervals over events", "too few for an interval"
_WORD = re.compile(r"\w+")


class Trials:
    """Gives the outcomes of a project's trials, and says afterwards which have none.

    `open` counts those in articles that are not done, `late` those that were drawn after that,
    `gone` those of articles that are not there any more. `everywhere` counts those that are tagged
    only because one key tagged all places that say the same, and so count as not tagged; `second`
    counts tags of the second look. `problems` is what could not be read. Who annotates blind has
    their own, which nobody judges; else it has `all`.
    """

    def __init__(self, project: Project) -> None:
        self._project, team = project, project.team
        names = team.annotators if team else ()
        self.all = team is None or team.sees_all(project.annotator)
        if not self.all:  # who annotates blind is told nothing that stands in another's layer
            names = (project.annotator,)
        self._views = {name: project.seen_by(name) for name in names} or {"": project}
        self.open = self.late = self.gone = self.everywhere = self.second = 0
        self.problems: list[str] = []

    def outcomes(self) -> Iterator[Outcome]:
        """What became of each trial, at the moment at which its article was first marked done."""
        drawn: dict[str, dict[str, list[Trial]]] = defaultdict(dict)
        for name, view in self._views.items():
            try:
                known = Withheld(view).known
            except StoreError as error:
                self.problems.append(str(error))
                continue
            for id, trials in known.items():
                drawn[id][name] = list(trials.values())
        for id in sorted(drawn):
            try:
                yield from self._of_article(id, drawn[id])
            except StoreError as error:
                self.problems.append(str(of_article(id, error)))

    def _of_article(self, id: str, drawn: Mapping[str, Sequence[Trial]]) -> Iterator[Outcome]:
        article = self._project.result.article(id)
        if article is None:
            self.gone += sum(map(len, drawn.values()))
            return
        reads = {name: self._read(name, article) for name in self._views}
        result = self._settled(id)
        for name, trials in drawn.items():
            if (read := reads[name]) is None:
                self.open += len(trials)
                continue
            others = [one.example for who, one in reads.items() if one and who != name]
            judges = [result] if result else others
            tags = _Tags(read.example)
            for trial in trials:
                if trial.at and read.done and trial.at > read.done:
                    self.late += 1
                    continue
                own = tags.of(trial)
                self.everywhere += bool(tags.with_others(trial)) and not own
                accepted = [tag for tag in own if tag.verdict == "accepted" and not trial.withheld]
                wrong = any(not _holds(judges, tag) for tag in accepted)
                yield Outcome(
                    article.meta.group or id,
                    trial.label,
                    trial.withheld,
                    bool(own),
                    trial.share,
                    wrong if accepted and judges else None,
                )

    def _read(self, name: str, article: Article) -> Read | None:
        """What somebody had made of an article when it was done; `None` where it is not."""
        store = self._views[name].store
        kept = store.kept(article.id)
        if kept is None:
            return None
        tags = kept[1].annotations.values()
        self.second += sum(tag.way == SECOND_LOOK for tag in tags if tag.is_tag)
        read = first_read(store, article)
        return read if read.done or kept[1].status == "done" else None

    def _settled(self, id: str) -> Example | None:
        """The result of a team on an article, where differences were settled in it."""
        if not (self._project.team and self.all):
            return None
        found = self._project.seen_by(None).example(id)
        return found if any(one.kind == ADJUDICATE for one in found.decisions) else None


def told(project: Project, problems: list[str]) -> Iterator[str]:
    """What was withheld and what that showed, in sentences; nothing where nothing was.

    What could not be read is added to `problems`.
    """
    trials = Trials(project)
    whole, *labels = effects(trials.outcomes())
    problems += trials.problems
    if not whole.withheld:
        return
    yield (
        f"Of {counted(whole.trials, 'suggestion')} in {counted(whole.events, 'event')}"
        f" {whole.withheld:,} were withheld at random, by label, words and article, which was"
        " written down before anything was shown."
    )
    first, second = (figured(Estimate(share)) for share in whole.tagged)
    yield (
        f"Before a second look {second} of those were tagged and {first} of those that were shown,"
        f" a difference of {figured(whole.difference)} ({_OVER if whole.error else _FEW})."
    )
    each = [f"{one.label} {figured(one.difference)}" for one in labels if one.error]
    if len(labels) > 1 and each:
        yield f"By label it is {listed(each)}."
    if whole.judged:
        yield (
            f"Of {counted(whole.judged, 'accepted suggestion')} that somebody else judged"
            f" {figured(whole.wrong)} were wrong."
        )


def figured(estimate: Estimate) -> str:
    """A figure with its interval, as running text has it."""
    if estimate.value is None:
        return "undefined"
    if estimate.low is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]"


class _Tags:
    """The tags of an article, and where its words stand."""

    def __init__(self, example: Example) -> None:
        self._text = example.article.text
        self._tags = example.annotations
        self._words = [
            (same_words(found.group()), found.span()) for found in _WORD.finditer(self._text)
        ]
        self._first = defaultdict[str, list[int]](list)
        for number, (word, _) in enumerate(self._words):
            self._first[word].append(number)

    def of(self, trial: Trial) -> list[Annotation]:
        """The tags on the words of a trial, or on half of them at least, made one by one."""
        return [tag for tag in self._on(trial) if not tag.way]

    def with_others(self, trial: Trial) -> list[Annotation]:
        """Those that one key made with all others that say the same."""
        return [tag for tag in self._on(trial) if tag.way == EVERYWHERE]

    def _on(self, trial: Trial) -> Iterator[Annotation]:
        places = self._places(trial.words)
        for tag in self._tags:
            if tag.label == trial.label and (
                any(_iou((tag.start, tag.end), place) >= HALF for place in places)
                or same_words(self._text[tag.start : tag.end]) == trial.words
            ):
                yield tag

    def _places(self, words: str) -> list[Span]:
        """Where the text has these words, whatever their case, accents and signs between them."""
        sought = _WORD.findall(words)
        found = list[Span]()
        for at in self._first[sought[0]] if sought else ():
            here = self._words[at : at + len(sought)]
            if [word for word, _ in here] == sought:
                found.append((here[0][1][0], here[-1][1][1]))
        return found


def _holds(judges: Sequence[Example], tag: Annotation) -> bool:
    """Whether somebody who judges has a tag there, or one on half of it at least."""
    return any(
        one.label == tag.label and _iou((one.start, one.end), (tag.start, tag.end)) >= HALF
        for judge in judges
        for one in judge.annotations
    )


def _iou(one: Span, other: Span) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0
