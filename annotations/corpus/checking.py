"""What looks wrong in what was annotated, article by article, so that somebody can look at it.

Nothing here changes anything, and not every finding is a mistake. The articles are read once and
let go; only a bounded table of tagged strings is kept, for what differs between articles.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from annotations.annotation import Annotation, standing
from annotations.article import Article, Metadata
from annotations.attributes import DAY, TEXT, objection, worded
from annotations.corpus.findings import SHOWN, Finding, shown, subject
from annotations.corpus.identities import Identities, twice
from annotations.corpus.strings import Strings
from annotations.entity import Entity, resolved
from annotations.example import Example
from annotations.fading import faded
from annotations.formats.training.alignment import tokens
from annotations.listing import Listed
from annotations.scheme import Attribute, Scheme
from annotations.sources.published import KEPT, UNKNOWN, Said, read
from annotations.suggest.date_values import meanings

DateValues = Callable[[Article, Annotation], Collection[str]]
"""What a date may mean by its words and the day of publication, in ISO 8601; none if unsure."""


def _values(article: Article, annotation: Annotation) -> Collection[str]:
    words = article.text[annotation.start : annotation.end]
    return meanings(words, article.meta.published)


def check(
    examples: Iterable[Example],
    scheme: Scheme,
    date_values: DateValues = _values,
    entities: Mapping[str, Entity] | None = None,
    whole: bool = False,
    guideline: Callable[[str], str] = lambda label: "",
) -> Iterator[Finding]:
    """What looks wrong in the examples, in their order, and last what differs between them.

    What was decided on is among it, with the decision. `entities` are those of the project;
    pairs and entities are looked at over all where the examples are the `whole` of it. `guideline`
    gives the digest of what a label's guideline says now.
    """
    guideline = cache(guideline)
    strings, identities, same = Strings(), Identities(), resolved(entities or {})
    for example in examples:
        article = _Checked(example, scheme, date_values, same, guideline)
        yield from sorted(article.findings(), key=lambda f: (f.span or (0, 0), f.kind))
        strings.add(example)
        identities.add(example)
    yield from strings.findings()
    if whole:
        yield from identities.findings()
        yield from identities.unborne(entities or {})


def may_be_wrong(article: Listed) -> bool:
    """Whether the rules that need one article may find something, by what a list knows of it.

    That nothing is tagged they find in any; here it is looked for where one is done.
    """
    said = article.annotations or article.doubtful or article.codes or article.status == "done"
    return bool(said) or _unread_day(article) is not None


def _unread_day(meta: Metadata) -> tuple[str, Said] | None:
    """The day of publication as it came and as it reads, unless it is in ISO 8601 already."""
    given = meta.published or meta.more.get(KEPT)
    said = read(given or "", UNKNOWN.of(meta.language))
    return (given, said) if given and (said.iso != meta.published or said.iso is None) else None


class _Checked:
    """The rules that need one article only."""

    def __init__(
        self,
        example: Example,
        scheme: Scheme,
        date_values: DateValues,
        same: Mapping[str, str],
        guideline: Callable[[str], str],
    ) -> None:
        self._example, self._scheme, self._date_values = example, scheme, date_values
        self._same, self._guideline = same, guideline
        self._text = example.article.text
        self._quotes = {label.name for label in scheme.labels if label.role == "quote"}
        length = len(self._text)
        self._inside = [a for a in example.annotations if 0 <= a.start < a.end <= length]

    def findings(self) -> Iterator[Finding]:
        """All that the rules find."""
        if not self._example.annotations and self._example.status != "skipped":
            digest = self._example.article.digest
            yield self._finding("untagged", None, "nothing is tagged", digest)
        yield from self._published()
        yield from self._codes()
        yield from self._places()
        yield from self._pairs()
        yield from self._borders()
        yield from self._values()
        yield from self._links()
        yield from self._identities()
        yield from self._versions()
        for a in self._example.doubtful:
            if a.text_digest == self._example.article.digest:
                message = f"the other side has {a.label} {self._words(a)}"
                yield self._finding("merged", a, message, a.text_digest)

    def _published(self) -> Iterator[Finding]:
        """The day of publication where it is not in ISO 8601, or was left as it came."""
        meta = self._example.article.meta
        if not (found := _unread_day(meta)):
            return
        given, said = found
        what = f"in ISO 8601 {said.iso}" if said.iso else f"which {said.why_not or 'is not a date'}"
        where = "published is" if meta.published else "published is empty; the source says"
        said_by = (meta.published or "", given)
        yield self._finding("published", None, f"{where} {given!r}, {what}", *said_by)

    def _codes(self) -> Iterator[Finding]:
        """Article codes whose value does not fit their type."""
        for code in self._example.codes:
            said = worded(code.value)
            if wrong := objection(self._scheme.codes.get(code.name, TEXT), code.name, code.value):
                message = f"{code.annotator} says {code.name} {said!r}; {wrong.rstrip('.')}"
                yield self._finding("code", None, message, code.annotator, code.name, said)

    def _places(self) -> Iterator[Finding]:
        length = len(self._text)
        for a in self._example.annotations:
            words = self._text[max(0, a.start) : a.end]
            if a.start < 0 or a.end > length or a.start > a.end:
                message = f"{a.label} {a.start}-{a.end} in a text of {length} characters"
                yield self._finding("range", a, message, f"{a.start}-{a.end} of {length}")
            elif not words.strip():
                yield self._finding("empty", a, f"{a.label} without words")
            elif words != words.strip():
                yield self._finding("edges", a, f"{a.label} with white space: {shown(words)}")

    def _pairs(self) -> Iterator[Finding]:
        """What one annotator tagged twice, and what crosses a span of its label, or a quote."""
        going: dict[str, list[Annotation]] = defaultdict(list)
        for b in sorted(self._inside, key=lambda a: a.order):
            before = going[b.annotator]
            before[:] = [a for a in before if a.end > b.start]
            for a in before:
                if a.label != b.label and not {a.label, b.label} & self._quotes:
                    continue
                if (a.start, a.end, a.label) == (b.start, b.end, b.label):
                    message = f"{b.label} tagged twice: {self._words(b)}"
                    yield self._finding("duplicate", b, message, a)
                elif a.start < b.start and a.end < b.end:
                    other = self._words(a) if a.label == b.label else f"{a.label} {self._words(a)}"
                    message = f"{b.label} {self._words(b)} crosses {other}"
                    yield self._finding("crossing", b, message, a)
            before.append(b)

    def _borders(self) -> Iterator[Finding]:
        """Spans on boilerplate, and spans that cut a word."""
        if not self._inside:
            return
        boilerplate = faded(self._example.article, self._example.decisions)
        words = list(tokens(self._text))
        for a in self._inside:
            place = bisect_right(boilerplate, a.start, key=lambda span: span[1])
            if place < len(boilerplate) and boilerplate[place][0] < a.end:
                yield self._finding("boilerplate", a, f"{a.label} {self._words(a)}")
            for border in (a.start, a.end):
                place = bisect_right(words, border, key=lambda word: word[1])
                if place < len(words) and words[place][0] < border:
                    start, end = words[place]
                    # A word may be as long as the text.
                    cut = shown(self._text[start : min(end, start + SHOWN + 1)])
                    message = f"{a.label} {self._words(a)} cuts {cut}"
                    yield self._finding("token", a, message, cut)
                    break

    def _values(self) -> Iterator[Finding]:
        """Values that their attribute may not have, and days that contradict the words."""
        for a in self._inside:
            if (label := self._scheme.label(a.label)) is None:
                continue
            day = label.holding("date", DAY) if label.role == "date" else ""
            typed = {**({day: Attribute("date")} if day else {}), **label.attributes}
            for name, value in a.attrs.items():
                attribute = typed.get(name, TEXT)
                if wrong := objection(attribute, name, value):
                    dated = attribute.type == "date"
                    why = (
                        ", which is not a day, month or year" if dated else f"; {wrong.rstrip('.')}"
                    )
                    message = f"{self._words(a)} has the {name} {value!r}{why}"
                    yield self._finding("date" if dated else "attribute", a, message)
                elif name == day and value and attribute.type == "date":
                    yield from self._against(a, str(value))

    def _against(self, a: Annotation, value: str) -> Iterator[Finding]:
        """A day that is another one than the words of a date say."""
        read = self._date_values(self._example.article, a)
        # A month is no contradiction to one of its days.
        if read and not any(r.startswith(value) or value.startswith(r) for r in read):
            message = f"{self._words(a)} has the value {value}, but reads as {' or '.join(read)}"
            yield self._finding("date", a, message, self._example.article.meta.published or "")

    def _links(self) -> Iterator[Finding]:
        """Links that are wrong at either end, and tags without a link that others have."""
        by_id = {a.id: a for a in self._example.annotations}
        linked = set[tuple[str, str]]()
        for link in self._example.links:
            source, target = by_id.get(link.source), by_id.get(link.target)
            if source and target:
                linked.add((link.type, source.id))
                if wrong := self._scheme.misfit(link.type, source.label, target.label):
                    message = f"{self._words(source)} to {self._words(target)}: {wrong}"
                    yield self._finding("link", source, message, target, link.type)
        for a in self._inside:
            for type in self._scheme.types_from(a.label):
                if (type, a.id) not in linked:
                    message = f"{a.label} without {type}: {self._words(a)}"
                    yield self._finding("link", a, message, type)

    def _identities(self) -> Iterator[Finding]:
        """What is said of one name in two ways."""
        for kind, attribute, a, other in twice(self._text, self._inside, self._scheme, self._same):
            said = " and ".join(worded(one.attrs[attribute]) for one in (other, a))
            yield self._finding(kind, a, f"{self._words(a)} has the {attribute} {said}", other)

    def _versions(self) -> Iterator[Finding]:
        """Tags that were made under another guideline than the label has now."""
        for a in self._inside:
            if a.guideline and (now := self._guideline(a.label)) not in ("", a.guideline):
                message = (
                    f"{a.label} {self._words(a)} was made under {a.guideline}, now it is {now}"
                )
                yield self._finding("guideline", a, message, a.guideline, now)

    def _finding(
        self, kind: str, a: Annotation | None, message: str, *seen: Annotation | str
    ) -> Finding:
        """A finding on a tag, or on the article; what was `seen` besides is judged with it."""
        span = (a.start, a.end) if a else None
        tags = [one for one in (a, *seen) if isinstance(one, Annotation)]
        said = [one for one in seen if isinstance(one, str)]
        about, digest = subject(kind, self._text, tags, said)
        decided = standing(self._example.decisions, about, digest)
        return Finding(kind, self._example.article.id, span, message, about, digest, decided)

    def _words(self, a: Annotation) -> str:
        return shown(self._text[a.start : a.end])
