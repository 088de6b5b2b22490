"""An article with its tags as lines for terminals and pagers: colours, or marks without them."""

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.color import Color, ColorParseError, ColorSystem
from rich.style import Style

from annotations.annotation import Annotation
from annotations.example import Example
from annotations.scheme import Scheme
from tui.cells.display import harmless, one_line

_DEPTHS = {"truecolor": ColorSystem.TRUECOLOR, "24bit": ColorSystem.TRUECOLOR}
_UNKNOWN = Style(color="bright_black")


def printed(example: Example, scheme: Scheme) -> str:
    """The title and metadata of an article, its text with its tags, and how many those are."""
    paint = _Paint(scheme)
    article = example.article
    about = (article.meta.source, article.meta.published, article.meta.author, article.id)
    counts = [
        f"{paint.label(label.name)} {count}"
        for label in scheme.labels
        if (count := sum(tag.label == label.name for tag in example.annotations))
    ]
    head = [paint.bold(one_line(article.title)), one_line(" \u00b7 ".join(filter(None, about)))]
    body = "".join(_pieces(article.text, example.annotations, paint)).rstrip("\n")
    return "\n".join([*head, "", body, *(["", " \u00b7 ".join(counts)] if counts else [])])


def _pieces(text: str, tags: Sequence[Annotation], paint: "_Paint") -> Iterator[str]:
    """The text cut where tags begin and end; the innermost one colours, a second one underlines."""
    edges = sorted({0, len(text), *(at for tag in tags for at in (tag.start, tag.end))})
    coming = sorted(tags, key=lambda tag: (tag.start, -tag.end, tag.id))
    over: list[Annotation] = []
    for start, end in pairwise(edges):
        yield "".join(paint.close(tag) for tag in reversed(over) if tag.end <= start)
        over = [tag for tag in over if tag.end > start]
        while coming and coming[0].start == start:
            over.append(coming.pop(0))
            yield paint.open(over[-1])
        yield paint.words(text[start:end], over)
    yield "".join(paint.close(tag) for tag in reversed(over))


class _Paint:
    """Writes with a scheme's colours, or with brackets where `NO_COLOR` is set."""

    def __init__(self, scheme: Scheme) -> None:
        self._marks = bool(os.environ.get("NO_COLOR"))
        dumb = os.environ.get("TERM") == "dumb"
        depth = _DEPTHS.get(os.environ.get("COLORTERM", "").lower(), ColorSystem.EIGHT_BIT)
        self._depth = None if dumb else depth
        self._marks = self._marks or dumb
        self._keys = {label.name: label.key or label.name for label in scheme.labels}
        self._styles = {label.name: _style(label.colour) for label in scheme.labels}

    def bold(self, words: str) -> str:
        """Words set off from others."""
        return words if self._marks else Style(bold=True).render(words, color_system=self._depth)

    def label(self, name: str) -> str:
        """A label's name in its colour."""
        words = one_line(name)
        return words if self._marks else self._styles[name].render(words, color_system=self._depth)

    def open(self, tag: Annotation) -> str:
        """What stands before a tag."""
        return f"[{self._keys.get(tag.label, one_line(tag.label))} " if self._marks else ""

    def close(self, _tag: Annotation) -> str:
        """What stands behind a tag."""
        return "]" if self._marks else ""

    def words(self, words: str, over: Sequence[Annotation]) -> str:
        """Words with these tags over them, line by line, for pagers forget colours at line ends."""
        lines = [harmless(line.replace("\t", "    ")) for line in words.split("\n")]
        if not over or self._marks:
            return "\n".join(lines)
        inner = min(over, key=lambda tag: (tag.end - tag.start, -tag.start, tag.id))
        style = self._styles.get(inner.label, _UNKNOWN) + Style(underline=len(over) > 1)
        return "\n".join(style.render(line, color_system=self._depth) for line in lines)


def _style(colour: str) -> Style:
    try:
        return Style(color=Color.parse(colour), bold=True)
    except ColorParseError:
        # The screen knows more names than this does.
        return Style(bold=True)
