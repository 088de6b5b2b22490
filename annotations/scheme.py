"""The scheme: the labels to tag with, what each stands for, their attributes and their links."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Role = Literal["", "actor", "date", "proposal", "quote", "reported"]
"""What a label stands for, which suggesters, check and speakers go by; empty for nothing of that.

Several labels may have one role: suggestions are of the first of them.
"""

ROLES: tuple[Role, ...] = ("actor", "date", "proposal", "quote", "reported")

AttributeType = Literal["text", "choice", "date", "entity", "number", "flag"]


class Attribute(msgspec.Struct, frozen=True):
    """What the values of an attribute are; `choices` are those of a choice, in their order."""

    type: AttributeType = "text"
    choices: tuple[str, ...] = ()


class Label(msgspec.Struct, frozen=True):
    """The name of a kind, the keys that give it, how it looks, and what it stands for.

    `colour` is any CSS colour or name that Textual knows. A label whose name is a role has that
    role, unless another is given, or `""` for none.
    """

    name: str
    keys: tuple[str, ...]
    colour: str
    description: str = ""
    attributes: Mapping[str, Attribute] = {}
    role: Role | None = None

    def __post_init__(self) -> None:
        """Give it the role that its name says."""
        if self.role is None:
            by_name = next((role for role in ROLES if role == self.name), "")
            msgspec.structs.force_setattr(self, "role", by_name)

    @property
    def key(self) -> str:
        """The key that the screen shows for this label."""
        return self.keys[0] if self.keys else " "

    def holding(self, type: AttributeType, usual: str) -> str:
        """The attribute that holds the day of a date, say, or the entity of an actor.

        It is the `usual` one if that is of the type or there is none of it, else the first.
        """
        found = [name for name, one in self.attributes.items() if one.type == type]
        return usual if usual in found or not found else found[0]


class LinkType(msgspec.Struct, frozen=True):
    """A type of links: the labels that they lead from and to, and the keys that make one."""

    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    keys: tuple[str, ...] = ()


class Scheme(msgspec.Struct, frozen=True):
    """The ordered labels, the types of links, and the codes: attributes of a whole article."""

    labels: tuple[Label, ...]
    links: tuple[LinkType, ...] = ()
    codes: Mapping[str, Attribute] = {}

    def label(self, name: str) -> Label | None:
        """The label of that name, or `None` for a label that the scheme does not have."""
        for label in self.labels:
            if label.name == name:
                return label
        return None

    def role_of(self, name: str) -> Role:
        """The role of the label of that name; none for a label that the scheme does not have."""
        label = self.label(name)
        return (label.role or "") if label else ""

    @property
    def kinds(self) -> dict[str, str]:
        """What labels of one role have in common, by the name of each label that has a role."""
        return {label.name: f"role {label.role}" for label in self.labels if label.role}

    @property
    def labels_of_names(self) -> tuple[str, ...]:
        """The labels whose words are worth finding again: all but dates, proposals and quotes."""
        return tuple(label.name for label in self.labels if label.role in ("", "actor"))

    def first(self, role: str) -> Label | None:
        """The label of a role that suggestions are of: the first that has it."""
        return next((label for label in self.labels if role and label.role == role), None)

    def types_from(self, label: str) -> tuple[str, ...]:
        """The types of links that lead from a label, in their order."""
        return tuple(dict.fromkeys(link.type for link in self.links if label in link.sources))

    def targets(self, type: str, label: str) -> tuple[str, ...]:
        """The labels that a link of a type may lead to from a label."""
        ways = [one for one in self.links if one.type == type and label in one.sources]
        return tuple(dict.fromkeys(name for way in ways for name in way.targets))

    def fits(self, type: str, source: str, target: str) -> bool:
        """Whether a link of a type may lead from one label to another.

        One of a type that the scheme does not have may lead anywhere.
        """
        ways = [link for link in self.links if link.type == type]
        return not ways or any(source in k.sources and target in k.targets for k in ways)

    def misfit(self, type: str, source: str, target: str) -> str:
        """What is wrong with a link of a type from one label to another; empty for nothing."""
        if self.fits(type, source, target):
            return ""
        ways = [link for link in self.links if link.type == type]
        lead = " or ".join(
            f"from {' or '.join(way.sources)} to {' or '.join(way.targets)}" for way in ways
        )
        return f"a {type} link goes {lead}, not from {source} to {target}"


DEFAULT_SCHEME = Scheme(
    labels=(
        Label(
            "actor",
            ("a",),
            "#3fb950",
            "a named person, organisation, state body or government that takes part",
            {"entity": Attribute("entity")},
        ),
        Label(
            "date",
            ("d",),
            "#b083f0",
            "an expression that names a calendar day, month, season or part of a day",
            {"value": Attribute("date")},
        ),
        Label(
            "proposal",
            ("p",),
            "#4c8dff",
            "what somebody proposes, urges, demands, offers or agrees to do",
        ),
        Label("quote", ("q",), "#e0a030", "somebody's words, with their quotation marks"),
    ),
    links=(LinkType("speaker", ("quote",), ("actor",)),),
)
