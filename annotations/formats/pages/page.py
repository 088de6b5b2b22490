"""One HTML page of the tagged articles, to read and print; it loads nothing and runs nothing.

Spans that nest are nested elements; of two that cross, the one that began first is cut where the
other ends, and its rest bears no mark of beginning.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from annotations.annotation import Annotation
from annotations.attributes import worded
from annotations.counted import counted
from annotations.example import Example
from annotations.formats.format import Examples, FileFormat, Outs
from annotations.formats.loss import Loss, Tally
from annotations.formats.request import Request
from annotations.scheme import Scheme
from annotations.webpage import head, plain

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+")
_GREY = "#8a8f98"
_DEEPEST = 6
_SHOWN = 60  # code points of a span in a list

_STYLE = """\
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1.25rem 4rem; background: var(--paper);
  color: var(--ink); font: 1.05rem/1.75 Georgia, "Times New Roman", serif }
h1, h2, .about, .legend, details, .key { font-family: system-ui, sans-serif }
h1 { font-size: 1.2rem } h2 { font-size: 1.35rem; line-height: 1.3; margin: 0 }
article { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1.5rem }
.about, .legend, details { color: var(--quiet); font-size: .85rem; line-height: 1.5 }
.legend { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .75rem; margin: 0 }
.legend dd { margin: 0 }
.text { white-space: pre-wrap; overflow-wrap: break-word; unicode-bidi: isolate }
.t { background: color-mix(in srgb, var(--c) 16%, transparent); border-bottom: 2px solid var(--c);
  border-radius: 2px; padding-bottom: calc(var(--h) * 3px);
  -webkit-print-color-adjust: exact; print-color-adjust: exact }
.t:target { outline: 2px solid var(--c) }
.key { color: var(--c); font-size: .65em; font-weight: 700; margin-right: .1em; user-select: none;
  vertical-align: super; line-height: 0 }
details { margin-top: 1rem }
table { border-collapse: collapse; width: 100% }
td { padding: .1rem .6rem .1rem 0; vertical-align: top }
a { color: inherit }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt } h2 { break-after: avoid }
  details { display: none } }
