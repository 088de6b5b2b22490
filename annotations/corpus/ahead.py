"""Suggestions for a whole corpus ahead of reading, and how many wait, by source and label."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import nsmallest
from itertools import chain

from msgspec import Struct

from annotations.acceptance import Acceptance
from annotations.article import Article
from annotations.candidates import Candidates
from annotations.corpus.unaided import is_unaided, unaided_groups
from annotations.corpus.withheld import withheld_of
from annotations.errors import PostilError
from annotations.example import Example
from annotations.fading import Repeated, faded
from annotations.project import Project
from annotations.suggest import catalogue
from annotations.suggest.cache import SuggestionCache
from annotations.suggest.tagged import of_annotations
from annotations.suggest.time_limit import TimeLimit, pieces
from annotations.suggestion import ALL_HEARD, Candidate, Heard, Place, Suggester, Suggestion

_WORDS = 60  # code points that are shown of a place

Examples = Callable[[], Iterable[Example | PostilError]]


class Unsure(Struct, frozen=True):
    """A candidate with how sure those that read the text are of it together, from 0 to 1.

    Each source that could propose the label has a vote, its score or 0; `sure` is how far their
    mean is from one half, doubled. So it is where half of them say yes that they differ most
    (query by committee: Seung, Opper and Sompolinsky, 1992).
    """

    article: str
    start: int
    end: int
    label: str
    sources: tuple[str, ...]
    words: str
    sure: float


@dataclass
class Ahead:
    """How many candidates wait, by source and label; how many texts were read now.

    `below` counts those that are below the least score, and so do not wait.
    `unsure` are those of which the sources are least sure, at most `wanted` of them.
    """

    articles: int = 0
    read: int = 0
    waiting: Counter[tuple[str, str]] = field(default_factory=Counter)
    heard: Heard = ALL_HEARD
    below: int = 0
    wanted: int = 0
    unsure: list[Unsure] = field(default_factory=list)


def fill(
    project: Project, examples: Examples | None = None, unsure: int = 0
) -> tuple[Ahead, list[str]]:
    """Compute and keep the suggestions for every article; returns the counts and what went wrong.

    `examples` gives all articles of the project, again and again; `unsure` says how many places to
    return of which the sources are least sure. Raises `PostilError` where a
    model that is on cannot be had.
    """
    ahead, problems = Ahead(wanted=unsure), list[str]()
    for _ in filling(ahead, project, examples or project.examples, problems.append):
        pass
    return ahead, problems


def filling(
    ahead: Ahead, project: Project, every: Examples, tell: Callable[[str], object]
) -> Iterator[Article]:
    """Fill `ahead` article by article; see `fill`. Gives each that is done.

    `tell` is called with what goes wrong. Raises `PostilError` where a model that is on cannot be
    had.
    """
    settings = project.settings
    labels = settings.scheme.labels_of_names
    gazetteer = of_annotations(((e.article, e.annotations) for e in _read(every, tell)), labels)
    acceptance = Acceptance(always=settings.suggest.always)
    repeated = Repeated()
    for example in _read(every, _say_nothing):
        repeated.note(example.article)
        for record in (*example.annotations, *example.suggestions):
            acceptance.note(record)

    def told(error: PostilError) -> None:
        tell(str(error))

    def known() -> Iterator[Example]:
        return _read(every, _say_nothing)

    suggesters = [
        *catalogue.rules(settings),
        *catalogue.models(settings, known, project.allows, told, project.folder),
        *catalogue.tagged(settings, gazetteer),
    ]
    without, withheld = unaided_groups(project), withheld_of(project)
    ahead.heard = Heard(acceptance.silenced, settings.suggest.least)
    cache = SuggestionCache(project.home, project.folder)
    limit = TimeLimit(told)
    try:
        for example in known():
            article, records = example.article, (*example.annotations, *example.suggestions)
            if is_unaided(article, without):
                yield article
                continue
            aside = faded(article, example.decisions, repeated.spans(article))
            away = withheld.of(article, example.status) if withheld else None
            candidates = Candidates(article.text, records, aside, settings.scheme.kinds, away)
            _fill_one(article, candidates, suggesters, cache, ahead, limit)
            yield article
    finally:
        limit.close()
        for one in suggesters:
            close = getattr(one, "close", None)  # of what has a program of its own
            if close:
                close()


def _fill_one(
    article: Article,
    candidates: Candidates,
    suggesters: Sequence[Suggester],
    cache: SuggestionCache,
    ahead: Ahead,
    limit: TimeLimit,
) -> None:
    fresh, votes = False, dict[Place, dict[str, float]]()
    candidates.hear(ahead.heard)
    for suggester in suggesters:
        suggestions, is_read = proposed(article, suggester, limit, cache)
        fresh = fresh or is_read
        candidates.offer(suggester.name, (0, len(article.text)), suggestions)
        for one in suggestions if ahead.wanted else ():
            votes.setdefault(one.place, {})[one.source] = one.score
    if ahead.wanted:
        # What was tagged elsewhere is proposed where it stands; elsewhere that says nothing.
        asked = Counter(t for one in suggesters if one.name != "tagged" for t in one.labels)
        found = (_unsure(article, one, votes.get(one.place, {}), asked) for one in candidates)
        ahead.unsure = nsmallest(ahead.wanted, chain(ahead.unsure, found), key=_least_sure)
    ahead.articles += 1
    ahead.read += fresh
    ahead.below += candidates.below
    ahead.waiting.update((one.origin, one.label) for one in candidates)


def _unsure(
    article: Article, one: Candidate, votes: Mapping[str, float], asked: Mapping[str, int]
) -> Unsure:
    # What was imported has only its own score to go by.
    total = sum(votes.values()) if votes else one.score
    mean = min(1.0, total / max(1, asked.get(one.label, 0) if votes else 1))
    words = " ".join(article.text[one.start : one.end].split())[:_WORDS]
    sure = abs(2 * mean - 1)
    return Unsure(article.id, one.start, one.end, one.label, one.sources, words, sure)


def _least_sure(one: Unsure) -> tuple[float, str, int, int, str]:
    return one.sure, one.article, one.start, -one.end, one.label


def proposed(
    article: Article, suggester: Suggester, limit: TimeLimit, cache: SuggestionCache | None = None
) -> tuple[list[Suggestion], bool]:
    """What a suggester proposes for an article, and whether it read the text for that.

    What is in the cache is taken from there, and what is new is kept where the suggester came to
    the end of the text.
    """
    if cache:
        (kept,) = limit.call(article, [(suggester, partial(cache.get, article, suggester))])
        if kept is not None:
            return kept, False
    found = limit.propose(article, ((suggester, piece) for piece in pieces(article.text)))
    suggestions = [one for piece in found for one in piece or ()]
    if cache and None not in found:
        limit.call(article, [(suggester, partial(cache.put, article, suggester, suggestions))])
    return suggestions, True


def _say_nothing(problem: str) -> None:
    """What cannot be read was told the first time."""


def _read(examples: Examples, tell: Callable[[str], object]) -> Iterator[Example]:
    for one in examples():
        if isinstance(one, PostilError):
            tell(str(one))
        else:
            yield one
