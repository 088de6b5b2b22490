"""What an export carried and what it could not, by label, said plainly."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.example import Example


@dataclass(frozen=True)
class Loss:
    """How much went into one dataset, and what was lost on the way.

    `widened` counts spans by label, `dropped` by label and reason; `links` and `notes` count
    those that the format has no place for.
    """

    articles: int = 0
    spans: int = 0
    widened: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[tuple[str, str], int] = field(default_factory=dict)
    links: int = 0
    notes: int = 0

    def __bool__(self) -> bool:
        return bool(self.widened or self.dropped or self.links or self.notes)

    def lines(self) -> list[str]:
        """How much there was, then a line for each kind of loss or one that says there is none."""
        size = f"{_many(self.articles, 'article')} with {_many(self.spans, 'span')}"
        if not self:
            return [f"{size}; nothing lost."]
        widened = sorted(self.widened.items())
        lost = [f"{_many(n, f'{label} span')} widened to whole tokens" for label, n in widened]
        dropped = sorted(self.dropped.items())
        lost += [f"{_many(n, f'{label} span')} dropped: {why}" for (label, why), n in dropped]
        if self.links:
            lost.append(f"{_many(self.links, 'link')} left out: this format has no links")
        if self.notes:
            lost.append(f"{_many(self.notes, 'note')} left out: this format has no notes")
        return [f"{size}; lost:", *(f"  {line}" for line in lost)]


class Tally:
    """Counts what is lost while a dataset is written."""

    def __init__(self) -> None:
        self.widened, self.dropped = Counter[str](), Counter[tuple[str, str]]()
        self.links = 0
        self._articles = self._spans = self._notes = 0

    def add(self, example: Example) -> None:
        """Count an example that goes in. No format of postil's has a place for notes yet."""
        self._articles += 1
        self._spans += len(example.annotations)
        self._notes += sum(1 for annotation in example.annotations if annotation.note)

    @property
    def loss(self) -> Loss:
        """The counts as they stand."""
        return Loss(
            self._articles,
            self._spans,
            dict(self.widened),
            dict(self.dropped),
            self.links,
            self._notes,
        )


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
