"""What is annotated in an article, and the change that turns one state of it into the next."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

Status = Literal["open", "done", "skipped"]
Kind = Literal["edit", "undo", "redo", "import"]
Verdict = Literal["", "suggested", "accepted", "edited", "rejected"]
"""What became of a suggestion: it waits, was taken as it was, taken with another extent or label,
or turned down; empty for what was made by hand."""

Way = Literal["", "everywhere", "second look"]
"""How a tag came about beside that: with all other places that say the same, or as one looked again
at what had been withheld; empty for one that was made where it stands."""

Number = Annotated[int, Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
"""A whole number that a file and the index can hold; no text is longer."""

EVERYWHERE: Way = "everywhere"
SECOND_LOOK: Way = "second look"

NO_TAGS = ("suggested", "rejected")
"""The verdicts of suggestions that are nobody's tags: they wait, or were turned down."""


class Tagged(Struct, frozen=True, rename={"text_digest": "version"}):
    """A labelled span: `text[start:end]`, half open, in code points.

    `origin` names the suggester that proposed it, with its `score` (0 to 1) where it gives one.
    `created` and `updated` are ISO 8601 times. These fields are written down nowhere else: files,
    formats and checks read them from here. `text_digest` is that of an earlier text, where the
    offsets count that one and a decision is waited for; files call it `version`. `agreed` names
    the annotators who say so, where that was settled between several; `way` is how it came about.
    `guideline` is the digest of what the label's guideline said when it was made or last changed.
    """

    id: str
    start: Number
    end: Number
    label: str
    annotator: str
    attrs: Mapping[str, Any] = {}
    note: str = ""
    created: str = ""
    updated: str = ""
    origin: str = ""
    score: float | None = None
    verdict: Verdict = ""
    text_digest: str = ""
    agreed: tuple[str, ...] = ()
    way: Way = ""
    guideline: str = ""

    @property
    def is_tag(self) -> bool:
        """Whether it is somebody's tag, and not a suggestion that waits or was rejected."""
        return self.verdict not in NO_TAGS

    @property
    def stands(self) -> bool:
        """Whether it is a tag on the article's present text."""
        return self.is_tag and not self.text_digest

    @property
    def order(self) -> tuple[int, int, str]:
        """Reading order: by start, the longer first, then by id."""
        return (self.start, -self.end, self.id)


class Annotation(Tagged, frozen=True):
    """A tagged span with its `extra`: fields that this version does not know, which survive."""

    extra: Mapping[str, Any] = {}


class Link(Struct, frozen=True, order=True, rename={"source": "from", "target": "to"}):
    """A typed pair of annotations of one article, from the dependent one: quote -> speaker."""

    type: str
    source: str
    target: str


Value = str | int | float | bool
"""What may be said of an article, as JSON has it."""


class Code(Struct, frozen=True):
    """What an annotator says of a whole article, by the name that the scheme gives it."""

    annotator: str
    name: str
    value: Value

    @property
    def key(self) -> tuple[str, str]:
        """An annotator says one thing under a name."""
        return self.annotator, self.name


Key = tuple[str, ...]
"""A place's key: what found it, of which kind, and its subject, each as words.

The subject is the ids of tags where there are some, else a label, a span and the text's digest.
"""

FINE, NOBODY = "fine", "nobody"
"""The answers: it is fine as it is; nobody is named, so no link is missing."""

ABSENT, OTHER = "absent", "other"
"""The answers about two articles: it is not said in the other one; two wordings are not one."""


ADJUDICATE = "adjudicate"
"""The kind of the decisions by which what readers differ in is settled."""


class Decision(Struct, frozen=True, omit_defaults=True):
    """A person's answer at a place: a value in a set, like a link.

    `kind` is what was asked, `about` the place's key, `judged` a digest of what was looked at (see
    `judged`): a decision holds only as long as that is the same. `at` is an ISO 8601 time.
    """

    kind: str
    about: Key
    judged: str
    answer: str
    note: str = ""
    by: str = ""
    at: str = ""


def judged(*seen: object) -> str:
    """A digest of what was looked at, values of JSON: 16 hex digits of their SHA-256."""
    return hashlib.sha256(msgspec.json.encode(seen, order="deterministic")).hexdigest()[:16]


def standing(decisions: Iterable[Decision], about: Key, judged: str) -> Decision | None:
    """The latest decision on a place that still is as it was judged; `None` where there is none."""
    found = (d for d in decisions if d.about == about and d.judged == judged)
    return max(found, key=lambda d: d.at, default=None)


