"""What of a change fits what stands by now, and what does not."""

from collections.abc import Callable, Iterable, Mapping, Set
from typing import TypeVar

from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Conflict, Contents, Link

_Key = TypeVar("_Key", str, tuple[str, str])
_One = TypeVar("_One", Annotation, Code)

Fits = Callable[[str, str, str], bool]
"""Whether a link of a type may lead from one label to another (see `Scheme.fits`)."""


def anywhere(type: str, source: str, target: str) -> bool:
    """Lets links lead from any label to any other."""
    return True


def fit(
    change: Change, contents: Contents, digest: str = "", fits: Fits = anywhere
) -> tuple[Change, tuple[Conflict, ...]]:
    """The part of `change` that fits what stands now, and the conflicts with the rest.

    A part fits where what it removes still stands as it was, or where it has been applied
    already (so a change may safely be applied twice). Annotations and codes fit one by one. Links
    go with their ends: those of a removed or rejected annotation are removed, whoever made them, as
    are those that do not fit the label that it is given; those of one that could not be changed
    stay. Nor is a link made that does not fit, unless it is imported. Where the change brings
    another text than the present one, of this `digest`, every annotation that it does not place on
    the new text is kept for the old: none comes to stand on other words unseen.
    """
    annotations = contents.annotations
    before, after = ({a.id: a for a in half} for half in (change.removed, change.added))
    torn = _torn(before, after, annotations)
    removed = tuple(a for a in change.removed if a.id not in torn)
    added = tuple(a for a in change.added if a.id not in torn)
    if change.text and digest == change.text[0] != change.text[1]:
        placed = {a.id for a in (*removed, *added)}
        left = [a for id, a in annotations.items() if id not in placed and not a.text_digest]
        removed += tuple(left)
        added += tuple(replace(a, text_digest=digest) for a in left)
    coming = {a.id: a for a in added if a.is_tag}
    gone = {a.id for a in removed} - coming.keys()
    relabelled = {a.id for a in added if a.id in annotations and annotations[a.id].label != a.label}

    def stands(link: Link, as_it_is: bool = False) -> bool:
        """Whether both ends will be tags, with labels that the link fits."""
        ends = [coming.get(id) or annotations.get(id) for id in (link.source, link.target)]
        labels = [end.label for end in ends if end and end.is_tag and end.id not in gone]
        return len(labels) == 2 and (as_it_is or fits(link.type, *labels))

    linked = tuple(k for k in change.linked if stands(k, change.kind == "import"))
    lost = [Conflict(k, None) for k in change.linked if k not in linked and stands(k, True)]
    conflicts = [*torn.values(), *lost]
    turned = change.status
    if turned and contents.status not in turned:
        conflicts.append(Conflict(turned[1], contents.status))
        turned = None
    codes = _torn(*map(_by_key, (change.uncoded, change.coded, contents.codes)))
    fitted = replace(
        change,
        removed=removed,
        added=added,
        unlinked=_unlinked(
            [k for k in change.unlinked if not {k.source, k.target} & torn.keys() & before.keys()],
            contents.links,
            gone | relabelled,
            stands,
        ),
        linked=linked,
        undecided=tuple(d for d in change.undecided if d in contents.decisions),
        uncoded=tuple(c for c in change.uncoded if c.key not in codes and c in contents.codes),
        coded=tuple(c for c in change.coded if c.key not in codes),
        status=turned,
    )
    return fitted, (*conflicts, *codes.values())


def without_doubles(change: Change, contents: Contents) -> Change:
    """A change without the new tags that the same annotator has made elsewhere meanwhile.

    What they say beyond those is added to them. Tags that were settled between several annotators
    are all wanted.
    """
    known, gone = contents.annotations, {a.id for a in change.removed}
    there = {_tag(a): a for id, a in known.items() if a.stands and id not in gone}
    new = [
        a
        for a in change.added
        if a.stands and a.id not in known and not a.agreed and _tag(a) in there
    ]
    if change.kind == "import" or not new:
        return change
    whole = []
    for double in new:
        old = there[_tag(double)]
        attrs = {**double.attrs, **old.attrs}
        whole.append((old, replace(old, attrs=attrs, note=old.note or double.note)))
    whole = [(old, now) for old, now in whole if old != now]
    return replace(
        change,
        removed=(*change.removed, *(old for old, _ in whole)),
        added=(*(a for a in change.added if a not in new), *(now for _, now in whole)),
    )


def _tag(a: Annotation) -> tuple[int, int, str, str]:
    """What one annotator says once."""
    return a.start, a.end, a.label, a.annotator


def _by_key(codes: Iterable[Code]) -> dict[tuple[str, str], Code]:
    return {code.key: code for code in codes}


def _torn(
    before: Mapping[_Key, _One], after: Mapping[_Key, _One], here: Mapping[_Key, _One]
) -> dict[_Key, Conflict]:
    """What stands neither as it was before a change nor as it would be after it, by its key."""
    return {
        key: Conflict(after.get(key, before.get(key)), here.get(key))
        for key in before.keys() | after.keys()
        if here.get(key) not in (before.get(key), after.get(key))
    }


def _unlinked(
    wanted: Iterable[Link], links: Set[Link], changed: Set[str], stands: Callable[[Link], bool]
) -> tuple[Link, ...]:
    """The links to remove: those that are wanted, and those of changed ends that stand no more."""
    named = [link for link in wanted if link in links]
    of_changed = {k for k in links if k.source in changed or k.target in changed} if changed else ()
    return (*named, *sorted(k for k in of_changed if k not in named and not stands(k)))
