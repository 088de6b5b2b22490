"""The screen of articles compared in one table."""

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import DataTable, Static

from annotations.compare.sides import Item
from tui.cells.display import fitted, one_line
from tui.key_screen import Modal
from tui.reading.compare_table import CompareTable

_MARK, _LEAST_NAME = 2, 16  # cells


class TableScreen(Modal[tuple[str, Item]], inherit_bindings=False):
    """Shows a table; gives the article's id and the item that one goes to."""

    def __init__(self, table: CompareTable) -> None:
        super().__init__()
        self._table = table
        self._head, self._foot = Static(classes="line"), Static(classes="line")
        self._grid: DataTable[Text] = DataTable(
            cursor_type="row", zebra_stripes=False, cell_padding=0, show_header=True
        )
        self._grid.can_focus = False
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """What is compared, the rows, and what the keys do."""
        yield self._head
        yield self._grid
        yield self._foot

    def on_resize(self) -> None:
        """Show as many columns as there is room for."""
        self._table.width = self.app.size.width
        self._draw()

    @property
    def is_field(self) -> bool:
        """See `KeyScreen.is_field`."""
        return self._table.typing

    def paste(self, words: str) -> None:
        """See `KeyScreen.paste`."""
        if self._table.typing:
            self._table.words.insert(words)
            self._draw()

    def answer(self, key: str, typed: str | None) -> None:
        """Have the table take a key."""
        page = max(1, self._grid.size.height - 2)
        came = self._table.press(key, typed, page)
        if came == "open":
            self._draw()
        else:
            self.dismiss(self._table.place if came == "go" else None)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Go where one points."""
        self._table.at = event.cursor_row
        if place := self._table.place:
            self.dismiss(place)

    def _draw(self) -> None:
        table, width = self._table, self.app.size.width
        lines = table.lines
        self._head.update(Text(fitted(one_line(f" {table.head}"), width)))
        self._foot.update(Text(fitted(f" {table.foot}", width)))
        shown = (width, table.columns, [line.cells for line in lines])
        if shown != self._shown:
            self._shown = shown
            count = len(table.columns)
            name = max(_LEAST_NAME, (width - _MARK) // (count + 1) - 2)
            each = max(8, (width - _MARK - name) // max(1, count) - 2)
            self._grid.clear(columns=True)
            self._grid.add_column("", width=_MARK)
            self._grid.add_column("", width=name)
            for n in table.columns:
                self._grid.add_column(Text(one_line(table.sides[n].name)), width=each)
            for line in lines:
                widths = (_MARK, name, *(each for _ in table.columns))
                style = "bold" if line.row is None else "" if line.row.tagged else "dim"
                self._grid.add_row(
                    *(
                        Text(fitted(one_line(cell), room - 1), style)
                        for cell, room in zip(line.cells, widths, strict=True)
                    )
                )
        self._grid.move_cursor(row=table.at, animate=False)
