"""What an export could not carry, by label, said plainly."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Loss:
    """A growing count of what was lost on the way into one dataset."""

    spans: int = 0
    widened: Counter[str] = field(default_factory=Counter)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    links: int = 0

    def __bool__(self) -> bool:
        return bool(self.widened or self.dropped or self.links)

    def report(self) -> str:
        """One line for each kind of loss, or one that says that nothing was lost."""
        lines = [f"{n} {label} spans widened to whole tokens" for label, n in _by(self.widened)]
        lines += [f"{n} {label} spans dropped: {why}" for (label, why), n in _by(self.dropped)]
        if self.links:
            lines.append(f"{self.links} links left out: this format has no links")
        return "\n".join(lines or ["Nothing was lost."])


def _by(counts: "Counter[str] | Counter[tuple[str, str]]") -> list:  # type: ignore[type-arg]
    return sorted(counts.items())
