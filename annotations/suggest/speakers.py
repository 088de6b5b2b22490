"""Where a link may lead: to whoever speaks a quote first, else to what stands nearest."""

from collections.abc import Iterable

from annotations.annotation import Annotation
from annotations.scheme import Scheme
from annotations.suggest.attribution import Attribution
from annotations.suggest.capitals import is_headline
from annotations.units import Span, paragraph_at, previous_paragraph
from annotations.units.quotations import quotations

_NEAR = 4_000  # and in which actors are
_PARAGRAPHS = 3
_FAR = 10  # paragraphs that a headline counts as farther away
_HEADLINE = 160
_STOPS = '.!?:"\u201d\u2026'


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
    reading = Attribution(text, paragraph, sorted({*spoken, quote}), outside)
    likeliest = reading.speaker(quote)
    if reading.names_another and likeliest is None:
        outside = [a for a in outside if a.start >= paragraph[0]]
    away = {span: n + _FAR * _is_heading(text, span) for n, span in enumerate(spans)}
    rest = sorted(outside, key=lambda a: (_paragraphs_away(away, a), _distance(a, quote)))
    unique: dict[str, Annotation] = {}
    for actor in ([likeliest] if likeliest else []) + rest:
        unique.setdefault(text[actor.start : actor.end], actor)
    return list(unique.values())


def _is_heading(text: str, paragraph: Span) -> bool:
    """Whether a paragraph is a headline: at the top or in capitals, without a full stop."""
    if is_headline(text, paragraph):
        return True
    start, end = paragraph
    return end - start < _HEADLINE and not text[:start].strip() and text[end - 1] not in _STOPS


def _paragraphs_away(away: dict[Span, int], actor: Annotation) -> int:
    return next((n for span, n in away.items() if span[0] <= actor.start < span[1]), len(away))


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
    if scheme.role_of(tag.label) in ("quote", "reported"):
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
