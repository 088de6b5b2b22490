"""The scheme: the labels to tag with, their keys, colours, attributes and links."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a kind, the keys that give it, and how it looks.

    `colour` is any CSS colour or name that Textual knows; `attributes` maps an attribute's name
    to its choices, an empty tuple meaning free text.
    """

    name: str
    keys: tuple[str, ...]
    colour: str
    description: str = ""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key that the screen shows for this label."""
        return self.keys[0] if self.keys else " "


@dataclass(frozen=True)
class Scheme:
    """The ordered labels and the link types, each as (type, label from, label to)."""

    labels: tuple[Label, ...]
    links: tuple[tuple[str, str, str], ...] = ()

    def label(self, name: str) -> Label | None:
        """The label of that name, or `None` for a label that the scheme does not have."""
        return next((label for label in self.labels if label.name == name), None)

    def by_key(self, key: str) -> Label | None:
        """The label that `key` gives, if any."""
        return next((label for label in self.labels if key in label.keys), None)


DEFAULT_SCHEME = Scheme(
    labels=(
        Label(
            "actor",
            ("a",),
            "#3fb950",
            "a named person, organisation, state body or government that takes part",
            {"entity": ()},
        ),
        Label(
            "date",
            ("d",),
            "#b083f0",
            "an expression that names a calendar day, month, season or part of a day",
            {"value": ()},
        ),
        Label(
            "proposal",
            ("p",),
            "#4c8dff",
            "what somebody proposes, urges, demands, offers or agrees to do",
        ),
        Label("quote", ("q",), "#e0a030", "somebody's words, with their quotation marks"),
    ),
    links=(("speaker", "quote", "actor"),),
)
