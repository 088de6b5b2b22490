"""What keys do on every screen: saving again, keys, everything by name, leaving."""

from tui.command import EVERYWHERE, Command, group, row
from tui.effects import Leave, SaveAgain, Say, ShowCommands, ShowKeys, Suspend

ROWS: tuple[Command, ...] = group(
    "App",
    row("save", "ctrl+s", "Save again", lambda _: [SaveAgain()], "try a failed save again"),
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
    row("suspend", "ctrl+z", "Suspend", lambda _: [Suspend()], "suspend to the shell"),
    row("quit", "ctrl+q", "Leave", lambda _: [Leave()]),
    where=EVERYWHERE,
)
