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
from annotations.errors import PostilError
from annotations.example import Example
from annotations.fading import Repeated, faded
from annotations.project import DATA, Project
from annotations.suggest import catalogue
from annotations.suggest.cache import SuggestionCache
from annotations.suggest.pieces import pieces
from annotations.suggest.tagged import of_annotations
from annotations.suggest.time_limit import TimeLimit
from annotations.suggestion import Candidate, Place, Suggester, Suggestion

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

    `unsure` are those of which the sources are least sure, at most `wanted` of them.
    """

    articles: int = 0
    read: int = 0
    waiting: Counter[tuple[str, str]] = field(default_factory=Counter)
    silenced: frozenset[str] = frozenset()
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
    every = examples or project.examples
    settings, problems = project.settings, list[str]()
    labels = catalogue.labels_of_names(settings)
    gazetteer = of_annotations(((e.article, e.annotations) for e in _read(every, problems)), labels)
    acceptance = Acceptance(always=settings.suggest.always)
    repeated = Repeated()
    for example in _read(every, []):
        repeated.note(example.article)
        for record in (*example.annotations, *example.suggestions):
            acceptance.note(record)

    def tell(error: PostilError) -> None:
        problems.append(str(error))

    suggesters = [
        *catalogue.rules(settings),
        *catalogue.models(settings, lambda: _read(every, []), project.allows, tell, project.folder),
        *catalogue.tagged(settings, gazetteer),
    ]
    ahead = Ahead(silenced=acceptance.silenced, wanted=unsure)
    cache = SuggestionCache(project.folder / DATA)
    limit = TimeLimit(tell)
    for example in _read(every, []):
        article, records = example.article, (*example.annotations, *example.suggestions)
        aside = faded(article, example.decisions, repeated.spans(article))
        candidates = Candidates(article.text, records, aside, settings.scheme.kinds)
        _fill_one(article, candidates, suggesters, cache, ahead, limit)
    limit.close()
    return ahead, problems


def _fill_one(
    article: Article,
    candidates: Candidates,
    suggesters: Sequence[Suggester],
    cache: SuggestionCache,
    ahead: Ahead,
    limit: TimeLimit,
) -> None:
    fresh, votes = False, dict[Place, dict[str, float]]()
    candidates.silence(ahead.silenced)
    for suggester in suggesters:
        (suggestions,) = limit.call(article, [(suggester, partial(cache.get, article, suggester))])
        if suggestions is None:
            suggestions, fresh = _proposed(article, suggester, cache, limit), True
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


def _proposed(
    article: Article, suggester: Suggester, cache: SuggestionCache, limit: TimeLimit
) -> list[Suggestion]:
    """What a suggester proposes for an article; kept where it came to the end of it."""
    found = limit.propose(article, ((suggester, piece) for piece in pieces(article.text)))
    suggestions = [one for piece in found for one in piece or ()]
    if None not in found:
        limit.call(article, [(suggester, partial(cache.put, article, suggester, suggestions))])
    return suggestions


def _read(examples: Examples, problems: list[str]) -> Iterator[Example]:
    for one in examples():
        if isinstance(one, PostilError):
            problems.append(str(one))
        else:
            yield one
