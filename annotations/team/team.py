"""A team: who annotates, how much of it several people read, and who settles the differences."""

from msgspec import Struct

AGAIN = ".2"
"""What stands behind a name where somebody reads once more: `ana.2` is a reader of its own, whose
layer knows nothing of ana's."""


class Team(Struct, frozen=True):
    """What `[team]` in postil.toml says.

    `blind`: nobody is shown what the others or the adjudicators did. `overlap` is the share (0 to
    1) of groups that `readers` of the annotators read each, `repeat` the share that somebody reads
    once more, `repeat_after` so many weeks; `seed` settles who gets what. All annotators read the
    groups of the `pilot`, by which guidelines are tried: its figures are no others' figures.
    """

    annotators: tuple[str, ...]
    blind: bool = True
    overlap: float = 1.0
    readers: int = 2
    repeat: float = 0.0
    seed: int = 1
    adjudicators: tuple[str, ...] = ()
    repeat_after: float = 4.0
    pilot: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody in it, annotators first."""
        return tuple(dict.fromkeys((*self.annotators, *self.adjudicators)))

    @property
    def readings(self) -> tuple[str, ...]:
        """Whose layers there may be: the annotators, and each of them reading once more."""
        return (*self.annotators, *map(again, self.annotators))

    def first(self, name: str) -> str:
        """Who reads once more under this name; empty where nobody does."""
        return next((one for one in self.annotators if again(one) == name), "")

    def sees_all(self, name: str) -> bool:
        """Whether somebody may see what the others did; who reads once more never does."""
        return not self.first(name) and (not self.blind or name in self.adjudicators)


def again(annotator: str) -> str:
    """The name under which an annotator reads once more."""
    return f"{annotator}{AGAIN}"
