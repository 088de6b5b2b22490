"""Which suggesters a project has on, proposing under the project's own labels."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib import import_module

from annotations.article import Article
from annotations.errors import PostilError
from annotations.example import Example
from annotations.proposal import Proposal, Suggester
from annotations.scheme import Scheme
from annotations.settings import Settings, Suggesting
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
_NO_NAMES = ("date", "proposal", "quote")


class UnderOwnLabels:
    """A suggester whose labels are replaced by those of the project, attributes with them."""

    def __init__(self, inner: Suggester, labels: Mapping[str, str], scheme: Scheme) -> None:
        self._inner, self._map, self._scheme = inner, labels, scheme
        self.name = inner.name
        self.labels = tuple(labels[name] for name in inner.labels if name in labels)

    @property
    def seconds(self) -> float:
        """How long the inner one may take for a piece."""
        return float(getattr(self._inner, "seconds", SECONDS))

    @property
    def version(self) -> str:
        """The inner one's, and the labels."""
        return f"{self._inner.version} {','.join(self.labels)}"

    def propose(self, article: Article, paragraph: Span) -> Iterable[Proposal]:
        """What the suggester proposes, as far as the project has labels for it."""
        for one in self._inner.propose(article, paragraph):
            label = self._scheme.label(self._map.get(one.label, ""))
            if label is not None:
                attrs = {name: v for name, v in one.attrs.items() if name in label.attributes}
                yield replace(one, label=label.name, attrs=attrs)


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

        label = own_labels(settings.suggest, settings.scheme).get("proposal", "")
        if learned := taught(examples(), label):
            found.append(learned)
    return _under_own_labels(found, settings)


def tagged(settings: Settings, gazetteer: Gazetteer) -> list[Suggester]:
    """The suggester of names tagged already, if it is on."""
    if "tagged" not in settings.suggest.on:
        return []
    return [TaggedSuggester(gazetteer, labels_of_names(settings))]


def labels_of_names(settings: Settings) -> tuple[str, ...]:
    """The labels whose words are worth finding again: all but dates, proposals and quotes."""
    own = own_labels(settings.suggest, settings.scheme)
    others = {own.get(name) for name in _NO_NAMES}
    return tuple(label.name for label in settings.scheme.labels if label.name not in others)


def own_labels(suggest: Suggesting, scheme: Scheme) -> dict[str, str]:
    """For each default label the project's own that stands for it, where it has one."""
    names = ("actor", *_NO_NAMES)
    mapped = {name: suggest.labels.get(name, name) for name in names}
    return {name: own for name, own in mapped.items() if scheme.label(own)}


def _rule(place: str) -> Suggester:
    module, _, name = place.partition(":")
    made: Suggester = getattr(import_module(f"annotations.suggest.{module}"), name)()
    return made


def _under_own_labels(found: Iterable[Suggester], settings: Settings) -> list[Suggester]:
    own = own_labels(settings.suggest, settings.scheme)
    wrapped = [UnderOwnLabels(one, own, settings.scheme) for one in found]
    return [one for one in wrapped if one.labels]
