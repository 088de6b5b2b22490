"""Articles of any length with any number of tags, made up from a seed."""

import json
import random
import re
from itertools import count
from pathlib import Path

_WORDS = (
    "the council river agreed budget minister harbour strike said Tuesday plan offer court summit "
    "ferry workers talks region paper vote March delegates spokesman union glacier report"
).split()
_LABELS = ("date", "proposal", "quote")


def made_text(size: int, seed: int = 1, names: bool = False) -> str:
    """About `size` code points of sentences in paragraphs; each with a name of its own, or none."""
    chance, number = random.Random(seed), count(1)
    parts: list[str] = []
    length = 0
    while length < size:
        sentences = []
        for _ in range(chance.randint(2, 5)):
            words = [chance.choice(_WORDS) for _ in range(chance.randint(6, 20))]
            if names:
                words.append(f"Sedge{next(number)}")
            sentences.append(f"{' '.join(words)}.".replace(words[0], words[0].capitalize(), 1))
        parts.append(" ".join(sentences))
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:size].rstrip() + "\n"


def write_article(file: Path, id: str, size: int, spans: int, seed: int = 1) -> None:
    """Write postil's own JSONL: one article of `size` code points with `spans` tags on it.

    Actors are on names that occur once, so that the tags do not suggest half of the words besides.
    """
    text, chance = made_text(size, seed, names=True), random.Random(seed)
    places = [match.span() for match in re.finditer(r"Sedge\d+", text)]
    chance.shuffle(places)
    tags = []
    for number in range(spans):
        if number < len(places) and number % 2:
            tags.append(_tag(number, "actor", *places[number], text))
            continue
        start = chance.randrange(len(text) - 40)
        while not (text[start].isalnum() and not text[start - 1].isalnum()):
            start += 1
        end = start + chance.randint(3, 30)
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        tags.append(_tag(number, chance.choice(_LABELS), start, end, text))
    article = {"id": id, "title": text[:40], "text": text, "meta": {}, "spans": tags, "links": []}
    file.write_text(json.dumps(article) + "\n")


def _tag(number: int, label: str, start: int, end: int, text: str) -> dict[str, object]:
    words = {"text": text[start:end], "annotator": "gold", "attrs": {}}
    return {"id": f"01{number:024d}", "start": start, "end": end, "label": label, **words}
