"""Who a mention may mean: the entities that it is likely to be one of, the likeliest first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from annotations.compare.actors import Name, likeness, name
from annotations.units.name_words import JOBS

SURE = ("name", "acronym", "initial", "last name")
"""The likenesses that err in 7 of 100, the surest first; others err in more than half."""

_MOST = 9  # entities that are offered
_COMMON = frozenset("a an and for in of on the to".split()) | JOBS


class Offer(Struct, frozen=True):
    """An entity that a mention may mean, and by what: one of `SURE`, else `words` or nothing."""

    id: str
    why: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it may be given without asking."""
        return self.why in SURE


class Known:
    """The entities that there are, by what they are called.

    `called` are the names by id, from the project's files; `here` the mentions that bear one in
    the articles side by side, id and words, the nearest first.
    """

    def __init__(
        self, called: Mapping[str, Iterable[str]], here: Sequence[tuple[str, str]] = ()
    ) -> None:
        names: dict[str, dict[Name, None]] = {}
        for id, words in here:
            names.setdefault(id, {})[name(words)] = None
        self._near = {id: place for place, id in enumerate(names)}
        for id, wordings in called.items():
            names.setdefault(id, {}).update(dict.fromkeys(map(name, wordings)))
        self._names = names
        self._by_word: dict[str, list[str]] = {}
        for id, all_names in names.items():
            for word in {word for one in all_names for word in (*one.words, one.initials)}:
                self._by_word.setdefault(word, []).append(id)

    def offers(self, words: str) -> list[Offer]:
        """The entities that these words may mean, nine at most, sure ones first.

        Among those that are as like, the ones named in the articles side by side come first, the
        nearest of them before the others. Two first names are never one person.
        """
        said = name(words)
        found: list[tuple[tuple[int, int, int, str], Offer]] = []
        shared = Counter(
            id for word in {*said.words, said.initials} for id in self._by_word.get(word, ())
        )
        for id in {**shared, **self._near}:
            why = self._why(said, id)
            if why is None:
                continue
            rank = SURE.index(why) if why in SURE else len(SURE) + (not why)
            near = self._near.get(id, len(self._near))
            found.append(((rank, 0 if rank < len(SURE) else -shared[id], near, id), Offer(id, why)))
        return [offer for _, offer in sorted(found, key=lambda one: one[0])][:_MOST]

    def _why(self, said: Name, id: str) -> str | None:
        """By what a name is one of an entity's; `None` where something speaks against it."""
        names = self._names[id]
        full = [one for one in names if one.is_full and one.last == said.last]
        ways = {likeness(said, one) for one in names} - {""}
        if said.is_full and full and not any(likeness(said, one) for one in full):
            return None
        if ways:
            return min(ways, key=SURE.index)
        rest = {word for one in names for word in one.words} - _COMMON
        return "words" if rest & set(said.words) else ""
