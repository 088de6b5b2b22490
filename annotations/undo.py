"""Which action `u` takes back and `U` repeats, read from the changes made so far."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from annotations.annotation import SETS, TURNS, Annotation, Change


@dataclass
class Past:
    """The actions of one annotator on one article: those done and those taken back."""

    annotator: str
    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    _steps: dict[str, list[Change]] = field(default_factory=dict)

    def note(self, change: Change) -> None:
        """Take a change into account; imports and other people's changes are not undone."""
        if change.annotator != self.annotator or change.kind == "import":
            return
        action = change.action
        if change.kind == "edit":
            self._steps.setdefault(action, []).append(change)
            _drop(self.done, action)
            self.done.append(action)
            self.undone.clear()
            return
        self._steps[action] = [change]
        came, goes = (self.done, self.undone) if change.kind == "undo" else (self.undone, self.done)
        _drop(came, action)
        goes.append(action)

    def reversal(self, action: str) -> Change | None:
        """All that the last doing (or undoing) of `action` changed, turned round, as one change."""
        steps = self._steps.get(action)
        return composed([step.inverse() for step in reversed(steps)]) if steps else None


def composed(changes: Iterable[Change]) -> Change:
    """Several changes in a row as one; what came and went, or went and came, does not appear.

    Raises `ValueError` for none at all.
    """
    removed: dict[str, Annotation] = {}
    added: dict[str, Annotation] = {}
    counts: dict[str, Counter[Any]] = {name: Counter() for _, _, name in SETS}
    turns: dict[str, tuple[Any, Any]] = {}
    last: Change | None = None
    for last in changes:
        for annotation in last.removed:
            if added.pop(annotation.id, None) is None:
                removed[annotation.id] = annotation
        added.update((a.id, a) for a in last.added)
        for gone, came, name in SETS:
            counts[name].subtract(getattr(last, gone))
            counts[name].update(getattr(last, came))
        for name in TURNS:
            if turn := getattr(last, name):
                turns[name] = (turns.get(name, turn)[0], turn[1])
    if last is None:
        raise ValueError("no changes to compose")
    for id in [id for id, annotation in added.items() if removed.get(id) == annotation]:
        del removed[id], added[id]
    whole: dict[str, Any] = {"removed": tuple(removed.values()), "added": tuple(added.values())}
    for gone, came, name in SETS:
        whole[gone] = tuple(value for value, count in counts[name].items() if count < 0)
        whole[came] = tuple(value for value, count in counts[name].items() if count > 0)
    for name in TURNS:
        before, after = turns.get(name, (None, None))
        whole[name] = (before, after) if before != after else None
    return replace(last, **whole)


def past_of(annotator: str, changes: Iterable[Change]) -> Past:
    """The past of `annotator` after `changes`, oldest first."""
    past = Past(annotator)
    for change in changes:
        past.note(change)
    return past


def _drop(actions: list[str], action: str) -> None:
    if action in actions:
        actions.remove(action)
