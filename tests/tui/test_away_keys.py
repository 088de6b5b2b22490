"""Whatever is pressed while the server is away: nothing ends postil, and all of it is sent."""

from pathlib import Path

from msgspec.structs import replace

from annotations.article import Article, Metadata
from annotations.project import Project
from tests.postgres import Running
from tests.tui.conftest import LEFT, RIGHT
from tests.tui.sitting import at_work, key_event
from tui.app import PostilApp

KEYS = (
    "right a l d p q h j k w W n N enter x u U i escape s c escape ! escape V escape m u > < A "
    "escape n escape t a r y z tab ctrl+s I escape b down up enter ctrl+f o escape escape R escape "
    "/ O r enter * escape ctrl+k escape S F Z + - v o escape e E f a escape X X D escape G g delete"
)


async def test_any_key_while_the_server_is_away(lone_server: Running, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "postil.toml").write_text(f'annotator = "ana"\nstore = "{lone_server.url}"\n')
    project = Project(folder)
    about = Metadata(group="harbour")
    project.store.add(
        [Article("a", "Talks resume", LEFT, about), Article("b", "Harbour", RIGHT, about)]
    )
    app = PostilApp(Project(folder), None, lists=True)
    server = app.sessions.project.result._database.server  # type: ignore[attr-defined]
    server.limits = replace(server.limits, rest=0.0)
    async with at_work(app, 100, 30) as at:
        await at.press("enter")
        await at.type("a l d")
        assert app.sessions.unsaved == 0
        lone_server.kill()
        for key in KEYS.split():
            at.comes(key_event(key))
            await at._settle()
            assert not app._exit, key
        assert app.sessions.writer.drain(60)
        assert app.sessions.lost == 0
        kept = app.sessions.kept
        assert kept > 5
        lone_server.start()
        app.sessions.retry()
        app.sessions.drain(60)
        await at.pilot.pause()
        assert app.sessions.unsaved == app.sessions.kept == 0
        for id, session in app.sessions.by_id.items():
            assert dict(session.records) == project.store.load(id).annotations
            assert session.status == project.store.load(id).status
            changes = project.store.history(id)
            assert len({change.id for change in changes}) == len(changes)
    assert app.failure is None
    project.store.close()
