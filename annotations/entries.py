"""Entries of a settings file, read with errors that name the file and the entry."""

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotations.errors import UsageError


class Entries:
    """What one file has; each method gives an entry's value or raises `UsageError`."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def words(self, entry: str, value: object) -> tuple[str, ...]:
        """A word, or a list of them."""
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) and one for one in values):
            raise self.wrong(entry, "a word or a list of words")
        return tuple(values)

    def table(self, entry: str, value: object) -> dict[str, object]:
        """A table, by its names."""
        if not isinstance(value, dict):
            raise self.wrong(entry, "a table")
        return value

    def known(self, found: Iterable[str], known: Sequence[str], what: str) -> None:
        """See to it that there is what is named."""
        for name in found:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
                raise self.refused(f"there is no {what} {name!r}.", hint)

    def wrong(self, entry: str, wanted: str) -> UsageError:
        """The error for an entry that is something else than is wanted."""
        return self.refused(f"{entry} should be {wanted}.", "Mend that entry.")

    def refused(self, what: str, hint: str) -> UsageError:
        """An error that names the file."""
        return UsageError(f"{self.file}: {what}", hint)
