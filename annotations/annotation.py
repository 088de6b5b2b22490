"""Annotations, links, and the change that turns one state of an article into the next."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Status = Literal["open", "done", "skipped"]
Kind = Literal["edit", "undo", "redo", "import"]
Verdict = Literal["", "suggested", "accepted", "edited", "rejected"]
"""What became of a suggestion: it waits, was taken as it was, taken with another extent or label,
or turned down; empty for what was made by hand."""

NO_TAGS = ("suggested", "rejected")
"""The verdicts of suggestions that are nobody's tags: they wait, or were turned down."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A labelled span: `text[start:end]`, half open, in code points.

    `origin` names the suggester that proposed it, with its `score` (0 to 1) where it gives one.
    `created` and `updated` are ISO 8601 times; `extra` holds fields that this version does
    not know, so that they survive.
    """

    id: str
    start: int
    end: int
    label: str
    annotator: str
    attrs: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    created: str = ""
    updated: str = ""
    origin: str = ""
    score: float | None = None
    verdict: Verdict = ""
    version: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_tag(self) -> bool:
        """Whether it is somebody's tag, and not a suggestion that waits or was rejected."""
        return self.verdict not in NO_TAGS

    @property
    def stands(self) -> bool:
        """Whether it is a tag on the article's present text."""
        return self.is_tag and not self.version

    @property
    def order(self) -> tuple[int, int, str]:
        """Reading order: by start, the longer first, then by id."""
        return (self.start, -self.end, self.id)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A typed pair of annotations of one article, from the dependent one: quote -> speaker."""

    type: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one key did to one article: annotations and links removed and added, whole.

    An annotation that was altered stands in both halves under one id. `action` joins what one
    key did to several articles, of which `others` names the rest; an undo or redo bears the action
    it takes back or repeats. `text` is set where the article got another text: the digests of the
    old one and the new.
    """

    id: str
    action: str
    annotator: str
    at: str
    kind: Kind = "edit"
    removed: tuple[Annotation, ...] = ()
    added: tuple[Annotation, ...] = ()
    unlinked: tuple[Link, ...] = ()
    linked: tuple[Link, ...] = ()
    status: tuple[Status, Status] | None = None
    text: tuple[str, str] | None = None
    others: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        parts = (self.removed, self.added, self.unlinked, self.linked, self.status, self.text)
        return any(part for part in parts)

    @property
    def links_lost(self) -> tuple[Link, ...]:
        """The links that went because of what was done to their ends."""
        ends = {annotation.id for annotation in self.removed}
        return tuple(k for k in self.unlinked if k.source in ends or k.target in ends)

    def inverse(self) -> "Change":
        """The same change with its halves swapped; the inverse of the inverse is the change."""
        return replace(
            self,
            removed=self.added,
            added=self.removed,
            unlinked=self.linked,
            linked=self.unlinked,
            status=self.status and (self.status[1], self.status[0]),
            text=self.text and (self.text[1], self.text[0]),
        )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part of a change that did not fit: what was wanted, and what stands there instead.

    A link is one whose ends have other labels by now.
    """

    mine: Annotation | Link | Status | None
    theirs: Annotation | Status | None


@dataclass(frozen=True)
class Contents:
    """All that is annotated in one article, at one moment; stored suggestions are among it."""

    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    links: frozenset[Link] = frozenset()
    status: Status = "open"

    def after(self, change: Change) -> "Contents":
        """The contents with `change` applied; it must fit (see `fit`)."""
        kept = dict(self.annotations)
        for annotation in change.removed:
            kept.pop(annotation.id, None)
        kept.update((annotation.id, annotation) for annotation in change.added)
        links = (self.links - set(change.unlinked)) | set(change.linked)
        return Contents(kept, links, change.status[1] if change.status else self.status)


Fits = Callable[[str, str, str], bool]
"""Whether a link of a type may lead from one label to another (see `Scheme.fits`)."""


def anywhere(type: str, source: str, target: str) -> bool:
    """Lets links lead from any label to any other."""
    return True


def fit(
    change: Change,
    annotations: Mapping[str, Annotation],
    links: Set[Link],
    status: Status,
    digest: str = "",
    fits: Fits = anywhere,
) -> tuple[Change, tuple[Conflict, ...]]:
    """The part of `change` that fits what stands now, and the conflicts with the rest.

    A part fits where what it removes still stands as it was, or where it has been applied
    already (so a change may safely be applied twice). Annotations fit one by one. Links go
    with their ends: those of a removed or rejected annotation are removed, whoever made them, as
    are those that do not fit the label that it is given; those of one that could not be changed
    stay. Nor is a link made that does not fit, unless it is imported. Where the change brings
    another text than the present one, of this `digest`, every annotation that it does not place on
    the new text is kept for the old: none comes to stand on other words unseen.
    """
    before = {a.id: a for a in change.removed}
    after = {a.id: a for a in change.added}
    conflicts: list[Conflict] = []
    for id in before | after:
        here, old, new = annotations.get(id), before.get(id), after.get(id)
        if here != old and here != new:
            conflicts.append(Conflict(new or old, here))
    unfit = {c.id for conflict in conflicts if (c := _annotation(conflict.mine))}
    removed = tuple(a for a in change.removed if a.id not in unfit)
    added = tuple(a for a in change.added if a.id not in unfit)
    if change.text and digest == change.text[0] != change.text[1]:
        placed = {a.id for a in (*removed, *added)}
        left = [a for id, a in annotations.items() if id not in placed and not a.version]
        removed += tuple(left)
        added += tuple(replace(a, version=digest) for a in left)
    coming = {a.id: a for a in added if a.is_tag}
    gone = {a.id for a in removed} - coming.keys()
    relabelled = {a.id for a in added if a.id in annotations and annotations[a.id].label != a.label}

    def stands(link: Link, as_it_is: bool = False) -> bool:
        """Whether both ends will be tags, with labels that the link fits."""
        ends = [coming.get(id) or annotations.get(id) for id in (link.source, link.target)]
        labels = [end.label for end in ends if end and end.is_tag and end.id not in gone]
        return len(labels) == 2 and (as_it_is or fits(link.type, *labels))

    linked = tuple(k for k in change.linked if stands(k, change.kind == "import"))
    conflicts += [Conflict(k, None) for k in change.linked if k not in linked and stands(k, True)]
    turned = change.status
    if turned and status not in turned:
        conflicts.append(Conflict(turned[1], status))
        turned = None
    fitted = replace(
        change,
        removed=removed,
        added=added,
        unlinked=_unlinked(
            [k for k in change.unlinked if not {k.source, k.target} & unfit & before.keys()],
            links,
            gone | relabelled,
            stands,
        ),
        linked=linked,
        status=turned,
    )
    return fitted, tuple(conflicts)


def difference(old: Contents, new: Contents, into: Change) -> Change:
    """The change that turns `old` into `new`, with the ids and times of `into`."""
    ids = old.annotations.keys() | new.annotations.keys()
    pairs = [(old.annotations.get(id), new.annotations.get(id)) for id in sorted(ids)]
    return replace(
        into,
        removed=tuple(a for a, b in pairs if a and a != b),
        added=tuple(b for a, b in pairs if b and a != b),
        unlinked=tuple(sorted(old.links - new.links)),
        linked=tuple(sorted(new.links - old.links)),
        status=(old.status, new.status) if old.status != new.status else None,
        text=None,
    )


def _unlinked(
    wanted: Iterable[Link], links: Set[Link], changed: Set[str], stands: Callable[[Link], bool]
) -> tuple[Link, ...]:
    """The links to remove: those that are wanted, and those of changed ends that stand no more."""
    named = [link for link in wanted if link in links]
    of_changed = {k for k in links if k.source in changed or k.target in changed} if changed else ()
    return (*named, *sorted(k for k in of_changed if k not in named and not stands(k)))


def _annotation(value: Annotation | Link | Status | None) -> Annotation | None:
    return value if isinstance(value, Annotation) else None
