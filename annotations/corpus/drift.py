"""How annotators who read once more agree with their first reading, and with others, by week."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from annotations.agreement.measures import Agreement, Pair, agreement
from annotations.agreement.report import Again
from annotations.agreement.several import Names, by_week
from annotations.corpus.again import begun
from annotations.corpus.evaluation import pairs_of
from annotations.corpus.readings import Reading, first_read
from annotations.errors import StoreError, of_article
from annotations.listing import Query
from annotations.project import Project
from annotations.team.team import again

Kind = Literal["oneself", "first", "second"]
"""A reading with the one before it, or one of the two with what somebody else made of it."""
Found = tuple[Kind, Names, Pair]


class Drift:
    """Reads what annotators of a team have marked done once more; `problems` could not be read."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.problems: list[str] = []

    def of(self, names: Sequence[str], seed: int = 0) -> Again:
        """How far these annotators agree with themselves; nothing where nobody read once more."""
        seconds = set(begun(self._project))
        firsts = [name for name in names if again(name) in seconds]
        found = {name: list(self._pairs(name)) for name in firsts}
        every = [one for pairs in found.values() for one in pairs]
        own = {name: _pooled(pairs, "oneself", seed) for name, pairs in found.items()}
        return Again(
            {name: one for name, one in own.items() if one},
            _pooled(every, "first", seed),
            _pooled(every, "second", seed),
            _weeks(every, seed),
        )

    def _pairs(self, name: str) -> Iterator[Found]:
        """What one marked twice, and what others did, two by two."""
        second = again(name)
        for reading in self._readings(name):
            done = reading.done.get(second, "")
            for names, pair in pairs_of(reading, list(reading.by)):
                # Each of several others counts alike, whatever else was read by whom.
                pair = replace(pair, weight=1.0, done=done)
                if names == (name, second):
                    yield "oneself", names, pair
                elif names[0] in (name, second):
                    yield "first" if names[0] == name else "second", names, pair

    def _readings(self, name: str) -> Iterator[Reading]:
        project, team, second = self._project, self._project.team, again(name)
        assert team
        others = [one for one in team.annotators if one != name]
        layer = project.layer(second)
        layer.refresh()
        rows = layer.listing(Query(status="done")).rows
        self.problems += map(str, layer.totals().unread)
        for row in rows:
            try:
                article = project.result.article(row.id)
                listed = {one: project.layer(one).listed(row.id) for one in (name, *others)}
                who = [one for one, it in listed.items() if it and it.status == "done"]
                if article is None or name not in who:
                    continue
                read = {
                    one: first_read(project.layer(one), article) for one in (name, second, *who[1:])
                }
            except StoreError as error:
                self.problems.append(str(of_article(row.id, error)))
                continue
            by = {one: it.example for one, it in read.items()}
            yield Reading(article, by, done={one: it.done for one, it in read.items()})


def _pooled(found: Iterable[Found], wanted: Kind, seed: int) -> Agreement | None:
    pairs = [pair for kind, _, pair in found if kind == wanted]
    return agreement(sorted(pairs, key=lambda pair: pair.id), seed) if pairs else None


def _weeks(
    found: Sequence[Found], seed: int
) -> dict[str, tuple[Agreement | None, Agreement | None]]:
    own, others = (
        by_week(((names, pair) for kind, names, pair in found if kind == wanted), seed)
        for wanted in ("oneself", "second")
    )
    return {week: (own.get(week), others.get(week)) for week in sorted({*own, *others})}
