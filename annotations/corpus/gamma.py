"""Gamma (Mathet, Widlocher & Metivier, Computational Linguistics 41, 2015), article by article.

It aligns the spans of all annotators at once and weighs them against shuffled ones, so it notices
what is missed inside another span, or beside a long one. The figure is the mean over articles,
weighted by their spans. pygamma-agreement reckons it in a process of its own, with the sampler of
the paper and its own dissimilarity; one seed gives the same figure again.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

from annotations.agreement.intervals import draws, spread
from annotations.agreement.measures import Estimate
from annotations.corpus.readings import Reading
from annotations.errors import PostilError
from annotations.extras import adding
from annotations.suggest.process import LineProcess

_WORKER = Path(__file__).parents[1] / "agreement" / "gamma_worker.py"
_LOADING, _RECKONING = 180, 900  # seconds
_SAMPLES = 1000


class Gamma:
    """Reckons gamma of reading after reading. Raises `PostilError` where the extra is missing."""

    def __init__(self, seed: int = 0, worker: Path = _WORKER) -> None:
        if worker == _WORKER and find_spec("pygamma_agreement") is None:
            raise PostilError("pygamma-agreement is not installed.", adding("gamma"))
        command = [sys.executable, "-P", str(worker)]
        hint = "Leave out --gamma."
        self._process = LineProcess(command, "The gamma process", hint, worker.parent)
        self._seed = seed
        # By event, the sum over its articles of gamma by their spans, and of the spans.
        self._events: dict[str, tuple[float, int]] = {}
        self.articles = 0

    def add(self, reading: Reading) -> None:
        """Take in an article. Raises `PostilError` where no answer comes."""
        marks = {
            name: [(tag.start, tag.end, tag.label) for tag in example.annotations]
            for name, example in sorted(reading.by.items())
        }
        article = reading.article
        text = {"length": len(article.text), "seed": self._seed, "annotators": marks}
        value = json.loads(self._ask(json.dumps(text)))
        if value is None:  # nobody tagged anything
            return
        self.articles += 1
        spans = sum(map(len, marks.values()))
        event = article.meta.group or article.id
        total, weight = self._events.get(event, (0.0, 0))
        self._events[event] = total + spans * value, weight + spans

    @property
    def value(self) -> Estimate:
        """The mean so far, with its interval over events."""
        events = list(self._events.values())
        drawn = draws(len(events), self._seed, _SAMPLES)
        value = _mean(events, [1] * len(events))
        sampled = [mean for draw in drawn if (mean := _mean(events, draw)) is not None]
        reach = spread(sampled, len(events))
        if value is None or reach is None:
            return Estimate(value)
        return Estimate(value, value - reach, min(1.0, value + reach))

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _ask(self, line: str) -> str:
        if not self._process.runs:
            self._process.start()
            self._process.read(_LOADING)
        return self._process.ask(line, _RECKONING)


def _mean(events: list[tuple[float, int]], draw: list[int]) -> float | None:
    weight = sum(n * weight for (_, weight), n in zip(events, draw, strict=True))
    total = sum(n * total for (total, _), n in zip(events, draw, strict=True))
    return total / weight if weight else None
