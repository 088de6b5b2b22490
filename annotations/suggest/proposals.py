"""Proposals by rule: a verb or noun that proposes, and its whole complement."""

import re
from collections.abc import Iterable, Iterator, Sequence

from annotations.article import Article
from annotations.suggestion import Suggestion
from annotations.units import Span, sentences, trimmed
from annotations.units.english import forms
from annotations.units.quotations import quotations

_S = r"[^\S\n]+"


def _none_of(words: str) -> str:
    return r"(?!(?:" + "|".join(words.split()) + r")\b)"


_NAMED = r"(?:(?!be\b)[^\s.,;:!?()]+|[A-Z][\w.]{0,4}\.)"  # a word, or `Rep.`
_SOMEBODY = rf"(?:{_NAMED}{_S}){{1,10}}?"
_VERB = "(?=(?-i:[a-z]))" + _none_of(
    "the a an any his her their my our your its it this that these those all each every some "
    "other another one him them us me which what"
)
_WHEN = rf"(?:{_S}(?:on|this|last|late|yesterday)(?:{_S}[\w.]+){{0,3}}?)?"
_NOUN = r"(?=[\"\u201c\u2018\w])[\"\u201c\u2018]?+" + _none_of(
    "to by in on at for as with from up no and or into since about early earlier what really after "
    "before when where because if how us me you him her his himself it them they he she little "
    "condolences support praise apologies details advice insight words some few is was are were "
    "has had have would will could of not but made never more"
)

# Each row: what gives a proposal away, up to where the complement begins.
_CUES = (
    # urged both sides to publish the text
    rf"(?:{forms('urge', 'encourage', 'press', 'push', 'implore', 'advise', 'ask', 'invite')}"
    rf"|beg(?:s|ged|ging)?|(?:pressur|challeng)(?:ed|ing)|{forms('call')}{_S}(?:on|upon)|{forms('appeal')}{_S}to"
    rf"|{forms('plead')}{_S}with|{forms('request')})[\"\u201d]?{_S}"
    + _none_of("to for about whether if why how what when where questions?")
    + rf"{_SOMEBODY}to{_S}{_VERB}",
    # all were urged to leave
    rf"(?:urged|encouraged|called{_S}(?:on|upon)){_S}to{_S}{_VERB}",
    # ordered the guild to publish the text
    rf"order(?:ed|ing){_S}" + _none_of("to at by in from") + rf"{_SOMEBODY}to{_S}{_VERB}",
    # agreed on Monday to share the dues, offered to resign
    rf"(?:{forms('agree', 'offer', 'propose', 'demand', 'ask')}|agreeing){_WHEN}{_S}to{_S}{_VERB}",
    # agreed to the talks
    rf"(?:{forms('agree')}|agreeing){_S}to{_S}(?=(?:the|an?|any|this|that|its|his|her|their){_S})",
    # called for the Narrow Guild to wait
    rf"(?:{forms('call')}){_S}for{_S}(?=(?:the{_S})?(?-i:[A-Z])){_SOMEBODY}to{_S}[\"\u201c]?+{_VERB}",
    # called for talks, pushing for a vote
    rf"(?:{forms('call', 'ask', 'push', 'press', 'plead', 'appeal')}|lobb(?:y|ied|ying)"
    rf"|advocat(?:ed|ing)|argu(?:e[sd]|ing)){_S}for{_S}" + _none_of("and or"),
    # asked Ann Lee for figures
    rf"{forms('ask')}{_S}(?:[A-Z]{_NAMED}{_S}(?:and{_S})?){{1,4}}for{_S}",
    # proposed a truce, demanded back pay, recommends that schools close
    rf"(?:{forms('propose', 'demand', 'recommend', 'advocate', 'urge', 'request')}"
    rf"|offer(?:ed|ing)?){_S}(?:that{_S})?{_NOUN}",
    # demanded some form of payment, asked the court that it hear them
    rf"(?:{forms('demand', 'request')}){_S}(?=(?:more|some|no){_S})",
    rf"(?:{forms('ask', 'request')}){_S}{_SOMEBODY}that{_S}(?=(?:[\w'\u2019-]+{_S}){{1,8}}?be{_S})",
    # offered us a plaque
    rf"{forms('offer')}{_S}(?:us|him|her|them|me|you|it){_S}(?=(?:\w+){_S})(?:to{_S})?",
    # suggested that they should wait
    rf"(?:{forms('suggest')}){_S}(?:that{_S})?(?={_SOMEBODY}should\b)",
    # suggested raising the age
    rf"{forms('suggest')}{_S}(?=[a-z]+ing\b)" + _none_of("nothing something anything"),
    # a proposal to share the dues, a demand for pay, an offer of talks
    rf"(?:proposals?|offers?|demands?|requests?|calls?){_S}to{_S}{_VERB}",
    rf"(?:demands?|requests?|calls?|appeals?){_S}for{_S}",
    # a request from the guild to share the dues, pressure on Ann Lee to resign
    rf"(?:requests?|calls?|appeals?|pleas?){_S}(?:from|by|to){_S}{_SOMEBODY}to{_S}{_VERB}",
    rf"pressure{_S}(?:{_NAMED}{_S}){{0,5}}?(?:on|for){_S}{_SOMEBODY}to{_S}{_VERB}",
    rf"(?:recommendations?|demands?|requests?){_S}that{_S}"
    + _none_of("would will could was were is are has had [a-z]+ed"),
    rf"offers?{_S}of{_S}",
)
_CUE = re.compile(rf"(?<![\w-])(?:{'|'.join(_CUES)})", re.IGNORECASE)
_STEMS = (
    "urg encourag press push implor advis ask invit beg call appeal plead request agree offer "
    "propos demand lobb advocat argu recommend suggest order plea pressur challeng".split()
)
"""One of them is in each sentence with a cue: to look for these first takes half the time."""
_NOUNS = "(?:proposal|offer|demand|request|call|appeal|recommend|plea)"
_NOUN_CUE = re.compile(
    rf"pressure\b|{_NOUNS}\w*\s+(?:for|of|that)\s*$|{_NOUNS}(?:ation)?s?\s+(?:from|by|to)\b",
    re.IGNORECASE,
)

