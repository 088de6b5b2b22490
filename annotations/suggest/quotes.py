"""Quotes by rule: what stands in quotation marks and is somebody's words."""

import re
from collections.abc import Iterable

from annotations.article import Article
from annotations.suggest.capitals import is_headline, is_title
from annotations.suggest.speech import VERB
from annotations.suggestion import Suggestion
from annotations.units import Span, sentence_at
from annotations.units.quotations import quotations

_LONGEST = 5_000
_CLOSING = "'\"\u2019\u201d\u00bb\u203a\u201c\u300d\u300f"
_FRAGMENT = 2  # words of a fragment that may as well be a term
_WORK = re.compile(
    r"\b(?:albums?|articles?|books?|called|columns?|documentar(?:y|ies)|entitled|episodes?|essays?"
    r"|films?|games?|hits?|magazines?|memoirs?|movies?|musicals?|newspapers?|novels?|operas?"
    r"|paintings?|plays?|podcasts?|poems?|program(?:me)?s?|section|series|shows?|singles?|songs?"
    r"|titled|tracks?|works?|on|in|of)[,:]?[^\S\n]$"
    r"|['\u2019]s[^\S\n]$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:entitled|titled)[,:]?[^\S\n]$", re.IGNORECASE)
_OF_WORK = re.compile(
    r"[^\S\n](?:album|drama|episode|film|game|movie|musical|novel|podcast|program(?:me)?|series"
    r"|show|sitcom|song)s?\b"
)
_OF_LAW = re.compile(
    r"[^\S\n](?:act|amendment|ban|bill|clause|doctrine|initiative|law|legislation|measure|policy"
    r"|provision|rule|statute|strategy|tax)s?\b"
)
_DETERMINED = re.compile(
    r"(?:\b(?:a|an|the|that|this|his|her|its|their|our|no|any)|['\u2019]s)[^\S\n]"
    r"(?:[a-z-]+[^\S\n]){0,2}$"
)
_LONGEST_TERM = 6  # words
_SHOWN = re.compile(
    r"\b(?:banners?|captions?|chants?|headlines?|placards?|signs?|slogans?|taglines?|words)"
    r"(?:[^\S\n](?:reading|saying|that read|was|were|is))?[,:]?[^\S\n]$"
)
_SAID_BEFORE = re.compile(rf"{VERB.pattern}[,:]?[^\S\n](?:that[^\S\n])?$")
_SAID_BEHIND = re.compile(rf"[^\S\n](?:[\w.\u2019'-]+[^\S\n]){{0,4}}?{VERB.pattern}")
_TOLD = re.compile(
    r"\b(?:call|charges?|claims?|comments?|condemn\w*|interviews?|letters?|messages?|phrases?"
    r"|put it|quot\w+|references?d?|remarks?|say|slogans?|speech|statements?|term(?:s|ed)?"
    r"|threats?|tweets?|warnings?|what|words?)\b|\b(?:as|being|so-called)[^\S\n](?:an?[^\S\n]|the[^\S\n])?$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?<!\w)[A-Z][\w.\u2019'-]*[^\S\n]$")
_NAME_BEHIND = re.compile(r"[^\S\n][A-Z][\w-]")
_NICKNAME = re.compile(r"\W{1,2}[A-Z]?[\w-]+(?:[^\S\n][A-Z][\w-]+)?\W{1,2}")


class QuoteSuggester:
    """Proposes quotations with their marks, the outermost ones."""

    name = "rule:quote"
    version = "3"
    labels = ("quote",)

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each quotation that stands in no other."""
        text, reached = article.text, -1
        headline = is_headline(text, paragraph)
        for start, end in quotations(text, paragraph):
            if end <= reached or end - start > _LONGEST:
                continue
            reached = end
            quotation = (start, end)
            if not any(c.isalnum() for c in text[start:end]) or is_nickname(text, quotation):
                continue
            if not headline and (is_work(text, quotation) or is_term(text, quotation)):
                continue
            yield Suggestion(start, end, "quote", self.name, _score(text, start, end))


def is_work(text: str, quotation: Span) -> bool:
    """Whether a quotation is set as titles are, and nothing says that somebody speaks it."""
    if not is_title(text, quotation):
        return False
    start, end = quotation
    if _SHOWN.search(text, max(0, start - 40), start):
        return False
    if _WORK.search(text, max(0, start - 24), start):
        return True
    spoken = _ends(text, quotation) == "," or _SAID_BEFORE.search(text, max(0, start - 24), start)
    return not (spoken or _SAID_BEHIND.match(text, end, end + 60))


def is_nickname(text: str, quotation: Span) -> bool:
    """Whether a quotation stands within a name: Robert "Buzz" Hale."""
    start, end = quotation
    return (
        _NICKNAME.fullmatch(text, start, end) is not None
        and _NAME_BEFORE.search(text, max(0, start - 24), start) is not None
        and _NAME_BEHIND.match(text, end) is not None
    )


def is_term(text: str, quotation: Span) -> bool:
    """Whether a word or two are in marks that nobody says: the "fair share" rule."""
    start, end = quotation
    words = len(text[start:end].split())
    if words <= _FRAGMENT and _TITLED.search(text, max(0, start - 12), start):
        return True
    if words <= _LONGEST_TERM and _DETERMINED.search(text, max(0, start - 40), start):
        if _OF_WORK.match(text, end):
            return True  # the "Harbour" show
        if words > _FRAGMENT and _OF_LAW.match(text, end):
            return True  # the "wait and see" rule, which somebody's word or two may be
    if words > _FRAGMENT or _ends(text, quotation) in ",.!?":
        return False
    sentence = sentence_at(text, start)
    low = max(min(sentence[0], start), start - 400)
    around = (low, start), (end, min(max(sentence[1], end), end + 400))
    return not any(pattern.search(text, *part) for pattern in (VERB, _TOLD) for part in around)


def _ends(text: str, quotation: Span) -> str:
    """The last sign between the marks, of which there may be two at each side."""
    return text[slice(*quotation)].rstrip(_CLOSING)[-1:]


def _score(text: str, start: int, end: int) -> float:
    """A single word in marks is somebody's word less often than two."""
    words = text[start:end].split()
    return 0.95 if len(words) > 2 else 0.8 if len(words) == 2 else 0.6
