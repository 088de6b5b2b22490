"""What was decided against one reader: where the result says something else than they did."""

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from annotations.adjudication.cases import Kind
from annotations.adjudication.describing import quoted, tag_in_words
from annotations.adjudication.merging import said_of
from annotations.adjudication.outcome import Answer, decided
from annotations.adjudication.settling import NAMES
from annotations.annotation import Annotation, Contents, Decision
from annotations.attributes import worded
from annotations.counted import listed
from annotations.entity import Entity
from annotations.folding import folded
from annotations.scheme import Scheme
from annotations.units import Span

_SETTLED: Collection[Answer] = ("took", "mended", "nobody")


class Overruled(Struct, frozen=True):
    """One thing that a reader said otherwise than was decided, or did not say, in words.

    `mine` is what they said and `stands` what the result says, empty for nothing; `span` is where,
    in code points, `None` for what is said of the whole article. `name` is the attribute, type of
    link or code; `whose` are those whose version was taken, `why` is the reason, if one was given.
    """

    kind: Kind
    span: Span | None
    mine: str
    stands: str
    answer: str
    whose: tuple[str, ...]
    why: str
    by: str
    at: str
    name: str = ""

    @property
    def change(self) -> str:
        """What they said and what stands, in a few words."""
        return f"{self.mine or 'nothing'} \u2192 {self.stands or 'nothing'}"

    @property
    def verdict(self) -> str:
        """What was decided, by whom and when, and why."""
        took = f"{listed(self.whose)}'s was taken" if self.whose else "another was taken"
        what = {"took": took, "mended": "it was mended", "nobody": "nobody was right"}[self.answer]
        who = " ".join(filter(None, (self.by, self.at[:10])))
        return ": ".join(filter(None, (f"{what} ({who})" if who else what, self.why)))


class Side(Struct, frozen=True):
    """What one says of an article, with the entities that they know."""

    contents: Contents
    entities: Mapping[str, Entity] = {}

    def tag(self, ids: Collection[str], reader: str = "") -> Annotation | None:
        """The tag that is one of these; where two readers' have one id, with the reader's name."""
        tags = (tag for _, tag in sorted(self.contents.annotations.items()) if tag.stands)
        return next((tag for tag in tags if {tag.id, f"{tag.id}/{reader}"} & {*ids}), None)

    def meant(self, tag: Annotation, attribute: str) -> str:
        """What the entity of a tag is called."""
        value = worded(tag.attrs.get(attribute))
        return self.entities[value].name if value in self.entities else value

    def ends(self, tag: Annotation, type: str) -> list[Span]:
        """Where links of a type lead from a tag."""
        tags = self.contents.annotations
        ids = (k.target for k in self.contents.links if (k.type, k.source) == (type, tag.id))
        return sorted((tags[id].start, tags[id].end) for id in ids if id in tags)


def overruled(
    reader: str, own: Side, result: Side, text: str, scheme: Scheme, people: Collection[str]
) -> Iterator[Overruled]:
    """What was decided against a reader in an article, in reading order, codes last.

    `people` are the names of the team. What they have come to say since is nothing against them.
    """
    latest: dict[tuple[str, ...], Decision] = {}
    for one in sorted(decided(result.contents), key=lambda one: one.at):
        latest[one.about] = one
    telling = _Telling(reader, own, result, text, scheme)
    found = []
    for one in latest.values():
        whose, why = whose_and_why(one.note, people)
        if one.answer in _SETTLED and reader not in whose and (told := telling.told(one)):
            kind, name, span, mine, stands = told
            found.append(
                Overruled(kind, span, mine, stands, one.answer, whose, why, one.by, one.at, name)
            )
    yield from sorted(found, key=lambda one: (one.span is None, one.span or (0, 0), one.kind))


def whose_and_why(note: str, people: Collection[str]) -> tuple[tuple[str, ...], str]:
    """Whose version was taken, by a decision's note, and why."""
    for end in (len(note), *(at for at in range(len(note)) if note.startswith(": ", at))):
        names = tuple(note[:end].split(NAMES))
        if {*names} <= {*people}:
            return names, note[end + 2 :]
    return (), note


_Told = tuple[Kind, str, Span | None, str, str]


class _Telling:
    """Holds what one reader says against what stands, by the keys of decisions."""

    def __init__(self, reader: str, own: Side, result: Side, text: str, scheme: Scheme) -> None:
        self._reader, self._own, self._result = reader, own, result
        self._text, self._scheme = text, scheme

    def told(self, decision: Decision) -> _Told | None:
        """What the two say that a decision is about; `None` where it is the same."""
        _, kind, *subject = decision.about
        if kind == "code":
            return self._code(subject[0])
        name = "" if kind == "tag" else subject.pop(0)
        mine, stands = self._own.tag(subject, self._reader), self._result.tag(subject)
        if kind == "tag":
            return self._tag(mine, stands)
        if mine is None or stands is None:
            return None  # which was told of the tag
        return (self._entity if kind == "entity" else self._link)(name, mine, stands)

    def _tag(self, mine: Annotation | None, stands: Annotation | None) -> _Told | None:
        at = mine or stands
        if at is None:
            return None
        if mine and stands and said_of(mine, self._scheme) == said_of(stands, self._scheme):
            return None
        return "tag", "", (at.start, at.end), self._described(mine), self._described(stands)

    def _entity(self, name: str, mine: Annotation, stands: Annotation) -> _Told | None:
        one, other = self._own.meant(mine, name), self._result.meant(stands, name)
        if folded(one).text.casefold() == folded(other).text.casefold():
            return None
        return "entity", name, (mine.start, mine.end), one, other

    def _link(self, name: str, mine: Annotation, stands: Annotation) -> _Told | None:
        one, other = self._own.ends(mine, name), self._result.ends(stands, name)
        if one == other:
            return None
        here, there = (", ".join(quoted(self._text, at) for at in ends) for ends in (one, other))
        return "link", name, (mine.start, mine.end), here, there

    def _code(self, name: str) -> _Told | None:
        mine = worded(self._own.contents.codes_of(self._reader).get(name))
        values = (code.value for code in self._result.contents.codes if code.name == name)
        stands = worded(next(values, None))
        return None if mine == stands else ("code", name, None, mine, stands)

    def _described(self, tag: Annotation | None) -> str:
        return tag_in_words(said_of(tag, self._scheme), self._text) if tag else ""
