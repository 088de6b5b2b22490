"""Numbers and lists as a sentence says them: 1 article, 2,000 articles, this and that."""

from collections.abc import Sequence


def counted(count: int, noun: str) -> str:
    """The number and the noun, with an s where there is not one of it."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def listed(things: Sequence[str], last: str = "and") -> str:
    """Words in a row, as a sentence has them."""
    return f" {last} ".join([", ".join(things[:-1]), things[-1]] if len(things) > 1 else [*things])
