"""The command line: which commands there are, and what becomes of their errors."""

import errno
import gc
import os
import shlex
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from annotations.errors import PostilError, UsageError
from tui.commands.telling import Stopped, say, told

INTERRUPTED = 130  # what shells give for a program ended by ctrl+c

COMMANDS = {
    "open": "open:open_",
    "serve": "serve:serve",
    "add": "add:add",
    "import": "import_:import_",
    "export": "export:export",
    "convert": "convert:convert",
    "formats": "formats:formats",
    "list": "list_:list_",
    "cat": "cat:cat",
    "find": "find:find",
    "set": "set_:set_",
    "group": "group:group",
    "suggest": "suggest:suggest",
    "stats": "stats:stats",
    "relabel": "relabel:relabel",
    "remove": "remove:remove",
    "check": "check:check",
    "copy": "copy:copy",
    "doctor": "doctor:doctor",
    "compare": "compare:compare",
    "evaluate": "evaluate:evaluate",
    "adjudicate": "adjudicate:adjudicate",
    "team": "team:team",
    "review": "review:review",
    "methods": "methods:methods",
    "init": "init:init",
    "trust": "trust:trust",
    "demo": "practice:demo",
    "tutor": "practice:tutor",
}
"""Each command's file in `tui.commands` and its function there, in the order of the help."""


ANYWHERE = {"--project": 1, "--annotator": 1, "--json": 0}
"""Options that may also stand before the command, and how many values each has."""


_BEGIN = """\
There is no project here yet. To begin:

  postil demo              try postil on two short reports
  postil tutor             learn it in ten lessons of half a minute
  postil open FILE FILE    read articles of your own side by side, and tag them
  postil add FOLDER        make a project here, of all articles in a folder

All commands: postil --help"""
"""What somebody needs who calls postil for the first time."""

_ROOM = "Free some space, then run the command again."
_HINTS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EROFS: "Choose a place that can be written to.",
    errno.EACCES: "Give yourself permission, or choose another place.",
    errno.EPERM: "Give yourself permission, or choose another place.",
    errno.EIO: "There was an error on the disk: copy what you can to another one.",
    errno.EMFILE: "Close some programs, then run the command again.",
    errno.ENFILE: "Close some programs, then run the command again.",
}
"""What to do where a call of the system failed."""


class _Commands(click.Group):
    """Loads a command when it is called, and shows failures as two sentences on stderr.

    They end with exit 1, or 2 where the command was wrong, or 130 where ctrl+c stopped it.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a command, open the project where there is one; else say how to begin."""
        moved, args = _moved(args)
        if not args and not ctx.resilient_parsing and _on_terminal():
            from annotations.project import Project

            if moved or Project.find(None).is_there:
                args = ["open"]
            else:
                click.echo(_BEGIN)
                ctx.exit()
        if args and not args[0].startswith("-"):
            args = [args[0], *moved, *args[1:]]
        elif moved and not args and not ctx.resilient_parsing:
            raise UsageError(
                f"There is no command after {moved[0]}.", "To see the commands, run postil --help."
            )
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"tui.commands.{module}"), function)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named first. Raises `UsageError` with the one that was meant."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            raise _no_command(args[0])
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; stopped by ctrl+c, it says what stands."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Stopped("nothing was written.") from None

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line; at its end all output has arrived, or one sentence says why not."""
        kwargs["standalone_mode"] = False
        try:
            try:
                code = super().main(*args, **kwargs)
            finally:
                _close_output()
        except Exception as error:
            code = _code(error)
        finally:
            _close_unwritable_errors()
        sys.exit(code)


def _moved(args: list[str]) -> tuple[list[str], list[str]]:
    """The options that stand before the command and may, and all that follows them."""
    at = 0
    while at < len(args) and (name := args[at].partition("=")[0]) in ANYWHERE:
        at += 1 if "=" in args[at] else 1 + ANYWHERE[name]
    return args[:at], args[at:]


def _no_command(name: str) -> UsageError:
    """What to say of a command that there is not."""
    import difflib

    if os.path.exists(name):
        hint = f"To read it, run postil open {shlex.quote(name)}"
    elif near := difflib.get_close_matches(name, COMMANDS, 1, 0.5):
        hint = f"Did you mean {near[0]}?"
    else:
        hint = "To see the commands, run postil --help."
    return UsageError(f"There is no command {name}.", hint)


def _code(error: Exception) -> int:
    """Say what went wrong; returns the exit code that stands for its kind."""
    match error:
        case BrokenPipeError():
            return 1  # whoever reads the output has seen enough
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            return 2
        case click.ClickException():
            return _said(str(told(error)), 2)
        case Stopped():
            return _said(f"Stopped: {error}", INTERRUPTED)
        case click.Abort():
            return _said("Stopped.", INTERRUPTED)
        case PostilError():
            return _said(str(error), 2 if isinstance(error, UsageError) else 1)
        case OSError():
            name = f"{error.filename}: " if error.filename else ""
            hint = _HINTS.get(error.errno or 0, "")
            return _said(f"{name}{error.strerror or error}. {hint}".rstrip(), 1)
    raise error


def _said(words: str, code: int) -> int:
    """Say something where that can be done; the code that was given."""
    with suppress(OSError):
        say(words)
    return code


def _on_terminal() -> bool:
    return all(stream and stream.isatty() for stream in (sys.stdout, sys.stderr))


def _close_output() -> None:
    """Close stdout here, where a failure can be told: Python at its exit ends with 120 instead."""
    if sys.stdout is sys.__stdout__ and sys.stdout is not None:
        sys.stdout.close()


def _close_unwritable_errors() -> None:
    """Close stderr where it takes nothing, for the same reason; nobody can be told that."""
    if sys.stderr:
        try:
            sys.stderr.flush()
        except OSError:
            with suppress(OSError):
                sys.stderr.close()


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"postil {version('postil')}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def postil() -> None:
    """Read articles side by side, tag them by keyboard, export training data.

    To try it, type postil demo; to read something of your own, postil open FILE. In a project,
    postil alone opens the library. You can also put --project, --annotator and --json before the
    command.
    """


def main() -> None:
    """The entry point of the `postil` command."""
    # Hardly anything that is loaded becomes garbage, and to look for some takes as long as loading.
    gc.set_threshold(50_000)
    postil(prog_name="postil")


if __name__ == "__main__":
    main()