"""


class _Piece(Struct, frozen=True):
    """A stretch of text, or the beginning or end of an element of a span."""

    text: str = ""
    opens: Annotation | None = None
    first: bool = True
    height: int = 0
    closes: bool = False


def write(examples: Examples, outs: Outs, request: Request) -> Loss:
    """Write the page: a legend, then the articles as they come."""
    tally = Tally()
    out = outs("")
    out.write(_head(request.scheme).encode())
    for number, example in enumerate(examples()):
        tally.add(example)
        out.write("".join(_article(example, number, request.scheme)).encode())
    out.write(b"</main>\n</body>\n</html>\n")
    return tally.loss


def _head(scheme: Scheme) -> str:
    colours = "".join(
        f".l{number} {{ --c: {_colour(label.colour)} }}\n"
        for number, label in enumerate(scheme.labels)
    )
    heights = "".join(f".h{height} {{ --h: {height} }}\n" for height in range(_DEEPEST))
    legend = "".join(
        f'<dt><span class="t {_classes(scheme, label.name)} h0">{_key(scheme, label.name)}'
        f"{plain(label.name)}</span></dt><dd>{plain(label.description)}</dd>\n"
        for label in scheme.labels
    )
    style = f"{_STYLE}.lx {{ --c: {_GREY} }}\n{colours}{heights}"
    return (
        f"{head('Tagged articles', style)}<body>\n<main>\n<h1>Tagged articles</h1>\n"
        f'<dl class="legend">\n{legend}</dl>\n'
    )


def _article(example: Example, number: int, scheme: Scheme) -> Iterator[str]:
    article = example.article
    language = f' lang="{plain(article.meta.language)}"' if article.meta.language else ""
    yield f'<article id="a{number}"{language}>\n<h2 dir="auto">{plain(article.title)}</h2>\n'
    known = [article.meta.source, article.meta.author, article.meta.published]
    about = [plain(value) for value in known if value]
    if url := article.meta.url:
        safe = re.match(r"https?://", url)
        about.append(
            f'<a href="{plain(url)}" rel="noreferrer">{plain(url)}</a>' if safe else plain(url)
        )
    about += [
        example.status,
        *(plain(f"{code.name}: {worded(code.value)} ({code.annotator})") for code in example.codes),
    ]
    yield f'<p class="about" dir="auto">{" · ".join(about)}</p>\n'
    ids = {a.id: f"a{number}s{place}" for place, a in enumerate(example.annotations)}
    yield '<div class="text" dir="auto">'
    for piece in _pieces(article.text, example.annotations):
        yield _element(piece, ids, scheme)
    yield "</div>\n"
    yield from _list(example, ids)
    yield "</article>\n"


def _element(piece: _Piece, ids: Mapping[str, str], scheme: Scheme) -> str:
    if piece.closes:
        return "</span>"
    tag = piece.opens
    if tag is None:
        return plain(piece.text)
    named = f' id="{ids[tag.id]}"' if piece.first else ""
    key = _key(scheme, tag.label) if piece.first else ""
    classes = f"t {_classes(scheme, tag.label)} h{min(piece.height, _DEEPEST - 1)}"
    return f'<span class="{classes}"{named} title="{plain(_told(tag))}">{key}'


def _pieces(text: str, annotations: Iterable[Annotation]) -> list[_Piece]:
    """The text with the elements of its spans, each with how many others it holds at most."""
    starts: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        starts[annotation.start].append(annotation)
    ends = {a.end for found in starts.values() for a in found}
    pieces: list[_Piece] = []
    stack: list[tuple[Annotation, int]] = []  # what is open, and where its piece is
    heights: dict[int, int] = {}
    done = 0
    for place in sorted({*starts, *ends, len(text)}):
        if place > done:
            pieces.append(_Piece(text[done:place]))
            done = place
        again: list[Annotation] = []
        while any(a.end == place for a, _ in stack):
            annotation, at = stack.pop()
            pieces.append(_Piece(closes=True))
            if stack:
                outer = stack[-1][1]
                heights[outer] = max(heights.get(outer, 0), heights.get(at, 0) + 1)
            if annotation.end > place:
                again.append(annotation)
        opening = [(a, a in again) for a in (*again, *starts.get(place, ()))]
        for annotation, rest in sorted(opening, key=lambda one: (-one[0].end, not one[1])):
            stack.append((annotation, len(pieces)))
            pieces.append(_Piece(opens=annotation, first=not rest))
    for at, height in heights.items():
        pieces[at] = _Piece(opens=pieces[at].opens, first=pieces[at].first, height=height)
    return pieces


def _list(example: Example, ids: Mapping[str, str]) -> Iterator[str]:
    """Every tag with what is known of it, and the links: folded away below the article."""
    if not example.annotations:
        return
    text = example.article.text
    by_id = {a.id: a for a in example.annotations}
    linked: dict[str, list[str]] = defaultdict(list)
    for link in example.links:
        target = by_id.get(link.target)
        if target:
            words = f'<a href="#{ids[link.target]}">{_shown(text, target)}</a>'
            linked[link.source].append(f"{plain(link.type)}: {words}")
    yield f"<details><summary>{counted(len(by_id), 'tag')}</summary>\n<table>\n"
    for a in example.annotations:
        cells = [
            plain(a.label),
            f'<a href="#{ids[a.id]}">{_shown(text, a)}</a>',
            "; ".join([*map(plain, _values(a)), *linked[a.id]]),
            plain(a.annotator),
            plain(a.note),
        ]
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
    yield "</table>\n</details>\n"


def _told(annotation: Annotation) -> str:
    parts = [annotation.label, *_values(annotation), annotation.annotator, annotation.note]
    return " · ".join(part for part in parts if part)


def _values(annotation: Annotation) -> list[str]:
    return [f"{name}: {worded(v)}" for name, v in annotation.attrs.items() if v is not None]


def _shown(text: str, annotation: Annotation) -> str:
    words = " ".join(text[annotation.start : annotation.end].split())
    return plain(words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…")


def _key(scheme: Scheme, name: str) -> str:
    label = scheme.label(name)
    key = label.key.strip() if label else ""
    return f'<span class="key" aria-hidden="true">{plain(key or name[:1])}</span>'


def _classes(scheme: Scheme, name: str) -> str:
    names = [label.name for label in scheme.labels]
    return f"l{names.index(name)}" if name in names else "lx"


def _colour(colour: str) -> str:
    return colour if _COLOUR.fullmatch(colour) else _GREY


FORMAT = FileFormat(
    name="html",
    summary="one page to read and print, with nothing to load or run",
    carries="nothing: it is for people",
    signed=True,
    details="""\
Nested and overlapping spans are tints and underlines, with the keys of their labels; below each
article are all its tags with attributes, notes and links. The page follows the reader's light or
dark scheme, and prints without the lists. It loads nothing from elsewhere, and a policy in its
head forbids scripts.""",
    write=write,
    ending=".html",
)
