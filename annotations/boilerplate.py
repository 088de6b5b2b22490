"""Boilerplate in a scraped article, told by whole lines: what is no part of the report.

The text stays as it is; what is told are spans of it. The rules know the English phrases of the
usual page templates and of the agencies, and would rather leave a line of boilerplate in than take
a line of the article away. A headline that stands twice is none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from annotations.expressions import late

_LONGEST = 400  # code points: no line of boilerplate is longer
_TOP = 5  # lines: where a page puts its name, its tags and what is left of a picture
_BOTTOM = 12
_HEADLINES = 2  # lines: where a headline stands
_LONGEST_ENDING = 160

_FOLDED = str.maketrans("\u2018\u2019\u201c\u201d\u2010\u2011\u2012\u2013\u2014", "''\"\"-----")
_AGENCY = (
    r"(?:ap|afp|dpa|epa|efe|ani|pti|ians|upi|reuters|xinhua|bernama|yonhap|kyodo(?: news)?|tass"
    r"|interfax|anadolu(?: agency)?|irna|kuna|the associated press|agence france-presse|agencies"
    r"|press trust of india|getty(?: images)?)"
)
_INPUTS = (
    r"\(?-? ?(?:(?:with|based on) (?:[a-z]+ )?(?:inputs?|reports?|reporting|files) (?:from|by)"
    r" .{2,120}"
    r"|with (?:agency|agencies'?|wire) (?:inputs?|reports?)|(?:additional )?inputs? from .{2,120}"
    rf"|inputs? ?: ?.{{2,120}}|{_AGENCY}(?: and {_AGENCY})? inputs?)\)?"
)
_PLACE = r"(?:facebook|twitter|x|instagram|youtube|linkedin|whatsapp|telegram|pinterest|reddit)"
_PICTURE = r"(?:photo|photograph|image|picture|illustration)"

# Whole lines in lower case, with straight quotes and dashes and without decoration at the end.
_PHRASES = (
    # the page around the article
    r"exit mobile version|site mobile navigation|skip to (?:main )?(?:content|navigation)",
    r"(?:article|story) continues (?:below|after)(?: (?:this|the))?(?: ad\w*)?",
    r"advertise?ment|sponsored(?: content)?|continue reading(?: (?:below|the main story))?",
    r"read (?:more|next|the full story)|more (?:on this story|stories)|enlarge (?:this )?image",
    r"(?:read|see|watch) (?:more|also|next)(?: ?:| -) .+|related(?: articles?| stories| news)?: .+",
    r"related (?:articles?|stories|topics|posts|content|coverage)|view (?:gallery|image)",
    # sharing and subscribing
    r"share this|share (?:this )?(?:story|article|post|page)(?: (?:on|via|with) .+)?",
    rf"(?:share|tweet|pin|post) (?:this )?(?:on|to|via) {_PLACE}|(?:print|email) this article",
    r"click to (?:share|email|print)\b.*|click here (?:for|to) .+",
    rf"(?:follow|like) (?:us|me|@\w+|[\w .'-]{{2,40}}) on {_PLACE}\b.*",
    r"sign up (?:here )?(?:for|to) .{0,80}\b(?:newsletters?|e-?mails?|alerts|briefing)\b.*",
    r"subscribe to .{0,80}\b(?:newsletters?|channel|podcast|feed|updates)\b.*",
    r"get .{1,80} (?:delivered|sent) (?:straight |directly )?to your inbox.*",
    # the comment form
    r"(?:leave|post|add|write) an? (?:reply|comment)(?: cancel reply)?|cancel reply",
    r"(?:post|submit) comment|join the (?:conversation|discussion)|type your comment.*",
    r"be the first to (?:comment|reply)(?: on .+)?|(?:no|\d+) (?:comments?|replies)(?: yet)?",
    r"(?:name|e-?mail(?: address)?|comment|website) ?(?:\*|\(required\))|comments are closed",
    r"your e-?mail(?: address)? will not be .+|required fields are marked ?\*?",
    r"(?:save|remember) my name\b.* browser\b.*|notify me (?:of|when) .+ by e-?mail",
    r"you must be logged in to .+|(?:log|sign) in to (?:comment|reply|leave a .+)",
    r"(?:tell|let) us\b.+ in the comments(?: section)?(?: below)?!?",
    # whose it is
    rf"(?:source|via|{_PICTURE})s? ?: ?{_AGENCY}(?:(?:[,/]| and) ?{_AGENCY})*",
    rf"[-(]{{0,2}} ?{_AGENCY}(?:(?:, ?| ?/ ?| and ){_AGENCY})*\)?|{_INPUTS}",
    r"\(?(?:this|the) (?:story|article|report|news)(?: \w+)? (?:has not been|was not) edited by .+",
    r"\(?except for the headline, this (?:story|report) has not been edited by .+",
    r"\(?this is an? (?:unedited|auto-generated|syndicated) .+ feed.*",
    rf"[a-z]{{2,4}}(?:[,/] ?[a-z]{{2,4}})+ \({_AGENCY}(?:, ?{_AGENCY})*\)",
    rf"[\[(]?{_PICTURE}s?(?: credits?| courtesy(?: of)?)? ?[:|/] ?.{{2,80}}",
    rf"[\[(]?file {_PICTURE}(?: ?[:|/] ?.{{2,300}})?[\])]?|courtesy(?: of)? ?: .{{2,80}}",
    r"\[photo\]\S+\[/photo\]|https?://\S+|www\.\S+",
    r"(?:copyright )?(?:\u00a9|\(c\)) .{2,160}|copyright \d{4}\b.{0,160}",
    r"this (?:material|content) may not be published, broadcast,.+",
    r"a version of this (?:article|story|review) (?:appears|appeared|was published) .+",
    # what it is filed under
    r"(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|posted in|tagged(?: with)?) ?: .+",
    r"#\w[\w-]*(?:[ ,]+#\w[\w-]*)+",
)

# Lines that may as well be a sub-heading: boilerplate only among several of their kind.
_WEAK = (
    r"comments?|name|e-?mail(?: address)?|website|url|submit|send|reply|cancel|close|menu|search",
    rf"share|tweet|pin it|print|save|like|copy link|{_PLACE}",
    r"log ?in|sign (?:in|up|out)|register|subscribe(?: now)?|tags|topics|previous|next|home",
)

# How a line begins or ends that says whose work it is; names are told by their capitals.
_NAME = r"[A-Z][\w.'\u2019-]*"
_NAMES = rf"{_NAME}(?:(?:,? and|,| in| for)? (?:{_NAME}|de|van|von|bin|al|writers?|staff))*"
_CREDITS = (
    rf"^\(?(?:(?:Additional |Further )?[Rr]eporting|Written|Edited|Compiled) by {_NAMES}"
    rf"(?:; (?:[a-z]+ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by {_NAMES})*\.?\)?",
    r"^\(?(?:This|The) (?:article|story|report) (?:was|is) (?:written|compiled|edited) by"
    rf" {_NAMES}\.?\)?$",
    rf"^{_NAMES} contributed (?:reporting|to this (?:report|story|article))\b[^.]{{0,80}}\.?",
    r"^.{0,160}\b[Aa]ll [Rr]ights [Rr]eserved\.?",
    r"[.!?\"\u201d)] *[|/(\[]? ?(?:Photo|Photograph|Image|Picture|Illustration)s?"
    r"(?: [Cc]redit| courtesy)?(?: of| by|:) ?[A-Z(\u00a9@][^.!?]{1,80}",
    r"\((?:AP|AFP|EPA|Reuters|Getty(?: Images)?)(?: (?:Photo|Images))?/[^()]{2,60}\)",
    r"[\[(][^\[\]()]{2,60}/(?:AP|AP Photo|AFP|EPA(?:-EFE)?|Reuters|Getty(?: Images)?)[\])]",
    r"^(?:(?:Read|See|Click for|View) )?[Mm]ore ?(?:>{1,3}|\u00bb|\u203a|\u2192|\u2026|\.{3})$",
    rf"^[\[(]?(?:File )?(?:Photo|Photograph|Image|Picture|Illustration|Graphic)s? [Bb]y:? {_NAMES}"
    rf"(?:[/,] ?{_NAMES})*[\])]?\.?$",
    r"\bCredit(?:: ?|\.{3} ?|\u2026 ?)[A-Z][^.!?]{1,80}",
)

# What stands behind the last sentence of a paragraph and is no part of it.
_ENDING = late(
    r"(?<=[.!?\"\u201d\u2019])\s?(?:\((?i:(?:with |additional )?(?:agency |agencies )?inputs? from)"
    r"[^()]{2,80}\)|\((?:AP|AFP|ANI|PTI|IANS|UPI|EFE|dpa|Reuters|Xinhua|Bernama|Yonhap|Agencies)\)"
    r"|[-\u2013\u2014]{1,2}\s?(?:AP|AFP|ANI|PTI|IANS|UPI|EFE|dpa|Reuters|Xinhua|Bernama|Yonhap"
    r"|Agencies))\.?$"
)
_HEADS_TAGS = frozenset(("tags", "topics", "related topics", "keywords", "filed under", "more on"))
MEDIA = frozenset(
    "bulletin channel chronicle courier daily dispatch examiner express gazette globe guardian "
    "herald independent inquirer journal ledger mail mercury mirror monitor news observer online "
    "post press radio record reporter review standard star sun telegraph times today tribune tv "
    "voice wire".split()
)
_DOMAIN = late(r"[\w-]+\.(?:com|org|net|co|info|news|in|tv|[a-z]{2}\.[a-z]{2}|co\.[a-z]{2})$")

_SITE = late(r"(?<=\s)[|\u00b7\u2013\u2014-]\s+(?=\S)|\|\s*(?=\S)")


class _Line(NamedTuple):
    """A line with words: where it begins, as it is, and folded; a long one folds to nothing."""

    start: int
    words: str
    folded: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def boilerplate(
    text: str, title: str = "", source: str | None = None
) -> tuple[tuple[int, int], ...]:
    """The boilerplate of an article, as spans in code points, in reading order.

    `title` and `source` are the article's, by which a site's name behind a headline is told.
    """
    lines = list(_lines(text))
    found = {n for n, line in enumerate(lines) if line.folded and _is_phrase(line)}
    found |= set(_among_others(lines, found))
    found |= {n for n in _edges(lines) if _is_tag_line(text, lines[n])}
    found |= set(_stubs(lines, title)) | set(_tags_below(lines))
    spans = [(lines[n].start, lines[n].end) for n in found]
    parts = [*_sites(lines, found, title, source), *_endings(lines, found)]
    return tuple(sorted([*spans, *parts]))


def _endings(lines: Sequence[_Line], found: set[int]) -> Iterator[tuple[int, int]]:
    """The agencies and inputs that are named behind a paragraph's last sentence."""
    for number, line in enumerate(lines):
        ending = None if number in found else _ENDING.search(line.words[-_LONGEST_ENDING:])
        if ending:
            words = ending.group().lstrip()
            yield line.end - len(words), line.end


