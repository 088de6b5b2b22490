"""What entities of several layers are called, and which one of the result has that name."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from annotations.entity import Entity, id_of, resolved
from annotations.folding import folded


class Meaning:
    """The entities of each reader's layer, and of the result, by id."""

    def __init__(
        self, layers: Mapping[str, Mapping[str, Entity]], result: Mapping[str, Entity]
    ) -> None:
        self._layers, self._result = layers, result
        self._same = {reader: resolved(own) for reader, own in layers.items()}
        self._named: dict[str, Entity] = {}
        for one in sorted(result.values(), key=lambda one: one.id):
            self._named.setdefault(_folded(one.name), one)
        taken, every = {*result}, [one for own in layers.values() for one in own.values()]
        for one in sorted(every, key=lambda one: (one.id, one.name)):
            if _folded(one.name) not in self._named:
                free = one.id if one.id not in taken else id_of(one.name, taken)
                taken.add(free)
                self._named[_folded(one.name)] = replace(one, id=free, same_as=())

    def name(self, reader: str, id: str) -> str:
        """What a reader's entity is called; an id without an entity is its own name."""
        one = self._entity(reader, id)
        return one.name if one else id

    def in_result(self, reader: str, id: str) -> str:
        """The id of the entity of that name in the result, or of the one that it is to have."""
        one = self._entity(reader, id)
        return one.id if one else id

    def lacking(self, ids: Iterable[str]) -> list[Entity]:
        """Those of these ids that the result does not have yet."""
        known = {one.id: one for one in self._named.values()}
        return [known[id] for id in ids if id in known and id not in self._result]

    def _entity(self, reader: str, id: str) -> Entity | None:
        """The one entity of the name that a reader's has."""
        own = self._layers.get(reader, {}).get(self._same.get(reader, {}).get(id, id))
        return self._named[_folded(own.name)] if own else None


def _folded(name: str) -> str:
    return folded(name).text.casefold()
