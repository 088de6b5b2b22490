"""What is proposed for a text, in words, and what of it is asked."""

from collections.abc import Iterable

from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.candidates import Candidates
from annotations.suggestion import Suggestion
from annotations.units import Span

TEXT = "Mayor Ann Lee met Ann Lee’s sister Ann at PellinThe quay. Ann left on Monday night."
WHOLE = (0, len(TEXT))


def place(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def proposal(
    words: str, label: str = "actor", source: str = "rule:name", nth: int = 0
) -> Suggestion:
    return Suggestion(*place(words, nth), label, source, 0.5)


def tag(words: str, label: str = "actor", nth: int = 0, **more: object) -> Annotation:
    start, end = place(words, nth)
    made = Annotation(f"{label}{start}-{end}", start, end, label, "ann")
    return replace(made, **more)  # type: ignore[arg-type]


def made(*tags: Annotation) -> Change:
    return Change("c", "c", "ann", "t", added=tags)


def asked(candidates: Candidates) -> list[tuple[str, str]]:
    return [(TEXT[c.start : c.end], c.label) for c in candidates]


def offered(*proposals: Suggestion, records: Iterable[Annotation] = ()) -> Candidates:
    candidates = Candidates(TEXT, records)
    for source in dict.fromkeys(p.source for p in proposals):
        candidates.offer(source, WHOLE, [p for p in proposals if p.source == source])
    return candidates