# What stands before a form that proposes nothing: was asked to, the proposed law, never offered.
_NEGATED = r"\b(?:cannot|never|not|\w+n['\u2019]t)[^\S\n]+(?:also[^\S\n]+)?$"
_NO_VERB = (
    r"\b(?:was|were|been|being|is|are|be|get|got|gets|the|a|an|his|her|its|their|this|that|any|newly"
    r"|previously|job|\w+['\u2019]s)[^\S\n]+(?:also[^\S\n]+)?$"
)
_BEFORE_VERB = re.compile(r"\b(?:to|will|would|could|can|may|might)[^\S\n]$", re.IGNORECASE)
_OF_MANY = re.compile(r"(?:urged|encouraged|called (?:on|upon))\b[^\S\n]to\b", re.IGNORECASE)
_NEGATED_BEFORE = re.compile(_NEGATED, re.IGNORECASE)
_NO_VERB_BEFORE = re.compile(f"{_NEGATED}|{_NO_VERB}", re.IGNORECASE)
_NO_CONTENT = re.compile(
    r"(?:comments?|interviews?|re-?election|questions?|details|information|an interview|a comment"
    r"|further comment|(?:not )?(?:be|remain) (?:anonymous|identified"
    r"|named|quoted)|be|do so|help|president|him|her|it|them|this|that|us|me|themselves"
    r"|himself)\b"
    r"(?=[^\S\n]*(?:[.,;:?!\"\u201d]|$|and\b|on\b|from\b"
    r"|discussing\b|because\b|by\b))",
    re.IGNORECASE,
)
_TO_END = re.compile(
    r"[;:!?()\[\]\u2014\u2013]|--"
    r"|,(?=\s)(?!\s(?:\d{4}\b|(?:N\.[YJHCM]|D\.C)\.))"
    r"|\s(?=(?:but|while|because|given that|although|though|whereas|unless|saying|citing"
    r"|according|said|says)\b)"
    r"|\s(?=(?:and|or)\s(?:to|said|says|told|was|were|is|are|has|had|have|will|would|that|he|she|they"
    r"|it|(?!limited\b)[a-z]{3,}(?:ed|tten)|accus\w+|made|gave|took|sent|put)\b)"
)
_ALSO = re.compile(r",?\s(?:and|or)\s(?:also\s)?to\s(?=[a-z])")
_LIST_GOES_ON = re.compile(
    r",\s(?!(?:a|an|the|he|she|they|it|we|and|or|but)\s)(?:[\w'\u2019-]+\s){1,5}?(?:and|or)\s"
)
_WANTED = re.compile(r"(?:demand|request)(?:s|ed|ing)?[^\S\n]\w*$", re.IGNORECASE)
_FROM = re.compile(r"[^\S\n]from[^\S\n](?=(?:the[^\S\n])?[A-Z]|him\b|her\b|them\b|us\b)")
_LONGEST = 500


class ProposalSuggester:
    """Proposes the complements of verbs and nouns that propose, urge, demand, offer or agree."""

    name = "rule:proposal"
    version = "3"
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
                end = sentence[1]
                if giver := _WANTED.match(cue.group()) and _FROM.search(text, start, end):
                    end = giver.start()
                span, start = _complement(text, start, end, marks)
                if span[1] - span[0] > 2:
                    yield Suggestion(*span, "proposal", self.name, 0.6)


def _is_ruled_out(text: str, cue: re.Match[str]) -> bool:
    """Whether the words before a cue deny it: a negation, a passive, an article before a verb."""
    before = max(0, cue.start() - 24), cue.start()
    words = cue.group().split()
    if text.endswith("short of ", *before):
        return True
    if words[:2] == ["call", "to"] and _BEFORE_VERB.search(text, *before):
        return True  # to call to thank somebody
    if _OF_MANY.match(cue.group()) and not _NEGATED_BEFORE.search(text, *before):
        return False  # people are urged to stay
    if _NOUN_CUE.match(cue.group()):
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
