"""The sections of a dataset's card on how much there is, and how it is dealt to parts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotations.counted import counted
from annotations.dataset.census import ARTICLES, Counts, Figures
from annotations.dataset.splits import Split
from annotations.formats.pages.card_labels import inline

_ROWS = 20


def counts(figures: Figures, split: Split | None) -> Iterator[str]:
    """How many spans of each label there are, by part, source and month."""
    labels = [ARTICLES, *figures.labels]
    head = ("articles", *map(inline, figures.labels))

    def row(name: str, counts: Counts) -> tuple[str, ...]:
        return (name, *(str(counts.get(label, 0)) for label in labels))

    yield "## Counts\n"
    names = [part.name for part in split.plan.parts] if split else []
    whole = {ARTICLES: figures.articles, **figures.labels}
    yield from table(
        ("spans", *head),
        [
            *(row(inline(part), figures.parts.get(part, {})) for part in names),
            row("sum", whole),
            row("articles with any", {ARTICLES: figures.articles, **figures.with_label}),
        ],
    )
    for title, found in (("source", figures.sources), ("month", figures.months)):
        yield ""
        yield from table((title, *head), (row(*one) for one in _largest(found)))


def _largest(found: Mapping[str, Counts]) -> Iterator[tuple[str, Counts]]:
    """Those with most articles, by name, and the others as one."""
    most = sorted(found, key=lambda name: (-found[name][ARTICLES], name))
    for name in sorted(most[:_ROWS]):
        yield inline(name) or "not known", found[name]
    if most[_ROWS:]:
        rest = sum((Counter(found[name]) for name in most[_ROWS:]), Counter[str]())
        yield f"{len(most) - _ROWS} others", rest


def parts(split: Split | None) -> Iterator[str]:
    """How the articles were dealt to parts, and what each part has."""
    yield "## Splits\n"
    if not split:
        yield (
            "None: the articles are not split. When you split them, do it by article and by "
            "event, never by span."
        )
        return
    groups = len(set(split.groups.values()))
    shares = ", ".join(f"{part.name} {100 * part.share:.4g} %" for part in split.plan.parts)
    yield (
        "By group, never by span: near-duplicates (word 4-grams, containment of at least "
        "0.4) and articles with the same event or address are in the same part. "
        f"{counted(groups, 'group')} to {shares}; method: {split.method}, seed "
        f"{split.plan.seed}. Articles stay in the same part in later exports.\n"
    )
    head, *rows = split.rows()
    yield from table(head, rows)
    if split.torn:
        yield (
            f"\nGroups that are in several parts: {len(split.torn)}. Their articles were "
            "put into parts before they were known to belong together."
        )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of Markdown."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
