"""Gold for articles that are no part of postil: their spans, as a language model read them.

`judged/spans-1.jsonl` has no texts: each line names an article of a corpus, a span in code points
and its label, for a date its value as `answer`, for a quote its speaker as `spans`. Six articles
were chosen by a digest of their names, of those that no rule was developed on and nothing else was
judged in, and read by the guidelines before anything that postil suggests in them was seen.
`spans-2.jsonl` and `spans-3.jsonl` are of the ten shortest events, each read by a language model of
its own, apart from the other and from postil. `spans-4.jsonl` is of six events of three articles,
those in which least was judged before, and nothing of suggestions; the language model that read
them had mended the rules before, and ran none on them until the reading was kept.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotations.annotation import Annotation, Link
from annotations.example import Example

FOLDER = Path(__file__).parent.parent / "judged"
FILE = FOLDER / "spans-1.jsonl"


def named(arguments: Iterable[str]) -> Path | None:
    """The file of `--readings`, or of `--readings=spans-4`; `None` where neither is said."""
    for one in arguments:
        if one == "--readings":
            return FILE
        if one.startswith("--readings="):
            return FOLDER / f"{one.partition('=')[2]}.jsonl"
    return None


def read(corpus: Iterable[Example], file: Path = FILE) -> Iterator[Example]:
    """The articles of a corpus that were read, each with its spans and links."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        rows.setdefault(row["article"], []).append(row)
    for one in corpus:
        if found := rows.get(one.article.id):
            yield Example(one.article, tuple(map(_tag, found)), tuple(_links(found)))


def _tag(row: dict[str, Any]) -> Annotation:
    attrs = {"value": row["answer"]} if "answer" in row else {}
    start, end, label = row["start"], row["end"], row["label"]
    return Annotation(f"{start}-{end}-{label}", start, end, label, "reading", attrs=attrs)


def _links(rows: Iterable[dict[str, Any]]) -> Iterator[Link]:
    for row in rows:
        for start, end in row.get("spans", ()):
            source = f"{row['start']}-{row['end']}-quote"
            yield Link("speaker", source, f"{start}-{end}-actor")
