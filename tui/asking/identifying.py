"""A list of entities to choose from by a digit, in which typing finds one or names a new one."""

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual.widgets.option_list import Option

from tui.asking.narrowing import Narrowed, narrowed
from tui.cells.display import one_line

_MOST = 50
_DIGITS = "123456789"

Entity = tuple[str, str]
"""The id of an entity with its names; of a new one, no id and the name."""


class EntityPicker(Narrowed[Entity]):
    """Gives the id of the entity that is chosen, or no id and the name of a new one.

    `entities` are the likeliest first, so many of them `likely` before a new one, which is called
    `words` where nothing is typed. Before something is, a digit chooses.
    """

    def __init__(self, entities: Sequence[Entity], words: str, likely: int = 0) -> None:
        super().__init__()
        self._entities, self._words, self._likely = entities, words, likely
        self._found: list[Entity] = []

    @property
    def is_field(self) -> bool:
        """See `KeyScreen.is_field`."""
        return True

    @property
    def first(self) -> int:
        """See `Narrowed.first`: the one that is called as is typed, else a new one."""
        typed = self._called.casefold()
        exact = any(typed == told.split(", ")[0].casefold() for _, told in self._found[:1])
        return 1 if self.typed and exact else 0

    def takes(self, key: str, typed: str | None) -> bool:
        """See `Narrowed.takes`."""
        is_digit = not self.typed and bool(typed) and (typed or "") in _DIGITS
        if is_digit and int(typed or "") <= len(self._found):
            self.dismiss(self._found[int(typed or "") - 1])
        return is_digit

    def rows(self) -> Iterator[tuple[Entity | None, Option]]:
        """See `Narrowed.rows`."""
        self._found = found_by(self._entities, self._called)[:_MOST]
        likely = 0 if self.typed else self._likely
        name = self._called or self._words
        new = (
            ("", name) if name else None,
            Option(Text.assemble(("+ new: ", "bold"), one_line(name))),
        )
        for number, (id, told) in enumerate(self._found):
            if number == likely:
                yield new
            sign = _DIGITS[number] if number < len(_DIGITS) and not self.typed else " "
            said = (f"{sign} ", "bold"), one_line(told), (f"  {one_line(id)}", "dim")
            yield (id, told), Option(Text.assemble(*said))
        if likely >= len(self._found):
            yield new

    def told(self) -> tuple[str, str]:
        """See `Narrowed.told`."""
        by = "enter chooses" if self.typed else "a digit chooses \u00b7 type a name"
        return f"Entity: {self.typed}" if self.typed else "Entity", f"{by} \u00b7 esc cancels"

    @property
    def _called(self) -> str:
        return " ".join(self.typed.split())


def found_by(entities: Sequence[Entity], typed: str) -> list[Entity]:
    """The entities that what is typed may mean: called so, beginning so, having it anywhere."""
    wanted = typed.casefold()

    def fits(one: Entity) -> Sequence[bool]:
        id, told = one[0].casefold(), one[1].casefold()
        is_name = told.split(", ")[0] == wanted
        return not wanted, is_name, told.startswith(wanted), wanted in told, wanted in id

    return narrowed(entities, fits)
