"""`docs/cli.md`, written from the commands: `python -m tui.commands_page > docs/cli.md`."""

import inspect
from collections.abc import Iterator

import click

from tui.cli import COMMANDS, postil

_HEAD = """\
# The command line

`postil COMMAND --help` shows the same as this page. `--project`, `--annotator` and `--json` may
also stand before the command: `postil --project my-corpus list`. `python -m postil` is postil too.

## What every command keeps to

- **stdout carries data, stderr words.** With `--json` the data is JSON: one object, or one a line.
  On a terminal lists are tables; in a pipe they are plain text, and `postil list` has its columns
  parted by tabs.
- **`--json`** gives, for `add`, a line for each article: its `outcome` (added, updated, completed,
  same, changed, empty, refused), the `article` it is in the project, what it came `from` and what
  was `told`; for `import` and `export` one object of counts with the `problems`; for `group` a line
  for each proposal and whether it was `made`; for `list` a line for each article; for `set` a line
  with what `changed`.
- **An error is one sentence of what happened and one of what to do.**
- **`-` is standard input** for open, add, import and evaluate, for the names that set and remove
  take, one a line, and standard output for export.
- **`ctrl+c` says what stands.** What was saved by then stays, the same command does the rest, and
  no half-written file is left. An export is there whole or not at all.
- **Colours** are shown on a terminal only, and not where `NO_COLOR` is set or `TERM` is `dumb`.

| exit code | means |
|---|---|
| 0 | all was done |
| 1 | something went wrong, or was left out and named; `postil check` found something |
| 2 | the command or a setting was wrong, or a project is needed and there is none |
| 130 | `ctrl+c` stopped it |
| 128 + n | signal n ended it, as shells tell |

## Completion

Commands, options, files, ids of articles, labels, groups, annotators, statuses and formats are
completed at `tab`. For one of these shells, put its line where it says:

```sh
eval "$(_POSTIL_COMPLETE=bash_source postil)"      # bash 4.4 or newer, in ~/.bashrc
eval "$(_POSTIL_COMPLETE=zsh_source postil)"       # zsh, in ~/.zshrc
_POSTIL_COMPLETE=fish_source postil | source       # fish, in ~/.config/fish/config.fish
```
"""


def page() -> str:
    """The page in Markdown: what holds for all commands, then each of them."""
    context = click.Context(postil, info_name="postil")
    return "\n".join([_HEAD, *(_section(context, name) for name in COMMANDS)])


def _section(context: click.Context, name: str) -> str:
    command = postil.get_command(context, name)
    assert command is not None
    own = click.Context(command, info_name=name, parent=context)
    usage = " ".join(["postil", name, *command.collect_usage_pieces(own)])
    words, _, examples = inspect.cleandoc(command.help or "").partition("\b\n")
    lines = [line.strip() for line in examples.splitlines()[1:] if line.strip()]
    parts = [f"## {name}", f"`{usage}`", words.strip()]
    parts += ["\n".join(["```sh", *lines, "```"])] if lines else []
    rows = list(_options(own, command))
    parts += ["\n".join(["| option | does |", "|---|---|", *rows])] if rows else []
    return "\n\n".join(parts) + "\n"


def _options(context: click.Context, command: click.Command) -> Iterator[str]:
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts:
            record = parameter.get_help_record(context)
            assert record is not None
            names, what = (part.replace("|", r"\|") for part in record)
            yield f"| `{names}` | {what} |"


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(page().encode())
