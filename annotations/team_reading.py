"""The table `[team]` of postil.toml, with errors that name the entry."""

from collections.abc import Mapping
from typing import Any

from annotations.scheme_reading import Entries
from annotations.team.team import Team, again


def team_of(found: Mapping[str, Any], entries: Entries) -> Team:
    """The team that a table describes. Raises `UsageError`."""
    entries.known(found, Team.__struct_fields__, "setting of team")
    annotators = _names(found, "annotators", entries)
    if not annotators:
        what = "team.annotators names nobody."
        raise entries.refused(what, 'List who annotates: annotators = ["ana", "ben"].')
    for name in annotators:
        if again(name) in (*annotators, *_names(found, "adjudicators", entries)):
            what = f"team has {name} and {again(name)}, which is {name} reading once more."
            raise entries.refused(what, "Call one of them otherwise.")
    blind = found.get("blind", True)
    if not isinstance(blind, bool):
        raise entries.wrong("team.blind", "true or false")
    most = len(annotators)
    return Team(
        annotators,
        blind,
        _share(found, "overlap", 1.0, entries),
        _whole(found, "readers", min(2, most), (1, most), entries),
        _share(found, "repeat", 0.0, entries),
        _whole(found, "seed", 1, None, entries),
        _names(found, "adjudicators", entries),
        _weeks(found, "repeat_after", 4.0, entries),
        _names(found, "pilot", entries),
    )


def _names(found: Mapping[str, Any], name: str, entries: Entries) -> tuple[str, ...]:
    given = entries.words(f"team.{name}", found.get(name, []))
    names = tuple(one.strip() for one in given)
    if not all(names):
        raise entries.wrong(f"team.{name}", "a name or a list of names")
    for one in names:
        if names.count(one) > 1:
            raise entries.refused(f"team.{name} has {one!r} twice.", "Delete one of them.")
    return names


def _share(found: Mapping[str, Any], name: str, default: float, entries: Entries) -> float:
    value = found.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise entries.wrong(f"team.{name}", "a share from 0 to 1")
    return float(value)


def _weeks(found: Mapping[str, Any], name: str, default: float, entries: Entries) -> float:
    value = found.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 520:
        raise entries.wrong(f"team.{name}", "a number of weeks from 0 to 520")
    return float(value)


def _whole(
    found: Mapping[str, Any],
    name: str,
    default: int,
    within: tuple[int, int] | None,
    entries: Entries,
) -> int:
    value = found.get(name, default)
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if within is None:
        if not is_whole:
            raise entries.wrong(f"team.{name}", "a whole number")
    elif not is_whole or not within[0] <= value <= within[1]:
        most = f"from {within[0]} to {within[1]}, as there are {within[1]} annotators"
        raise entries.wrong(f"team.{name}", f"a whole number {most}")
    return int(value)
