"""Which examples go into a dataset, and what of them."""

import difflib
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Annotation
from annotations.errors import UsageError
from annotations.example import Example

STATUSES = ("open", "done", "skipped")


class Choice(Struct, frozen=True):
    """What was asked for; an empty part asks for everything."""

    labels: frozenset[str] = frozenset()
    annotators: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    @classmethod
    def named(
        cls,
        labels: Iterable[str] = (),
        annotators: Iterable[str] = (),
        statuses: Iterable[str] = (),
        groups: Iterable[str] = (),
    ) -> "Choice":
        """The choice that was typed; of labels and statuses a value may name several, by commas.

        Raises `UsageError` for a status that there is not.
        """
        wanted = _names(statuses)
        for status in sorted(wanted.difference(STATUSES)):
            near = difflib.get_close_matches(status, STATUSES, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(STATUSES)}."
            raise UsageError(f"There is no status {status!r}.", hint)
        return cls(_names(labels), frozenset(annotators), wanted, frozenset(groups))

    def of(self, example: Example) -> Example | None:
        """What was asked for of an example, or `None` where the article itself was not.

        Links go with their ends. An article without any of the labels stays: that it has none is
        worth learning too. One that only other annotators have tagged says nothing of the kind.
        """
        tags = example.annotations
        if self.statuses and example.status not in self.statuses:
            return None
        if self.groups and example.article.meta.group not in self.groups:
            return None
        if self.annotators and tags and self.annotators.isdisjoint(a.annotator for a in tags):
            return None
        if not (self.labels or self.annotators):
            return example
        kept = tuple(a for a in tags if self._takes(a))
        ids = {a.id for a in kept}
        return replace(
            example,
            annotations=kept,
            links=tuple(k for k in example.links if {k.source, k.target} <= ids),
            suggestions=tuple(a for a in example.suggestions if self._takes(a)),
            codes=tuple(
                code
                for code in example.codes
                if not self.annotators or code.annotator in self.annotators
            ),
        )

    def _takes(self, annotation: Annotation) -> bool:
        if self.labels and annotation.label not in self.labels:
            return False
        # A suggestion that still has its suggester's name is nobody's yet.
        nobodys = not annotation.stands and annotation.annotator == annotation.origin
        return not self.annotators or annotation.annotator in self.annotators or nobodys


def _names(values: Iterable[str]) -> frozenset[str]:
    found = (name.strip() for value in values for name in value.split(","))
    return frozenset(name for name in found if name)
