"""The scheme in postil.toml, and the entries of a settings file, with errors that name them."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations
from pathlib import Path
from string import ascii_lowercase
from typing import Any, get_args

from annotations.article import META_FIELDS
from annotations.errors import UsageError
from annotations.scheme import (
    DEFAULT_SCHEME,
    ROLES,
    Attribute,
    AttributeType,
    Label,
    LinkType,
    Role,
    Scheme,
)

_COLOURS = ("#3fb950", "#b083f0", "#4c8dff", "#e0a030", "#39c5cf", "#f778ba", "#ff7b72", "#a5b32a")
_TYPES: dict[str, AttributeType] = {
    name: name for name in get_args(AttributeType) if name != "choice"
}
_UNTYPED: Mapping[tuple[Role, str], AttributeType] = {
    ("actor", "entity"): "entity",
    ("date", "value"): "date",
}
_NOT_CODES = ("id", "title", "text", "status", "label", *META_FIELDS)


class Entries:
    """What one file has; each method gives an entry's value or raises `UsageError`."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def words(self, entry: str, value: object) -> tuple[str, ...]:
        """A word, or a list of them."""
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) and one for one in values):
            raise self.wrong(entry, "a word or a list of words")
        return tuple(values)

    def table(self, entry: str, value: object) -> dict[str, object]:
        """A table, by its names."""
        if not isinstance(value, dict):
            raise self.wrong(entry, "a table")
        return value

    def known(self, found: Iterable[str], known: Sequence[str], what: str) -> None:
        """See to it that there is what is named."""
        for name in found:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(known)}."
                raise self.refused(f"there is no {what} {name!r}.", hint)

    def wrong(self, entry: str, wanted: str) -> UsageError:
        """The error for an entry that is something else than is wanted."""
        return self.refused(f"{entry} should be {wanted}.", "Correct that entry.")

    def refused(self, what: str, hint: str) -> UsageError:
        """An error that names the file."""
        return UsageError(f"{self.file}: {what}", hint)


