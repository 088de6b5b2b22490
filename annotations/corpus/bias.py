"""What became of what was withheld and of what was shown, in the articles that are done."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from annotations.agreement.bias import Outcome, effects
from annotations.agreement.matching import HALF
from annotations.agreement.measures import Estimate
from annotations.annotation import ADJUDICATE, EVERYWHERE, SECOND_LOOK, Annotation
from annotations.article import Article
from annotations.corpus.readings import Read, first_read
from annotations.corpus.withheld import Withheld
from annotations.counted import counted, listed
from annotations.errors import StoreError, of_article
from annotations.example import Example
from annotations.project import Project
from annotations.span_index import SpanIndex
from annotations.units import Span
from annotations.withholding import Trial, What, same_words

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
        reads = {name: read for name in self._views if (read := self._read(name, article))}
        tags = {name: _Tags(read.example) for name, read in reads.items()}
        result = self._settled(id)
        for name, trials in drawn.items():
            if name not in reads:
                self.open += len(trials)
                continue
            others = [found for who, found in tags.items() if who != name]
            judges = [_Tags(result)] if result else others
            for trial in trials:
                if trial.at and reads[name].done and trial.at > reads[name].done:
                    self.late += 1
                else:
                    event = article.meta.group or id
                    yield self._outcome(event, trial, tags[name].on(trial), judges)

    def _outcome(
        self, event: str, trial: Trial, tags: Sequence[Annotation], judges: "Sequence[_Tags]"
    ) -> Outcome:
        own = [tag for tag in tags if not tag.way]
        self.everywhere += not own and any(tag.way == EVERYWHERE for tag in tags)
        accepted = [tag for tag in own if tag.verdict == "accepted" and not trial.withheld]
        wrong = None
        if accepted and judges:
            places = [((tag.start, tag.end), tag.label) for tag in accepted]
            wrong = not all(any(judge.at(*place) for judge in judges) for place in places)
        return Outcome(event, trial.label, trial.withheld, bool(own), trial.share, wrong)

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
    """The tags of an article by place and by words, and where its words stand."""

    def __init__(self, example: Example) -> None:
        self._text = example.article.text
        self._index = SpanIndex(example.annotations)
        self._same = defaultdict[What, list[Annotation]](list)
        for tag in example.annotations:
            self._same[tag.label, same_words(self._text[tag.start : tag.end])].append(tag)

    def on(self, trial: Trial) -> list[Annotation]:
        """The tags on the words of a trial, or on half of them at least."""
        found = {tag.id: tag for tag in self._same.get(trial.what, ())}
        for place in self._places(trial.words):
            found |= {tag.id: tag for tag in self.at(place, trial.label)}
        return list(found.values())

    def at(self, span: Span, label: str) -> list[Annotation]:
        """The tags with a label on a span, or on half of it at least."""
        there = self._index.overlapping(*span)
        return [tag for tag in there if tag.label == label and _iou(tag, span) >= HALF]

    def _places(self, words: str) -> Iterator[Span]:
        """Where the text has these words, whatever their case, accents and signs between them."""
        sought = _WORD.findall(words)
        for at in self._first[sought[0]] if sought else ():
            here = self._words[at : at + len(sought)]
            if [word for word, _ in here] == sought:
                yield here[0][1][0], here[-1][1][1]

    @cached_property
    def _words(self) -> list[tuple[str, Span]]:
        return [(same_words(one.group()), one.span()) for one in _WORD.finditer(self._text)]

    @cached_property
    def _first(self) -> Mapping[str, Sequence[int]]:
        found = defaultdict[str, list[int]](list)
        for number, (word, _) in enumerate(self._words):
            found[word].append(number)
        return found


def _iou(tag: Annotation, span: Span) -> float:
    common = min(tag.end, span[1]) - max(tag.start, span[0])
    return common / (max(tag.end, span[1]) - min(tag.start, span[0]))
