"""postil, its server and the line between are killed, stopped and cut at random moments.

Whatever somebody was told to be saved, or to be kept, is on the server in the end, and once.
"""

import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from annotations.project import Project
from tests.annotations.store.postgres.proxy import Proxy, proxy
from tests.emulated import ROOT
from tests.postgres import Running

TEXT = "Words of it. " * 2_000
PROGRAM = '''
"""Tags without end, and says which tags were saved, or kept; or sends what was kept."""
import errno, signal, sys, threading, time
from pathlib import Path
from msgspec.structs import replace
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id
from annotations.disk.system import System
from annotations.errors import Away
from annotations.project import Project
from annotations.store.unsent import Unsent
from annotations.store.writer import Confirmed, Failed, Writer

project, told, typed, full = Project(Path(sys.argv[1]), "ana"), threading.Semaphore(0), "", False
server = project.result._database.server
server.limits = replace(server.limits, answer=1.0, connect=2, rest=0.0)
write = System.write

def written(handle, data):
    if full:
        raise OSError(errno.ENOSPC, "full")
    return write(handle, data)

def fill(*_):
    global full
    full = not full

def report(event):
    if event.change_id == typed:
        if isinstance(event, Confirmed):
            print("saved", typed, flush=True)
        elif isinstance(event.error, Away):
            print("kept", typed, flush=True)
        else:
            time.sleep(0.05)  # nobody types as fast as a disk is full
        told.release()

System.write = staticmethod(written)
signal.signal(signal.SIGUSR1, fill)
if sys.argv[2] == "careless":
    Unsent.put = lambda self, article, change: None
writer = Writer(project.store, report, unsent=project.unsent, pause=0.05)
writer.take_up()
if sys.argv[2] == "send":
    while writer.pending():
        writer.drain(1.0)
    writer.close(10)
    sys.exit()
article, number = Article("long", "Long", sys.argv[3]), int(sys.argv[4])
while True:
    typed, number = new_id(), number + 5
    tag = Annotation(typed, number, number + 4, "actor", "ana")
    writer.put(article, Change(typed, typed, "ana", "", added=(tag,)))
    told.acquire()
'''


class Desk:
    """Somebody who tags in a project on a server, by way of a proxy, and what they were told."""

    def __init__(self, folder: Path, between: Proxy, careless: bool = False) -> None:
        self.folder, self._how = folder, "careless" if careless else "careful"
        folder.mkdir()
        (folder / "postil.toml").write_text(f'store = "{between.url}"\n')
        self.told: list[str] = []

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.program.kill()
        self.program.wait()
        if self.program.stdout:
            self.program.stdout.close()

    def begin(self) -> None:
        """Start to tag."""
        self.program = self._run(self._how, TEXT, str(5 * len(self.told)))

    def hear(self, count: int, kind: str) -> None:
        """Until so many more tags were said to be `saved`, or to be `kept`."""
        assert self.program.stdout
        while count:
            said, id = self.program.stdout.readline().split()
            count -= said == kind
            self.told.append(id)

    def kill(self) -> None:
        """As by a power cut; what it had said until then counts."""
        self.program.kill()
        assert self.program.stdout
        said = self.program.stdout.read()
        self.told += said[: said.rfind("\n") + 1].split()[1::2]
        self.program.wait()
        self.program.stdout.close()

    def send(self) -> None:
        """Start once more, have all sent, and leave."""
        program = self._run("send")
        program.communicate(timeout=120)
        assert program.returncode == 0

    def _run(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", PROGRAM, str(self.folder), *arguments]
        where = {"PYTHONPATH": str(ROOT), "PATH": ""}
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=where)


def happens(
    what: str, desk: Desk, server: Running, between: Proxy, some: Callable[[], int]
) -> None:
    """Something goes wrong while somebody tags, and goes right again, or not before the end."""
    with ExitStack() as ending:
        if what == "killed server":
            server.kill()
            ending.callback(server.start)
        elif what == "hung server":
            ending.enter_context(server.hung())
        elif what == "lost to the server":
            between.to_server = False
        elif what == "lost to postil":
            between.to_client = False
        else:  # a full disk, while the server is away
            server.kill()
            desk.hear(some(), "kept")
            desk.program.send_signal(signal.SIGUSR1)
            server.start()
            desk.program.send_signal(signal.SIGUSR1)
            return
        desk.hear(some(), "kept")
        if some() % 2:
            desk.kill()
            desk.begin()
            desk.hear(some(), "kept")
    between.to_server = between.to_client = True


def lost_or_doubled(desk: Desk, project: Project) -> tuple[set[str], set[str]]:
    """What somebody was told that is not on the server, and what is there more than once."""
    changes = Counter(change.id for change in project.store.history("long"))
    tags = project.store.load("long").annotations
    doubled = {id for id, count in changes.items() if count > 1}
    return {id for id in desk.told if id not in changes or id not in tags}, doubled


MISHAPS = ["killed server", "hung server", "lost to the server", "lost to postil", "full disk"]


LONG = [pytest.param(seed, 25, marks=pytest.mark.torture) for seed in range(2, 10)]


@pytest.mark.parametrize(("seed", "rounds"), [(1, 5), *LONG])
def test_nothing_that_was_told_is_lost_or_there_twice(
    lone_server: Running, tmp_path: Path, seed: int, rounds: int
) -> None:
    chance = random.Random(seed)
    shuffled = [what for _ in range(0, rounds, 5) for what in chance.sample(MISHAPS, 5)]
    some = lambda: chance.randrange(1, 6)  # noqa: E731
    with (
        proxy(lone_server.folder / ".s.PGSQL.5432", "postgres") as between,
        Desk(tmp_path / "project", between) as desk,
    ):
        desk.begin()
        for what in shuffled:
            desk.hear(some(), "saved")
            happens(what, desk, lone_server, between, some)
            if some() % 2:
                desk.kill()
                desk.begin()
        desk.hear(1, "saved")
        desk.kill()
        desk.send()
        project = Project(desk.folder, "ana")
        assert lost_or_doubled(desk, project) == (set(), set())
        assert project.unsent is not None
        assert project.unsent.read() == []
        project.store.close()


def test_a_journal_that_is_not_written_loses_what_was_told(
    lone_server: Running, tmp_path: Path
) -> None:
    """The control."""
    with (
        proxy(lone_server.folder / ".s.PGSQL.5432", "postgres") as between,
        Desk(tmp_path / "project", between, careless=True) as desk,
    ):
        desk.begin()
        desk.hear(2, "saved")
        lone_server.kill()
        desk.hear(3, "kept")
        desk.kill()
        lone_server.start()
        desk.send()
        project = Project(desk.folder, "ana")
        lost, doubled = lost_or_doubled(desk, project)
        assert len(lost) >= 2
        assert not doubled
        project.store.close()
