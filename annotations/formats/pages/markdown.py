"""Notes in Markdown: what is tagged in each article, in words, with the way back to each tag.

It is CommonMark that Obsidian, Zotero and pandoc read alike; words from articles are escaped, so
that none of them is taken for a heading, a link, a formula or HTML.
"""

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator, Sequence

from annotations.annotation import Annotation
from annotations.attributes import worded
from annotations.example import Example
from annotations.formats.format import Examples, FileFormat, Outs
from annotations.formats.loss import Loss, Tally
from annotations.formats.request import Request
from annotations.webpage import printable

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#$^{}]|([~=%])(?=\1)|(?<=([~=%]))\2|&(?=#?\w+;)")
_BEGINS_A_LIST = re.compile(r"([-+]|[0-9]+[.)])(?=\s|$)")


def write(examples: Examples, outs: Outs, request: Request) -> Loss:
    """Write a section for each article, with its tags by label in the order of the scheme."""
    tally = Tally()
    out = outs("")
    for number, example in enumerate(examples()):
        tally.add(example)
        lines = [*([""] if number else []), *_section(example, request)]
        out.write("".join(f"{line}\n" for line in lines).encode())
    return tally.loss


def escaped(words: str) -> str:
    """Words on one line, with nothing in them that a reader of Markdown would act on."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(printable(words).split()))
    return _BEGINS_A_LIST.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", line, count=1)


def way_back(id: str, tag: str = "") -> str:
    """The command that opens an article, at one of its tags, as code in Markdown."""
    plain = shlex.quote(id) == id and not tag.strip("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    name = f"{id}#{tag}" if tag else id
    command = printable(f"postil open {name if plain else shlex.quote(name)}")
    command = " ".join(command.splitlines())  # which no id should have, and code here cannot
    fence = "`" * (1 + max(map(len, re.findall("`+", command)), default=0))
    return f"{fence}{command}{fence}"


def _section(example: Example, request: Request) -> Iterator[str]:
    article = example.article
    meta = article.meta
    yield f"# {escaped(article.title) or escaped(article.id)}"
    yield ""
    known = [escaped(word) for word in (meta.source, meta.author, meta.published, meta.url) if word]
    yield " · ".join([*known, example.status, way_back(article.id)])
    if example.codes:
        yield ""
    for code in example.codes:
        yield f"- {escaped(f'{code.name}: {worded(code.value)}')} ({escaped(code.annotator)})"
    for label in request.labels(tag.label for tag in example.annotations):
        if tags := [tag for tag in example.annotations if tag.label == label]:
            yield from ("", f"## {escaped(label)}", "")
            yield from _tags(example, tags)


def _tags(example: Example, tags: Sequence[Annotation]) -> Iterator[str]:
    """A line for each tag; those that say the same share one, which leads to the first."""
    several = len({tag.annotator for tag in example.annotations}) > 1
    led = _led(example)
    alike = defaultdict[tuple[str, str], list[str]](list)
    for tag in tags:
        words = escaped(example.article.text[tag.start : tag.end])
        said = [*led[tag.id], *_values(tag), *([escaped(tag.annotator)] if several else [])]
        line = f"{words} ({'; '.join(said)})" if said else words
        alike[line, escaped(tag.note)].append(tag.id)
    for (line, note), ids in alike.items():
        times = f" · {len(ids)} times" if len(ids) > 1 else ""
        yield f"- {line}{times} · {way_back(example.article.id, ids[0])}"
        if note:
            yield f"    - {note}"


def _led(example: Example) -> dict[str, list[str]]:
    """Where the links of each tag lead, in words."""
    tags, led = {tag.id: tag for tag in example.annotations}, defaultdict[str, list[str]](list)
    for link in sorted(example.links):
        if target := tags.get(link.target):
            words = example.article.text[target.start : target.end]
            led[link.source].append(escaped(f"{link.type}: {words}"))
    return led


def _values(tag: Annotation) -> Iterator[str]:
    for name, value in tag.attrs.items():
        if value not in (None, ""):
            yield escaped(f"{name}: {worded(value)}")


FORMAT = FileFormat(
    name="markdown",
    summary="notes for people, for Obsidian, Zotero or a colleague",
    carries="nothing: it is for people",
    signed=True,
    details="""\
A section for each article, with a list for each label: the words of each tag, who speaks a quote
and where other links lead, attributes, and the note below it. Tags that say the same share a line.
Behind each stands the way back: `postil open ARTICLE#TAG` shows the article with that tag selected,
even if its text has been updated since.""",
    write=write,
    ending=".md",
)
