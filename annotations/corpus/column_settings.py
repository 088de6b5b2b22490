"""Writes into `postil.toml` what was said of columns, and leaves the rest of it as it is."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotations.errors import PostilError
from annotations.store.system import System

_TABLE = re.compile(r"^\[columns\][ \t]*(?:#.*)?\n(?:(?!\[).*\n?)*", re.MULTILINE)


def remember(file: Path, usual: Mapping[str, Sequence[str]], asked: Mapping[str, str]) -> bool:
    """Add columns that were asked for to those that are usual; whether anything had to be written.

    Raises `PostilError` where it cannot be written.
    """
    columns = {name: list(columns) for name, columns in usual.items()}
    for name, column in asked.items():
        known = columns.get(name, [])
        columns[name] = [column, *(c for c in known if c != column)] if column else []
    if columns == {name: list(columns) for name, columns in usual.items()}:
        return False
    try:
        source = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        System().save(file, with_columns(source, columns).encode())
    except OSError as error:
        raise PostilError(f"{file} could not be written: {error.strerror}.", "") from error
    return True


def with_columns(source: str, columns: Mapping[str, Sequence[str]]) -> str:
    """The text of a `postil.toml` with these columns in it."""
    # A JSON string of these is a TOML string as well.
    entries = (
        f"{name} = {json.dumps(list(of), ensure_ascii=False)}" for name, of in columns.items()
    )
    table = "\n".join(["[columns]", *entries]) + "\n"
    if match := _TABLE.search(source):
        after = source[match.end() :]
        return source[: match.start()] + table + ("\n" if after else "") + after
    gap = "\n" if source.endswith("\n") else "\n\n"
    return f"{source}{gap}{table}" if source else table
