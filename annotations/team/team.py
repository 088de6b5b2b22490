"""A team: who annotates, how much of it several people read, and who settles the differences."""

from msgspec import Struct


class Team(Struct, frozen=True):
    """What `[team]` in postil.toml says.

    `blind`: nobody is shown what the others or the adjudicators did. `overlap` is the share (0 to
    1) of groups that `readers` of the annotators read each, `repeat` the share that somebody reads
    once more; `seed` settles who gets what.
    """

    annotators: tuple[str, ...]
    blind: bool = True
    overlap: float = 1.0
    readers: int = 2
    repeat: float = 0.0
    seed: int = 1
    adjudicators: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody in it, annotators first."""
        return tuple(dict.fromkeys((*self.annotators, *self.adjudicators)))

    def sees_all(self, name: str) -> bool:
        """Whether somebody may see what the others did."""
        return not self.blind or name in self.adjudicators
