"""Proposals learned from one's own labels: sentences ranked by scikit-learn (extra `learn`).

TF-IDF of words and pairs of words with a logistic regression: once there are fifty labelled
proposals, it knows which sentences hold one. The extent is the rule's where the rule finds one in
the sentence, else the sentence.
"""

from collections.abc import Collection, Iterable
from typing import Any

from annotations.article import Article, digest_of
from annotations.errors import PostilError
from annotations.example import Example
from annotations.extras import adding
from annotations.suggest.proposals import ProposalSuggester
from annotations.suggestion import Suggestion
from annotations.units import Span, next_paragraph, sentences

ENOUGH = 50
"""So many proposals must be labelled before there is something to learn from."""

_LIKELY = 0.5


class LearnedSuggester:
    """Proposes in the sentences that a model finds likely to hold a proposal."""

    name = "model:learn"
    labels = ("proposal",)

    def __init__(self, model: Any, version: str) -> None:
        self._model, self.version = model, version
        self._rule = ProposalSuggester()

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        """One suggestion for each likely sentence, with the likelihood as its score."""
        text = article.text
        found = sentences(text, paragraph)
        spans = [(a, b) for a, b in found if any(map(str.isalnum, text[a:b]))]
        if not spans:
            return
        likely = self._model.predict_proba([text[a:b] for a, b in spans])[:, 1]
        ruled = list(self._rule.propose(article, paragraph))
        for (start, end), score in zip(spans, likely, strict=True):
            if score < _LIKELY:
                continue
            inside = [(p.start, p.end) for p in ruled if start <= p.start < end]
            for a, b in inside or [_without_full_stop(text, (start, end))]:
                yield Suggestion(a, b, "proposal", self.name, float(score))


def taught(examples: Iterable[Example], own: Collection[str]) -> LearnedSuggester | None:
    """A suggester that learned from the sentences of some articles, `None` with too few proposals.

    `own` are the project's labels for proposals; only articles that bear one count. Raises
    `PostilError` where scikit-learn is missing.
    """
    said: list[str] = []
    held: list[bool] = []
    proposals = 0
    for example in examples:
        tags = [a for a in example.annotations if a.label in own]
        proposals += len(tags)
        for start, end in _sentences(example.article.text) if tags else ():
            said.append(example.article.text[start:end])
            held.append(any(tag.start < end and start < tag.end for tag in tags))
    if proposals < ENOUGH or all(held):
        return None
    version = digest_of("\n".join(f"{int(h)} {s}" for h, s in zip(held, said, strict=True)))[:16]
    return LearnedSuggester(_fitted(said, held), version)


def _fitted(said: list[str], held: list[bool]) -> Any:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
    except ImportError:
        raise PostilError("scikit-learn is not installed.", adding("learn")) from None
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=1000),
    )
    return model.fit(said, held)


def _sentences(text: str) -> Iterable[Span]:
    offset = -1
    while paragraph := next_paragraph(text, offset):
        yield from sentences(text, paragraph)
        offset = paragraph[0]


def _without_full_stop(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in '.!?"\u201d':
        end -= 1
    return start, end
