"""Suggests groups: articles of a project that seem to be about the same event."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from annotations.article import Metadata, slug
from annotations.attributes import ENTITY
from annotations.compare.likeness import (
    Pair,
    gathered,
    last_word,
    names_in,
    near_duplicates,
    sharing_names,
)
from annotations.compare.shingles import Sketch
from annotations.dataset.subjects import subject
from annotations.errors import PostilError
from annotations.example import Example
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME, Label, Scheme


class Member(Struct, frozen=True):
    """What a suggested group shows of an article."""

    id: str
    title: str
    source: str | None
    published: str | None
    group: str | None


class SuggestedGroup(Struct, frozen=True):
    """A group that could be made, or to which `new` could be added, and why, in words."""

    name: str
    members: tuple[Member, ...]
    why: str

    @property
    def new(self) -> tuple[Member, ...]:
        """The articles that would come into the group."""
        return tuple(member for member in self.members if member.group != self.name)


def suggested_groups(
    examples: Iterable[Example | PostilError], scheme: Scheme = DEFAULT_SCHEME
) -> tuple[list[SuggestedGroup], list[str]]:
    """The groups to suggest, the surest first, and what could not be read.

    Articles are compared by what is tagged in them under labels of actors in the scheme.

    Articles that have a group stay in it; what is suggested is made of the others, or adds them.
    """
    looked, problems = _Looked(scheme), list[str]()
    for example in examples:
        if isinstance(example, PostilError):
            problems.append(str(example))
        else:
            looked.note(example)
    names = sharing_names(looked.names, looked.days, looked.guessed)
    pairs = sorted([*near_duplicates(looked.sketches), *names], reverse=True)
    members = looked.members
    fixed = {id: one.group for id, one in members.items() if one.group}
    found = [
        _suggested([members[id] for id in ids], pairs)
        for ids in gathered(pairs, fixed)
        if any(members[id].group is None for id in ids)
    ]
    return found, problems


def accept(project: Project, group: SuggestedGroup) -> int:
    """Write a group into the metadata of its new articles; how many that were.

    Raises `StoreError` where they cannot be saved.
    """
    count = 0
    for member in group.new:
        article = project.store.article(member.id)
        if article is not None and article.meta.group is None:
            known = project.store.complete(article.id, Metadata(group=group.name))
            count += known.group == group.name
    return count


class _Looked:
    """What was seen of the articles of a project, without their texts."""

    def __init__(self, scheme: Scheme) -> None:
        self._actors = {label.name: label for label in scheme.labels if label.role == "actor"}
        self.members: dict[str, Member] = {}
        self.sketches: dict[str, Sketch] = {}
        self.names: dict[str, frozenset[str]] = {}
        self.guessed: set[str] = set()
        self.days: dict[str, int] = {}

    def note(self, example: Example) -> None:
        """See what is needed of an article."""
        article, meta = example.article, example.article.meta
        self.members[article.id] = Member(
            article.id, article.title, meta.source, meta.published, meta.group
        )
        self.sketches[article.id] = subject(example).sketch
        actors = _names(example, self._actors)
        if not actors:
            self.guessed.add(article.id)
        self.names[article.id] = actors or names_in(article.text)
        if (day := _day(meta.published)) is not None:
            self.days[article.id] = day


def _names(example: Example, actors: Mapping[str, Label]) -> frozenset[str]:
    """What the tagged actors of an article are compared by: their entity, and their last word."""
    found = set[str]()
    for tag in example.annotations:
        if label := actors.get(tag.label):
            found.add(last_word(example.article.text[tag.start : tag.end]))
            if entity := tag.attrs.get(label.holding("entity", ENTITY)):
                found.add(f"entity {entity}")
    return frozenset(found - {""})


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _suggested(members: Sequence[Member], pairs: Sequence[Pair]) -> SuggestedGroup:
    ids = {member.id for member in members}
    inside = [pair for pair in pairs if pair.one in ids and pair.other in ids]
    words = max((pair.score for pair in inside if pair.why == "words"), default=0)
    names = max((pair.score for pair in inside if pair.why == "names"), default=0)
    why = f"{words:.0%} of the words shared" if words else f"{names:.0%} of the names shared"
    known = next((member.group for member in members if member.group), None)
    ordered = sorted(members, key=lambda member: (member.published or "~", member.id))
    return SuggestedGroup(known or _name(ordered), tuple(ordered), why)


def _name(members: Sequence[Member]) -> str:
    """A name for a new group: its first day and title, which are almost always unique."""
    first = members[0]
    return "-".join(filter(None, ((first.published or "")[:10], slug(first.title, 30)))) or first.id
