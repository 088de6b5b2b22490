"""What the person has said of an article so far, and what that says of its candidates."""

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from annotations.annotation import Annotation
from annotations.candidate import Candidate
from annotations.span_index import PlaceIndex
from annotations.suggestion import Place

Words = tuple[str, str]  # a label and the words under it

_PASSAGE = 16_384  # code points; a tag of more is on a passage, not on what it names

_Key = TypeVar("_Key")


class Evidence:
    """What the person has said in this article: the tags that stand, and what was rejected."""

    def __init__(self, text: str, alike: Callable[[Candidate, Annotation], bool]) -> None:
        self.text, self._alike = text, alike
        self.tags: PlaceIndex[Annotation] = PlaceIndex()
        self.tagged: Counter[Words] = Counter()
        self.rejected: Counter[Words] = Counter()
        self.places: Counter[Place] = Counter()

    def note(self, record: Annotation, step: int) -> None:
        """Take in a tag or a rejection, or let it go."""
        if not record.stands:
            _count(self.places, (record.start, record.end, record.label), step)
        if is_passage(record):
            return
        words = record.label, self.text[record.start : record.end]
        _count(self.tagged if record.stands else self.rejected, words, step)
        if record.stands:
            (self.tags.put if step > 0 else self.tags.drop)(record)

    def goes_beyond(self, record: Annotation) -> bool:
        """Whether an annotation speaks for or against its words wherever they stand."""
        if record.verdict == "suggested" or is_passage(record):
            return False
        words = record.label, self.text[record.start : record.end]
        return not record.stands or words in self.rejected

    def is_against(self, one: Candidate) -> bool:
        """Whether what was said speaks against a candidate."""
        words = one.label, self.text[one.start : one.end]
        if one.place in self.places or (words in self.rejected and words not in self.tagged):
            return True
        return any(
            self._alike(one, tag) or _came_from(tag, one)
            for tag in self.tags.overlapping(one.start, one.end)
        )


def _count(counts: Counter[_Key], key: _Key, step: int) -> None:
    """Count on or back; what is not there any more takes no room."""
    counts[key] += step
    if not counts[key]:
        del counts[key]


def _came_from(tag: Annotation, one: Candidate) -> bool:
    """Whether a tag is what the person made of a candidate, under another label perhaps."""
    edited = tag.verdict == "edited" or (tag.start, tag.end) == one.span
    return edited and tag.origin in one.sources


def is_passage(one: Annotation) -> bool:
    """Whether an annotation is on a passage, and not on what it names."""
    return one.end - one.start > _PASSAGE