def _tags_below(lines: Sequence[_Line]) -> Iterator[int]:
    """The short lines below `Tags`, near the end, with that line; none of them a sentence."""
    for number, line in enumerate(lines):
        if line.folded not in _HEADS_TAGS or number < len(lines) - 2 * _BOTTOM:
            continue
        below = [n for n in range(number + 1, len(lines)) if _is_tag(lines[n])]
        run = [n for at, n in enumerate(below) if n == number + 1 + at]
        if run:
            yield from (number, *run)


def _is_tag(line: _Line) -> bool:
    return 0 < len(line.folded.split()) < 5 and line.words[-1] not in '.!?:"\u201d'


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]+", text):
        if words := match.group().strip():
            start = match.start() + match.group().index(words)
            yield _Line(start, words, folded(words) if len(words) <= _LONGEST else "")


def folded(words: str) -> str:
    """A line as lines are compared: in lower case, without decoration at its end."""
    return " ".join(words.casefold().translate(_FOLDED).split()).rstrip(" .:>\u00bb\u203a\u2192")


@cache
def _any_of(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(parts) + r")$")


def _is_phrase(line: _Line) -> bool:
    known = _any_of(_PHRASES).match(line.folded) or _any_of(_CREDITS).search(line.words)
    return known is not None


def _among_others(lines: Sequence[_Line], strong: set[int]) -> Iterator[int]:
    """The weak lines in a run of boilerplate: beside a strong one, or three and more together."""
    weak = {n for n, line in enumerate(lines) if _any_of(_WEAK).match(line.folded)}
    for inside, run in groupby(range(len(lines)), lambda n: n in weak or n in strong):
        members = list(run)
        if inside and (len(members) > 2 or strong.intersection(members)):
            yield from weak.intersection(members)


