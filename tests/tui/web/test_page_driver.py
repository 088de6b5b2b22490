"""What a page sends, as keys; and what an app may not do where it draws on a page."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App

from annotations.scheme import DEFAULT_SCHEME
from tui.cells.incoming import Incoming
from tui.command import EVERYWHERE
from tui.keys import Keymap
from tui.served import DRIVER, VARIABLE, is_served
from tui.textual_parts import CellParser
from tui.web.driver import Channel, PageDriver, Typed

ESC = "\x1b"


def typed(*sent: str, alt: Sequence[str] = ()) -> list[str]:
    """What each thing that is sent is read as: keys by name, and what is pasted in quotes."""
    reader = Typed(Incoming(CellParser, alt))
    read = [event for one in sent for event in reader.read(one.encode())]
    return [
        repr(event.text) if isinstance(event, events.Paste) else event.key
        for event in read
        if isinstance(event, events.Paste | events.Key)
    ]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (["a", "\u05d0", "\r", "\t"], ["a", "\u05d0", "enter", "tab"]),
        ([ESC], ["escape"]),
        ([ESC, "b"], ["escape", "b"]),
        ([f"{ESC}b"], ["alt+b"]),
        ([ESC, f"{ESC}[A", f"{ESC}[1;5C"], ["escape", "up", "ctrl+right"]),
        (["\x11", "\x1a"], ["ctrl+q", "ctrl+z"]),
        (["\u6d77\u5cb8"], ["\u6d77", "\u5cb8"]),
        # What begins a sequence and does not go on is nothing, and leaves nothing behind.
        ([f"{ESC}[1;", f"{ESC}]52;", "a"], ["a"]),
    ],
)
def test_keys_come_one_at_a_time_and_whole(sent: list[str], keys: list[str]) -> None:
    assert typed(*sent, alt=["b"]) == keys


def pasted(words: str) -> str:
    return f"{ESC}[200~{words}{ESC}[201~"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("quay", "quay"),
        (f"qu{ESC}ay", "quay"),
        (f"quay{ESC}[201~aaa", "quay[201~aaa"),
        (f"quay{ESC}[201~{ESC}[200~", "quay[201~[200~"),
        (f"{ESC}", ""),
        (f"{ESC}[201~{ESC}[201~\x11", "[201~[201~\x11"),
    ],
)
def test_escape_in_a_paste_does_nothing(words: str, read: str) -> None:
    keys = typed(pasted(words), "a")
    assert keys[-1] == "a"
    assert keys[:-1] in ([repr(read)], [] if not read else [repr(read)])


@given(st.text())
def test_nothing_that_is_pasted_is_a_key(words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    keys = typed(pasted(words), pasted(f"{ESC}[201~{words}"), "a")
    assert keys[-1] == "a"
    assert all(key.startswith(("'", '"')) for key in keys[:-1])


def test_a_page_has_no_shell_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    served = Keymap(DEFAULT_SCHEME, {"suspend": ["ctrl+z"]}, shell=False)
    usual = Keymap(DEFAULT_SCHEME)
    for where in EVERYWHERE:
        missing = {one.id for one in usual.on(where)} - {one.id for one in served.on(where)}
        assert missing == {"suspend"}
        assert served.command("ctrl+z", where=where) is None
    assert not is_served()
    monkeypatch.setenv(VARIABLE, DRIVER)
    assert is_served()


async def test_an_app_on_a_page_opens_nothing_and_hands_out_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("tui.web.driver.channel", lambda: Quiet())
    async with App[None]().run_test() as pilot:
        driver = PageDriver(pilot.app)
        assert driver.is_web
        assert not driver.can_suspend
        driver.open_url("https://example.org/")
        file = io.StringIO("words")
        driver.deliver_binary(file, delivery_key="1", save_path=tmp_path / "out.svg")
        assert file.closed
    assert opened == []
    assert list(tmp_path.iterdir()) == []


class Quiet(Channel):
    """A channel that leaves the streams of this program alone."""

    def __init__(self) -> None:
        self.size = 80, 24
