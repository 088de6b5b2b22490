"""`docs/cli.md`, written from the commands: `python -m docs.commands_page > docs/cli.md`."""

import inspect
from collections.abc import Iterator

import click

from tui.cli import COMMANDS, postil

_HEAD = """\
# The command line

`postil COMMAND --help` shows the same as this page. `--project`, `--annotator` and `--json` may
also come before the command: `postil --project my-corpus list`. `python -m postil` works too.

## What every command has in common

- **Data goes to stdout, words to stderr.** With `--json` the data is JSON: one object, or one per
  line. Lists are tables on a terminal and plain text in a pipe; `postil list` separates its
  columns with tabs there.
- **`--json`** prints, for `add`, a line for each article: its `outcome` (added, updated,
  completed, same, changed, empty, refused), the `article` it is in the project, where it came
  `from`, and what was `told`. `import` and `export` print one object of counts with the
  `problems`, `group` a line for each suggested group and whether it was `made`, `list` a line
  for each article, and `set` a line with what `changed`.
- **An error is one sentence about what happened and one about what to do.**
- **`-` is standard input** for open, add, import, convert and evaluate, and for the names that set
  and remove take, one per line; for export and convert it is standard output.
- **`ctrl+c` is safe.** postil says what has been done. What was saved stays, running the command
  again does the rest, and no half-written file is left. An export is complete or does not appear
  at all.
- **Colours** are used only on a terminal, and not if `NO_COLOR` is set or `TERM` is `dumb`.

| exit code | means |
|---|---|
| 0 | everything was done |
| 1 | something went wrong, or was left out and named; or `postil check` found something |
| 2 | the command or a setting was wrong, or there is no project where one is needed |
| 130 | `ctrl+c` stopped it |
| 128 + n | signal n ended it, as in shells |

## Completion

`tab` completes commands, options, files, ids of articles, labels, groups, annotators, statuses
and formats, once you have put the line for your shell where its comment says:

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
