"""Which article of one dataset is which of another: by id, then by text, in whatever dress.

Both sides of a pair come on one text. A text that was put together from tokens goes to the article
that it says to come from, or gives way to the other side's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from annotations.article import Article
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.dataset import Dataset
from annotations.formats.known_articles import bare_digests, moved
from annotations.formats.reading import Found, Rebuilt, Telling
from annotations.formats.rebuilding import with_labels
from annotations.formats.record_reading import example_on
from annotations.formats.training.alignment import names_in_tags

Two = tuple[Example, Example | None]


class Paired(Struct, frozen=True):
    """Every article of the first dataset with what the second has for it, `None` for nothing.

    `left` counts articles of the second that none of the first is, `differing` has the ids under
    which both have another text.
    """

    pairs: tuple[Two, ...]
    left: int = 0
    differing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def paired(first: Dataset, second: Dataset) -> Paired:
    """Both datasets' articles, those of the first in its order."""
    telling = Telling()
    whole = [one for one in (*first.examples, *second.examples) if not isinstance(one, Rebuilt)]
    labels = {tag.label for one in whole for tag in (*one.annotations, *one.suggestions)}
    names = {name: label for label, name in names_in_tags(labels).items()}
    hosts = _Texts(whole)
    ours, theirs = (_side(one, hosts, names, telling) for one in (first, second))
    partners, waiting = dict[str, str](), dict(theirs)
    keys: tuple[Callable[[Article], Iterable[str]], ...] = (
        lambda article: (article.id,), lambda article: (article.digest,),
        lambda article: bare_digests(article.text),
    )  # fmt: skip
    for key in keys:
        _meet([one for id, one in ours.items() if id not in partners], waiting, key, partners)
    differing = {id: waiting.pop(id) for id in ours if id not in partners and id in waiting}
    pairs = (
        _on_one_text(one, theirs[partners[id]]) if id in partners else (one, None)
        for id, one in ours.items()
        if id not in differing
    )
    return Paired(
        tuple(pairs), len(waiting), tuple(differing), tuple(telling.mended),
        tuple(telling.problems),
    )  # fmt: skip


class _Texts:
    """Articles by id and by digest, those that came first before others."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._found: dict[str, list[Article]] = {}
        for one in examples:
            for key in (one.article.id, one.article.digest):
                self._found.setdefault(key, []).append(one.article)

    def called(self, *keys: str) -> Iterator[Article]:
        """Those with one of these ids or digests."""
        for key in keys:
            yield from self._found.get(key, ())


def _side(
    dataset: Dataset, hosts: _Texts, names: Mapping[str, str], telling: Telling
) -> dict[str, Example]:
    """The examples of a dataset by their article's id, what is of one article in one."""
    found: dict[str, Example] = {}
    for one in (*dataset.examples, *_placed(dataset, hosts, telling)):
        if isinstance(one, Rebuilt):
            one = _at_home(with_labels(one, names), hosts)
        earlier = found.setdefault(one.article.id, one)
        if _same_words(earlier, one):
            if one is not earlier:
                found[one.article.id] = _joined(earlier, moved(one, earlier.article))
        else:
            what = f"{one.article.id} comes with two texts; what is on the later one was left out."
            telling.add(PostilError(what, "Give one of them a different id."))
    return found


def _placed(dataset: Dataset, hosts: _Texts, telling: Telling) -> Iterator[Example]:
    """The records without a text, on the article that the other side has."""
    for one in dataset.unplaced:
        found = (a for a in hosts.called(one.digest, one.id) if one.digest in ("", a.digest))
        if article := next(found, None):
            example, wrong = example_on(article, one.record, one.where, one.unit)
            _tell(telling, wrong)
            yield example
        else:
            telling.add(PostilError(f"{one.where} has no text, and the other side has not either."))


def _tell(telling: Telling, found: Iterable[Found]) -> None:
    for one in found:
        if isinstance(one, PostilError):
            telling.add(one)


def _at_home(example: Rebuilt, hosts: _Texts) -> Example:
    """The example in the article that it says to come from, where that has its words there."""
    if example.home:
        id, start, end = example.home
        bare = bare_digests(example.article.text)[-1:]
        for article in hosts.called(id):
            if start >= 0 and bare_digests(article.text[start:end])[-1:] == bare:
                return moved(example, article, (start, end))
    return example


def _joined(one: Example, other: Example) -> Example:
    """What two records say of one article, each thing once."""
    tags = {tag.id: tag for tag in (*one.annotations, *other.annotations)}
    return replace(
        one,
        annotations=tuple(sorted(tags.values(), key=lambda a: (a.start, a.end, a.id))),
        links=tuple(sorted({*one.links, *other.links})),
        suggestions=tuple({a.id: a for a in (*one.suggestions, *other.suggestions)}.values()),
        codes=tuple({c.key: c for c in (*one.codes, *other.codes)}.values()),
        entities=tuple({e.id: e for e in (*one.entities, *other.entities)}.values()),
    )


def _same_words(one: Example, other: Example) -> bool:
    """Whether both have one text, in whatever dress."""
    if one.article.digest == other.article.digest:
        return True
    here, there = (set(bare_digests(example.article.text)) for example in (one, other))
    return not here.isdisjoint(there)


def _meet(
    ours: Iterable[Example],
    waiting: dict[str, Example],
    key: Callable[[Article], Iterable[str]],
    partners: dict[str, str],
) -> None:
    """Give those of the first a partner of the second that has a key of theirs and their words."""
    by_key: dict[str, list[str]] = {}
    for id, one in waiting.items():
        for value in key(one.article):
            by_key.setdefault(value, []).append(id)
    for one in ours:
        ids = (id for value in key(one.article) for id in by_key.get(value, ()))
        same = next((i for i in ids if i in waiting and _same_words(one, waiting[i])), None)
        if same:
            partners[one.article.id] = same
            del waiting[same]


def _on_one_text(one: Example, other: Example) -> Two:
    """Both on the text of the first, unless that alone was put together from tokens."""
    if isinstance(one, Rebuilt) and not isinstance(other, Rebuilt):
        return moved(one, other.article), other
    return one, moved(other, one.article)