class SchemeReader:
    """Reads the tables of one file. Each method raises `UsageError`.

    `stand_ins` are labels that an older file lets stand for those of a role, each with the role.
    """

    def __init__(self, entries: Entries, stand_ins: Mapping[str, Role]) -> None:
        self._entries, self._stand_ins = entries, stand_ins

    def scheme(self, found: Mapping[str, Any]) -> Scheme:
        """The scheme of a file's tables; what they do not say is as in the default one."""
        labels = self._labels(found["labels"]) if "labels" in found else DEFAULT_SCHEME.labels
        links = self._links(found["links"], labels) if "links" in found else self._speakers(labels)
        self._part_keys([*labels, *links])
        article = self._entries.table("article", found.get("article", {}))
        self._entries.known(article, ("attributes",), "setting of article")
        codes = self._attributes("attributes of article", article.get("attributes", {}), "")
        for name in codes:
            if name in _NOT_CODES:
                what = f"{name} is a field that every article has, so it cannot be an article code."
                raise self._entries.refused(what, "Choose another name.")
        return Scheme(labels, links, codes)

    # Labels

    def _labels(self, found: object) -> tuple[Label, ...]:
        if not (isinstance(found, list) and found and all(isinstance(x, dict) for x in found)):
            raise self._entries.wrong("labels", "one or more [[labels]] tables")
        labels = tuple(self._label(number, table) for number, table in enumerate(found))
        for first, second in combinations(labels, 2):
            if first.name == second.name:
                raise self._entries.refused(
                    f"two labels are named {first.name!r}.", "Rename one of them."
                )
        return labels

    def _label(self, number: int, table: Mapping[str, Any]) -> Label:
        known = ("name", "key", "keys", "role", "colour", "description", "attributes")
        self._entries.known(table, known, "setting of a label")
        name = table.get("name")
        if not (isinstance(name, str) and (name := name.strip())):
            raise self._entries.wrong(f"labels, number {number + 1}: name", "a word")
        keys = self._keys(name, table)
        colour = table.get("colour", _COLOURS[number % len(_COLOURS)])
        description = table.get("description", "")
        if not (isinstance(colour, str) and isinstance(description, str)):
            raise self._entries.wrong(f"colour and description of {name}", "words")
        label = Label(name, keys, colour, description, {}, self._role(name, table))
        found = table.get("attributes", [])
        attributes = self._attributes(f"attributes of {name}", found, label.role or "")
        return Label(name, keys, colour, description, attributes, label.role)

    def _role(self, name: str, table: Mapping[str, Any]) -> Role | None:
        if "role" not in table:
            return None if name in ROLES else self._stand_ins.get(name)
        said = table["role"]
        word = said.strip().casefold() if isinstance(said, str) else said
        if word in ("", "none"):
            return ""
        for role in ROLES:
            if word == role:
                return role
        what = f"{said!r} is not a role, so {name} cannot have it."
        raise self._entries.refused(
            what, f"The roles are {', '.join(ROLES)}; for no role, write none."
        )

    # Attributes

    def _attributes(self, entry: str, found: object, role: Role) -> dict[str, Attribute]:
        if isinstance(found, str | list):
            found = {name: [] for name in self._entries.words(entry, found)}
        if not (isinstance(found, dict) and all(name.strip() for name in found)):
            raise self._entries.wrong(entry, "a list of names, or a table of names with types")
        return {name: self._attribute(entry, name, said, role) for name, said in found.items()}

    def _attribute(self, entry: str, name: str, said: object, role: Role) -> Attribute:
        if said == []:
            return Attribute(_UNTYPED.get((role, name), "text"))
        if isinstance(said, list):
            return Attribute("choice", tuple(dict.fromkeys(self._entries.words(entry, said))))
        if not isinstance(said, str):
            raise self._entries.wrong(f"{name} in the {entry}", "a type, or a list of choices")
        word = said.strip().casefold()
        if word not in _TYPES:
            what = f"{said!r}, the type of {name} in the {entry}, is not a type."
            types = f"The types are {', '.join(_TYPES)}"
            raise self._entries.refused(
                what, f'{types}; for a choice, write a list such as ["a", "b"].'
            )
        return Attribute(_TYPES[word])

    # Links and keys

    def _links(self, found: object, labels: Sequence[Label]) -> tuple[LinkType, ...]:
        if not (isinstance(found, list) and all(isinstance(x, dict) for x in found)):
            raise self._entries.wrong("links", "[[links]] tables")
        return tuple(self._link(table, [label.name for label in labels]) for table in found)

    def _link(self, table: Mapping[str, Any], labels: Sequence[str]) -> LinkType:
        known = ("type", "from", "to", "key", "keys")
        self._entries.known(table, known, "setting of a link")
        if not {"type", "from", "to"} <= table.keys():
            raise self._entries.wrong("links", "tables with type, from and to")
        type = table["type"]
        if not (isinstance(type, str) and (type := type.strip())):
            raise self._entries.wrong("type of a link", "a word")
        sources, targets = (self._ends(type, name, table[name], labels) for name in ("from", "to"))
        return LinkType(type, sources, targets, self._keys(type, table))

    def _ends(self, type: str, name: str, found: object, labels: Sequence[str]) -> tuple[str, ...]:
        ends = self._entries.words(f"{name} of the link {type}", found)
        self._entries.known(ends, labels, "label")
        if not ends:
            raise self._entries.wrong(f"{name} of the link {type}", "one label or more")
        return tuple(dict.fromkeys(ends))

    def _speakers(self, labels: Sequence[Label]) -> tuple[LinkType, ...]:
        """The links of the default scheme, for whatever labels have the roles of its own."""
        (default,) = DEFAULT_SCHEME.links

        def ends(names: Sequence[str]) -> tuple[str, ...]:
            roles = {DEFAULT_SCHEME.role_of(name) for name in names}
            stand_in = self._stand_ins.keys() - set(ROLES)
            return tuple(x.name for x in labels if x.role in roles and x.name not in stand_in)

        sources, targets = ends(default.sources), ends(default.targets)
        return (LinkType(default.type, sources, targets),) if sources and targets else ()

    def _keys(self, name: str, table: Mapping[str, Any]) -> tuple[str, ...]:
        if "key" in table and "keys" in table:
            raise self._entries.refused(f"{name} has both key and keys.", "Keep one of them.")
        entry = f"key of {name}"
        keys = self._entries.words(entry, table.get("key", table.get("keys", [])))
        if any(len(key) != 1 or key.isspace() or not key.isprintable() for key in keys):
            raise self._entries.wrong(entry, "one letter, or a list of letters")
        return keys

    def _part_keys(self, found: Sequence[Label | LinkType]) -> None:
        """See to it that a key means one thing; on two labels it may make links of two types."""
        for first, second in combinations(found, 2):
            if _apart(first, second):
                continue
            if both := [key for key in first.keys if key in second.keys]:
                taken = {*chain.from_iterable(one.keys for one in found)}
                free = sorted(set(ascii_lowercase) - taken)
                raise UsageError(
                    f"{self._entries.file}: {_named(first, second)} both use the key {both[0]!r}.",
                    f"The free letters are: {' '.join(free)}." if free else "No letter is free.",
                )


def _apart(first: Label | LinkType, second: Label | LinkType) -> bool:
    """Whether two are types of links that no label has both of."""
    if isinstance(first, Label) or isinstance(second, Label):
        return False
    return not {*first.sources} & {*second.sources}


def _named(first: Label | LinkType, second: Label | LinkType) -> str:
    """Two that want one key, by name."""
    if isinstance(first, Label) and isinstance(second, Label):
        return f"the labels {first.name} and {second.name}"
    names = (
        f"the label {one.name}" if isinstance(one, Label) else f"the link {one.type}"
        for one in (first, second)
    )
    return " and ".join(names)
