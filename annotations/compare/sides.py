"""What is compared: the sides, the items on them, and what came of comparing them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Contents, Decision, Key, Tagged
from annotations.article import Article
from annotations.scheme import Scheme
from annotations.suggestion import Candidate, Suggestion
from annotations.units import Span

COMPARE = "compare"
"""What finds the places that are decided on: the first word of their keys."""


class Item(Struct, frozen=True):
    """Something said in a text that is compared: a tag, a suggestion, or the words alone.

    `text[start:end]` of `span` are its `words`, half open, in code points. `value` is a date's ISO
    value; `entity` and `pair` are the ids that a person gave, `speaker` the words of the tag that
    the quote is linked to. What is not `tagged` counts for nothing.
    """

    key: Key
    span: Span
    label: str
    role: str
    words: str
    value: str = ""
    entity: str = ""
    pair: str = ""
    speaker: str = ""
    tagged: bool = True

    @property
    def order(self) -> tuple[int, int, Key]:
        """Reading order: by start, the longer first."""
        return self.span[0], -self.span[1], self.key


Items = tuple[Item, ...]

MISSING, DIFFERS, MAYBE = "+", "~", "?"
"""What is marked: not found in another text; found there, and not the same; maybe there, in other
words."""

TEXT = "text"
"""The first word of the key of an item that is words of a text, without a tag or suggestion."""

FIGURE = "figure"
"""The role and the label of figures, which nobody tags, and the first word of their keys."""


class Side(Struct, frozen=True):
    """A text with the items on it; `name` is what it is called, `id` its article's."""

    id: str
    name: str
    text: str
    digest: str
    items: Items = ()
    decisions: frozenset[Decision] = frozenset()


class Match(Struct, frozen=True):
    """Items of two sides that are the same: all mentions of an actor, the parts of a split quote.

    `why` says by what they were told to be the same, `differs` in what they are not: `cut`,
    `joined`, `changed`, `value`, `name`, `figure`, `words` (others, as a reader said) or `marks`
    (without them); empty where they say the same.
    `score` is 0 to 1. A person's word for it makes it `confirmed`.
    """

    left: Items
    right: Items
    why: str
    differs: str = ""
    score: float = 1.0
    confirmed: bool = False

    def mirrored(self) -> "Match":
        """The same match seen from the other side."""
        return Match(self.right, self.left, self.why, self.differs, self.score, self.confirmed)


class Comparison(Struct, frozen=True):
    """What two sides have in common, and what only one has: `left` and `right`.

    `copied` are the passages that stand in both texts word for word. `maybe` is what no rule found
    in the other text, each with the sentence there that may say it in other words: nobody knows
    yet, so it counts neither as found nor as not found.
    """

    matches: tuple[Match, ...] = ()
    left: Items = ()
    right: Items = ()
    copied: tuple[tuple[Span, Span], ...] = ()
    maybe: tuple[Match, ...] = ()

    def mirrored(self) -> "Comparison":
        """The same comparison seen from the other side."""
        matches, maybe = (
            in_order(match.mirrored() for match in of) for of in (self.matches, self.maybe)
        )
        copied = tuple(sorted((there, here) for here, there in self.copied))
        return Comparison(matches, self.right, self.left, copied, maybe)


def in_order(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Matches in the order in which the left side is read."""
    return tuple(
        sorted(matches, key=lambda m: (m.left[0].order, m.right[0].order, m.why, m.differs))
    )


def item_at(side: Side, place: Span, like: Item) -> Item:
    """The words of a text at a place, as an item like another that nobody has tagged."""
    key = (TEXT, *map(str, place))
    return Item(key, place, like.label, like.role, side.text[slice(*place)], tagged=False)


def overlaps(side: Side, place: Span, role: str) -> bool:
    """Whether an item of that role stands at a place, which is its own then."""
    start, end = place
    return any(
        item.role == role and item.span[0] < end and start < item.span[1] for item in side.items
    )


def side(
    article: Article,
    contents: Contents,
    scheme: Scheme,
    suggested: Iterable[Candidate | Suggestion] = (),
    entities: Mapping[str, str] = MappingProxyType({}),
) -> Side:
    """An article as a side: its tags, and what is suggested where no tag of that role stands.

    `entities` has for an id the one that stands for all that are the same (`entity.resolved`);
    items bear that one, so that tags with different ids of one cluster are matched.
    """
    tags = {tag.id: tag for tag in contents.annotations.values() if tag.stands}
    spoken = {
        link.source: article.text[tags[link.target].start : tags[link.target].end]
        for link in sorted(contents.links)
        if link.target in tags and scheme.role_of(tags[link.target].label) == "actor"
    }
    items = [
        _item(article.text, (tag.id,), tag, scheme, spoken.get(tag.id, "")) for tag in tags.values()
    ]
    is_taken = _taken(items)
    for one in suggested:
        key = (one.label, str(one.start), str(one.end))
        item = _item(article.text, key, one, scheme, tagged=False)
        if not is_taken(item):
            items.append(item)
    name = article.meta.source or article.title or article.id
    meant = (replace(one, entity=entities.get(one.entity, one.entity)) for one in items)
    ordered = tuple(sorted(meant, key=lambda item: item.order))
    return Side(article.id, name, article.text, article.digest, ordered, contents.decisions)


def _item(
    text: str,
    key: Key,
    one: Tagged | Candidate | Suggestion,
    scheme: Scheme,
    speaker: str = "",
    tagged: bool = True,
) -> Item:
    label = scheme.label(one.label)
    value = one.attrs.get(label.holding("date", "value") if label else "value", "")
    entity = one.attrs.get(label.holding("entity", "entity") if label else "entity", "")
    return Item(
        key,
        (one.start, one.end),
        one.label,
        scheme.role_of(one.label),
        text[one.start : one.end],
        str(value or ""),
        str(entity or ""),
        str(one.attrs.get("pair") or ""),
        speaker,
        tagged,
    )


def _taken(items: Iterable[Item]) -> Callable[[Item], bool]:
    """Whether a place is taken by one of these items of the same role."""
    starts: dict[str, list[int]] = {}
    reach: dict[str, list[int]] = {}
    for item in sorted(items, key=lambda item: item.order):
        kind = item.role or item.label
        ends = reach.setdefault(kind, [])
        starts.setdefault(kind, []).append(item.span[0])
        ends.append(max(item.span[1], ends[-1] if ends else 0))

    def is_taken(item: Item) -> bool:
        kind = item.role or item.label
        before = bisect_left(starts.get(kind, ()), item.span[1])
        return before > 0 and reach[kind][before - 1] > item.span[0]

    return is_taken
