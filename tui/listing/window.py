"""Where one is in a list: the row with the cursor, and the rows that are in view."""


class Window:
    """Shows `height` of `count` rows from `top` on, and keeps the row of the cursor among them."""

    def __init__(self) -> None:
        self.count = self.cursor = self.top = 0
        self._height = 0

    @property
    def height(self) -> int:
        """How many rows there is room for."""
        return max(1, self._height)

    def fill(self, count: int) -> None:
        """Take in how many rows there are now."""
        self.count = count
        self._bring(self.top)
        self.go(self.cursor)

    def resize(self, height: int) -> None:
        """Take in how many rows there is room for; at first the cursor stands in their middle."""
        first, self._height = not self._height, height
        if first:
            self.centre(self.cursor)
        else:
            self.fill(self.count)

    def go(self, place: int, around: int = 2) -> None:
        """Bring the cursor to a row, or to the nearest one that there is.

        It is brought into view with so many rows around it.
        """
        self.cursor = max(0, min(place, self.count - 1))
        around = min(around, (self.height - 1) // 2)
        if self.cursor < self.top + around:
            self._bring(self.cursor - around)
        elif self.cursor > self.top + self.height - 1 - around:
            self._bring(self.cursor - self.height + 1 + around)

    def page(self, by: int) -> None:
        """Go so many pages down, or up, with the rows in view."""
        rows = by * max(1, self.height - 1)
        self._bring(self.top + rows)
        self.go(self.cursor + rows)

    def scroll(self, rows: int) -> None:
        """Move the view, and the cursor only as far as it must."""
        self._bring(self.top + rows)
        self.go(max(self.top, min(self.cursor, self.top + self.height - 1)), around=0)

    def centre(self, place: int) -> None:
        """Bring the cursor to a row, in the middle of what is in view."""
        self._bring(place - self.height // 2)
        self.go(place)

    def _bring(self, top: int) -> None:
        """Have this row be the first in view, or the nearest one that leaves no room below."""
        self.top = max(0, min(top, self.count - self.height))
