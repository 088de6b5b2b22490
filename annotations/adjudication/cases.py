"""A case: one thing that several readers have said something of, or nothing, and what each says."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from msgspec import Struct

from annotations.annotation import Annotation, Key, judged
from annotations.units import Span

Kind = Literal["tag", "entity", "link", "code"]
WHOLE: Span = (0, 0)
"""The span of what is said of the whole article."""


class Version(Struct, frozen=True):
    """What some readers say, those of the names `by`; `None` where they say nothing.

    That is of a tag its start, end, label and attributes; of a link the keys of the cases that it
    leads to, sorted; of an entity its name; of a code its value. `tags` are theirs, in the order of
    the names: the tag that is meant, or the one that an entity or a link is said of.
    """

    by: tuple[str, ...]
    said: Any
    tags: tuple[Annotation, ...] = ()


class Case(Struct, frozen=True):
    """What readers say of one thing, each version once.

    `key` is that of the decision on it, `judged` digests what the readers say: another tag, or
    another value, and it is asked again. Readers who say nothing are in no digest: who reads the
    article later, and finds nothing here, asks nothing again. `ids` are those of the tags that are
    meant, as the result has them. `name` is an attribute, a type of links or a code, `of` the key
    of the case of the tag that this hangs on.
    """

    kind: Kind
    key: Key
    judged: str
    versions: tuple[Version, ...]
    span: Span = WHOLE
    ids: tuple[str, ...] = ()
    name: str = ""
    of: Key = ()

    @property
    def agreed(self) -> bool:
        """Whether all who could say something say the same."""
        return len(self.versions) == 1

    @property
    def shuffled(self) -> list[Version]:
        """The versions in an order that tells nothing of who says what, always the same."""
        return sorted(self.versions, key=lambda one: _drawn(*self.key, judged(one.said)))

    def is_sampled(self, seed: int, share: float) -> bool:
        """Whether it is among the agreed ones that are looked at too, by its key."""
        return _drawn(str(seed), *self.key) < share * (1 << 32)


class Merged(Struct, frozen=True, dict=True):
    """All cases of one article: of tags in reading order, then what hangs on them, then codes."""

    readers: tuple[str, ...]
    cases: tuple[Case, ...]

    @cached_property
    def by_key(self) -> Mapping[Key, Case]:
        """The cases by key."""
        return {case.key: case for case in self.cases}

    @cached_property
    def by_id(self) -> Mapping[str, Case]:
        """The case of each tag by its id in the result."""
        return {id: case for case in self.cases if case.kind == "tag" for id in case.ids}

    @cached_property
    def hanging(self) -> Mapping[Key, tuple[Case, ...]]:
        """What hangs on a tag, or leads there, by the key of its case."""
        found: dict[Key, list[Case]] = {}
        for case in self.cases:
            for key in dict.fromkeys((case.of, *targets(case))) if case.of else ():
                found.setdefault(key, []).append(case)
        return {key: tuple(cases) for key, cases in found.items()}


def targets(case: Case) -> tuple[Key, ...]:
    """The keys of the cases that a link leads to, in any version."""
    if case.kind != "link":
        return ()
    return tuple(dict.fromkeys(key for one in case.versions for key in one.said or ()))


def versions(said: Iterable[tuple[str, Any, Annotation | None]]) -> tuple[Version, ...]:
    """What readers say as versions: nothing last, else in an order that goes by what is said.

    Each reader comes with what they say and the tag that it is said by or of.
    """
    found: dict[str, list[tuple[str, Any, Annotation | None]]] = {}
    for one in said:
        found.setdefault(judged(one[1]), []).append(one)
    made = []
    for digest, ones in found.items():
        ones.sort(key=lambda one: one[0])
        tags = tuple(tag for _, _, tag in ones if tag)
        made.append((ones[0][1] is None, digest, tuple(by for by, _, _ in ones), ones[0][1], tags))
    made.sort(key=lambda one: one[:2])
    return tuple(Version(by, what, tags) for _, _, by, what, tags in made)


def _drawn(*words: str) -> int:
    """A number below 2**32 that these words draw."""
    return int.from_bytes(sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()[:4])
