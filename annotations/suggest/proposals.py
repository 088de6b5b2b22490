"""Proposals by rule: a verb or noun that proposes, and its whole complement."""

import re
from collections.abc import Iterable, Iterator, Sequence

from annotations.article import Article
from annotations.suggestion import Suggestion
from annotations.units import Span, quotations, sentences, trimmed
from annotations.units.english import forms

_S = r"[^\S\n]+"


def _none_of(words: str) -> str:
    return r"(?!(?:" + "|".join(words.split()) + r")\b)"


_NAMED = r"(?:[^\s.,;:!?()]+|[A-Z][\w.]{0,4}\.)"  # a word, or `Rep.`
_SOMEBODY = rf"(?:{_NAMED}{_S}){{1,10}}?"
_VERB = "(?=[a-z])" + _none_of(
    "the a an any his her their my our your its it this that these those all each every some "
    "other another one him them us me which what"
)
_WHEN = rf"(?:{_S}(?:on|this|last|late|yesterday)(?:{_S}[\w.]+){{0,3}}?)?"
_NOUN = r"(?=[\"\u201c\u2018\w])" + _none_of(
    "to by in on at for as with from up no and or into since about early earlier what really after "
    "before when where because if how us me you him her his himself it them they he she little "
    "condolences support praise apologies details advice insight words some few is was are were "
    "has had have would will could of not but made never more"
)

# Each row: what gives a proposal away, up to where the complement begins.
_CUES = (
    # urged both sides to publish the text
    rf"(?:{forms('urge', 'encourage', 'press', 'push', 'implore', 'advise', 'ask', 'invite')}"
    rf"|beg(?:s|ged|ging)?|{forms('call')}{_S}(?:on|upon)|{forms('appeal')}{_S}to"
    rf"|{forms('plead')}{_S}with|{forms('request')})[\"\u201d]?{_S}"
    + _none_of("for about whether if why how what when where questions?")
    + rf"{_SOMEBODY}to{_S}{_VERB}",
    # agreed on Monday to share the dues, offered to resign
    rf"(?:{forms('agree', 'offer', 'propose', 'demand', 'ask')}|agreeing){_WHEN}{_S}to{_S}{_VERB}",
    # called for talks, pushing for a vote
    rf"(?:{forms('call', 'ask', 'push', 'press', 'plead', 'appeal')}|lobb(?:y|ied|ying)"
    rf"|advocat(?:ed|ing)|argu(?:e[sd]|ing)){_S}for{_S}" + _none_of("and or"),
    # asked Ann Lee for figures
    rf"{forms('ask')}{_S}(?:[A-Z]{_NAMED}{_S}(?:and{_S})?){{1,4}}for{_S}",
    # proposed a truce, demanded back pay, recommends that schools close
    rf"(?:{forms('propose', 'demand', 'recommend', 'advocate', 'urge', 'request')}"
    rf"|offer(?:ed|ing)?){_S}(?:that{_S})?{_NOUN}",
    # offered us a plaque
    rf"{forms('offer')}{_S}(?:us|him|her|them|me|you|it){_S}(?=(?:\w+){_S})(?:to{_S})?",
    # suggested raising the age
    rf"{forms('suggest')}{_S}(?=[a-z]+ing\b)" + _none_of("nothing something anything"),
    # a proposal to share the dues, a demand for pay, an offer of talks
    rf"(?:proposals?|offers?|demands?|requests?|calls?){_S}to{_S}{_VERB}",
    rf"(?:demands?|requests?|calls?|appeals?){_S}for{_S}",
    rf"(?:recommendations?|demands?|requests?){_S}that{_S}"
    + _none_of("would will could was were is are has had"),
    rf"offers?{_S}of{_S}",
)
_CUE = re.compile(rf"(?<![\w-])(?:{'|'.join(_CUES)})", re.IGNORECASE)
_STEMS = (
    "urg encourag press push implor advis ask invit beg call appeal plead request agree offer "
    "propos demand lobb advocat argu recommend suggest".split()
)
"""One of them is in each sentence with a cue: to look for these first takes half the time."""
_NOUNS = re.compile(r"(?:proposal|offer|demand|request|call|appeal|recommend)", re.IGNORECASE)

