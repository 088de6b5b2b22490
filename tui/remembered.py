"""Where one left off, for the next sitting: a small file in the user's state folder."""

import contextlib
import difflib
import hashlib
import os
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from annotations.errors import UsageError
from annotations.listing import Column
from tui.reading.pane import Place
from tui.served import visitor

_MOST = 2_000  # articles of one project whose places are kept
_ROWS = 20


class Remembered(Struct, frozen=True):
    """What is known of an earlier sitting on a project.

    `active` is the id of the article with the keys; `panes` is how many stand side by side at
    most, `column` how wide the text is, in cells. `rows` are what lists called the articles that
    one was at, the latest first, and `picked` those that one was reading together; a list is
    sorted by `order` and has a row for each group where it `folds`. `uses` says how often commands
    have been used over articles, by id, as far as that matters.
    """

    places: Mapping[str, Place] = {}
    active: str = ""
    panes: int = 2
    column: int = 72
    rows: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
    order: Column | None = None
    descending: bool = False
    folds: bool = False
    uses: Mapping[str, int] = {}

    def with_places(self, places: Mapping[str, Place], active: str) -> "Remembered":
        """With these articles as those that were left last, and the one that has the keys."""
        others = {id: place for id, place in self.places.items() if id not in places}
        return replace(self, places={**others, **places}, active=active)

    def with_row(self, name: str) -> "Remembered":
        """With this article as the one that one was at last."""
        others = [row for row in self.rows if row != name]
        return replace(self, rows=(name, *others[: _ROWS - 1]))


def recalled_theme(state: Path | None = None) -> str:
    """The name of the theme that was chosen last, in whatever project; empty for none."""
    try:
        return _theme_file(state).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def chosen_theme(wanted: str, themes: Collection[str]) -> str:
    """The theme chosen last, else the one that the settings want; empty for Textual's own.

    Raises `UsageError` where the settings want one that is not among `themes`.
    """
    if wanted and wanted not in themes:
        near = difflib.get_close_matches(wanted, themes, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(themes)}."
        raise UsageError(f"postil.toml: there is no theme {wanted!r}.", hint)
    kept = recalled_theme()
    return kept if kept in themes else wanted


def keep_theme(name: str, state: Path | None = None) -> None:
    """Keep the name of a theme for the next sitting."""
    _write(_theme_file(state), name.encode())


def recalled(project: Path, state: Path | None = None) -> Remembered:
    """What was kept for a project's folder; nothing where that is not to be had."""
    try:
        return msgspec.json.decode(_file(project, state).read_bytes(), type=Remembered)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Remembered()


def keep(remembered: Remembered, project: Path, state: Path | None = None) -> None:
    """Keep it for the next sitting; a state folder that cannot be written is passed over."""
    latest = dict(list(remembered.places.items())[-_MOST:])
    data = msgspec.json.encode(replace(remembered, places=latest))
    _write(_file(project, state), data)


def forget(project: Path) -> None:
    """Keep nothing more for a project's folder."""
    with contextlib.suppress(OSError):
        _file(project, None).unlink(missing_ok=True)


def _write(file: Path, data: bytes) -> None:
    aside = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        os.replace(aside, file)


def _file(project: Path, state: Path | None) -> Path:
    name = hashlib.sha256(os.fsencode(project.absolute())).hexdigest()[:16]
    return _folder(state) / "places" / f"{name}.json"


def _theme_file(state: Path | None) -> Path:
    return _folder(state) / "theme"


def _folder(state: Path | None) -> Path:
    if state is not None:
        return state
    from platformdirs import user_state_path

    folder = user_state_path("postil")
    if who := visitor():  # all of whom have one user's folder
        return folder / "visitors" / hashlib.sha256(who.encode()).hexdigest()[:16]
    return folder
