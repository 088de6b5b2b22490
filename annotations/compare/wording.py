"""The words of a text, by which copies are told: no markup, no disguises, no broken lines."""

import html
import re

from annotations.folding import bare

# Scripts without spaces between words go character by character.
_ALONE = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")
# A comment, or a tag; with what CommonMark 0.31 calls a link's destination.
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_ADDRESS = re.compile(r"(?<=\])\([^()\s]*(?:\s+[\"'][^\"'\n]*[\"'])?\)")
# Within a word, or where a line was broken in one; an apostrophe is left out as often as not.
_WITHIN = re.compile(r"(?<=[^\W_])(?:-\s*\n\s*|['-])(?=[^\W_])")
_FEWEST = 24  # letters


def words(text: str) -> list[str]:
    """The words of a text in order, in lower case; two that a hyphen joins are one."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "](" in text:
        text = _ADDRESS.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return _WORD.findall(_WITHIN.sub("", bare(text)))


def letters(text: str) -> tuple[str, ...]:
    """What copies of a text have in common: all its letters, and those without its first line.

    Each is empty where there are too few of them to tell by.
    """
    whole, body = "".join(words(text)), "".join(words(text.strip().partition("\n")[2]))
    return whole, body if len(body) >= _FEWEST else ""
