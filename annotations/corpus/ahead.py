"""Suggestions for a whole corpus ahead of reading, and how many wait, by source and label."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

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
from annotations.suggestion import Suggester, Suggestion

Examples = Callable[[], Iterable[Example | PostilError]]


@dataclass
class Ahead:
    """How many candidates wait, by source and label; how many texts were read now."""

    articles: int = 0
    read: int = 0
    waiting: Counter[tuple[str, str]] = field(default_factory=Counter)
    silenced: frozenset[str] = frozenset()


def fill(project: Project, examples: Examples | None = None) -> tuple[Ahead, list[str]]:
    """Compute and keep the suggestions for every article; returns the counts and what went wrong.

    `examples` gives all articles of the project, again and again. Raises `PostilError` where a
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
    ahead, cache = Ahead(silenced=acceptance.silenced), SuggestionCache(project.folder / DATA)
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
    suggesters: Iterable[Suggester],
    cache: SuggestionCache,
    ahead: Ahead,
    limit: TimeLimit,
) -> None:
    fresh = False
    candidates.silence(ahead.silenced)
    for suggester in suggesters:
        (suggestions,) = limit.call(article, [(suggester, partial(cache.get, article, suggester))])
        if suggestions is None:
            suggestions, fresh = _proposed(article, suggester, cache, limit), True
        candidates.offer(suggester.name, (0, len(article.text)), suggestions)
    ahead.articles += 1
    ahead.read += fresh
    ahead.waiting.update((one.origin, one.label) for one in candidates)


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
