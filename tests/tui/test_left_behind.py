"""What another thread still sends while the app ends finds no screen, and ends nothing else."""

from pathlib import Path

from textual import events

from annotations.article import Article
from annotations.project import Project
from tests.tui.sitting import at_work
from tui.app import PostilApp


async def test_what_comes_after_the_last_screen_is_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path, "ana")
    project.store.add([Article("a", "A", "Mara Oss left.")])
    async with at_work(PostilApp(project, None, place=(("a",), None))) as at:
        bench = at.workbench
    late = events.Key("a", "a")
    late.time = 0.0  # it has waited for long
    bench.draw_in_time(late)
