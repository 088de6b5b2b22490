"""spaCy's DocBin: `doc.ents` flat, `doc.spans["sc"]` with all spans, and a config to train from.

The files are those that `spacy train` reads (spaCy: `tokens/_serialize.py`, `training/corpus.py`).
Texts are cut by spaCy's own tokenizer, for a pipeline does so before it predicts. What spaCy has
no place for (ids, links, metadata, notes) rides along in `doc.user_data["postil"]`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec.structs import replace

from annotations.annotation import Annotation
from annotations.example import Example
from annotations.formats.format import Examples, FolderFormat
from annotations.formats.jsonl import encode, record_of
from annotations.formats.loss import Loss, Tally
from annotations.formats.request import Request
from annotations.formats.training.alignment import aligned, layer
from annotations.formats.training.docbin_reading import (
    ENDING,
    KEY,
    USER_DATA,
    blank,
    read,
    recognises,
)
from annotations.units import Span

_SHARD = 500_000  # tokens of one file, beyond which another is begun
_ENTS = "doc.ents"

LONGEST = 40
"""Tokens of the longest span that spancat is made to consider: with each more it has as many
candidates more as the text has tokens."""

_HEAD = """\
# Train in this folder:
#   python -m spacy train config.cfg --output model
# The longest span has {longest} tokens; spancat considers all that are as long or shorter.
"""
_NO_DEV = """\
# There is no part to measure on: scores here are those on the training articles. Export with
# --split to have one, or name one with --paths.dev.
"""


def write(examples: Examples, folder: Path, request: Request) -> Loss:
    """Write `PART.spacy` for each part and `config.cfg`; a large part is a folder of shards.

    The examples are read twice: first for their language.
    """
    languages = Counter((e.article.meta.language or "xx").split("-")[0] for e in examples())
    language = max(sorted(languages), key=lambda name: languages[name], default="xx")
    tally, longest = Tally(), 1
    with ExitStack() as stack:
        parts = {
            part: stack.enter_context(_Shards(folder, part, language))
            for part in request.part_names()
        }
        for example in examples():
            tally.add(example)
            longest = max(
                longest, parts[request.part(example.article.id)].add(example, request, tally)
            )
        language = next(iter(parts.values())).language if parts else language
    paths = {part: shards.path.name for part, shards in parts.items()}
    longest = min(longest, LONGEST)
    (folder / "config.cfg").write_text(
        config(language, paths, longest), encoding="utf-8", newline="\n"
    )
    return tally.loss


class _Shards:
    """The DocBins of a part: one file, or numbered ones in a folder, so that memory stays flat."""

    def __init__(self, folder: Path, part: str, language: str) -> None:
        self.path = folder / f"{part}{ENDING}"
        self._folder, self._count = folder / part, 0
        self._wanted = language
        self._begin()

    def __enter__(self) -> "_Shards":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        if kind is None and (self._tokens or not self._count):
            self._end()

    @property
    def language(self) -> str:
        """The language whose tokenizer is used."""
        return str(self._nlp.lang)

    def add(self, example: Example, request: Request, tally: Tally) -> int:
        """Add an example; returns how many tokens its longest span has."""
        if self._tokens >= _SHARD:
            self._end()
            self._begin()
        doc, longest = _doc(self._nlp, example, request, tally)
        self._docs.add(doc)
        self._tokens += len(doc)
        return longest

    def _begin(self) -> None:
        from spacy.tokens import DocBin

        # A vocabulary grows with every new word, so each shard has one of its own.
        self._nlp = blank(self._wanted)
        self._docs, self._tokens = DocBin(attrs=_ATTRIBUTES, store_user_data=True), 0

    def _end(self) -> None:
        self._count += 1
        if self._count == 2:
            self._folder.mkdir()
            self.path.rename(self._folder / f"00001{ENDING}")
            self.path = self._folder
        target = self.path if self._count == 1 else self._folder / f"{self._count:05}{ENDING}"
        target.write_bytes(self._docs.to_bytes())


_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")


def _doc(nlp: Any, example: Example, request: Request, tally: Tally) -> tuple[Any, int]:
    """The `Doc` of an example, and how many tokens its longest span has."""
    from spacy.tokens import Span as DocSpan

    text = example.article.text
    doc = nlp.make_doc(text)
    found = [(token.idx, token.idx + len(token)) for token in doc]
    placed = aligned(text, found, example.annotations, request.unaligned, tally)
    if len(placed.tokens) != len(found):
        doc = _recut(doc, text, placed.tokens)
    places: dict[tuple[int, int, str], tuple[Annotation, Span]] = {}
    for annotation, (first, last) in placed.ranges:
        place = (first, last, annotation.label)
        if place in places:
            tally.lose(annotation, "dropped", "another span with its label has the same tokens")
            continue
        places[place] = (annotation, (first, last))
        if last - first > LONGEST:
            why = f"config.cfg suggests spans of at most {LONGEST} tokens"
            tally.lose(annotation, "too long for spancat", why)
    doc.spans[KEY] = [DocSpan(doc, first, last, label) for first, last, label in sorted(places)]
    flat = [(first, last, a.label) for a, (first, last) in layer(places.values(), tally, _ENTS)]
    doc.ents = [DocSpan(doc, first, last, label) for first, last, label in sorted(flat)]
    ranges = {a.id: place for a, place in placed.ranges}
    own = tuple(a for a in example.annotations if a.id in ranges)
    record = record_of(replace(example, annotations=own), Request(text=False))
    data = {"record": record, "tokens": [ranges[a.id] for a in own]}
    doc.user_data[USER_DATA] = encode(data).decode()
    return doc, max((last - first for first, last, _ in places), default=1)


def _recut(doc: Any, text: str, found: Sequence[Span]) -> Any:
    """The same text over other tokens."""
    from spacy.tokens import Doc

    words = [text[start:end] for start, end in found]
    starts = {start for start, _ in found}
    spaces = [text[end : end + 1] == " " and end not in starts for _, end in found]
    return Doc(doc.vocab, words=words, spaces=spaces)


FORMAT = FolderFormat(
    name="spacy",
    summary="DocBin for train, dev and test with ents and spans, and a config ready to train",
    carries="spans on whole tokens for spaCy; everything else but suggestions in `doc.user_data`",
    details="""\
