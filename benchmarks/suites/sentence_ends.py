"""Sentences against gold: pySBD's golden rules, by language, and the sentences of GUM's news."""

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.units import sentences
from benchmarks.suites.gum import tokens
from benchmarks.suites.suite import Figure

LANGUAGES = {
    "English": "english",
    "German": "deutsch",
    "French": "french",
    "Spanish": "spanish",
    "Italian": "italian",
    "Hindi": "hindi",
    "Urdu": "urdu",
    "Armenian": "armenian",
}
"""The file of tests of each language that is measured."""


class Rule(NamedTuple):
    """A text and the sentences that it has."""

    name: str
    text: str
    wanted: tuple[str, ...]


def rules(language: str) -> Callable[[Path], Iterator[Rule]]:
    """What reads the golden rules of a language in a clone of pySBD."""

    def read(copy: Path) -> Iterator[Rule]:
        code = (copy / "tests" / "lang" / f"test_{language}.py").read_text(encoding="utf-8")
        number = 0
        for node in ast.walk(ast.parse(code)):
            elements = node.elts if isinstance(node, ast.Tuple) else getattr(node, "args", ())
            text, wanted = (*elements, None, None)[:2] if isinstance(elements, list) else (0, 0)
            if isinstance(wanted, ast.List):
                number += 1
                said = tuple(str(ast.literal_eval(one)).strip() for one in wanted.elts)
                yield Rule(f"{language} {number}", ast.literal_eval(text), said)

    return read


def news(copy: Path) -> Iterator[Rule]:
    """The paragraphs of GUM's news, in which sentences were told apart by people."""
    for file in sorted((copy / "dep").glob("GUM_news_*.conllu")):
        text, said = "", list[str]()
        for token, before, begins in tokens(file.read_text(encoding="utf-8")):
            if before == "\n\n" and text:
                yield Rule(file.stem, text, tuple(said))
                text, said = "", []
            if begins or not said:
                said.append("")
            space = before if text and before == " " else ""
            text, said[-1] = text + space + token, said[-1] + (space if said[-1] else "") + token
        yield Rule(file.stem, text, tuple(said))


def whole(all_rules: Iterable[object]) -> Iterator[Figure]:
    """How many texts are cut just as they should be."""
    wrong, count = list[str](), 0
    for rule in all_rules:
        assert isinstance(rule, Rule)
        count += 1
        found = _found(rule)
        if found != rule.wanted:
            wrong.append(f"  {rule.name}: {found} for {rule.wanted}")
    yield Figure("texts cut as they should be", count - len(wrong), count, tuple(wrong))


def each(all_rules: Iterable[object]) -> Iterator[Figure]:
    """How many of the sentences are found from end to end."""
    right, wanted, wrong = 0, 0, list[str]()
    for rule in all_rules:
        assert isinstance(rule, Rule)
        found = set(_found(rule))
        right += sum(one in found for one in rule.wanted)
        wanted += len(rule.wanted)
        wrong += [f"  {rule.name}: {one}" for one in rule.wanted if one not in found]
    yield Figure("sentences found", right, wanted, tuple(wrong))


def _found(rule: Rule) -> tuple[str, ...]:
    spans = sentences(rule.text, (0, len(rule.text)))
    return tuple(rule.text[start:end] for start, end in spans)
