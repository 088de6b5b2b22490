"""Two of a team in a browser, behind one proxy, on one database: each in a layer of their own."""

import os
import signal
from pathlib import Path

import pytest

from annotations.project import Project
from annotations.store.postgres.people import parts_of, script
from annotations.team.team import Team
from tests.postgres import Database
from tests.test_teams_blind import ARTICLES
from tests.test_teams_server_blind import OfTeam
from tests.tui.web.browser import browser, opened
from tests.tui.web.running import serving

pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="the end of a program is seen by Linux's pidfd"
)


def labels(folder: Path, who: str) -> list[str]:
    """The labels of what somebody tagged, as the database has it for them."""
    store = Project(folder, who).store
    found = (store.load(article.id) for article in ARTICLES)
    return [tag.label for contents in found for tag in contents.annotations.values()]


async def test_two_in_a_browser_read_blind_from_one_database(
    database: Database, tmp_path: Path
) -> None:
    team = OfTeam(database, tmp_path, {name: database.role(name) for name in ("ana", "ben", "cyd")})
    ana, ben, cyd = team.names.values()
    database.run(script(parts_of(Team((ana, ben), adjudicators=(cyd,)))).encode())
    team.project("cyd").result.add(ARTICLES)
    folder = team.project("ana", beside="served").folder
    async with serving(folder, "--proxy-user", "X-Who") as server, browser() as session:
        async with (
            opened(session, server.origin, headers={"X-Who": ana}) as one,
            opened(session, server.origin, headers={"X-Who": ben}) as two,
        ):
            for page in (one, two):
                await page.see("Quay 1")
                await page.type("\r")
                await page.see("actor 0")
            await one.type("a")
            await one.see("actor 1")
            await two.type("d")
            await two.see("date 1")
            assert "actor 0" in two.screen
        assert await server.end(signal.SIGTERM) == 0
    assert (labels(folder, ana), labels(folder, ben)) == (["actor"], ["date"])
    assert labels(folder, cyd) == []