`train.spacy`, `dev.spacy` and `test.spacy` (only `train.spacy` without parts), cut by the
tokenizer of the language that most articles have, `xx` if that is not known. `doc.ents` has the
longest of overlapping spans, `doc.spans["sc"]` has them all. `config.cfg` trains ner and spancat
on them: run `python -m spacy train config.cfg --output model` in that folder. Its suggester
covers the longest span, up to 40 tokens (the report names longer ones, which spancat cannot
find). An import takes the spans that a `Doc` has now, with ids, attributes and links for those
that postil wrote, and the scores of spancat. Groups other than `sc` are named and left out; if
there is no `sc`, they are all read. If `doc.ents` has spans that `sc` lacks, both are read. postil
says so. `spacy debug data` asks for at least a hundred articles to train on.""",
    options=frozenset({"unaligned", "parts"}),
    extra="spacy",
    module="spacy",
    write=write,
    read=read,
    recognises=recognises,
)


def config(language: str, paths: Mapping[str, str], longest: int) -> str:
    """The config for DocBins of a language at `paths`, by part."""
    from spacy.cli.init_config import init_config

    found = init_config(
        lang=language, pipeline=["ner", "spancat"], optimize="efficiency", gpu=False, silent=True
    )
    train = paths.get("train") or next(iter(paths.values()), "train.spacy")
    dev = paths.get("dev") or paths.get("validation")
    found["paths"]["train"], found["paths"]["dev"] = train, dev or train
    found["components"]["spancat"]["suggester"] = {
        "@misc": "spacy.ngram_range_suggester.v1",
        "min_size": 1,
        "max_size": longest,
    }
    head = _HEAD.format(longest=longest) + ("" if dev else _NO_DEV)
    text: str = found.to_str()
    return f"{head}\n{text.rstrip()}\n"
