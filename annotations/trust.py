"""What a person lets a project run: kept in the user's own state, never in the project.

A project may come from a stranger, and what its `postil.toml` names to be run is code. So nothing
of it runs before somebody has said yes to it, by its name, for that folder.
"""

import contextlib
import os
from pathlib import Path

_Answers = dict[str, dict[str, bool]]


def answer(folder: Path, program: str, state: Path | None = None) -> bool | None:
    """Whether the project in `folder` may run a program; `None` where nobody has said yet."""
    return _read(_file(state)).get(_name(folder), {}).get(program)


def keep(folder: Path, program: str, allowed: bool, state: Path | None = None) -> None:
    """Keep an answer. Raises `OSError` where the user's state folder cannot be written."""
    import msgspec

    file = _file(state)
    answers = _read(file)
    answers.setdefault(_name(folder), {})[program] = allowed
    aside = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        aside.write_bytes(msgspec.json.encode(answers))
        os.replace(aside, file)
    finally:
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()


def _read(file: Path) -> _Answers:
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes(), type=_Answers)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def _name(folder: Path) -> str:
    return os.fsencode(folder.resolve()).decode("utf-8", "backslashreplace")


def _file(state: Path | None) -> Path:
    if state is None:
        from platformdirs import user_state_path

        state = user_state_path("postil")
    return state / "trust.json"
