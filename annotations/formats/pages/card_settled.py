"""The section of a dataset's card on who settled what its annotators differed in."""

from collections.abc import Iterator

from annotations.counted import counted, listed
from annotations.dataset.census import Figures
from annotations.formats.pages.card_labels import inline


def settled(figures: Figures) -> Iterator[str]:
    """Who settled how many differences, and whether they had annotated; nothing where nobody did.

    That somebody had annotated shows in spans that they are said to agree to.
    """
    if not (figures.settled or figures.agreed):
        return
    yield "\n### Adjudication\n"
    yield (
        f"{figures.shared} of {counted(figures.spans, 'span')} are what several annotators said;"
        f" {counted(sum(figures.settled.values()), 'difference')} settled"
        + (f" by {_people(figures)}." if figures.settled else ".")
    )
    both = [inline(name) for name in figures.settled if name in figures.agreed]
    if both:
        yield f"{listed(both)} had annotated as well, and so settled differences with themselves."
    elif figures.settled:
        yield "Nobody who settled differences had annotated."


def _people(figures: Figures) -> str:
    return listed([f"{inline(name)} ({n})" for name, n in figures.settled.items()])
