"""Which suggesters a project has on, proposing under the project's own labels."""

from collections.abc import Callable, Iterable
from importlib import import_module

from annotations.errors import PostilError
from annotations.example import Example
from annotations.proposal import Suggester
from annotations.scheme import Label
from annotations.settings import Settings
from annotations.suggest.plugged import plugged
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.suggest.under_labels import Tell, UnderOwnLabels

# Each rule's module here and its name there; loaded when the first article is read for them.
_RULES = {
    "date": "dates:DateSuggester",
    "quote": "quotes:QuoteSuggester",
    "name": "names:NameSuggester",
    "proposal": "proposals:ProposalSuggester",
}


def rules(settings: Settings) -> list[Suggester]:
    """The rules that are on: those that need no model and nothing tagged."""
    on = [_rule(place) for name, place in _RULES.items() if name in settings.suggest.on]
    return _under_own_labels(on, settings)


def models(
    settings: Settings,
    examples: Callable[[], Iterable[Example]],
    allowed: Callable[[str], bool],
    tell: Tell = lambda error: None,
) -> list[Suggester]:
    """The models that are on, and the suggesters of other packages.

    `examples` are what the learned one is taught with; `tell` is called for what is wrong with one
    of another package. Raises `PostilError` where an extra or its pipeline is missing, or is not
    `allowed` to run.
    """
    found: list[Suggester] = []
    if program := settings.suggest.program:
        if not allowed(program):
            what = f"postil.toml asks for {program}, and you have not allowed this project to."
            raise PostilError(what, "Decide on it: postil trust.")
        if "spacy" in settings.suggest.on:
            from annotations.suggest.pipeline import PipelineSuggester

            found.append(PipelineSuggester(settings.suggest.pipeline))
    if "learn" in settings.suggest.on:
        from annotations.suggest.learned import taught

        first = of_role(settings)("proposal")
        labels = {
            one.name for one in settings.scheme.labels if one.role == "proposal" or one == first
        }
        if learned := taught(examples(), labels):
            found.append(learned)
    others = plugged(settings.suggest.others, settings.scheme, tell)
    return [*_under_own_labels(found, settings), *others]


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
    scheme, own = settings.scheme, of_role(settings)
    wrapped = [UnderOwnLabels(one, scheme, own, lambda error: None) for one in found]
    return [one for one in wrapped if one.labels]
