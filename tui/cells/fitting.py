"""Words made to fit a number of cells."""

from rich.cells import cell_len, set_cell_size


def cells(text: str) -> int:
    """How many cells `text` takes."""
    return cell_len(text)


def fitted(text: str, width: int) -> str:
    """`text` cut to at most `width` cells, with an ellipsis where something is missing."""
    if cells(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "\u2026" if width > 0 else ""
