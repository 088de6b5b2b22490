"""What other packages offer postil, by entry points; loaded when somebody asks for it."""

from importlib.metadata import EntryPoint, entry_points

from annotations.errors import PostilError

SUGGESTERS, FORMATS = "postil.suggesters", "postil.formats"
"""The groups of entry points, each a kind of thing that may be offered."""


def offered(group: str) -> dict[str, EntryPoint]:
    """What packages offer in a group, by name; of two that offer one name the first has it."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=group):
        found.setdefault(point.name, point)
    return dict(sorted(found.items()))


def broken(kind: str, name: str, why: object, hint: str) -> PostilError:
    """What to say where something of another package cannot be had."""
    said = f"{type(why).__name__}: {why}" if isinstance(why, Exception) else str(why)
    return PostilError(f"The {kind} {name} cannot be loaded: {said.rstrip('.')}.", hint)
