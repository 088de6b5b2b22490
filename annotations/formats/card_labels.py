"""The section of a dataset's card on what its labels, links and codes are."""

import re
from collections.abc import Iterator, Sequence

from annotations.attributes import TEXT
from annotations.dataset.census import Figures
from annotations.dataset.guidelines import guideline
from annotations.scheme import Attribute, Label, Scheme

_MOST = 12  # values of a code
_SPECIAL = re.compile(r"[\\`*_\[\]<>|#]")


def labels(scheme: Scheme, figures: Figures) -> Iterator[str]:
    """The section on labels, and what of it there is on links and codes."""
    yield "## Labels"
    known = [label for label in scheme.labels if label.name in figures.labels]
    others = [name for name in figures.labels if not scheme.label(name)]
    for label in (*known, *(Label(name, (), "", role="") for name in others)):
        yield f"\n### {inline(label.name)}\n"
        said = guideline(label).strip() or inline(label.description) or "Not described."
        yield f"{_role(label)}{said}"
        if label.attributes:
            named = (_attribute(*one) for one in label.attributes.items())
            yield f"\nAttributes: {', '.join(named)}."
    for type in dict.fromkeys(link.type for link in scheme.links):
        ways = [link for link in scheme.links if link.type == type]
        lead = " and ".join(
            f"from {_either(one.sources)} to {_either(one.targets)}" for one in ways
        )
        yield f"\nLinks `{inline(type)}` lead {lead}: {figures.links.get(type, 0)}."
    yield from _codes(scheme, figures)


def _codes(scheme: Scheme, figures: Figures) -> Iterator[str]:
    """What is said of whole articles, and which values most often."""
    names = dict.fromkeys((*scheme.codes, *figures.codes))
    if names:
        yield "\n### What Is Said of Articles\n"
    for name in names:
        counts = sorted(figures.codes.get(name, {}).items(), key=lambda one: (-one[1], one[0]))
        said = ", ".join(f"{inline(value)} {count}" for value, count in counts[:_MOST])
        more = f" and {len(counts) - _MOST} more" if len(counts) > _MOST else ""
        yield f"- {_attribute(name, scheme.codes.get(name, TEXT))}: {said or 'nothing'}{more}"


def _role(label: Label) -> str:
    """What a label stands for, where its name does not say so."""
    role = label.role or ""
    return f"{'An' if role[0] in 'aeiou' else 'A'} {role}. " if role not in ("", label.name) else ""


def _attribute(name: str, attribute: Attribute) -> str:
    told = {"text": "free text", "date": "day, month or year in ISO 8601", "flag": "true or false"}
    values = ", ".join(map(inline, attribute.choices))
    return f"`{inline(name)}` ({values or told.get(attribute.type, attribute.type)})"


def _either(labels: Sequence[str]) -> str:
    return " or ".join(map(inline, labels))


def inline(words: str) -> str:
    """Words from outside on one line, with nothing in them that Markdown would act on."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(words.split()))
