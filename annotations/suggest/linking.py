"""Where a link from a tag may lead: whoever speaks a quote first, else what stands nearest."""

from collections.abc import Iterable

from annotations.annotation import Annotation
from annotations.scheme import Scheme
from annotations.suggest.speakers import speakers


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
