"""The running text of a web page by trafilatura, written out from the tree that it leaves."""

import logging
import re
from typing import TYPE_CHECKING

from annotations.sources.pages.plain import joined

if TYPE_CHECKING:
    from lxml.etree import _Element

# trafilatura names what it keeps as TEI does; https://trafilatura.readthedocs.io
_BLOCKS = frozenset("body p head list item quote table row cell div".split())
_SPACE = re.compile(r"\s+")


def extracted(page: str) -> str | None:
    """The paragraphs of a page's article, as `text_of` has them, by trafilatura.

    Empty where it finds none or where the page was laid out as a table, whose cells would come one
    by one; `None` where it is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(page, include_comments=False, with_metadata=False)
    body: _Element | None = getattr(found, "body", None)
    return "" if body is None or _in_a_table(body) else written(body)


def written(body: "_Element") -> str:
    """The blocks of a tree in order, a blank line between them, each cell and item by itself.

    A line break within a block stays one, and a listing keeps its lines as they are.
    """
    from lxml.etree import iterwalk

    done: list[str] = []
    words: list[str] = []
    walk = iterwalk(body, events=("start", "end"))
    for event, element in walk:
        listing = element.tag == "code" and "\n" in "".join(element.itertext()).strip("\n")
        if element.tag in _BLOCKS or (listing and event == "start"):
            done.append(joined(words))
            words.clear()
        if event == "end":
            words.append(_SPACE.sub(" ", element.tail or "") if element is not body else "")
        elif listing:
            done.append("".join(element.itertext()).strip("\n").rstrip())
            walk.skip_subtree()
        else:
            words.append("\n" if element.tag == "lb" else _SPACE.sub(" ", element.text or ""))
    return "\n\n".join(filter(None, done))


def _in_a_table(body: "_Element") -> bool:
    most = len("".join(body.itertext())) / 2
    return any(len("".join(row.itertext())) > most for row in body.iter("row"))
