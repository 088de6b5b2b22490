"""The dataset card: the README.md of an export, for whoever trains on it or has to judge it.

Its headings are those of the Hugging Face hub's own template, its head is the hub's YAML. Exports
of the same data on the same day have the same card: the day is handed in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from annotations.agreement.measures import Agreement, Estimate
from annotations.counted import counted
from annotations.dataset.census import ARTICLES, UNKNOWN, Figures
from annotations.dataset.splits import Split
from annotations.formats.pages.card_counts import counts, parts, table
from annotations.formats.pages.card_labels import inline, labels
from annotations.formats.pages.card_settled import settled
from annotations.formats.pages.front_matter import front_matter
from annotations.scheme import Scheme

# Those of the hub's list that data come under; any other is named beside `other`.
UNKNOWN_LICENCE = "unknown"
_LICENCES = re.compile(
    r"cc0-1\.0|cc-by(-nc)?(-sa|-nd)?-[234]\.[05]|odc-by|odbl|pddl|cdla-(sharing|permissive)-[12]\.0"
    r"|mit|apache-2\.0|a?gpl-3\.0|bsd-[23]-clause|unlicense|etalab-2\.0|unknown|other"
)
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"))


class Card(Struct, frozen=True):
    """All that a card says.

    `licence` comes from `licensed`, `made` is a day in ISO 8601, `version` is postil's. `columns`
    describes the fields of the data; `head` goes into the YAML beside what the card knows itself,
    such as `configs` and `dataset_info`. `agreement` is that of the annotators `between`, which the
    command `measured` prints, where it is of all articles.
    `methods` says how the tags were made, each sentence with the command that prints its numbers.
    `checksums` are SHA-256 by file name. `texts` is false where articles are named by digest only.
    """

    name: str
    licence: str
    made: str
    version: str
    format: str
    scheme: Scheme
    figures: Figures
    columns: Sequence[tuple[str, str]] = ()
    tokeniser: str = ""
    loss: Sequence[str] = ()
    split: Split | None = None
    between: Sequence[str] = ()
    agreement: Agreement | None = None
    measured: str = ""
    checksums: Mapping[str, str] = {}
    texts: bool = True
    head: Mapping[str, Any] = {}
    methods: Sequence[tuple[str, str]] = ()


def licensed(name: str | None) -> str:
    """The licence that was asked for, or the Hub's word for none: only its owner can know it."""
    return (name or "").strip() or UNKNOWN_LICENCE


def readme(card: Card) -> str:
    """The card in Markdown, with its head; it ends with one line break."""
    sections = (
        _description(card),
        _structure(card),
        labels(card.scheme, card.figures),
        counts(card.figures, card.split),
        parts(card.split),
        _creation(card),
        _limits(card),
        _files(card),
    )
    body = "\n\n".join("\n".join(section) for section in sections)
    return f"{front_matter(_head(card))}\n# {inline(card.name)}\n\n{body}\n"


def _head(card: Card) -> dict[str, Any]:
    licence = card.licence.lower()
    size = next((name for below, name in _SIZES if card.figures.articles < below), "n>1M")
    codes = (re.match(r"[a-z]{2,3}(?![a-z])", name.lower()) for name in card.figures.languages)
    languages = sorted({code[0] for code in codes if code})
    head: dict[str, Any] = {"language": languages} if languages else {}
    head["license"] = licence if _LICENCES.fullmatch(licence) else "other"
    if head["license"] == "other":
        head["license_name"] = card.licence
    head["pretty_name"] = card.name
    head["task_categories"] = ["token-classification"]
    head["size_categories"] = [size]
    return head | dict(card.head)


def _description(card: Card) -> Iterator[str]:
    labels = ", ".join(map(inline, card.figures.labels)) or "nothing"
    yield "## Dataset Description\n"
    yield (
        f"{counted(card.figures.articles, 'news article')} with"
        f" {counted(card.figures.spans, 'span')} tagged as {labels}."
        f" Licence: {inline(card.licence)}.\n"
    )
    yield "### Direct Use\n"
    yield "Training and testing models that find such spans in news, and reading what was tagged.\n"
    yield "### Out-of-Scope Use\n"
    yield (
        "Judging the people and organisations named in the articles, or what they said: a "
        "tag shows what an article reports, not whether it is true. Models trained on it "
        "know only the outlets, languages and years below."
    )


def _structure(card: Card) -> Iterator[str]:
    yield "## Dataset Structure\n"
    yield f"Format: {inline(card.format)}.\n"
    if card.columns:
        rows = ((f"`{name}`", inline(what)) for name, what in card.columns)
        yield from table(("field", "what it is"), rows)
        yield ""
    yield "- **Offsets** count Unicode code points of the text from 0; the end is exclusive."
    yield "- **Normalisation:** none, not even to a Unicode form; line ends are `\\n`."
    if card.tokeniser:
        yield f"- **Tokens** come from {inline(card.tokeniser)}."
    yield "- **Each text** is identified by the SHA-256 of its UTF-8 bytes."
    nested, crossing = card.figures.nested, card.figures.crossing
    yield f"- **Overlap:** {counted(nested, 'span')} inside another, {crossing} crossing another."
    yield "\n### What This Format Lost\n"
    size, *lost = card.loss or ["Nothing was counted."]
    yield inline(size)
    if lost:
        yield ""
        yield from (f"- {inline(line.strip())}" for line in lost)


