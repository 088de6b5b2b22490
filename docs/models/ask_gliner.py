"""Suggestions of GLiNER, which finds entities of any label: pip install gliner.

In postil.toml:

    [suggest]
    command = ["python3", "docs/models/ask_gliner.py", "urchade/gliner_medium-v2.1"]
"""

import json
import sys

from gliner import GLiNER

model = GLiNER.from_pretrained(sys.argv[1])
for line in sys.stdin:
    article = json.loads(line)
    labels = [one["name"] for one in article["labels"]]
    spans, at = [], 0
    for paragraph in article["text"].split("\n"):  # it reads some hundred words at a time
        for one in model.predict_entities(paragraph, labels):
            keys = ("text", "label", "score")
            spans.append({**{key: one[key] for key in keys}, "start": at + one["start"]})
        at += len(paragraph) + 1
    print(json.dumps({"spans": spans}), flush=True)
