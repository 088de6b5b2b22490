"""A difference in words: what the readers differ in, and what each version says of the text."""

from collections.abc import Sequence
from typing import Any

from annotations.adjudication.cases import Case, Version
from annotations.adjudication.outcome import Outcome
from annotations.attributes import PAIR, named
from annotations.counted import listed
from annotations.units import Span

_EDGE = 24  # code points shown at each end of a long extent


def question(case: Case) -> str:
    """What the readers differ in, in a word or two."""
    if case.agreed:
        return "all agree"
    said = [one.said for one in case.versions]
    if case.kind != "tag":
        return case.name
    if None in said and len(said) == 2:
        return "a tag or none"
    parts = [one for one in said if one is not None]
    differs = {
        "extent": _differ([one[:2] for one in parts]),
        "label": _differ([one[2] for one in parts]),
    }
    names = sorted({name for one in parts for name in one[3]})
    differs |= {name: _differ([one[3].get(name) for one in parts]) for name in names}
    return ", ".join(name for name, does in differs.items() if does)


def described(outcome: Outcome, case: Case, version: Version, text: str) -> str:
    """What a version says: a tag with its words and values, where a link leads, a name, a value."""
    said = version.said
    if said is None:
        return f"no {'tag' if case.kind == 'tag' else case.name}"
    if case.kind == "tag":
        return tag_in_words(said, text)
    if case.kind == "link":
        return f"{case.name} \u2192 {listed(_ends(outcome, version, text))}"
    return f"{case.name}: {said}"


def whose(case: Case, version: Version | None) -> str:
    """Whose version was taken and whose was not, once that may be known."""
    names = [name or "the result" for name in (version.by if version else ())]
    others = sorted(
        name or "the result" for one in case.versions if one is not version for name in one.by
    )
    told = [f"Taken: {listed(names)}."] if names else []
    return " ".join([*told, *([f"Not: {listed(others)}."] if others else [])])


def _ends(outcome: Outcome, version: Version, text: str) -> list[str]:
    found = []
    for key in version.said:
        case = outcome.merged.by_key[key]
        tag = outcome.tag(case)
        span = (tag.start, tag.end) if tag else case.span
        found.append(quoted(text, span) if tag else "nothing")
    return found


def tag_in_words(said: Any, text: str) -> str:
    """What somebody says with a tag (see `Version.said`): its label, its words and its values."""
    start, end, label, attrs = said
    values = (name if name == PAIR else f"{name}: {named(name, attrs[name])}" for name in attrs)
    return "  ".join([label, quoted(text, (start, end)), *values])


def quoted(text: str, span: Span) -> str:
    """The words of an extent; of a long one both ends, which is where two differ."""
    words = text[slice(*span)]
    if len(words) > 2 * _EDGE + 3:
        words = f"{words[:_EDGE]} \u2026 {words[-_EDGE:]}"
    return f"\u201c{words}\u201d"


def _differ(values: Sequence[Any]) -> bool:
    return any(value != values[0] for value in values)
