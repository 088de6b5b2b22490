"""A number with its noun, as a sentence says it: 1 article, 2,000 articles."""


def counted(count: int, noun: str) -> str:
    """The number and the noun, with an s where there is not one of it."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
