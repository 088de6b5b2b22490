"""`postil serve`: the library of a project in a browser, for those who have no terminal."""

import asyncio
import logging
import secrets
import sys
from functools import partial
from pathlib import Path

import click

from annotations.errors import PostilError, UsageError
from annotations.extras import adding
from tui.commands.options import WHOLE, annotator_option, existing, project_option
from tui.commands.telling import say
from tui.commands.trust import ask_once

MOST_SESSIONS = 20


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, metavar="N",
    help="The port on this machine; 0 takes any that is free.",
)  # fmt: skip
@click.option(
    "--sessions", type=WHOLE, default=MOST_SESSIONS, show_default=True, metavar="N",
    help="How many sessions may be open at once; each takes about 50 MB.",
)  # fmt: skip
@click.option(
    "--proxy-user", metavar="HEADER", default="",
    help="The header in which a proxy on this machine says who somebody is.",
)  # fmt: skip
@click.option(
    "--public-url", metavar="URL", default="", help="The address of the proxy that people open."
)
@project_option
@annotator_option
def serve(
    port: int,
    sessions: int,
    proxy_user: str,
    public_url: str,
    folder: Path | None,
    annotator: str | None,
) -> None:
    """Show the project in a browser on this machine.

    Prints a link. Whoever opens it tags under your name (or --annotator), with the same keys as in
    a terminal, and each tab is a session of its own. It runs until ctrl+c. To let several people
    in, put a proxy in front that knows who they are: docs/browser.md has examples.

    \b
    Examples:
      postil serve
      postil serve --project my-corpus --annotator ana --port 8010
      postil serve --proxy-user X-Postil-User --public-url https://tags.example.org
    """
    project = existing(folder, annotator)
    if sessions < 1:
        raise UsageError(f"--sessions {sessions} lets nobody in.", "Allow one or more.")
    if not proxy_user:
        _ = project.home  # there is none for somebody who is not in the team
    try:
        from tui.web.admission import LOOPBACK, Admission, origin_of
        from tui.web.server import Server
    except ImportError:
        raise PostilError("postil serve needs textual-serve.", adding("web")) from None
    public = origin_of(public_url) if public_url else ""
    admission = Admission(project.annotator, secrets.token_urlsafe(32), proxy_user, public)
    ask_once(project)

    def ready(port: int) -> None:
        here = f"http://{LOOPBACK}:{port}"
        if proxy_user:
            say(f"Have your proxy lead to {here}. Stop with ctrl+c.")
            return
        say(f"Whoever opens this link tags as {project.annotator}. Stop with ctrl+c.")
        click.echo(f"{(public_url or here).rstrip('/')}/?token={admission.token}")

    async def run() -> None:
        title, command = project.folder.absolute().name, partial(_command, project.folder)
        await Server(command, admission, title, sessions, say).serve(port, ready)

    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # it tells of every garbled request
    try:
        asyncio.run(run())
    except OSError as error:
        what = f"Port {port} cannot be opened: {error.strerror}."
        raise PostilError(what, "Choose another one with --port.") from None
    say("Stopped. Everything is saved.")


def _command(folder: Path, who: str) -> list[str]:
    """The program for a visitor, who reaches this project and no other.

    Raises `UsageError` for somebody who is not in the team.
    """
    from annotations.project import Project

    _ = Project(folder, who).home
    call = ["open", "--project", str(folder.absolute()), f"--annotator={who}"]
    return [sys.executable, "-P", "-m", "postil", *call]
