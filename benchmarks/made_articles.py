"""Articles of any length with any number of tags, made up from a seed."""

import json
import random
from pathlib import Path

_WORDS = (
    "the council river agreed budget minister harbour strike said Tuesday plan offer court summit "
    "ferry workers talks region paper vote March delegates spokesman union glacier report"
).split()
_LABELS = ("actor", "date", "proposal", "quote")


def made_text(size: int, seed: int = 1) -> str:
    """About `size` code points of sentences in paragraphs."""
    chance = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        sentences = []
        for _ in range(chance.randint(2, 5)):
            words = [chance.choice(_WORDS) for _ in range(chance.randint(6, 20))]
            sentences.append(" ".join(words).capitalize() + ".")
        parts.append(" ".join(sentences))
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:size].rstrip() + "\n"


def write_article(file: Path, id: str, size: int, spans: int, seed: int = 1) -> None:
    """Write postil's own JSONL: one article of `size` code points with `spans` tags on it."""
    text, chance = made_text(size, seed), random.Random(seed)
    tags = []
    for number in range(spans):
        start = chance.randrange(len(text) - 40)
        while not (text[start].isalnum() and not text[start - 1].isalnum()):
            start += 1
        end = start + chance.randint(3, 30)
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        tags.append(
            {
                "id": f"01{number:024d}",
                "start": start,
                "end": end,
                "label": chance.choice(_LABELS),
                "text": text[start:end],
                "annotator": "gold",
                "attrs": {},
            }
        )
    article = {"id": id, "title": text[:40], "text": text, "meta": {}, "spans": tags, "links": []}
    file.write_text(json.dumps(article) + "\n")
