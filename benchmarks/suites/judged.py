"""Wrong candidates in articles without gold, of which a language model judged what was suggested.

`judged.jsonl` has no texts: a line for each article has its `id`, the SHA-256 of its text, and what
was `right` and `wrong`, as `[start, end, label]`, each label and words once. The articles were
chosen by number (every seventh of 150), and judged by one reading of the guidelines.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from annotations.article import Article
from annotations.candidates import Candidates
from annotations.example import Example
from annotations.fading import Repeated, faded
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.time_limit import pieces

FILE = Path(__file__).parent.parent / "judged.jsonl"


def rows(examples: list[Example]) -> Iterator[str]:
    """What a corpus is suggested that was judged wrong, and what was not judged, an article."""
    repeated = Repeated()
    for example in examples:
        repeated.note(example.article)
    by_digest = {example.article.digest: example.article for example in examples}
    lines = map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
    found = [(by_digest[one["digest"]], one) for one in lines if one["digest"] in by_digest]
    wrong = new = right = 0
    for article, judged in found:
        said = {kind: {tuple(one) for one in judged[kind]} for kind in ("right", "wrong")}
        shown = _candidates(article, repeated)
        wrong += len(shown & said["wrong"])
        right += len(shown & said["right"])
        new += len(shown - said["wrong"] - said["right"])
    many = max(1, len(found))
    yield f"Articles that were judged: {len(found)}. Candidates judged right: {right}."
    yield f"Judged wrong: {wrong}, {wrong / many:.2f} an article. Not judged: {new}."


def _candidates(article: Article, repeated: Repeated) -> set[tuple[object, ...]]:
    """What is suggested, each label and words once: to reject it hides the others."""
    settings = Settings()
    aside = faded(article, (), repeated.spans(article))
    candidates = Candidates(article.text, (), aside, settings.scheme.kinds)
    for rule in catalogue.rules(settings):
        found = [one for piece in pieces(article.text) for one in rule.propose(article, piece)]
        candidates.offer(rule.name, (0, len(article.text)), found)
    first = {(article.text[one.start : one.end], one.label): one for one in reversed([*candidates])}
    return {one.place for one in first.values()}
