"""To whom words attribute a quote: the subject of a verb of speech, or whom its pronoun means."""

import re
from collections.abc import Sequence

from annotations.annotation import Annotation
from annotations.suggest.pronouns import Pronouns
from annotations.suggest.speech import VERB, is_beside, is_office, is_subject
from annotations.suggest.whereabouts import acts
from annotations.units import Span, previous_paragraph
from annotations.units.english import is_common
from annotations.units.quotations import quotations

_INVERTED = re.compile(r"\s*[,\u2014-]*\s*(?:" + VERB.pattern + r")\s")
_BYLINE = re.compile(r"\s*[\u2014\u2013\u2015-]{1,2}\s*(?:[A-Z][\w.]*\s){0,2}?$")
_PRONOUN = re.compile(
    r"\b(he|she|they|it|who)[^\S\n](?:(?:also|later|then|still|once|has|had|have|would|never|again"
    r"|[a-z]+ly)[^\S\n])*$",
    re.IGNORECASE,
)
_PRONOUN_AFTER = re.compile(r"\s*(he|she|they|it)\b", re.IGNORECASE)
_OPENS = re.compile(r"(?:[A-Z][a-z]+,?\s|[\"\u201c])?(he|she)\b", re.IGNORECASE)
_NAME_AT_VERB = re.compile(r"(?:^|\s)([A-Z][\w.'\u2019-]+)(?:,[^,.\n]{1,80},)?\s(?:[a-z]+ly\s)?$")
_NAME_AFTER = re.compile(r"\s*([A-Z][\w.'\u2019-]+)")
_SENTENCE = re.compile(r"[.!?](?:[\"\u201d\u2019]|'{1,2})?\s+(?=[A-Z\"\u201c\u2018'`])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|[A-Z])$")
_BEFORE, _AFTER = 600, 160  # code points in which a verb is looked for
_QUOTES = 8
_PARAGRAPHS = 3


