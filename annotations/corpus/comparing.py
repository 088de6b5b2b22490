"""Articles of a project as sides that are compared: those named, an event's, an article's texts."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from annotations.annotation import Contents
from annotations.article import Article
from annotations.compare.coverage import coverage
from annotations.compare.sides import Side, side
from annotations.compare.table import table
from annotations.corpus.ahead import proposed
from annotations.corpus.naming import example_named
from annotations.corpus.withheld import withheld_of
from annotations.counted import counted
from annotations.entity import resolved
from annotations.errors import PostilError, of_article
from annotations.example import Example
from annotations.listing import EventCoverage, Query
from annotations.project import Project
from annotations.suggest.cache import SuggestionCache
from annotations.suggest.catalogue import rules
from annotations.suggest.time_limit import TimeLimit
from annotations.suggestion import Suggestion


class Sides:
    """Makes sides of a project's articles; `problems` says what could not be read of a group."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._rules, self._withheld = rules(project.settings), withheld_of(project)
        self._cache = SuggestionCache(project.home, project.folder)
        self.problems: list[str] = []

    def named(self, *names: str) -> list[Side]:
        """The articles meant by ids, paths, or how ids begin. Raises `PostilError`."""
        return self._made(example_named(self._project, name) for name in dict.fromkeys(names))

    def group(self, name: str) -> list[Side]:
        """The articles of a group, by id. Raises `PostilError` where there are not two."""
        rows = self._project.store.listing(Query(group=name)).rows
        if len(rows) < 2:
            what = f"The group {name} has {counted(len(rows), 'article')}; two can be compared."
            raise PostilError(what, "To see the groups, run postil list --groups.")
        found = self._made(self._readable(row.id for row in rows))
        if len(found) < 2:
            raise PostilError("\n".join(self.problems), "Fewer than two articles can be read.")
        return found

    def versions(self, name: str) -> list[Side]:
        """The texts that an article had, the earliest first, and its present one with its tags.

        Raises `PostilError` where it had no other, or an earlier one is gone.
        """
        example = example_named(self._project, name)
        listed = self._project.store.listed(example.article.id)
        digests = listed.versions if listed else ()
        if not digests:
            what = f"The article {example.article.id} has one text: it was never changed."
            raise PostilError(what, "After a change, run postil add --update.")
        texts = [self._project.store.text(digest) for digest in digests]
        if None in texts:
            what = f"An earlier text of {example.article.id} is missing."
            raise PostilError(what, "To look for damage, run postil doctor.")
        earlier = (
            Example(replace(example.article, text=text)) for text in texts if text is not None
        )
        sides = self._made([*earlier, example])
        last = len(sides) - 1
        return [
            replace(one, name="now" if n == last else f"text {n + 1}")
            for n, one in enumerate(sides)
        ]

    def _readable(self, ids: Iterable[str]) -> Iterator[Example]:
        for id in ids:
            try:
                yield self._project.example(id)
            except PostilError as error:
                self.problems.append(str(of_article(id, error)))

    def _made(self, examples: Iterable[Example]) -> list[Side]:
        limit = TimeLimit(lambda error: self.problems.append(str(error)))
        scheme = self._project.settings.scheme
        entities = resolved(self._project.entities.all())
        sides = []
        for example in examples:
            tags = {tag.id: tag for tag in example.annotations}
            contents = Contents(
                tags, frozenset(example.links), decisions=frozenset(example.decisions)
            )
            suggested: Iterable[Suggestion] = self._suggested(example.article, limit)
            if self._withheld:
                away = self._withheld.of(example.article, example.status)
                for tag in example.annotations:
                    away.note(tag, 1)
                suggested = away.rest(suggested)
            sides.append(side(example.article, contents, scheme, suggested, entities))
        limit.close()
        return _told_apart(sides)

    def _suggested(self, article: Article, limit: TimeLimit) -> Iterator[Suggestion]:
        for rule in self._rules:
            yield from proposed(article, rule, limit, self._cache)[0]


def _told_apart(sides: list[Side]) -> list[Side]:
    """Sides of which several have one name go by their articles' ids."""
    names = [one.name for one in sides]
    return [replace(one, name=one.id) if names.count(one.name) > 1 else one for one in sides]


def event_coverage(project: Project, group: str) -> EventCoverage:
    """The coverage of a group, over all labels: what `postil compare --group` prints.

    Raises `PostilError` where it has not two articles that can be read.
    """
    sides = Sides(project).group(group)
    found = coverage(table(sides))
    has = {side.id: sum(one.has[n] for one in found) for n, side in enumerate(sides)}
    rows, differences, confirmed = (
        sum(getattr(one, name) for one in found) for name in ("rows", "differences", "confirmed")
    )
    return EventCoverage(rows, has, differences, confirmed)
