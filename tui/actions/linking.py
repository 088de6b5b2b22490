"""Links of a tag, as from a quote to who speaks: the likeliest end, then the next, then none."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

import msgspec

from annotations.annotation import Annotation
from annotations.errors import PostilError
from annotations.scheme import Label, Scheme
from tui.actions.describing import tag_at
from tui.command import Command, group, row
from tui.effects import Choose, Effects, Say
from tui.reading.reading import Reading

_NEAR = 5_000  # code points around a tag in which a link of it may lead


def _any(own: Collection[str], keys: tuple[str, ...], reading: Reading) -> Effects:
    """Link a tag by the first type that leads from it and has no key of its `own`.

    Where there are several of those, a list asks, in which the same of the `keys` takes the first.
    """
    scheme = reading.scheme
    tag = _source(reading, [one.type for one in scheme.links])
    fitting = scheme.types_from(tag.label)
    asked = [one for one in fitting if one not in own]
    if len(asked) < 2:
        return _link(reading, tag, (asked or fitting)[0])
    again = {asked[0]: tuple(key for key in keys if len(key) == 1)}
    rows = [
        Label(one, again.get(one, ()), "", f"to {' or '.join(scheme.targets(one, tag.label))}")
        for one in asked
    ]
    return [Choose(partial(_link, reading, tag), Scheme(tuple(rows)), "Link")]


def _one_of(types: Sequence[str]) -> Callable[[Reading], Effects]:
    """Links a tag by that of these types that leads from it."""

    def run(reading: Reading) -> Effects:
        tag = _source(reading, types)
        fitting = [one for one in reading.scheme.types_from(tag.label) if one in types]
        return _link(reading, tag, fitting[0])

    return run


def _source(reading: Reading, types: Sequence[str]) -> Annotation:
    """The tag here that links of these types may lead from."""
    ways = [one for one in reading.scheme.links if one.type in types]
    return tag_at(reading, list(dict.fromkeys(name for way in ways for name in way.sources)))


def _link(reading: Reading, tag: Annotation, type: str) -> Effects:
    """Link a tag to the next end that a link of a type may lead to."""
    from annotations.suggest.speakers import ends

    session, scheme = reading.session, reading.scheme
    text = session.article.text
    near = session.index.overlapping(tag.start - _NEAR, tag.end + _NEAR)
    ranked = ends(text, scheme, type, tag, near)
    if not ranked:
        targets = " or ".join(scheme.targets(type, tag.label))
        raise PostilError(f"There is no {targets} near this {tag.label}.", "Tag one first.")
    linked = next((k.target for k in session.links if (k.type, k.source) == (type, tag.id)), "")
    ids = [one.id for one in ranked]
    place = ids.index(linked) + 1 if linked in ids else 0
    if place == len(ranked):
        yield from reading.show(session, session.unlink(tag.id, type))
        yield Say(f"No {type}.")
        return
    chosen = ranked[place]
    yield from reading.show(session, session.link(tag.id, chosen.id, type))
    yield Say(f"{type}: {text[chosen.start : chosen.end]} ({place + 1} of {len(ranked)})")


def rows_of(scheme: Scheme, shared: Command) -> tuple[Command, ...]:
    """The rows of links: the one that types without a key of their own share, then the others.

    Types that no label has both of may be on one key.
    """
    on: dict[str, dict[str, None]] = {}
    for link in scheme.links:
        for key in link.keys:
            if key not in shared.keys:
                on.setdefault(key, {})[link.type] = None
    own = dict.fromkeys(map(tuple, on.values()))
    rows = [_row(types, tuple(key for key in on if tuple(on[key]) == types)) for types in own]
    names = {one for types in own for one in types}
    return (msgspec.structs.replace(shared, run=partial(_any, names, shared.keys)), *rows)


def _row(types: tuple[str, ...], keys: tuple[str, ...]) -> Command:
    id = f"link {' or '.join(types)}"
    return Command(
        id, keys, id.capitalize(), _one_of(types), "Tag", f"{id}; again for the next one"
    )


LINK = "speaker"
"""The id of the command that makes a link of whatever type fits."""

ROWS: tuple[Command, ...] = group(
    "Tag",
    row(
        LINK,
        "s",
        "Link",
        partial(_any, (), ()),
        "link the tag, such as a quote to its most likely speaker; again for the next one",
    ),
)