# What stands before a form that proposes nothing: was asked to, the proposed law, never offered.
_NEGATED = r"\b(?:cannot|never|not|\w+n['\u2019]t)[^\S\n]+(?:also[^\S\n]+)?$"
_NO_VERB = (
    r"\b(?:was|were|been|being|is|are|be|get|got|gets|the|a|an|his|her|its|their|this|that|any|newly"
    r"|previously|job|\w+['\u2019]s)[^\S\n]+(?:also[^\S\n]+)?$"
)
_NEGATED_BEFORE = re.compile(_NEGATED, re.IGNORECASE)
_NO_VERB_BEFORE = re.compile(f"{_NEGATED}|{_NO_VERB}", re.IGNORECASE)
_NO_CONTENT = re.compile(
    r"(?:comments?|interviews?|re-?election|questions?|details|information|an interview|a comment"
    r"|further comment|be|do so|help|president|him|her|it|them|this|that|us|me|themselves"
    r"|himself)\b"
    r"(?=[^\S\n]*(?:[.,;:?!\"\u201d]|$|and\b|on\b|from\b))",
    re.IGNORECASE,
)
_TO_END = re.compile(
    r"[;:!?()\[\]\u2014\u2013]|--"
    r"|,(?=\s)(?!\s(?:\d{4}\b|(?:N\.[YJHCM]|D\.C)\.))"
    r"|\s(?=(?:but|while|because|although|though|whereas|unless|whether|saying|citing"
    r"|according|said|says)\b)"
    r"|\s(?=(?:and|or)\s(?:to|said|says|told|was|were|is|are|has|had|have|will|would|that|he|she|they"
    r"|it|[a-z]{3,}(?:ed|tten)|accus\w+|made|gave|took|sent|put)\b)"
)
_ALSO = re.compile(r",?\s(?:and|or)\s(?:also\s)?to\s(?=[a-z])")
_LIST_GOES_ON = re.compile(
    r",\s(?!(?:a|an|the|he|she|they|it|we|and|or|but)\s)(?:[\w'\u2019-]+\s){1,5}?(?:and|or)\s"
)
_LONGEST = 500


class ProposalSuggester:
    """Proposes the complements of verbs and nouns that propose, urge, demand, offer or agree."""

    name = "rule:proposal"
    version = "1"
    labels = ("proposal",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each complement; `and to` begins another."""
        text = article.text
        marks = quotations(text, paragraph)
        for sentence in sentences(text, paragraph):
            lower = text[slice(*sentence)].lower()
            if not any(stem in lower for stem in _STEMS):
                continue
            yield from self._in_sentence(text, sentence, marks)

    def _in_sentence(
        self, text: str, sentence: Span, marks: Sequence[Span]
    ) -> Iterator[Suggestion]:
        for cue in _CUE.finditer(text, *sentence):
            if _is_ruled_out(text, cue):
                continue
            start: int | None = cue.end()
            while start is not None and not _NO_CONTENT.match(text, start):
                span, start = _complement(text, start, sentence[1], marks)
                if span[1] - span[0] > 2:
                    yield Suggestion(*span, "proposal", self.name, 0.6)


def _is_ruled_out(text: str, cue: re.Match[str]) -> bool:
    """Whether the words before a cue deny it: a negation, a passive, an article before a verb."""
    before = max(0, cue.start() - 24), cue.start()
    words = cue.group().split()
    noun = len(words) == 2 and _NOUNS.match(words[0]) and words[1] in ("to", "for", "of", "that")
    if noun:
        return False
    participle = words[0].lower().strip('"\u201d').endswith("ing")
    pattern = _NEGATED_BEFORE if participle else _NO_VERB_BEFORE
    return pattern.search(text, *before) is not None


def _complement(text: str, start: int, end: int, marks: Sequence[Span]) -> tuple[Span, int | None]:
    """The complement that begins at `start`, and where another begins that `and to` joins to it."""
    if text[start] in '"\u201c\u2018':
        start += 1
    outer = min((m[1] - 1 for m in marks if m[0] < start < m[1]), default=end)
    limit = min(end, outer, start + _LONGEST)
    inner = [m for m in marks if start <= m[0] < limit]
    place = limit
    for stop in _TO_END.finditer(text, start, limit):
        if any(m[0] < stop.start() < m[1] for m in inner) or _LIST_GOES_ON.match(
            text, stop.start(), limit
        ):
            continue
        place = stop.start()
        break
    span = trimmed(text, (start, place))
    following = _ALSO.match(text, place, limit)
    return _without_marks(text, span, inner), following.end() if following else None


def _without_marks(text: str, span: Span, inner: list[Span]) -> Span:
    start, end = span
    while (
        end > start
        and text[end - 1] in ".,;:!?\"\u201d'\u2019 "
        and not any(m[1] == end and m[0] >= start for m in inner)
    ):
        end -= 1
    return start, end
