"""What keys do on every screen: copying, saving again, keys, everything by name, leaving."""

from tui.command import EVERYWHERE, Command, group, row
from tui.effects import Copy, Effects, Leave, SaveAgain, Say, ShowCommands, ShowKeys, Suspend
from tui.reading.state import State


def copied(state: State, words: str) -> Effects:
    """Copy words, and say so; who does it by ctrl+c may have wanted to leave."""
    is_second_key = state.number > 0
    return [Copy(words), Say("Copied. ctrl+c again leaves." if is_second_key else "Copied.")]


SUSPEND = "suspend"

ROWS: tuple[Command, ...] = group(
    "App",
    row("save", "ctrl+s ctrl+r", "Save again", lambda _: [SaveAgain()], "try a failed save again"),
    row("help", "?", "Keys", lambda _: [ShowKeys()], "show these keys"),
    row(
        "palette",
        ": ctrl+p",
        "All commands",
        lambda _: [ShowCommands()],
        "find any command by name",
    ),
    row(
        "settings",
        "",
        "Settings",
        lambda _: [Say("Settings are in the project's postil.toml: postil init writes one.")],
        "where the settings are",
    ),
    row(
        "export",
        "",
        "Export",
        lambda _: [Say("To export, leave, and run postil export --format jsonl --output FILE")],
        "how to write what is tagged as a dataset",
    ),
    row(SUSPEND, "ctrl+z", "Suspend", lambda _: [Suspend()], "suspend to the shell"),
    row("quit", "ctrl+q", "Leave", lambda _: [Leave()]),
    Command(
        "quit-asking",
        ("ctrl+c ctrl+c",),
        "Leave, but ask first",
        lambda _: [Leave(asking=True)],
        "",
        "leave, but ask first; where ctrl+q does not arrive, too",
    ),
    where=EVERYWHERE,
)