def _edges(lines: Sequence[_Line]) -> Iterator[int]:
    """The first lines, without the headline, and the last."""
    yield from (n for n in range(1, len(lines)) if n < _TOP or n >= len(lines) - _BOTTOM)


def _is_tag_line(text: str, line: _Line) -> bool:
    """Whether a line is short names between commas, half of which the article speaks of."""
    sign = next((sign for sign in "|\u2022\u00b7;" if line.folded.count(sign) > 2), ",")
    tags = [tag.strip() for tag in line.folded.split(sign)]
    if len(tags) < 4 or line.words[-1] in ".!?\"')" or re.search(r"\b(?:and|or)\b", tags[-1]):
        return False
    if any(not tag or len(tag.split()) > 4 or re.search(r"[.;:!?\"]", tag) for tag in tags):
        return False
    others = f"{text[: line.start]}\n{text[line.end :]}".casefold()
    return 2 * sum(tag in others for tag in tags) >= len(tags)


def _stubs(lines: Sequence[_Line], title: str) -> Iterator[int]:
    """One or two words above the first paragraph that only repeat a word of the headline."""
    headline = " ".join([folded(title), *(line.folded for line in lines[:1])])
    long_words = set(re.findall(r"\w{4,}", headline))
    for number, line in enumerate(lines[:_TOP]):
        if len(line.words) > 120 and line.words[-1] in '.!?"\u201d':
            return
        words = line.folded.split()
        if number and len(words) <= 2 and line.words[-1].isalnum() and long_words & set(words):
            yield number


