"""A list of entities to choose from by a digit, in which typing finds one or names a new one."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.cells.display import one_line
from tui.key_screen import Modal
from tui.reading.state import TypedLine
from tui.textual_parts import Options

_MOST = 50
_DIGITS = "123456789"


class EntityPicker(Modal[tuple[str, str]]):
    """Gives the id of the entity that is chosen, or no id and the name of a new one.

    `entities` are ids with their names, the likeliest first; `words` is what a new one is called
    where nothing is typed. Before something is, a digit chooses.
    """

    def __init__(self, entities: Sequence[tuple[str, str]], words: str) -> None:
        super().__init__()
        self._entities, self._words = entities, words
        self._line, self._at = TypedLine(), 0
        self._shown: list[tuple[str, str]] = []
        self._list = Options(compact=True, markup=False, classes="dialog")
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        """The list."""
        yield self._list
        self._show()

    @property
    def is_field(self) -> bool:
        """See `KeyScreen.is_field`."""
        return True

    def answer(self, key: str, typed: str | None) -> None:
        """Choose, find, move or leave."""
        page = max(1, self._list.size.height - 1)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        if key in ("escape", "ctrl+c"):
            self.dismiss(None)
        elif key == "enter":
            self._choose(self._at)
        elif key in steps:
            self._mark(self._at + steps[key])
        elif not self._line.words and typed and typed in _DIGITS:
            if int(typed) < len(self._shown):
                self._choose(int(typed))
        else:
            self._line.read(key, typed)
            self._show()

    def paste(self, words: str) -> None:
        """See `KeyScreen.paste`."""
        self._line.insert(words)
        self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what the person points at."""
        self._choose(event.option_index)

    def _choose(self, index: int) -> None:
        id, name = self._shown[index]
        if id or name:
            self.dismiss((id, name))

    def _mark(self, index: int) -> None:
        self._at = max(0, min(index, len(self._shown) - 1))
        self._list.highlighted = self._at

    def _show(self) -> None:
        """The new one first, then those that what is typed may mean."""
        typed = " ".join(self._line.words.split())
        found = found_by(self._entities, typed)
        exact = any(typed.casefold() == told.split(", ")[0].casefold() for _, told in found[:1])
        self._shown = [("", typed or self._words), *found[:_MOST]]
        self._list.set_options(
            Option(self._row(number, *one)) for number, one in enumerate(self._shown)
        )
        self._mark(1 if typed and exact else 0)
        said = f"Entity: {self._line.words}" if self._line.words else "Entity"
        self._list.border_title = Text(one_line(said))
        by = "enter chooses" if typed else "a digit chooses \u00b7 type a name"
        self._list.border_subtitle = Text(f"{by} \u00b7 esc cancels")

    def _row(self, number: int, id: str, told: str) -> Text:
        sign = _DIGITS[number - 1] if 0 < number <= len(_DIGITS) and not self._line.words else " "
        if not id:
            return Text.assemble(("+ new: ", "bold"), one_line(told))
        return Text.assemble((f"{sign} ", "bold"), one_line(told), (f"  {one_line(id)}", "dim"))


def found_by(entities: Sequence[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """The entities that what is typed may mean: called so, beginning so, having it anywhere."""
    wanted = typed.casefold()

    def distance(one: tuple[str, str]) -> int:
        id, told = one[0].casefold(), one[1].casefold()
        fits = (
            told.split(", ")[0] == wanted,
            told.startswith(wanted),
            wanted in told,
            wanted in id,
        )
        return next((place for place, fit in enumerate(fits) if fit), len(fits))

    return sorted((one for one in entities if distance(one) < 4), key=distance)
