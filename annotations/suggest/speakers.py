"""Where a link may lead: to whoever speaks a quote first, else to what stands nearest."""

import re
from collections.abc import Iterable, Sequence

from annotations.annotation import Annotation
from annotations.scheme import Scheme
from annotations.units import Span, paragraph_at, previous_paragraph, quotations
from annotations.units.name_words import BEFORE_TITLES, TITLES

_VERB = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|add(?:ed|s|ing)|ask(?:ed|s|ing)?|argu(?:ed|es?|ing)"
    r"|wrote|writes|writing|tweet(?:ed|s|ing)|repl(?:ied|ies|ying)|respond(?:ed|s|ing)|answer(?:ed|s|ing)"
    r"|call(?:ed|s|ing)|describ(?:ed|es?|ing)|declar(?:ed|es?|ing)|announc(?:ed|es?|ing)"
    r"|insist(?:ed|s|ing)|claim(?:ed|s|ing)|warn(?:ed|s|ing)|not(?:ed|es|ing)|stat(?:ed|es|ing)"
    r"|explain(?:ed|s|ing)|continu(?:ed|es|ing)|conclud(?:ed|es|ing)|accus(?:ed|es|ing)|vow(?:ed|s|ing)"
    r"|acknowledg(?:ed|es|ing)|admit(?:ted|s|ting)|quip(?:ped|s)|joked?|posited|predicted|labell?ed"
    r"|criticiz(?:ed|es|ing)|blast(?:ed|s|ing)|prais(?:ed|es|ing)|urg(?:ed|es|ing)|demand(?:ed|s|ing)"
    r"|lik(?:ened|ens|ening)|refer(?:red|s|ring)|denounc(?:ed|es|ing)|saw|thinks?|believes?|recalled"
    r"|according to)\b"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_INVERTED = re.compile(r"\s*[,\u2014-]*\s*(?:" + _VERB.pattern + r")\s")
_ACTS = re.compile(r"(?:,[^,.\n]{1,80},)?\s+(?:[a-z]+ly\s|also\s)?" + _VERB.pattern)
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|[A-Z])$")
_BEFORE, _AFTER = 600, 160  # code points in which a verb is looked for
_NEAR = 4_000  # and in which actors are
_QUOTES = 8
_PARAGRAPHS = 3


def speakers(text: str, quote: Span, actors: Iterable[Annotation]) -> list[Annotation]:
    """The actor mentions that may speak a quote, the likeliest first, each name once.

    Looked for in the quote's paragraph and the three before it. `actors` are those of the article,
    or at least those around the quote.
    """
    first, last = paragraph_at(text, quote[0]), paragraph_at(text, quote[1] - 1)
    paragraph, spans = (first[0], max(first[1], last[1])), [first]
    while len(spans) <= _PARAGRAPHS and (before := previous_paragraph(text, spans[-1][0])):
        spans.append(before)
    spoken = [q for span in {last, *spans} for q in quotations(text, span)]
    low, high = max(spans[-1][0], quote[0] - _NEAR), min(paragraph[1], quote[1] + _NEAR)
    near = sorted((a for a in actors if low <= a.start and a.end <= high), key=lambda a: a.start)
    outside = [a for a in near if not any(q[0] <= a.start and a.end <= q[1] for q in spoken)]
    reading = _Reading(text, paragraph, sorted({*spoken, quote}), outside)
    likeliest = reading.attributed(quote)
    rest = sorted(outside, key=lambda a: (_paragraphs_away(spans, a), _distance(a, quote)))
    unique: dict[str, Annotation] = {}
    for actor in ([likeliest] if likeliest else []) + rest:
        unique.setdefault(text[actor.start : actor.end], actor)
    return list(unique.values())