def _sites(
    lines: Sequence[_Line], found: set[int], title: str, source: str | None
) -> Iterator[tuple[int, int]]:
    """The site's name behind a headline, with the sign before it, in the first lines.

    It is told by the article's source, by the headline standing there without it as well, or in
    the first lines by the looks of a medium's name.
    """
    headlines = {folded(title), *(line.folded for line in lines[:_TOP])}
    for number, line in enumerate(lines[:_TOP]):
        for sign in _SITE.finditer(line.words) if line.folded and number not in found else ():
            head, site = line.words[: sign.start()], line.words[sign.end() :]
            if len(site.split()) > 5 or len(head.split()) < 3:
                continue
            known = folded(head) in headlines or (source and _name(site) == _name(source))
            if known or (number < _HEADLINES and _is_medium(sign.group(), site)):
                yield line.start + sign.start(), line.end
                break


def _is_medium(sign: str, site: str) -> bool:
    """Whether words are set as a medium's name: `| Pellin Times`, `- pellinwire.com`."""
    words = site.split()
    capitals = all(word[0].isupper() or word in ("of", "and", "the") for word in words)
    named = sign.startswith("|") and capitals and words[-1].lower() in MEDIA
    return named or _DOMAIN.match(site.lower()) is not None


def _name(words: str) -> str:
    return re.sub(r"^the |\W", "", folded(words))
