"""What people decide that is no tag: a place they were asked about, what they saw, their answer."""

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

Key = tuple[str, ...]
"""A place's key: what found it, of which kind, and its subject, each as words.

The subject is the ids of tags where there are some, else a label, a span and the text's digest.
"""

FINE, NOBODY = "fine", "nobody"
"""The answers: it is fine as it is; nobody is named, so no link is missing."""


class Decision(Struct, frozen=True, omit_defaults=True):
    """A person's answer at a place: a value in a set, like a link.

    `kind` is what was asked, `about` the place's key, `judged` a digest of what was looked at (see
    `judged`): a decision holds only as long as that is the same. `at` is an ISO 8601 time.
    """

    kind: str
    about: Key
    judged: str
    answer: str
    note: str = ""
    by: str = ""
    at: str = ""


def judged(*seen: object) -> str:
    """A digest of what was looked at, values of JSON: 16 hex digits of their SHA-256."""
    return hashlib.sha256(msgspec.json.encode(seen, order="deterministic")).hexdigest()[:16]


def standing(decisions: Iterable[Decision], about: Key, judged: str) -> Decision | None:
    """The latest decision on a place that still is as it was judged; `None` where there is none."""
    found = (d for d in decisions if d.about == about and d.judged == judged)
    return max(found, key=lambda d: d.at, default=None)
