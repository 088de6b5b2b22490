"""The keys that the keystroke benchmark counts, typed into the real app, make exactly the gold."""

from pathlib import Path

from textual import events

from annotations.formats import jsonl
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from annotations.settings import Settings
from annotations.sources.reading_list import reading_list
from annotations.suggest import catalogue
from annotations.suggest.tagged import Gazetteer
from benchmarks.planner import Planner
from benchmarks.reader import Reader
from tui.app import PostilApp
from tui.keys import Keymap
from tui.workbench import Workbench

GOLD = Path(__file__).parent.parent / "sample_articles" / "gold.jsonl"


def planned() -> list[tuple[str, list[str]]]:
    """For each article with gold the keys that make it, one article after the other."""
    keymap, gazetteer, found = Keymap(DEFAULT_SCHEME), Gazetteer(), []
    for example in jsonl.read(GOLD):
        assert not isinstance(example, Exception)
        gold = [(a.start, a.end, a.label) for a in example.annotations]
        reader = Reader([example.article], keymap, catalogue.rules(Settings()), gazetteer)
        effort = Planner(reader, gold).run()
        assert effort.exact == len(gold)
        gazetteer = reader.gazetteer
        found.append((example.article.id, effort.pressed))
    return found


async def test_the_planned_keys_make_the_gold_in_the_app(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", "reader")
    app = PostilApp(project, reading_list([GOLD]))
    async with app.run_test(size=(120, 40)) as pilot:
        bench = app.screen
        assert isinstance(bench, Workbench)

        async def settle() -> None:
            for _ in range(3):
                await pilot._wait_for_screen()
                assert app.sessions.suggestions.proposer.drain(10)

        async def press(key: str) -> None:
            character = key if len(key) == 1 else None
            bench.on_key(events.Key(key, character))
            await settle()

        await press("-")
        for number, (id, keys) in enumerate(planned()):
            if number:
                await press(">")
            assert bench.reading.session.article.id == id
            for key in ("g", *keys):
                await press(key)
    for example in jsonl.read(GOLD):
        assert not isinstance(example, Exception)
        made = project.store.load(example.article.id).annotations.values()
        assert sorted((a.start, a.end, a.label) for a in made if a.stands) == sorted(
            (a.start, a.end, a.label) for a in example.annotations
        )
