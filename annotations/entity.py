"""An entity: who or what mentions in several articles mean, and which entities are one."""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from annotations.article import slug

_LONGEST = 60  # code points of a name in an id


class Entity(Struct, frozen=True):
    """Who or what is meant, by the `id` that mentions bear.

    `variants` are other wordings of the `name`, `same_as` the ids of entities that are this one:
    of this project, or of a catalogue elsewhere. `near` says that its mentions are nearly the same
    only, as "the caravan" and "the migrants" may be. `extra` are fields of later versions.
    """

    id: str
    name: str
    variants: tuple[str, ...] = ()
    note: str = ""
    same_as: tuple[str, ...] = ()
    near: bool = False
    extra: Mapping[str, Any] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called, the name first."""
        return self.name, *self.variants


class _Fields(Struct, frozen=True):
    """An entity in a file, as far as its fields are known."""

    id: Annotated[str, Meta(min_length=1)]
    name: str
    near: bool = False
    note: str = ""
    same_as: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


def entity(id: str, name: str, variants: Iterable[str] = (), **fields: Any) -> Entity:
    """An entity with each variant once, sorted, its name left out; white space is single spaces."""
    name, *others = (" ".join(words.split()) for words in (name, *variants))
    return Entity(id, name, tuple(sorted(set(others) - {name, ""})), **fields)


def fields_of(one: Entity) -> dict[str, Any]:
    """An entity as files and formats write it: fields by name, sorted, empty ones left out."""
    known: dict[str, Any] = {"id": one.id, "name": one.name}
    more = {name: getattr(one, name) for name in ("near", "note", "same_as", "variants")}
    whole = {**one.extra, **known, **{name: value for name, value in more.items() if value}}
    return dict(sorted(whole.items()))


def entity_of(fields: Mapping[str, Any]) -> Entity:
    """The entity of such fields. Raises `ValueError` where they are of none."""
    known = msgspec.convert(fields, _Fields)
    extra = {name: one for name, one in fields.items() if name not in _Fields.__struct_fields__}
    same = tuple(sorted(set(known.same_as) - {known.id}))
    rest = {"note": known.note, "same_as": same, "near": known.near, "extra": extra}
    return entity(known.id, known.name, known.variants, **rest)


def borne(values: Iterable[object], entities: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """The entities among some values of tags, by id, and those that are the same."""
    ahead, found = [one for one in values if isinstance(one, str)], dict[str, Entity]()
    while ahead:
        id = ahead.pop()
        if id not in found and (one := entities.get(id)):
            found[id] = one
            ahead += one.same_as
    return tuple(found[id] for id in sorted(found))


def joined(one: Entity, other: Entity) -> Entity:
    """What two files say of one entity: nothing of either is lost, and the first one's name holds.

    Which of two notes comes first does not depend on whose file is which.
    """
    notes = dict.fromkeys(sorted(filter(None, (one.note, other.note))))
    # What was joined before holds the other note already.
    told = [note for note in notes if not any(note != whole and note in whole for whole in notes)]
    return entity(
        one.id,
        one.name or other.name,
        (*one.variants, *other.names),
        note="\n".join(told),
        same_as=tuple(sorted({*one.same_as, *other.same_as} - {one.id})),
        near=one.near or other.near,
        extra={**other.extra, **one.extra},
    )


def resolved(entities: Mapping[str, Entity]) -> dict[str, str]:
    """For each entity and each id that one is the same as, the id that stands for all of them.

    That is the entity that the others lead to: the first by id that is the same as no other, else
    the first. A circle is one cluster like any other.
    """
    near: dict[str, set[str]] = {id: set() for id in entities}
    for one in entities.values():
        for id in one.same_as:
            near.setdefault(id, set()).add(one.id)
            near[one.id].add(id)
    found: dict[str, str] = {}
    for start in sorted(near):
        if start in found:
            continue
        cluster, ahead = {start}, [start]
        while ahead:
            new = near[ahead.pop()] - cluster
            cluster |= new
            ahead += new
        ids = sorted(cluster & entities.keys(), key=lambda id: (bool(entities[id].same_as), id))
        found.update(dict.fromkeys(cluster, ids[0]))
    return found


def id_of(name: str, taken: Collection[str] = ()) -> str:
    """The id of a new entity of this name: the same in every copy of a project.

    Those that are `taken` are of others with the same name.
    """
    words, letters = slug(name, _LONGEST), unicodedata.normalize("NFKD", name)
    said = "".join(letter for letter in letters if letter.isalnum()).lower()
    if not words or words.replace("-", "") != said:  # not all letters are ASCII, or have room
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        words = f"{words or 'entity'}-{digest[:8]}"
    ids = (words if number == 1 else f"{words}-{number}" for number in range(1, len(taken) + 2))
    return next(id for id in ids if id not in taken)