SETS = (
    ("unlinked", "linked", "links"),
    ("undecided", "decided", "decisions"),
    ("uncoded", "coded", "codes"),
)
"""The sets of values in `Contents`, and the halves of a `Change` that take from and add to each."""

HALVES = (("removed", "added", "annotations"), *SETS)
TURNS = ("status", "text")
"""The parts of a `Change` that are one value in another's place."""


class Change(Struct, frozen=True, omit_defaults=True):
    """What one key did to one article: what was removed and what was added, whole.

    An annotation that was altered stands in both halves under one id, a code under one name.
    `action` joins what one key did to several articles, of which `others` names the rest; an undo
    or redo bears the action it takes back or repeats. `text` is set where the article got another
    text: the digests of the old one and the new. Whatever is done with all parts of a change goes
    by `HALVES` and `TURNS`.
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
    undecided: tuple[Decision, ...] = ()
    decided: tuple[Decision, ...] = ()
    uncoded: tuple[Code, ...] = ()
    coded: tuple[Code, ...] = ()

    def __bool__(self) -> bool:
        halves = any(getattr(self, gone) or getattr(self, came) for gone, came, _ in HALVES)
        return halves or any(getattr(self, name) for name in TURNS)

    @property
    def links_lost(self) -> tuple[Link, ...]:
        """The links that went because of what was done to their ends."""
        ends = {annotation.id for annotation in self.removed}
        return tuple(k for k in self.unlinked if k.source in ends or k.target in ends)

    def inverse(self) -> "Change":
        """The same change with its halves swapped; the inverse of the inverse is the change."""
        swapped: dict[str, Any] = {}
        for gone, came, _ in HALVES:
            swapped |= {gone: getattr(self, came), came: getattr(self, gone)}
        turned = {name: turn and turn[::-1] for name in TURNS for turn in [getattr(self, name)]}
        return replace(self, **swapped, **turned)


class Conflict(Struct, frozen=True):
    """A part of a change that did not fit: what was wanted, and what stands there instead.

    A link is one whose ends have other labels by now.
    """

    mine: Annotation | Link | Code | Status | None
    theirs: Annotation | Code | Status | None


class Contents(Struct, frozen=True):
    """All that is annotated in one article, at one moment; stored suggestions are among it."""

    annotations: Mapping[str, Annotation] = {}
    links: frozenset[Link] = frozenset()
    status: Status = "open"
    decisions: frozenset[Decision] = frozenset()
    codes: frozenset[Code] = frozenset()

    def after(self, change: Change) -> "Contents":
        """The contents with `change` applied; it must fit (see `fit`)."""
        kept = dict(self.annotations)
        for annotation in change.removed:
            kept.pop(annotation.id, None)
        kept.update((annotation.id, annotation) for annotation in change.added)
        return replace(self.beside(change), annotations=kept)

    def beside(self, change: Change) -> "Contents":
        """The contents with all of `change` applied but what it does to annotations."""
        now: dict[str, Any] = {}
        for gone, came, name in SETS:
            minus, plus = getattr(change, gone), getattr(change, came)
            if minus or plus:
                now[name] = getattr(self, name).difference(minus).union(plus)
        if change.status:
            now["status"] = change.status[1]
        return replace(self, **now) if now else self

    def codes_of(self, annotator: str) -> dict[str, Value]:
        """What an annotator says of the article, by name."""
        return {code.name: code.value for code in self.codes if code.annotator == annotator}


def difference(old: Contents, new: Contents, into: Change) -> Change:
    """The change that turns `old` into `new`, with the ids and times of `into`."""
    ids = old.annotations.keys() | new.annotations.keys()
    pairs = [(old.annotations.get(id), new.annotations.get(id)) for id in sorted(ids)]
    parts: dict[str, Any] = {
        "removed": tuple(a for a, b in pairs if a and a != b),
        "added": tuple(b for a, b in pairs if b and a != b),
        "status": (old.status, new.status) if old.status != new.status else None,
        "text": None,
    }
    for gone, came, name in SETS:
        before, after = getattr(old, name), getattr(new, name)
        for half, values in ((gone, before - after), (came, after - before)):
            parts[half] = tuple(sorted(values, key=repr))
    return replace(into, **parts)


def recoded(
    annotator: str, held: Mapping[str, Value], wanted: Mapping[str, Value]
) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
    """The codes that go and come where an annotator says this, an empty value for nothing more."""
    others = {name: value for name, value in wanted.items() if held.get(name, "") != value}
    gone = tuple(Code(annotator, name, held[name]) for name in others if name in held)
    coming = (Code(annotator, name, value) for name, value in others.items() if value != "")
    return gone, tuple(coming)
