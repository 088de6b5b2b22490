"""A finding: what looks wrong, of which kind, where, and whether somebody said that it may stay."""

from collections.abc import Iterable

from msgspec import Struct

from annotations.annotation import FINE, NOBODY, Annotation, Decision, Key, judged

KINDS = {
    "range": ("a tag outside the text", "Remove it and tag its words again."),
    "empty": ("a tag without words", "Remove it."),
    "edges": (
        "a tag that begins or ends with white space",
        "Select just the words and press enter.",
    ),
    "duplicate": ("the same tag twice by one annotator", "Remove one of the two."),
    "crossing": (
        "two tags with one label that cross, or a tag that crosses a quote",
        "Put one inside the other, or separate them.",
    ),
    "boilerplate": (
        "a tag on boilerplate",
        "Remove it, unless its words belong to the report.",
    ),
    "date": (
        "a date whose value is not in ISO 8601 or contradicts its words",
        "Correct the value.",
    ),
    "attribute": ("an attribute whose value does not fit its type", "Correct the value."),
    "code": ("an article code whose value does not fit its type", "Correct it with I."),
    "link": (
        "a tag without its link, or a link from or to the wrong label",
        "Press the link's key, or leave it as it is.",
    ),
    "token": ("a tag that begins or ends inside a word", "Extend it to the whole word."),
    "entities": (
        "one name under two entities in one article",
        "Give both the same with 0, unless two are called so.",
    ),
    "values": (
        "the same words with two values in one article",
        "Correct one of them, unless both are right.",
    ),
    "merged": (
        "a tag that was given different values on the two sides of a merge",
        "Open the article and press R to decide.",
    ),
    "published": (
        "an article whose date of publication is not in ISO 8601",
        "Set it: postil set ARTICLE --published 2031-03-04.",
    ),
    "untagged": ("an article without any tags", "Tag it, or mark it as skipped."),
    "string": ("the same words under different labels", "Compare them."),
    "guideline": (
        "a tag made under another version of its guideline",
        "Read it with ctrl+k; leave the tag as it is, or tag its words again.",
    ),
    "pair": (
        "a pair with one tag, or with tags of different labels",
        "Pair it again, or empty the field pair with i.",
    ),
    "entity": ("an entity that no tag bears", "Give it to a mention, or delete its file."),
}
"""Each kind of finding, with what it is and what to do."""

SHOWN = 40
"""So many code points of a span stand in a message."""


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


def subject(
    kind: str, text: str, tags: Iterable[Annotation], said: Iterable[str] = ()
) -> tuple[Key, str]:
    """What a decision on a finding goes by: its key, and a digest of what was looked at.

    That are the tags with their words in a text, and what else was `said` there.
    """
    tags = tuple(tags)
    looked_at = [[tag.label, text[tag.start : tag.end], tag.attrs] for tag in tags]
    return ("check", kind, *(tag.id for tag in tags)), judged(kind, looked_at, list(said))


def shown(words: str) -> str:
    """Words as a message has them."""
    short = words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}\u2026"
    return f"\u00ab{short}\u00bb"
