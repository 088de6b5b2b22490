"""The config.cfg beside a DocBin: what `spacy train` needs to train ner and spancat on it.

`spacy init config` would let spancat see spans of at most three tokens, and no quote is as short.
"""

from collections.abc import Mapping

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
