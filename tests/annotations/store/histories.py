"""Random pairs of histories that git merges, and what has to stand of them in the end."""

import random
from collections.abc import Callable

from annotations.annotation import Annotation
from annotations.disk.two_sides import is_marked
from tests.annotations.store.clones import ARTICLE, Clones


def two_histories(clones: Clones, dice: random.Random, style: str) -> None:
    """Have two sides of one layer edited at random and merged; all that either did must stand."""
    base = [
        clones.tag(dice.randrange(0, 200), dice.choice("abc")) for _ in range(dice.randrange(8))
    ]
    done: dict[str, dict[str, Annotation | None]] = {}

    def edits(side: str) -> Callable[[], None]:
        def run() -> None:
            done[side] = edited(clones, dice, {tag.id: tag for tag in base}, side)

        return run

    clones.merged(edits("ours"), edits("theirs"), style)
    found = clones.contents().annotations
    assert [one.id for one in clones.store.articles()] == [ARTICLE.id]
    before = {tag.id: tag for tag in base}
    for id in before.keys() | done["ours"].keys() | done["theirs"].keys():
        was = before.get(id)
        ours, theirs = (done[side].get(id, was) for side in ("ours", "theirs"))
        expect(found, id, was, ours, theirs)
    assert len(found) <= len(before) + sum(len(side) for side in done.values())
    # The next save writes it whole, and what waits is still there.
    clones.store.load(ARTICLE.id)
    last = clones.tag(7)
    assert not is_marked(clones.file.read_bytes())
    assert clones.contents().annotations == {**found, last.id: last}


def edited(
    clones: Clones, dice: random.Random, here: dict[str, Annotation], annotator: str
) -> dict[str, Annotation | None]:
    """Edit at random what is `here`; returns each tag as it was left, `None` for one removed."""
    seen: dict[str, Annotation | None] = {}
    for _ in range(dice.randrange(1, 6)):
        kind = dice.choice(("add", "add", "label", "place", "attr", "drop", "back"))
        if kind == "add" or not here:
            tag = clones.tag(dice.randrange(0, 200), annotator=annotator)
            here[tag.id] = seen[tag.id] = tag
            continue
        tag = here[dice.choice(sorted(here))]
        if kind == "drop":
            clones.drop(here.pop(tag.id))
            seen[tag.id] = None
            continue
        if kind == "label":
            new = clones.alter(tag, label=dice.choice("abcd"))
        elif kind == "place":
            start = dice.randrange(0, 200)
            new = clones.alter(tag, start=start, end=start + 5)
        elif kind == "attr":
            new = clones.alter(tag, attrs={"value": dice.choice("xyz")})
        else:
            new = clones.alter(clones.alter(tag, note="x"), note=tag.note)
        here[tag.id] = seen[tag.id] = new
    return seen


def expect(
    found: "dict[str, Annotation] | object",
    id: str,
    was: Annotation | None,
    ours: Annotation | None,
    theirs: Annotation | None,
) -> None:
    """Each field of a tag as whoever changed it left it; where both did, both values are there."""
    assert isinstance(found, dict)
    stands = found.get(id)
    if ours is None and theirs is None:
        assert stands is None, id
        return
    if ours is None or theirs is None:
        only = ours or theirs
        assert only is not None
        edited = was is None or values(only) != values(was)
        assert (stands is not None) == edited, id
        assert stands is None or values(stands) == values(only)
        return
    assert stands is not None, id
    for name in ("place", "label", "value", "note"):
        mine, others, before = (
            values(tag).get(name) if tag else None for tag in (ours, theirs, was)
        )
        if mine == others or others == before:
            assert values(stands)[name] == mine, (id, name)
        elif mine == before:
            assert values(stands)[name] == others, (id, name)
        else:
            # Where git took both places of a tag without a mark, no side is called ours.
            waiting = {values(a)[name] for a in found.values() if a.text_digest}
            assert {mine, others} <= {values(stands)[name], *waiting}, (id, name)


def values(tag: Annotation) -> dict[str, object]:
    return {
        "place": (tag.start, tag.end),
        "label": tag.label,
        "value": tag.attrs.get("value"),
        "note": tag.note,
    }