class Attribution:
    """A paragraph with its quotations and the actors outside of them, there and before."""

    def __init__(
        self, text: str, paragraph: Span, spoken: Sequence[Span], actors: Sequence[Annotation]
    ) -> None:
        self.text, self.paragraph, self.actors = text, paragraph, actors
        self.spoken = [q for q in spoken if q[0] >= paragraph[0]]
        self.pronouns = Pronouns(text, actors)
        self.names_another = False
        """Whether the quote's own sentence names a speaker who is none of the actors."""

    def speaker(self, quote: Span) -> Annotation | None:
        """The actor to whom a quote is attributed, or one beside it in its paragraph."""
        earlier = [q for q in self.spoken if q[1] <= quote[0] and q != quote]
        later = [q for q in self.spoken if q[0] >= quote[1]]
        if (found := self._attributed(quote)) or self.names_another:
            return found
        if found := self._subject_of_sentence(quote):
            return found
        for one in (*earlier[: -_QUOTES - 1 : -1], *later[:1]):
            if found := self._attributed(one):
                return found
        return self._goes_on(quote)

    def _attributed(self, quote: Span) -> Annotation | None:
        """Who speaks a quote by the words behind it, else by those ahead.

        What follows a full stop within the marks attributes a quote only where nothing ahead does.
        """
        if _ends(self.text, quote) == ".":
            return self._ahead(quote) or self._behind(quote)
        return self._behind(quote) or self._ahead(quote)

    def _behind(self, quote: Span) -> Annotation | None:
        """“...,” said X; “...,” X said; “...,” he said; “...” - X."""
        text, start = self.text, quote[1]
        following = min((q[0] for q in self.spoken if q[0] >= start), default=self.paragraph[1])
        end = min(following, start + _AFTER)
        for actor in self.actors:
            if start <= actor.start < end and _BYLINE.fullmatch(text, start, actor.start):
                return actor
        if _ends(text, quote) == "." and (line := text.find("\n", start, end)) >= 0:
            end = line
        stop = re.search(r"[.!?](?=\s+[A-Z\"\u201c]|\s*$)", text[start:end])
        # An abbreviated title ends no sentence.
        if stop and not _ABBREVIATED.search(text, start, start + stop.start()):
            end = start + stop.start()
        verb = VERB.search(text, start, end)
        if verb is None or text[start : verb.start()].strip()[:1] in (".", ";"):
            return None
        if verb.group() == "according to":
            return self._first_phrase(verb.end(), end)
        if _INVERTED.match(text, start, end):
            if pronoun := _PRONOUN_AFTER.match(text, verb.end(), end):
                return self._meant(pronoun)
            found = self._first_phrase(verb.end(), end)
            name = _NAME_AFTER.match(text, verb.end(), end)
            self.names_another |= not (found or name is None or is_common(name.group(1).lower()))
            return found
        if _ends(text, quote) not in ",?!.-\u2014":
            return None
        return self._at_verb(start, verb, quote) or self._first_phrase(start, verb.start())

    def _ahead(self, quote: Span) -> Annotation | None:
        """X said, “...”; X called it “...”; he added: “...”."""
        text = self.text
        whole = (q[1] for q in self.spoken if q[1] <= quote[0] and _ends(text, q) in ".!?")
        floor = max(max(whole, default=self.paragraph[0]), quote[0] - _BEFORE)
        sentence = self._sentence_start(floor, quote[0])
        if headed := self._heads(quote):
            return headed
        verbs = [
            verb
            for verb in VERB.finditer(text, sentence, quote[0])
            if not any(q[0] < verb.start() < q[1] for q in self.spoken)
        ]
        if not verbs or (
            sentence == floor > self.paragraph[0] and _INVERTED.match(text, floor, quote[0])
        ):
            return None
        for verb in reversed(verbs):
            if found := self._at_verb(sentence, verb, quote):
                return found
            if self.names_another:
                return None
        for verb in reversed(verbs):
            meant = _PRONOUN.search(text, sentence, verb.start())
            if not meant and (found := self._first_phrase(sentence, verb.start())):
                return found
        return None

    def _at_verb(self, start: int, verb: re.Match[str], quote: Span) -> Annotation | None:
        """The subject right before a verb: an actor, or whom its pronoun means."""
        text, place = self.text, verb.start()
        if verb.group() == "according to":
            return self._first_phrase(verb.end(), min(verb.end() + _AFTER, quote[0]))
        before = self.pronouns.between(start, place)
        if verb.group().endswith("ing") and text[:place].endswith(", "):
            return self._first_in_sentence(start, place, quote)  # X left, saying
        for actor in before:  # X, the envoy of Y, said
            if is_subject(text, actor, place) and not is_beside(text, actor, start):
                return actor
        if pronoun := _PRONOUN.search(text, start, place):
            if pronoun.group(1).lower() == "who":
                return before[-1] if before else None
            return self._meant(pronoun)
        name = _NAME_AT_VERB.search(text, max(start, place - 120), place)
        if name and not any(a.start <= name.start(1) < a.end for a in before):
            self.names_another |= not is_common(name.group(1).lower())
        return None

    def _sentence_start(self, floor: int, end: int) -> int:
        start = floor
        for match in _SENTENCE.finditer(self.text, floor, end + 1):
            if not _ABBREVIATED.search(self.text, floor, match.start()):
                start = match.end()
        return start

    def _first_phrase(self, start: int, end: int) -> Annotation | None:
        """Of the actors between two places the last of the first phrase, none beside a verb.

        A phrase ends with a comma, `of`, `at` or the like.
        """
        found = [a for a in self.actors if start <= a.start and a.end <= end]
        found = [a for a in found if not is_beside(self.text, a, start)] or found
        for number, here in enumerate(found):
            rest = found[number + 1 :]
            if not rest or _ends_phrase(self.text[here.end : rest[0].start]):
                return here
        return None

    def _subject_of_sentence(self, quote: Span) -> Annotation | None:
        """Who does something in the sentence that a quote is part of: X left the “fair” land."""
        start = self._sentence_start(max(self.paragraph[0], quote[0] - _BEFORE), quote[0])
        return self._first_in_sentence(start, quote[0], quote)

    def _first_in_sentence(self, start: int, end: int, quote: Span) -> Annotation | None:
        if opening := _OPENS.match(self.text, start, end):
            return self._meant(opening)
        found = [a for a in self.pronouns.between(start, end) if not is_beside(self.text, a, start)]
        doing = (a for a in found if acts(self.text, a.end))
        return next(doing, found[0] if found else None)

    def _heads(self, quote: Span) -> Annotation | None:
        """Who stands before a colon at the head of a line: Pask: No “fair” deal."""
        return next(
            (
                a
                for a in self.pronouns.between(*self.paragraph)
                if a.start == self.paragraph[0] and self.text[a.end : a.end + 2] == ": "
            ),
            None,
        )

    def _goes_on(self, quote: Span) -> Annotation | None:
        """Who spoke last in the paragraphs before, where this one is nothing but a quote."""
        if self.pronouns.between(*self.paragraph):
            return None
        before = previous_paragraph(self.text, self.paragraph[0])
        for _ in range(_PARAGRAPHS):
            if before is None:
                return None
            spoken = quotations(self.text, before)
            earlier = [a for a in self.actors if a.end <= before[1]]
            reading = Attribution(self.text, before, spoken, earlier)
            for one in reversed(spoken):
                if found := reading._behind(one) or reading._ahead(one):
                    return found
            if said := self.pronouns.last_subject(before):
                return said
            before = previous_paragraph(self.text, before[0])
        return None

    def _meant(self, pronoun: re.Match[str]) -> Annotation | None:
        """Whom a pronoun means, the first group of what was found."""
        return self.pronouns.meant(self.paragraph[0], pronoun.start(1), pronoun.group(1))


def _ends(text: str, quote: Span) -> str:
    """The last sign between the marks of a quote."""
    return text[slice(*quote)].rstrip("'\"\u2019\u201d\u00bb\u203a")[-1:]


def _ends_phrase(between: str) -> bool:
    """Whether two actors belong to two phrases: not in `Verrin spokesman Joss Pask`."""
    if re.search(r"[,;(]", between):
        return True
    return not is_office(between)
