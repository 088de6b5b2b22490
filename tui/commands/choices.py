"""The options that choose among articles and tags, and what a shell completes them with."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])
_MOST = 1_000
"""So many names are offered at most."""


def label_names(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The labels of the scheme, and those in use; behind a comma, the next one."""
    before, comma, last = begun.rpartition(",")
    known = _asked(ctx, lambda project: [label.name for label in project.settings.scheme.labels])
    used = _asked(ctx, lambda project: project.store.totals().labels)
    return [f"{before}{comma}{name}" for name in _begun([*known, *used], last)]


def annotator_names(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Those who have tagged."""
    return _begun(_asked(ctx, lambda project: project.store.totals().annotators), begun)


def group_names(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The groups there are."""
    found = _asked(ctx, lambda project: [group.name for group in project.store.groups()])
    return _begun(found, begun)


def status_names(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The statuses an article can have."""
    from annotations.dataset.choosing import STATUSES

    return _begun(STATUSES, begun)


def format_names(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The formats of `postil formats`."""
    from annotations.formats import format_names as names

    return _begun(names(), begun)


def kind_names(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The kinds of findings of `postil check`."""
    from annotations.corpus.findings import KINDS

    return _begun(KINDS, begun)


def article_names(
    ctx: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The ids of the project, with their titles; files where no id begins so."""
    rows = _asked(ctx, lambda project: project.store.listing().rows)
    found = [CompletionItem(one.id, help=one.title) for one in rows if one.id.startswith(begun)]
    return found[:_MOST] or [CompletionItem(begun, type="file")]


def files(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """What the shell itself completes: files and folders."""
    return [CompletionItem(begun, type="file")]


def choice_options(command: F) -> F:
    """The options that choose by label, annotator, status and group."""
    options = (
        (
            "--labels",
            "labels",
            "NAMES",
            "Only tags with these labels, separated by commas.",
            label_names,
        ),
        ("--annotator", "annotators", "NAME", "Only this annotator's tags.", annotator_names),
        (
            "--status",
            "statuses",
            "WORD",
            "Only articles with this status: open, done, skipped.",
            status_names,
        ),
        ("--group", "groups", "NAME", "Only articles in this group.", group_names),
    )
    for name, variable, metavar, what, completed in reversed(options):
        command = click.option(
            name, variable, multiple=True, metavar=metavar, help=what, shell_complete=completed
        )(command)
    return command


def _asked(ctx: click.Context, question: Callable[[Any], Iterable[Any]]) -> list[Any]:
    """What the project answers; nothing where there is none, or it cannot be read."""
    from annotations.errors import PostilError
    from annotations.project import Project

    folder = ctx.params.get("folder")
    with suppress(PostilError, OSError):
        project = Project.find(Path(folder) if folder else None)
        if project.is_there:
            return list(question(project))
    return []


def _begun(names: Iterable[str], begun: str) -> list[str]:
    return [name for name in dict.fromkeys(names) if name.startswith(begun)][:_MOST]
