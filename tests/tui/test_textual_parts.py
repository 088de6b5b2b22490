"""What is private in Textual and needed here is there, in three files, and in no other."""

import ast
import inspect
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual._compositor import Compositor
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.command import CommandPalette
from textual.drivers.linux_driver import LinuxDriver
from textual.pilot import Pilot
from textual.screen import Screen

import tui
from tui import textual_painting, textual_parts, textual_rows

ROOT = Path(__file__).parents[2]
PARTS = textual_painting, textual_parts, textual_rows
ONLY = {Path(module.__file__ or "") for module in PARTS}

CALLED = [
    (App, "_handle_exception", ["self", "error"]),
    (CommandPalette, "_gather_commands", ["self", "search_value"]),
    (CommandPalette, "_cancel_gather_commands", ["self"]),
    (CommandPalette, "_action_command_list", ["self", "action"]),
    (Screen, "_extend_compose", ["self", "widgets"]),
    (Screen, "_on_screen_resume", ["self", "event"]),
    (LinuxDriver, "_enable_mouse_pixels", ["self"]),
    (LinuxDriver, "run_input_thread", ["self"]),
    (LinuxDriver, "process_message", ["self", "message"]),
    (XTermParser, "__init__", ["self", "debug"]),
    (XTermParser, "parse_mouse_code", ["self", "code"]),
    (XTermParser, "feed", ["self", "data"]),
    # What only tests ask for.
    (Compositor, "render_strips", ["self", "size"]),
    (Pilot, "_wait_for_screen", ["self", "timeout"]),
]


@pytest.mark.parametrize(("owner", "name", "parameters"), CALLED)
def test_what_is_called_or_taken_over_is_there(
    owner: type, name: str, parameters: list[str]
) -> None:
    assert list(inspect.signature(getattr(owner, name)).parameters) == parameters


async def test_what_is_read_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    async with (app := App[None]()).run_test():
        assert isinstance(app.screen._compositor, Compositor)
        assert app._driver is not None
        assert len(app._notifications) == 0
        assert app._disable_tooltips in (True, False)
        driver = textual_parts.OpenLinuxDriver(app)
        assert driver.app is app
        assert driver.loop.is_running()
        written: list[object] = []
        driver.write_by(written.append)
        assert written
        assert driver._file is None
        parser = driver.parser()
        parser.mouse_pixels = True
        list(parser.feed("\x1b[<0;5;5M"))
        assert not parser.mouse_pixels
        # A sequence that it does not know is waited on, which is how that is found out.
        assert parser._timeout_time is None
        assert parser.whole("\x1b[?1;2c") is None
        assert parser._timeout_time is not None
        monkeypatch.setattr(LinuxDriver, "write", lambda self, data: written.append(data))
        written.clear()
        for data in ("\x1b[>25u", "\x1b[<u", "\x1b[?25l"):
            driver.write(data)
        assert written == ["\x1b[?25l"]


def test_it_holds_for_the_versions_that_are_allowed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"textual{textual_parts.HOLDS_FOR}" in project["dependencies"]


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in (ROOT / "tui").rglob("*.py"):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _ours(tree: ast.Module) -> Iterator[str]:
    """The private names that a module gives to what is its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def test_no_other_file_reads_what_is_private() -> None:
    trees = dict(_trees())
    ours = {name for path, tree in trees.items() if path not in ONLY for name in _ours(tree)}
    ours |= {"_replace", "_asdict"}  # of a named tuple, documented
    for path, tree in trees.items():
        for node in ast.walk(tree) if path not in ONLY else ():
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
                assert "._" not in str(node.module), path
            if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
                assert node.attr in ours or node.attr.endswith("__"), f"{path}: {node.attr}"


def test_no_other_file_takes_over_what_is_private() -> None:
    for module in walk_packages(tui.__path__, "tui."):
        for _, ours in inspect.getmembers(import_module(module.name), inspect.isclass):
            taking = {module.__name__ for module in PARTS}
            if ours.__module__ != module.name or module.name in taking:
                continue
            private = {n for n, f in vars(ours).items() if n.startswith("_") and callable(f)}
            for theirs in (c for c in ours.__mro__[1:] if c.__module__.startswith("textual.")):
                taken = {n for n in private & vars(theirs).keys() if not n.endswith("__")}
                assert not taken, f"{ours.__name__}: {taken}"


def test_a_screen_is_drawn_by_what_is_called_its_rows() -> None:
    assert isinstance(textual_parts.rows_of(Screen()), Compositor)
