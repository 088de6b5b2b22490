"""What splitting needs of articles, and which of them belong together.

Those do that are near-duplicates, tell of one event, or stand at one address.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from annotations.article import digest_of
from annotations.compare.shingles import Forest, Sketch, join_alike, letters, sketch
from annotations.example import Example
from annotations.fading import faded

# RFC 3986, appendix B: scheme, authority, path, query.
_URL = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?")
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|_r|ref|ref_src|smid|cmpid)(?:=|$)"
)
_SAME_HOST = re.compile(r"^(?:(?:www|m|mobile|amp)\.(?=[^.]+\.))+|:(?:80|443)$")
_SAME_PAGE = re.compile(r"(?:/(?:amp|index\.\w{3,5})?)+$")


class Subject(Struct, frozen=True):
    """What splitting needs of an example: some hundred bytes, and no text.

    `copies` is what copies of it have in common. `labels` counts its spans by label; `address` is
    canonical, empty where there is none.
    """

    id: str
    copies: tuple[str, ...]
    sketch: Sketch
    labels: Mapping[str, int]
    group: str = ""
    address: str = ""


class Likeness(Struct, frozen=True):
    """What a text is known again by, as a whole (`copies`) and in part."""

    copies: tuple[str, ...]
    sketch: Sketch


def likeness(example: Example) -> Likeness:
    """What an example's text is known again by; boilerplate does not count."""
    text = _without_boilerplate(example)
    copies = tuple(digest_of(said) for said in letters(text) if said)
    return Likeness(copies or (example.article.digest,), sketch(text))


def subject(example: Example, of: Callable[[Example], Likeness] = likeness) -> Subject:
    """An example as a subject; `of` tells its likeness."""
    article, labels = example.article, Counter(a.label for a in example.annotations)
    alike = of(example)
    return Subject(
        article.id,
        alike.copies,
        alike.sketch,
        dict(labels),
        article.meta.group or "",
        canonical(article.meta.url or ""),
    )


def canonical(url: str) -> str:
    """An address without what differs between two ways to one page; empty for a site's front.

    Scheme, `www.`, `m.`, ports, fragments, `/amp`, slashes at the end and parameters that only
    tell where a reader came from go; the others are sorted.
    """
    match = _URL.match(url.strip())
    _, authority, path, query = match.groups() if match else ("", "", "", "")
    host = _SAME_HOST.sub("", (authority or "").rpartition("@")[2].lower())
    path = _SAME_PAGE.sub("", path)
    kept = sorted(p for p in (query or "").split("&") if p and not _TRACKING.match(p))
    if not host or not (path or kept):
        return ""
    return f"{host}{path}{'?' if kept else ''}{'&'.join(kept)}"


def groups(subjects: Sequence[Subject]) -> list[int]:
    """For each subject the number of the first one that it belongs together with, itself if none.

    They do that are near-duplicates or copies, whatever signs and markup they are written in,
    bear one group key or one address, and so do those that are joined by a third.
    """
    forest = Forest(len(subjects))
    _join_equal(((n, copy) for n, s in enumerate(subjects) for copy in s.copies), forest)
    _join_equal(((n, s.group) for n, s in enumerate(subjects)), forest)
    _join_equal(((n, s.address) for n, s in enumerate(subjects)), forest)
    join_alike([s.sketch for s in subjects], forest)
    return [forest.root(number) for number in range(len(subjects))]


def _join_equal(keys: Iterable[tuple[int, str]], forest: Forest) -> None:
    first: dict[str, int] = {}
    for number, key in keys:
        if key:
            forest.join(first.setdefault(key, number), number)


def _without_boilerplate(example: Example) -> str:
    text, kept, position = example.article.text, list[str](), 0
    for start, end in faded(example.article, example.decisions):
        kept.append(text[position:start])
        position = end
    return "".join([*kept, text[position:]])
