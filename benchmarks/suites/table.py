"""All suites, and the table of their figures."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.suites import (
    chrono,
    dates,
    entities,
    gum,
    page_lines,
    polnear,
    recognizers,
    sentence_ends,
    time_ml,
)
from benchmarks.suites.suite import Suite

SUITES = (
    Suite("TimeBank", "jspotter/TempEval-3", time_ml.reader("TimeBank"), dates.scored),
    Suite("AQUAINT", "jspotter/TempEval-3", time_ml.reader("AQUAINT"), dates.scored),
    Suite("GUM news", "amir-zeldes/gum", gum.news, dates.scored),
    Suite("chrono", "wanasit/chrono", chrono.cases, dates.scored),
    Suite("Recognizers-Text", "microsoft/Recognizers-Text", recognizers.cases, dates.scored),
    Suite(
        "Worldwide Newswire",
        "stanfordnlp/en-worldwide-newswire",
        entities.worldwide,
        entities.scored,
    ),
    Suite(
        "Worldwide Newswire, boilerplate",
        "stanfordnlp/en-worldwide-newswire",
        page_lines.pages,
        page_lines.scored,
    ),
    Suite("CoNLL++", "ZihanWangKi/CrossWeigh", entities.crossweigh, entities.scored),
    Suite("PolNeAR", "networkdynamics/PolNeAR", polnear.dev, polnear.speaking),
    Suite("PolNeAR reported", "networkdynamics/PolNeAR", polnear.dev, polnear.reporting),
    Suite("GUM news sentences", "amir-zeldes/gum", sentence_ends.news, sentence_ends.each),
    *(
        Suite(
            f"pySBD {name}", "nipunsadvilkar/pySBD", sentence_ends.rules(file), sentence_ends.whole
        )
        for name, file in sentence_ends.LANGUAGES.items()
    ),
)


def rows(folder: Path, names: Sequence[str] = (), misses: bool = False) -> Iterator[str]:
    """The table for the suites that are named, or for all; with what each figure missed."""
    yield "| suite | figure | share | right |"
    yield "|---|---|---|---|"
    for suite in SUITES:
        if names and suite.name not in names:
            continue
        if not suite.copy(folder).is_dir():
            yield f"| {suite.name} | not in the folder: clone {suite.repository} | | |"
            continue
        for figure in suite.score(suite.read(suite.copy(folder))):
            yield f"| {suite.name} | {figure.row} |"
            if misses:
                yield from figure.misses
