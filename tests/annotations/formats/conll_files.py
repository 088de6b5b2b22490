"""CoNLL folders as tests write them and read them again."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from annotations.example import Example
from annotations.formats import Request
from annotations.formats.loss import Loss
from annotations.formats.training import conll

Entity = tuple[str, int, int]


def written(examples: Iterable[Example], folder: Path, **options: Any) -> Loss:
    folder.mkdir()
    return conll.write(lambda: examples, folder, Request(**options))


def sentences_of(file: Path) -> list[list[tuple[str, str]]]:
    """Tokens and tags by sentence, as a reader splits them: at blank lines and at white space."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for row in file.read_text(encoding="utf-8").split("\n"):
        columns = row.split()
        if not columns:
            sentences.append([])
        elif columns[0] != "-DOCSTART-":
            token, one, two, tag = columns
            assert (one, two) == ("-X-", "-X-")
            sentences[-1].append((token, tag))
    return [sentence for sentence in sentences if sentence]


def entities_of(file: Path) -> set[Entity]:
    """What seqeval, the usual scorer, finds: label, first and last token of the whole file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheme = pytest.importorskip("seqeval.scheme", reason="seqeval is not installed")
    found, offset = set(), 0
    for sentence in sentences_of(file):
        tags = [tag for _, tag in sentence]
        for entity in scheme.Tokens(tags, scheme.IOB2).entities:
            found.add((entity.tag, entity.start + offset, entity.end - 1 + offset))
        offset += len(tags)
    return found
