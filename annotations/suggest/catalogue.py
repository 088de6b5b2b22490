"""Which suggesters a project has on, proposing under the project's own labels."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from annotations.article import Article
from annotations.attributes import DAY, objection
from annotations.errors import PostilError
from annotations.example import Example
from annotations.proposal import Proposal, Suggester
from annotations.scheme import Label
from annotations.settings import Settings
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.suggest.time_limit import SECONDS
from annotations.units import Span

# Each rule's module here and its name there; loaded when the first article is read for them.
_RULES = {
    "date": "dates:DateSuggester",
    "quote": "quotes:QuoteSuggester",
    "name": "names:NameSuggester",
    "proposal": "proposals:ProposalSuggester",
}
Tell = Callable[[PostilError], object]


class UnderOwnLabels:
    """A suggester whose labels are replaced by those of the project, attributes with them.

    `own` gives the project's label for one that is proposed. What is proposed under a label for
    which there is none is let go, and `tell` is called once for each such label.
    """

    def __init__(self, inner: Suggester, own: Callable[[str], Label | None], tell: Tell) -> None:
        self._inner, self._own, self._tell = inner, own, tell
        self.name = inner.name
        self._labels = {name: label for name in inner.labels if (label := own(name))}
        self.labels = tuple(label.name for label in self._labels.values())
        self._told: set[str] = set()

    @property
    def seconds(self) -> float:
        """How long the inner one may take for a piece."""
        return float(getattr(self._inner, "seconds", SECONDS))

    @property
    def version(self) -> str:
        """The inner one's, and the labels."""
        own = (f"{one.name} {' '.join(one.attributes)}" for one in self._labels.values())
        return f"{self._inner.version} {','.join(own)}"

    def propose(self, article: Article, paragraph: Span) -> Iterable[Proposal]:
        """What the suggester proposes, as far as the project has labels for it."""
        for one in self._inner.propose(article, paragraph):
            if label := self._labels.get(one.label) or self._own(one.label):
                yield replace(one, label=label.name, attrs=_own_attributes(label, one.attrs))
            elif one.label not in self._inner.labels and one.label not in self._told:
                self._told.add(one.label)
                what = f"{self.name} proposes {one.label}, which is no label of this project."
                self._tell(PostilError(what, "Add it to postil.toml, or leave these out."))


def rules(settings: Settings) -> list[Suggester]:
    """The rules that are on: those that need no model and nothing tagged."""
    on = [_rule(place) for name, place in _RULES.items() if name in settings.suggest.on]
    return _under_own_labels(on, settings)


def models(
    settings: Settings,
    examples: Callable[[], Iterable[Example]],
    allowed: Callable[[str], bool],
) -> list[Suggester]:
    """The models that are on; `examples` are what the learned one is taught with.

    Raises `PostilError` where an extra or its pipeline is missing, or is not `allowed` to run.
    """
    found: list[Suggester] = []
    if program := settings.suggest.program:
        if not allowed(program):
            what = f"postil.toml asks for {program}, and you have not allowed this project to."
            raise PostilError(what, "Decide on it: postil trust.")
        from annotations.suggest.pipeline import PipelineSuggester

        found.append(PipelineSuggester(settings.suggest.pipeline))
    if "learn" in settings.suggest.on:
        from annotations.suggest.learned import taught

        labels = [one.name for one in settings.scheme.labels if one.role == "proposal"]
        if learned := taught(examples(), labels):
            found.append(learned)
    return _under_own_labels(found, settings)


def tagged(settings: Settings, gazetteer: Gazetteer) -> list[Suggester]:
    """The suggester of names tagged already, if it is on."""
    if "tagged" not in settings.suggest.on:
        return []
    return [TaggedSuggester(gazetteer, labels_of_names(settings))]


def labels_of_names(settings: Settings) -> tuple[str, ...]:
    """The labels whose words are worth finding again: all but dates, proposals and quotes."""
    return tuple(one.name for one in settings.scheme.labels if one.role in ("", "actor"))


def of_role(settings: Settings) -> Callable[[str], Label | None]:
    """Gives the label that suggestions of a role are of: the first that has it."""
    scheme, named = settings.scheme, settings.suggest.labels

    return lambda role: scheme.label(named[role]) if role in named else scheme.first(role)


def _rule(place: str) -> Suggester:
    module, _, name = place.partition(":")
    made: Suggester = getattr(import_module(f"annotations.suggest.{module}"), name)()
    return made


def _under_own_labels(found: Iterable[Suggester], settings: Settings) -> list[Suggester]:
    """Suggesters of postil's own, whose labels are roles."""
    own = of_role(settings)
    wrapped = [UnderOwnLabels(one, own, lambda error: None) for one in found]
    return [one for one in wrapped if one.labels]


def _own_attributes(label: Label, attrs: Mapping[str, Any]) -> dict[str, Any]:
    """What is proposed as attributes, as far as a label has them, by its own names."""
    names = {DAY: label.holding("date", DAY)}
    own = {names.get(name, name): value for name, value in attrs.items()}
    return {
        name: value
        for name, value in own.items()
        if name in label.attributes and not objection(label.attributes[name], name, value)
    }
