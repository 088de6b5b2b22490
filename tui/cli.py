"""The command line: which commands there are, and what becomes of their errors."""

import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from annotations.errors import PostilError, UsageError
from tui.cells.display import one_line
from tui.commands.telling import say

_INTERRUPTED = 130  # what shells give for a program ended by ctrl+c

COMMANDS = {
    "open": "open:open_",
    "add": "add:add",
    "import": "import_:import_",
    "export": "export:export",
    "formats": "formats:formats",
    "cat": "cat:cat",
    "find": "find:find",
    "group": "group:group",
    "suggest": "suggest:suggest",
    "stats": "stats:stats",
    "relabel": "relabel:relabel",
    "remove": "remove:remove",
    "check": "check:check",
    "evaluate": "evaluate:evaluate",
    "init": "init:init",
}
"""Each command's file in `tui.commands` and its function there, in the order of the help."""


class _Commands(click.Group):
    """Loads a command when it is called, and shows failures as two sentences on stderr.

    They end with exit 1, or 2 where the command was wrong.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a command, open the project where there is one; else show the help."""
        if not args and not ctx.resilient_parsing and _on_terminal():
            from annotations.project import Project

            if Project.find(None).is_there:
                args = ["open"]
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

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            # Click repeats what was typed, which may come from the name of a file.
            raise click.UsageError(one_line(error.format_message()), error.ctx) from None
        except PostilError as error:
            say(str(error))
            ctx.exit(2 if isinstance(error, UsageError) else 1)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line; at its end all output has arrived, or one sentence says why not."""
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                _close_output()
        except BrokenPipeError:
            sys.exit(1)  # whoever reads the output has seen enough
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            with suppress(OSError):
                say(f"{name}{error.strerror or error}.")
            sys.exit(1)
        finally:
            _close_unwritable_errors()


def _on_terminal() -> bool:
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


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
    help="Show the version and leave.",
)  # fmt: skip
def postil() -> None:
    """Read articles side by side, tag them by keyboard, export training data.

    Try: postil open sample_articles. In a project, postil alone opens its library.
    """


def main() -> None:
    """The entry point of the `postil` command."""
    postil(prog_name="postil")


if __name__ == "__main__":
    main()
