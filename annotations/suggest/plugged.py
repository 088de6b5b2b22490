"""Suggesters of other packages, which offer them as entry points of the group `postil.suggesters`.

An entry point names what makes a `Suggester` when it is called without arguments. What that
proposes bears a label of the project by its name, or the first label of a role.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotations.errors import PostilError
from annotations.proposal import Suggester
from annotations.scheme import Label, Scheme
from annotations.settings import GROUP
from annotations.suggest.under_labels import Tell, UnderOwnLabels

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def plugged(names: Iterable[str], scheme: Scheme, tell: Tell) -> list[Suggester]:
    """The suggesters of these names; `tell` is called for what is wrong with one."""
    found: list[Suggester] = []
    if not (wanted := set(names)):
        return found
    from importlib.metadata import entry_points  # milliseconds that hardly anybody needs

    for point in entry_points(group=GROUP):
        if point.name in wanted:
            wanted.remove(point.name)  # two packages may offer one name: the first has it
            try:
                made = _made(point)
            except PostilError as error:
                tell(error)
            else:
                found.append(UnderOwnLabels(made, scheme, lambda name: _own(scheme, name), tell))
    return found


def _made(point: "EntryPoint") -> Suggester:
    """What an entry point makes. Raises `PostilError`, whatever goes wrong in its package."""
    try:
        made: Suggester = point.load()()
        _ = made.name, made.version, made.labels
    except Exception as error:
        what = f"The suggester {point.name} cannot be had: {type(error).__name__}: {error}."
        hint = "Mend its package, or take it out of [suggest] in postil.toml."
        raise PostilError(what, hint) from error
    return made


def _own(scheme: Scheme, name: str) -> Label | None:
    return scheme.label(name) or scheme.first(name)