def _creation(card: Card) -> Iterator[str]:
    figures = card.figures
    yield "## Dataset Creation\n\n### Source Data\n"
    yield "News articles as their outlets published them; sources and dates are counted above.\n"
    yield "### Rights\n"
    if card.texts:
        yield (
            "The texts belong to their publishers and are included here: the licence above "
            "covers only the annotations, and you may pass on the texts only with the "
            "publishers' permission or under an exception."
        )
    else:
        yield (
            "The texts belong to their publishers and are not included, only offsets and "
            "digests: get the articles yourself and compare the SHA-256. The licence covers "
            "only the annotations."
        )
    yield "\n### Annotators\n"
    people = [f"{inline(name)} ({n})" for name, n in figures.annotators.items()]
    yield f"{len(people)}, with the number of their spans: {', '.join(people) or 'none'}."
    yield f"{counted(figures.by_several, 'article')} tagged by more than one of them."
    if card.agreement:
        two = " and ".join(map(inline, card.between)) or "two"
        yield (
            f"Agreement between {two}, with spans matched one to one and 95 % intervals over "
            f"events{f' (`{card.measured}`)' if card.measured else ''}:\n"
        )
        rows = (
            (inline(s.label), *map(_figure, (s.exact, s.coverage))) for s in card.agreement.scores
        )
        yield from table(("label", "F1, exact", "coverage (Krippendorff's alpha)"), rows)
    else:
        yield "Their agreement was not measured for this export."
    yield from settled(figures)
    if card.methods:
        yield "\n### Methods\n"
        yield from (
            f"{inline(words)} (`{command}`)" if command else inline(words)
            for words, command in card.methods
        )
    yield "\n### Suggestions\n"
    yield from _suggestions(figures)
    yield "\n### Personal and Sensitive Information\n"
    yield "The articles name and quote living people; spans make names and quotes easy to collect."


def _suggestions(figures: Figures) -> Iterator[str]:
    """What share of the spans a suggester proposed first, which biases them towards it."""
    taken = {o: c.get("accepted", 0) + c.get("edited", 0) for o, c in figures.origins.items()}
    began = sum(taken.values())
    share = f"{100 * began / (figures.spans or 1):.0f} %"
    yield f"{began} of {counted(figures.spans, 'span')} ({share}) began as suggestions."
    if taken:
        yield ""
        verdicts = ("accepted", "edited", "rejected")
        rows = []
        for origin, counts in figures.origins.items():
            numbers = (str(counts.get(verdict, 0)) for verdict in verdicts)
            decided = taken[origin] + counts.get("rejected", 0)
            share = f"{100 * taken[origin] / decided:.0f} %" if decided else "-"
            rows.append((inline(origin), *numbers, share))
        yield from table(("suggester", *verdicts, "share accepted"), rows)


def _limits(card: Card) -> Iterator[str]:
    figures = card.figures
    unknown = {
        "any tag": figures.untagged,
        "a source": figures.sources.get(UNKNOWN, {}).get(ARTICLES, 0),
        "a date": figures.months.get(UNKNOWN, {}).get(ARTICLES, 0) - figures.misdated,
        "a language": figures.languages.get(UNKNOWN, 0),
    }
    yield "## Bias, Risks, and Limitations\n"
    yield (
        "- The tags are what the annotators saw; text without a tag is not always a negative "
        "example."
    )
    yield "- Spans that began as suggestions are biased towards what the suggester finds."
    yield (
        "- Articles about one event in different words are kept together only if they have the "
        "same group."
    )
    said = [f"{count} without {what}" for what, count in unknown.items() if count]
    if figures.misdated:
        said.append(f"{figures.misdated} with a date that is not in ISO 8601")
    if said:
        yield f"- Of {counted(figures.articles, 'article')}, {', '.join(said)}."


def _files(card: Card) -> Iterator[str]:
    yield "## Version\n"
    yield (
        f"Made on {inline(card.made)} with postil {inline(card.version)}. The same `postil export` "
        "with `--json` prints every count on this card, and `sha256sum` the digests."
    )
    if card.checksums:
        yield ""
        rows = ((f"`{name}`", f"`{sha}`") for name, sha in sorted(card.checksums.items()))
        yield from table(("file", "SHA-256"), rows)
    yield "\n## Citation\n"
    yield f"> {inline(card.name)}. {card.made[:4]}. Tagged with postil {inline(card.version)}."


def _figure(estimate: Estimate) -> str:
    value, low, high = estimate
    if value is None:
        return "-"
    return f"{value:.2f}" if low is None or high is None else f"{value:.2f} [{low:.2f}, {high:.2f}]"