class _Reading:
    """A paragraph with its quotations and the actors outside of them."""

    def __init__(
        self, text: str, paragraph: Span, spoken: Sequence[Span], actors: Sequence[Annotation]
    ) -> None:
        self.text, self.paragraph, self.actors = text, paragraph, actors
        self.spoken = [q for q in spoken if q[0] >= paragraph[0]]

    def attributed(self, quote: Span) -> Annotation | None:
        """The actor to whom the words around a quote attribute it, or an earlier one beside it."""
        earlier = [q for q in self.spoken if q[1] <= quote[0] and q != quote]
        for one in (quote, *earlier[: -_QUOTES - 1 : -1]):
            if found := self._behind(one) or self._ahead(one):
                return found
        return None

    def _behind(self, quote: Span) -> Annotation | None:
        """“...,” said X; “...,” X said; “...,” he said."""
        start = quote[1]
        following = min((q[0] for q in self.spoken if q[0] >= start), default=self.paragraph[1])
        end = min(following, start + _AFTER)
        stop = re.search(r"[.!?](?=\s+[A-Z\"\u201c]|\s*$)", self.text[start:end])
        # An abbreviated title ends no sentence.
        if stop and not _ABBREVIATED.search(self.text, start, start + stop.start()):
            end = start + stop.start()
        if _INVERTED.match(self.text, start, end):
            verb = _VERB.search(self.text, start, end)
            assert verb
            return self._subject(verb.end(), end) or self._meant(verb.end(), end, quote)
        verb = _VERB.search(self.text, start, end)
        if verb is None or self.text[start : verb.start()].strip()[:1] in (".", ";"):
            return None
        if self.text[quote[1] - 2 : quote[1] - 1] not in ",?!.-\u2014":
            return None
        return self._subject(start, verb.start()) or self._meant(start, verb.start(), quote)

    def _ahead(self, quote: Span) -> Annotation | None:
        """X said, “...”; X called it “...”; he added: “...”."""
        floor = max((q[1] for q in self.spoken if q[1] <= quote[0]), default=self.paragraph[0])
        floor = max(floor, quote[0] - _BEFORE)
        sentence = self._sentence_start(floor, quote[0])
        verbs = list(_VERB.finditer(self.text, sentence, quote[0]))
        if not verbs or (
            sentence == floor > self.paragraph[0] and _INVERTED.match(self.text, floor, quote[0])
        ):
            return None
        for verb in reversed(verbs):
            if found := self._subject(sentence, verb.start()):
                return found
        return self._meant(sentence, verbs[-1].start(), quote)

    def _sentence_start(self, floor: int, end: int) -> int:
        start = floor
        for match in re.finditer(r"[.!?][\"\u201d]?\s+(?=[A-Z\"\u201c])", self.text[floor:end]):
            if not _ABBREVIATED.search(self.text, floor, floor + match.start()):
                start = floor + match.end()
        return start

    def _subject(self, start: int, end: int) -> Annotation | None:
        """The actor of the first phrase between two places."""
        return self._of_first_phrase([a for a in self.actors if start <= a.start and a.end <= end])

    def _of_first_phrase(self, found: list[Annotation]) -> Annotation | None:
        """Of several actors the last before the first comma, `of`, `at` or the like."""
        for number, here in enumerate(found):
            rest = found[number + 1 :]
            if not rest or _ends_phrase(self.text[here.end : rest[0].start]):
                return here
        return None

    def _meant(self, start: int, end: int, quote: Span) -> Annotation | None:
        """Whom a pronoun means: the actor that was a subject last before the quote."""
        if not _PRONOUN.search(self.text, start, end):
            return None
        earlier = [a for a in self.actors if a.end <= min(start, quote[0])]
        here = [a for a in earlier if a.start >= self.paragraph[0]]
        acting = [a for a in earlier if _ACTS.match(self.text, a.end, a.end + 120)]
        acting_here = [a for a in acting if a.start >= self.paragraph[0]]
        found = acting_here or here or acting or earlier
        return found[-1] if found else None


def _ends_phrase(between: str) -> bool:
    """Whether two actors belong to two phrases: not in `Verrin spokesman Joss Pask`."""
    if re.search(r"[,;(]", between):
        return True
    return any(word not in TITLES | BEFORE_TITLES for word in _SMALL.findall(between))


def _paragraphs_away(spans: Sequence[Span], actor: Annotation) -> int:
    return next((n for n, span in enumerate(spans) if span[0] <= actor.start < span[1]), len(spans))


def _distance(actor: Annotation, quote: Span) -> int:
    return max(actor.start - quote[1], quote[0] - actor.end)


def ends(
    text: str, scheme: Scheme, type: str, tag: Annotation, near: Iterable[Annotation]
) -> list[Annotation]:
    """The annotations near a tag that a link of a type may lead to, the likeliest first.

    Those that say the same words are given once.
    """
    targets = scheme.targets(type, tag.label)
    fitting = [one for one in near if one.label in targets and one.id != tag.id]
    likely: list[Annotation] = []
    if scheme.role_of(tag.label) == "quote":
        # Whom a quote names does not speak it.
        fitting = [one for one in fitting if one.start < tag.start or one.end > tag.end]
        actors = [one for one in fitting if scheme.role_of(one.label) == "actor"]
        likely = speakers(text, (tag.start, tag.end), actors)
        # Where some are likely, the others of their kind are beside the point.
        fitting = [one for one in fitting if one not in actors]
    nearest = sorted(fitting, key=lambda one: (_gap(one, tag), one.order))
    unique: dict[str, Annotation] = {}
    for one in (*likely, *nearest):
        unique.setdefault(text[one.start : one.end], one)
    return list(unique.values())


def _gap(one: Annotation, tag: Annotation) -> int:
    """How many code points lie between two spans; none where one lies in the other."""
    return max(one.start - tag.end, tag.start - one.end, 0)
