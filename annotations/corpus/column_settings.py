"""Writes into `postil.toml` what was said of columns, and leaves the rest of it as it is."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from annotations.disk.lock import locked
from annotations.disk.refusals import refusal
from annotations.disk.system import System
from annotations.errors import PostilError
from annotations.project import DATA
from annotations.settings import read_settings


def remember(file: Path, asked: Mapping[str, str]) -> bool:
    """Put the columns that were asked for before those of `file`; whether that changed anything.

    An empty column says that there is none. Other programs wait meanwhile, so that nothing that
    two of them note at once is lost. Raises `PostilError` where it cannot be written.
    """
    if not asked:
        return False
    system, data = System().within(file.parent), file.parent / DATA
    try:
        with locked(system, data / "locks" / "settings", data, file.name):
            usual = read_settings(file).columns
            columns = {name: _first(column, usual.get(name, ())) for name, column in asked.items()}
            if all(usual.get(name) == tuple(of) for name, of in columns.items()):
                return False
            source = (system.read_file(file) or b"").decode("utf-8")
            system.save(file, with_columns(source, columns).encode())
    except OSError as error:
        raise refusal(error, file) from error
    return True


def with_columns(source: str, columns: Mapping[str, Sequence[str]]) -> str:
    """The text of a `postil.toml` with these columns in it; others that it has stay.

    Raises `PostilError` where the table is written in a way that cannot be added to.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    mark = source[: source.startswith("\ufeff")]
    try:
        body = source.removeprefix(mark)
        document = tomlkit.parse(body if not body or body.endswith("\n") else f"{body}\n")
        if "columns" not in document:
            if body.strip():
                document.add(tomlkit.nl())
            document.add("columns", tomlkit.table())
        for name, of in columns.items():
            _put(document["columns"], name, of)
        made = tomlkit.dumps(document)
        right = tomllib.loads(made.replace("\r\n", "\n")) == _wanted(source, columns)
    except (TOMLKitError, tomllib.TOMLDecodeError, AttributeError, TypeError):
        right = False
    if not right:
        lines = "; ".join(f"{name} = {list(of)}" for name, of in columns.items())
        raise PostilError(
            "The columns could not be saved in postil.toml.", f"Add this to it: {lines}"
        )
    return mark + (made.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in made else made)


def _first(column: str, usual: Sequence[str]) -> list[str]:
    return [column, *(other for other in usual if other != column)] if column else []


def _put(table: Any, name: str, of: Sequence[str]) -> None:
    """Have a table's entry be a list of these, with the comments that stand in it."""
    from tomlkit.items import Array

    known = table.get(name)
    if isinstance(known, Array) and of:
        for gone in [other for other in known.unwrap() if other not in of[1:]]:
            known.remove(gone)
        known.insert(0, of[0])
    if not (isinstance(known, Array) and known.unwrap() == list(of)):
        table[name] = list(of)


def _wanted(source: str, columns: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """What the text with the columns has to say."""
    found = tomllib.loads(source.removeprefix("\ufeff").replace("\r\n", "\n"))
    added = {name: list(of) for name, of in columns.items()}
    return {**found, "columns": {**found.get("columns", {}), **added}}
