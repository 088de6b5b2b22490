"""Gamma over articles: put together from a program in its package's place, and with it."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotations.agreement.measures import Estimate
from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.corpus.gamma import Gamma
from annotations.corpus.readings import Reading
from annotations.errors import PostilError
from annotations.example import Example

Spans = list[tuple[int, int]]

STUB = """\
import json, sys
print("ready", flush=True)
for line in sys.stdin:
    text = json.loads(line)
    first, second = text["annotators"].values()
    if not first and not second:
        print("null", flush=True)
    else:
        print(sum(mark in second for mark in first) / len(first), flush=True)
"""


def reading(id: str, event: str, first: Spans, second: Spans, length: int = 5000) -> Reading:
    article = Article(id, id, "x" * length, Metadata(group=event or None))
    by = {
        name: Example(
            article, tuple(Annotation(f"{name}{a}-{b}", a, b, "actor", name) for a, b in spans)
        )
        for name, spans in (("ana", first), ("ben", second))
    }
    return Reading(article, by)


@pytest.fixture
def stubbed(tmp_path: Path) -> Iterator[Gamma]:
    worker = tmp_path / "worker.py"
    worker.write_text(STUB)
    gamma = Gamma(worker=worker)
    yield gamma
    gamma.close()


def test_articles_weigh_what_their_spans_do(stubbed: Gamma) -> None:
    assert stubbed.value == Estimate(None)
    stubbed.add(reading("a", "quay", [(0, 4), (9, 12)], [(0, 4)]))
    stubbed.add(reading("b", "quay", [], []))
    assert (stubbed.value, stubbed.articles) == (Estimate(0.5), 1)
    stubbed.add(reading("c", "", [(0, 4)], [(0, 4)]))
    value, low, high = stubbed.value
    assert value == pytest.approx((0.5 * 3 + 1 * 2) / 5)
    assert low is not None
    assert high == 1
    assert low < value


def test_a_program_that_ends_is_told(tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text("print('ready', flush=True)\n")
    gamma = Gamma(worker=worker)
    with pytest.raises(PostilError, match="gamma process"):
        gamma.add(reading("a", "", [(0, 4)], []))
    gamma.close()


NESTED: tuple[Spans, Spans] = [(100, 200), (120, 140)], [(100, 200)]
ABUT: tuple[Spans, Spans] = [(100, 120), (120, 140)], [(100, 140)]
TENS = [(1000 + 100 * n, 1010 + 100 * n) for n in range(10)]
LONG: tuple[Spans, Spans] = [(100, 380), *TENS], [(100, 380)]


@pytest.mark.skipif(find_spec("pygamma_agreement") is None, reason="the extra gamma is missing")
@pytest.mark.parametrize(
    ("spans", "expected"), [(NESTED, 0.663), (ABUT, 0.630), (LONG, 0.128), (([], []), None)]
)
def test_gamma_notices_what_coverage_hides(
    spans: tuple[Spans, Spans], expected: float | None
) -> None:
    gamma = Gamma()
    gamma.add(reading("a", "", *spans))
    assert gamma.value.value == (
        expected if expected is None else pytest.approx(expected, abs=0.01)
    )
    gamma.close()


@pytest.mark.skipif(find_spec("pygamma_agreement") is not None, reason="the extra is there")
def test_without_the_extra_it_is_named() -> None:
    with pytest.raises(PostilError, match="pygamma-agreement is not installed") as caught:
        Gamma()
    assert "gamma" in str(caught.value.hint)
