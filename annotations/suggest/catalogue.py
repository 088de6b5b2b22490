"""Which suggesters a project has on, each proposing under the project's own labels.

Other packages offer theirs as entry points of the group `postil.suggesters`. An entry point names
what makes a `Suggester` when it is called without arguments. What that proposes bears a label of
the project by its name, or the first label of a role.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from annotations.article import Article
from annotations.attributes import DAY, objection
from annotations.errors import PostilError
from annotations.example import Example
from annotations.scheme import ROLES, Label, Scheme
from annotations.settings import Settings
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.suggest.time_limit import SECONDS
from annotations.suggesting import RULES
from annotations.suggestion import NONE, Leading, Suggester, Suggestion
from annotations.units import Span

Tell = Callable[[PostilError], object]


def rules(settings: Settings) -> list[Suggester]:
    """The rules that are on: those that need no model and nothing tagged."""
    on = [rule(name) for name in RULES if name in settings.suggest.on]
    return _under_own_labels(on, settings, of_role(settings))


def rule(name: str) -> Suggester:
    """The rule of that name."""
    module, _, made = RULES[name].partition(":")
    found: Suggester = getattr(import_module(f"annotations.suggest.{module}"), made)()
    return found


def models(
    settings: Settings,
    examples: Callable[[], Iterable[Example]],
    allowed: Callable[[str], bool],
    tell: Tell = lambda error: None,
    folder: Path = Path(),
) -> list[Suggester]:
    """The models that are on, and the suggesters of other packages.

    `examples` are what the learned one is taught with; a command runs in `folder`. `tell` is called
    for what is wrong with one of another package, or with what a command answers. Raises
    `PostilError` where an extra or its pipeline is missing, or is not `allowed` to run.
    """
    found: list[Suggester] = []
    if program := settings.suggest.program:
        if not allowed(program):
            what = (
                f"postil.toml asks to run {program}, which you have not allowed for this project."
            )
            raise PostilError(what, "To decide, run postil trust.")
        if "spacy" in settings.suggest.on:
            from annotations.suggest.pipeline import PipelineSuggester

            names = [one.name for one in settings.scheme.labels]
            found.append(PipelineSuggester(settings.suggest.pipeline, names))
    if "learn" in settings.suggest.on:
        from annotations.suggest.learned import taught

        first = of_role(settings)("proposal")
        labels = {
            one.name for one in settings.scheme.labels if one.role == "proposal" or one == first
        }
        if learned := taught(examples(), labels):
            found.append(learned)
    others = plugged(settings.suggest.others, settings.scheme, tell)
    if command := settings.suggest.command:
        from annotations.suggest.command import CommandSuggester

        made = CommandSuggester(command, folder, settings.scheme, tell)
        others.append(UnderOwnLabels(made, settings.scheme, partial(_own, settings.scheme), tell))
    role = of_role(settings)

    def own(kind: str) -> Label | None:  # a role, or a label by its name
        return role(kind) or (None if kind in ROLES else settings.scheme.label(kind))

    return [*_under_own_labels(found, settings, own), *others]


def tagged(settings: Settings, gazetteer: Gazetteer) -> list[Suggester]:
    """The suggester of names tagged already, if it is on."""
    if "tagged" not in settings.suggest.on:
        return []
    actors = tuple(one.name for one in settings.scheme.labels if one.role == "actor")
    return [TaggedSuggester(gazetteer, settings.scheme.labels_of_names, actors)]


def of_role(settings: Settings) -> Callable[[str], Label | None]:
    """Gives the label that suggestions of a role are of: the first that has it."""
    scheme, named = settings.scheme, settings.suggest.labels

    return lambda role: scheme.label(named[role]) if role in named else scheme.first(role)


def _under_own_labels(
    found: Iterable[Suggester], settings: Settings, own: Callable[[str], Label | None]
) -> list[Suggester]:
    """Suggesters of postil's own, whose labels are roles, or those of the project."""
    wrapped = [UnderOwnLabels(one, settings.scheme, own, lambda error: None) for one in found]
    return [one for one in wrapped if one.labels]


