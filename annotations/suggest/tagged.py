"""Names tagged already in this project, and their parts, wherever they stand again."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from annotations.annotation import Annotation
from annotations.article import Article, digest_of
from annotations.expressions import late
from annotations.suggest.outlets import is_own
from annotations.suggest.parties import are_people
from annotations.suggestion import Suggestion
from annotations.units import Span
from annotations.units.name_words import BODIES, COMMON, HEADS, PARTICLES, PLACES, SUFFIXES, THINGS

_WORD = late(r"[^\W_]+")
_SEAM = late(r"[^\W\d_]+?[^\W\d_A-Z](?=[A-Z])")  # PaskTold
_MOST_WORDS = 8
_LONGEST = 80
_BEFORE = late(r"([^\W\d_]+)[^\S\n](?:the[^\S\n])?$")


class Entry(NamedTuple):
    """What a string was tagged: `whole`, or only as part of a longer name; `person` if of one."""

    words: str
    label: str
    whole: bool
    person: bool


class Gazetteer(Struct, frozen=True, dict=True):
    """The distinct strings tagged in a project and how often, with their parts.

    A value: `counted` gives another one, whose `version` is higher if it finds other words.
    """

    version: int = 0
    _counts: Mapping[Entry, int] = {}
    _by_first: Mapping[str, tuple[Entry, ...]] = {}

    @classmethod
    def of(cls, tagged: Iterable[tuple[str, str]]) -> "Gazetteer":
        """The gazetteer of pairs of words and label."""
        counts: dict[Entry, int] = {}
        for words, label in tagged:
            for entry in _entries(words, label):
                counts[entry] = counts.get(entry, 0) + 1
        by_first: dict[str, list[Entry]] = {}
        for entry in counts:
            by_first.setdefault(_first(entry.words), []).append(entry)
        return cls(0, counts, {first: _ordered(entries) for first, entries in by_first.items()})

    @cached_property
    def digest(self) -> str:
        """The same for the same words and labels, however they came to be known."""
        return digest_of(
            "\n".join(sorted(f"{e.words}\t{e.label}\t{e.whole}" for e in self._counts))
        )

    def at(self, first: str) -> tuple[Entry, ...]:
        """The entries whose first word this is, the longest first."""
        return self._by_first.get(first, ())

    def counted(self, tagged: Iterable[tuple[str, str]], step: int = 1) -> "Gazetteer":
        """The gazetteer after pairs of words and label were tagged, or with -1 let go."""
        counts, by_first, known = dict(self._counts), dict(self._by_first), True
        for entry in (entry for pair in tagged for entry in _entries(*pair)):
            before = counts.get(entry, 0)
            after = max(0, before + step)
            if after:
                counts[entry] = after
            else:
                counts.pop(entry, None)
            if bool(before) != bool(after):
                known, first = False, _first(entry.words)
                kept = [e for e in by_first.get(first, ()) if e != entry]
                by_first[first] = _ordered([*kept, entry] if after else kept)
        return Gazetteer(self.version if known else self.version + 1, counts, by_first)


class TaggedSuggester:
    """Proposes what is in the gazetteer: whole words, upper and lower case as tagged."""

    name = "tagged"

    def __init__(
        self,
        gazetteer: Gazetteer,
        labels: tuple[str, ...] = ("actor",),
        actors: tuple[str, ...] = ("actor",),
    ) -> None:
        self.gazetteer, self.labels, self._actors = gazetteer, labels, actors

    @property
    def version(self) -> str:
        """That of the rule and that of the gazetteer."""
        return f"2 {self.gazetteer.digest[:16]}"

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion a place and label, the longest entry that fits."""
        text, reached = article.text, paragraph[0]
        for match in _WORD.finditer(text, *paragraph):
            start = match.start()
            if start < reached:
                continue
            seam = _SEAM.match(match.group())
            glued = self._fitting(article, start, seam.group()) if seam else ()
            for entry, end in (*self._fitting(article, start, match.group()), *glued):
                yield Suggestion(start, end, entry.label, self.name, 0.9 if entry.whole else 0.8)
                reached = max(reached, end)

    def _fitting(self, article: Article, start: int, first: str) -> Iterator[tuple[Entry, int]]:
        text, longest = article.text, 0
        for entry in self.gazetteer.at(first):
            if len(entry.words) < longest or entry.label not in self.labels:
                continue
            end = start + len(entry.words)
            if not text.startswith(entry.words, start) or not _stands(text, start, end, entry):
                continue
            if entry.label in self._actors and (
                is_own(article, start, end) or are_people(text, start, entry.words)
            ):
                continue
            longest = len(entry.words)
            yield entry, end


def of_annotations(
    found: Iterable[tuple[Article, Iterable[Annotation]]], labels: tuple[str, ...]
) -> Gazetteer:
    """The gazetteer of what is tagged in some articles under these labels."""
    return Gazetteer.of(
        (article.text[a.start : a.end], a.label)
        for article, tags in found
        for a in tags
        if a.label in labels and a.stands
    )


def forms(words: str) -> list[str]:
    """The other words that name what these do: a part of the name, or its acronym."""
    return [entry.words for entry in _entries(words, "") if not entry.whole]


def _stands(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether the words stand here as words, and not only as a place."""
    if text[max(0, start - 1) : start].isalnum():
        return False
    after = text[end : end + 1]
    if after.isalnum():
        # Two words that the source glued: the name is what was tagged, to the letter.
        return entry.whole and len(entry.words) > 3 and after.isupper() and text[end - 1].islower()
    if entry.person or entry.words.lower() in BODIES or set(entry.words.lower().split()) & HEADS:
        return True
    before = _BEFORE.search(text, max(0, start - 20), start)
    return before is None or before.group(1).lower() not in PLACES


def _entries(words: str, label: str) -> Iterator[Entry]:
    """A tagged string and the parts of it that name the same."""
    parts = words.split(None, _MOST_WORDS)  # no further: all of a long text may be tagged
    words = " ".join(parts)
    if not words or len(words) > _LONGEST or not words[0].isalnum() or len(parts) > _MOST_WORDS:
        return
    person = _is_person(parts)
    yield Entry(words, label, True, person)
    if person:
        named = [part for part in parts if part.strip(".,").lower() not in SUFFIXES]
        last = named[-1]
        if len(named) > 1 and len(last) > 2 and last.lower() not in COMMON:
            yield Entry(last, label, False, True)
    elif acronym := _acronym(parts):
        yield Entry(acronym, label, False, False)


def _is_person(parts: list[str]) -> bool:
    """Whether words look like a person's name: two to four with capitals, none an office's."""
    plain = [part.strip(".,").lower() for part in parts]
    named = [p for p, low in zip(parts, plain, strict=True) if low not in PARTICLES | SUFFIXES]
    if not 2 <= len(named) <= 4 or not all(part[0].isupper() for part in named):
        return False
    return not (
        set(plain) & HEADS or plain[-1] in THINGS or any(p.isupper() and len(p) > 2 for p in named)
    )


def _acronym(parts: list[str]) -> str:
    """NSC for Narrow Seas Council; nothing for fewer than three capitals."""
    letters = "".join(part[0] for part in parts if part[0].isupper())
    return letters if len(letters) > 2 else ""


def _first(words: str) -> str:
    match = _WORD.match(words)
    return match.group() if match else words


def _ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(set(entries), key=lambda e: (-len(e.words), e)))
