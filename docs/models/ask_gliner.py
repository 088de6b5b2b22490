"""Suggestions of GLiNER, which finds entities of any label: pip install gliner.

In postil.toml:

    [suggest]
    command = ["python3", "docs/models/ask_gliner.py", "urchade/gliner_medium-v2.1"]

The model may also be a folder in which one was saved.
"""

import json
import re
import sys

from gliner import GLiNER

# It reads 384 words at a time and leaves out the rest, so that long lines are cut between words.
PIECES = re.compile(r"\S(?:.{0,1200}\S)?(?!\S)|\S{1,1200}")

model = GLiNER.from_pretrained(sys.argv[1])
for line in sys.stdin:
    article = json.loads(line)
    labels = [one["name"] for one in article["labels"]]
    spans = []
    for piece in PIECES.finditer(article["text"]):
        for one in model.predict_entities(piece.group(), labels):
            keys = ("text", "label", "score")
            spans.append({**{key: one[key] for key in keys}, "start": piece.start() + one["start"]})
    print(json.dumps({"spans": spans}), flush=True)