class UnderOwnLabels:
    """A suggester whose labels are replaced by those of the project, attributes with them.

    `own` gives the label of the `scheme` for one that is proposed. What is proposed under another
    is let go, and `tell` is called once for each label of which something is.
    """

    def __init__(
        self, inner: Suggester, scheme: Scheme, own: Callable[[str], Label | None], tell: Tell
    ) -> None:
        self._inner, self._scheme, self._own, self._tell = inner, scheme, own, tell
        self.name = inner.name
        self.labels = tuple(label.name for name in inner.labels if (label := own(name)))
        self._told: set[str] = set()

    @property
    def seconds(self) -> float:
        """How long the inner one may take for a piece."""
        return float(getattr(self._inner, "seconds", SECONDS))

    @property
    def version(self) -> str:
        """The inner one's, and what of the scheme tells its labels."""
        labels = (
            f"{one.name}:{one.role} {' '.join(f'{n}:{a.type}' for n, a in one.attributes.items())}"
            for one in self._scheme.labels
        )
        return f"{self._inner.version} {'; '.join(labels)}"

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """What the suggester proposes, as far as the project has labels for it."""
        for one in self._inner.propose(article, paragraph):
            if label := self._own(one.label):
                attrs = dict(self._attributes(label, one.attrs)) or NONE
                links = tuple(self._links(label, one.links))
                yield replace(one, label=label.name, attrs=attrs, links=links)
            else:
                self._left_out(one.label, "no such label", "label")

    def close(self) -> None:
        """End the inner one's program, if it has one."""
        if close := getattr(self._inner, "close", None):
            close()

    def _attributes(self, label: Label, attrs: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """What is proposed as attributes, as far as a label has them, by its own names."""
        for given, value in attrs.items():
            name = label.holding("date", DAY) if given == DAY else given
            if name not in label.attributes:
                what = f"no such attribute of {label.name}"
                self._left_out(f"{given} of {label.name}", what, "attribute")
            elif objection(label.attributes[name], name, value):
                what = "another type or other values for it"
                self._left_out(f"a value for {name} of {label.name}", what, "value")
            else:
                yield name, value

    def _links(self, label: Label, links: Iterable[Leading]) -> Iterator[Leading]:
        """The links that are proposed, as far as the project has such."""
        for type, (start, end, called) in links:
            target = self._own(called)
            known = any(way.type == type for way in self._scheme.links)
            if known and target and self._scheme.fits(type, label.name, target.name):
                yield type, (start, end, target.name)
            else:
                what = "no such link"
                self._left_out(f"{type} links from {label.name} to {called}", what, "link")

    def _left_out(self, what: str, why: str, kind: str) -> None:
        """Tell, once for each, what is proposed that the project has no place for."""
        if what not in self._told:
            self._told.add(what)
            said = f"{self.name} suggests {what}, but this project has {why}."
            hint = f"Add the {kind} to postil.toml, or remove the suggester from [suggest]."
            self._tell(PostilError(said, hint))


def plugged(names: Iterable[str], scheme: Scheme, tell: Tell) -> list[Suggester]:
    """The suggesters of these names; `tell` is called for what is wrong with one."""
    found: list[Suggester] = []
    if not (wanted := set(names)):
        return found
    from annotations import plugins  # milliseconds that hardly anybody needs

    for name, point in plugins.offered(plugins.SUGGESTERS).items():
        if name in wanted:
            try:
                made: Suggester = point.load()()
                _ = made.name, made.version, made.labels
            except Exception as error:
                hint = "Repair its package, or remove it from [suggest] in postil.toml."
                tell(plugins.broken("suggester", name, error, hint))
            else:
                found.append(UnderOwnLabels(made, scheme, lambda name: _own(scheme, name), tell))
    return found


def _own(scheme: Scheme, name: str) -> Label | None:
    return scheme.label(name) or scheme.first(name)
