"""Suggestions for a whole corpus ahead of reading, and how many wait, by source and label."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotations.acceptance import Acceptance
from annotations.candidates import Candidates
from annotations.errors import PostilError
from annotations.example import Example
from annotations.project import DATA, Project
from annotations.proposal import Proposal, Suggester
from annotations.suggest import catalogue
from annotations.suggest.cache import ProposalCache
from annotations.suggest.pieces import pieces
from annotations.suggest.tagged import of_annotations


@dataclass
class Ahead:
    """How many candidates wait, by source and label; how many texts were read now."""

    articles: int = 0
    read: int = 0
    waiting: Counter[tuple[str, str]] = field(default_factory=Counter)
    silenced: frozenset[str] = frozenset()


def fill(project: Project) -> tuple[Ahead, list[str]]:
    """Compute and keep the proposals for every article; returns the counts and what went wrong.

    Raises `PostilError` where a model that is on cannot be had.
    """
    settings, problems = project.settings, list[str]()
    labels = catalogue.labels_of_names(settings)
    gazetteer = of_annotations(
        ((e.article, e.annotations) for e in _examples(project, problems)), labels
    )
    acceptance = Acceptance(always=settings.suggest.always)
    for example in _examples(project, []):
        for record in (*example.annotations, *example.suggestions):
            acceptance.note(record)
    suggesters = [
        *catalogue.rules(settings),
        *catalogue.models(settings, lambda: _examples(project, [])),
        *catalogue.tagged(settings, gazetteer),
    ]
    ahead, cache = Ahead(silenced=acceptance.silenced), ProposalCache(project.folder / DATA)
    for example in _examples(project, []):
        _fill_one(example, suggesters, cache, ahead)
    return ahead, problems


def _fill_one(
    example: Example, suggesters: Iterable[Suggester], cache: ProposalCache, ahead: Ahead
) -> None:
    article, fresh = example.article, False
    records = (*example.annotations, *example.suggestions)
    candidates = Candidates(article.text, records, article.zones)
    candidates.silence(ahead.silenced)
    whole = (0, len(article.text))
    for suggester in suggesters:
        proposals = cache.get(article, suggester)
        if proposals is None:
            proposals, fresh = list(proposed(example, suggester)), True
            cache.put(article, suggester, proposals)
        candidates.offer(suggester.name, whole, proposals)
    ahead.articles += 1
    ahead.read += fresh
    ahead.waiting.update((one.origin, one.label) for one in candidates)


def proposed(example: Example, suggester: Suggester) -> Iterator[Proposal]:
    """All that a suggester proposes for an article, piece by piece."""
    for piece in pieces(example.article.text):
        yield from suggester.propose(example.article, piece)


def _examples(project: Project, problems: list[str]) -> Iterator[Example]:
    for one in project.examples():
        if isinstance(one, PostilError):
            problems.append(str(one))
        else:
            yield one
