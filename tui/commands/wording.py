"""What click finds wrong with a command, in postil's words: what happened, and what to do."""

import re

import click

from annotations.errors import UsageError


def told(error: click.ClickException) -> UsageError:
    """An error of click's as one of ours, which names the command and the way to its help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "postil COMMAND"
    what, hint = _sentence(error, path.rpartition(" ")[2])
    return UsageError(what, hint or f"See {path} --help.")


def _sentence(error: click.ClickException, command: str) -> tuple[str, str]:
    """What happened, and what to do where that is plain."""
    if isinstance(error, click.NoSuchOption):
        near = f"Did you mean {error.possibilities[0]}?" if error.possibilities else ""
        return f"{command} has no option {error.option_name}.", near
    if isinstance(error, click.MissingParameter):
        return f"{command} needs {_named(error.param).rstrip('.')}.", ""
    if isinstance(error, click.BadParameter):
        return f"{_named(error.param)}: {_ended(error.message)}", ""
    if isinstance(error, click.BadOptionUsage):
        many = re.search(r"requires (\d+|an) argument", error.message)
        values = {"an": "needs a value"}.get(many[1], f"needs {many[1]} values") if many else ""
        return f"{error.option_name} {values or 'takes no value'}.", ""
    if extra := re.search(r"unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"{command} takes no argument {extra[1]}.", ""
    return _ended(error.message), ""


def _named(parameter: click.Parameter | None) -> str:
    """A parameter as the help names it."""
    if parameter is None:
        return "a value"
    if isinstance(parameter, click.Option):
        name = max(parameter.opts, key=len)
        return f"{name} {parameter.metavar}" if parameter.metavar else name
    return parameter.metavar or (parameter.name or "").upper()


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
