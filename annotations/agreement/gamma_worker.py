"""Gamma in a process of its own, since its package takes ten seconds and 400 MB to load.

It answers each line of JSON, a text with what annotators marked in it, with a line: the figure, or
null. What solvers print goes to stderr.
"""

import json
import os
import sys
from typing import Any


def main() -> None:
    """Answer line after line; the first one says that everything is loaded."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from numpy import random
    from pyannote.core import Segment
    from pygamma_agreement import (
        CombinedCategoricalDissimilarity,
        Continuum,
        ShuffleContinuumSampler,
    )

    def gamma(text: dict[str, Any]) -> float | None:
        continuum = Continuum()
        for name, marks in text["annotators"].items():
            continuum.add_annotator(name)
            for start, end, label in marks:
                continuum.add(name, Segment(float(start), float(end)), label)
        if not continuum.num_units:
            return None
        continuum.bound_inf, continuum.bound_sup = 0.0, float(text["length"])
        random.seed(text["seed"])
        found = continuum.compute_gamma(
            CombinedCategoricalDissimilarity(), sampler=ShuffleContinuumSampler()
        )
        return float(found.gamma)

    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        answers.write(json.dumps(gamma(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
