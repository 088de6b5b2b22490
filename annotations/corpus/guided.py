"""Under which versions of the guidelines the tags of a project were made."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from annotations.annotation import Tagged


class Version(Struct, frozen=True):
    """What a label's guideline said, by its digest: how many tags were made under it, and when.

    `digest` is empty for tags that were made where there was none; `first` and `last` are days in
    ISO 8601. `now` says whether it is what the guideline says now.
    """

    label: str
    digest: str
    tags: int = 0
    first: str = ""
    last: str = ""
    now: bool = False


def versions(
    tags: Iterable[Tagged], labels: Sequence[str], guideline: Callable[[str], str]
) -> list[Version]:
    """The versions that tags bear, in the order of `labels` and of their first days.

    `guideline` gives the digest of what a label's guideline says now, which is among them. Labels
    that never had one are left out.
    """
    days: dict[tuple[str, str], list[str]] = {
        (label, digest): [] for label in labels if (digest := guideline(label))
    }
    for tag in tags:
        days.setdefault((tag.label, tag.guideline), []).append((tag.updated or tag.created)[:10])
    guided = {label for label, digest in days if digest}
    order = {label: place for place, label in enumerate(labels)}
    found = [
        Version(
            label,
            digest,
            len(on),
            min(filter(None, on), default=""),
            max(on, default=""),
            bool(digest) and digest == guideline(label),
        )
        for (label, digest), on in days.items()
        if label in guided
    ]
    last = len(order)
    return sorted(
        found, key=lambda one: (order.get(one.label, last), one.label, one.now, one.first)
    )
