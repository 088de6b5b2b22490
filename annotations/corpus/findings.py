"""A finding: what looks wrong, of which kind, where, and whether somebody said that it may stay."""

from msgspec import Struct

from annotations.decision import FINE, NOBODY, Decision, Key

KINDS = {
    "range": ("a span outside the text", "Remove it and tag its words again."),
    "empty": ("a span without words", "Remove it."),
    "edges": ("a span with white space at an edge", "Give it the extent of its words."),
    "duplicate": ("a span tagged twice alike by one annotator", "Remove one of the two."),
    "crossing": (
        "two spans of a label that cross, or one that crosses a quote",
        "Let one hold the other, or part them.",
    ),
    "boilerplate": (
        "a span on boilerplate",
        "Remove it, unless its words belong to the report.",
    ),
    "date": ("a date whose value is no ISO 8601 or contradicts its words", "Correct the value."),
    "attribute": ("an attribute with a value that is none of its type", "Correct the value."),
    "code": ("something said of an article that is none of its type", "Correct it with I."),
    "link": (
        "a span without its link, or a link from or to a wrong label",
        "Link it by its key, or leave it so.",
    ),
    "token": ("a span that begins or ends inside a word", "Give it the whole word."),
    "merged": (
        "a tag that two sides of a merge gave different values",
        "Open the article: R shows the one that waits.",
    ),
    "published": (
        "an article whose day of publication is not in ISO 8601",
        "Set it, as in postil set ARTICLE --published 2031-03-04.",
    ),
    "untagged": ("an article without any tag", "Tag it, or mark it as skipped."),
    "string": ("the same words under different labels", "Compare the places."),
}
"""Each kind of finding, with what it is and what to do."""


class Finding(Struct, frozen=True):
    """Something to look at: its kind (see `KINDS`), where it is, and what to say about it.

    `span` is in code points, as it is stored; `None` where the whole article is meant. `about` and
    `judged` are what a decision on it goes by (see `Decision`); `decision` is the one that holds.
    """

    kind: str
    article: str
    span: tuple[int, int] | None
    message: str
    about: Key = ()
    judged: str = ""
    decision: Decision | None = None

    @property
    def answer(self) -> str:
        """What is meant where somebody says that it may stay as it is."""
        return NOBODY if self.kind == "link" and len(self.about) == 3 else FINE

    @property
    def hint(self) -> str:
        """What to do about it."""
        return KINDS[self.kind][1]
