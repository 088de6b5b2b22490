"""Links of a tag, as from a quote to who speaks: the likeliest end, then the next, then none."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

import msgspec

from annotations.annotation import Annotation
from annotations.errors import PostilError
from annotations.scheme import Label, Scheme
from tui.actions.describing import tag_at
from tui.actions.ends import End, end_at, ends_near, link
from tui.actions.speaking import Missing
from tui.command import Command, group, row
from tui.effects import Choose, Effects, Say
from tui.reading.reading import Linked, Reading


def _any(own: Collection[str], keys: tuple[str, ...], reading: Reading) -> Effects:
    """Link a tag by the first type that leads from it and has no key of its `own`.

    Where there are several of those, a list asks, in which the same of the `keys` takes the first.
    """
    scheme = reading.scheme
    told = _in_hand(reading, [one.type for one in scheme.links if one.type not in own])
    if told is not None:
        return told
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
        if (told := _in_hand(reading, types)) is not None:
            return told
        tag = _source(reading, types)
        fitting = [one for one in reading.scheme.types_from(tag.label) if one in types]
        return _link(reading, tag, fitting[0])

    return run


def _source(reading: Reading, types: Sequence[str]) -> Annotation:
    """The tag here that links of these types may lead from."""
    ways = [one for one in reading.scheme.links if one.type in types]
    return tag_at(reading, list(dict.fromkeys(name for way in ways for name in way.sources)))


def _in_hand(reading: Reading, types: Collection[str]) -> Effects | None:
    """The next end for the tag that a queue asks about, or that end which is selected by now.

    The same for a tag whose link was made just before; `None` where this is about another tag.
    """
    queue, session = reading.queue, reading.session
    place = queue.place if queue else None
    if place and isinstance(asked := place.asked, Missing) and asked.type in types:
        if reading.asking_queue:
            return asked.offer_next()
        if place.article == session.article.id and (end := end_at(reading, asked.type, asked.tag)):
            return asked.lead_to(end)
    last, here = reading.linked, session.index.exactly(*reading.pane.selected)
    if last is None or last.type not in types or last.article != session.article.id:
        return None
    if any(one in types for tag in here for one in reading.scheme.types_from(tag.label)):
        return None
    tag = session.index.by_id.get(last.tag)
    end = end_at(reading, last.type, tag) if tag else None
    return _lead(reading, tag, last.type, end) if tag and end else None


def _lead(reading: Reading, tag: Annotation, type: str, end: End) -> Effects:
    """Link a tag to the end that one has gone to."""
    session = reading.session
    yield from reading.show(session, link(session, tag, type, end))
    yield Say(f"{type}: {session.article.text[slice(*end.span)]}")


def _link(reading: Reading, tag: Annotation, type: str) -> Effects:
    """Link a tag to the next end that a link of a type may lead to; what is suggested is tagged.

    A tag that was made so for the end before is taken back.
    """
    session, last = reading.session, reading.linked
    here = session.article.id, tag.id, type
    again = last if last and (last.article, last.tag, last.type) == here else None
    if again and again.action:
        change, _ = session.undo(again.action)
        yield from reading.show(session, change)
    found = ends_near(reading, session, type, tag)
    linked = next((k.target for k in session.links if (k.type, k.source) == (type, tag.id)), "")
    ids = [end.tag.id for end in found]
    rank = again.rank + 1 if again else ids.index(linked) + 1 if linked in ids else 0
    action = ""
    if not found:
        reading.linked = Linked(*here, -1, reading.changes)
        targets = " or ".join(reading.scheme.targets(type, tag.label))
        raise PostilError(f"There is no {targets} near this {tag.label}.", "Go to one and press s.")
    if rank >= len(found):
        yield from reading.show(session, session.unlink(tag.id, type))
        yield Say(f"No {type}.")
        rank = -1
    else:
        end, tagged = found[rank], ""
        change = link(session, tag, type, end)
        yield from reading.show(session, change)
        if change.added:
            action, tagged = change.action, f", now tagged {end.tag.label}"
        words = session.article.text[slice(*end.span)]
        yield Say(f"{type}: {words} ({rank + 1} of {len(found)}){tagged}")
    reading.linked = Linked(*here, rank, reading.changes, action)


def rows_of(scheme: Scheme, shared: Command) -> tuple[Command, ...]:
    """The rows of links: the one that types without a key of their own share, then the others.

    Types that no label has both of may be on one key.
    """
    on: dict[str, dict[str, None]] = {}
    for way in scheme.links:
        for key in way.keys:
            if key not in shared.keys:
                on.setdefault(key, {})[way.type] = None
    own = dict.fromkeys(map(tuple, on.values()))
    rows = [_row(types, tuple(key for key in on if tuple(on[key]) == types)) for types in own]
    names = {one for types in own for one in types}
    return (msgspec.structs.replace(shared, run=partial(_any, names, shared.keys)), *rows)


def of_type(ids: Iterable[str], type: str) -> str:
    """Which of these commands links by this type: one of its own key, or the one for all."""
    own = ((id, id.removeprefix(_LINK).split(_OR)) for id in ids if id.startswith(_LINK))
    return next((id for id, types in own if type in types), LINK)


def _row(types: tuple[str, ...], keys: tuple[str, ...]) -> Command:
    id = _LINK + _OR.join(types)
    return Command(
        id, keys, id.capitalize(), _one_of(types), "Tag", f"{id}; again for the next one"
    )


_LINK, _OR = "link ", " or "
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
