"""A spaCy pipeline in a process of its own: paragraphs in, entities out, a line of JSON each.

`python -P pipeline_worker.py NAME`. The first line out is `{"version": ...}` or
`{"error": ...}`; then a line `"text"` in gives a line `[[start, end, label], ...]` out, offsets in
code points.
"""

import json
import sys


def main(name: str) -> None:
    """Load the pipeline and answer until standard input ends."""
    try:
        import spacy

        nlp = spacy.load(name, exclude=["parser", "lemmatizer", "attribute_ruler"])
    except Exception as error:
        # Whatever goes wrong while a foreign model loads is told, not raised, to the other side.
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
        return
    print(json.dumps({"version": str(nlp.meta.get("version", ""))}), flush=True)
    for line in sys.stdin:
        doc = nlp(json.loads(line))
        # A span categorizer puts what it finds here, where spans may overlap.
        found = {
            (e.start_char, e.end_char, e.label_) for e in (*doc.ents, *doc.spans.get("sc", ()))
        }
        print(json.dumps(sorted(found)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
