"""What holds for every test: no time limits, which only measure the machine, and no past."""

import os
import shutil
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import database, databases, lone_server  # noqa: F401

# Each run draws other examples: few in each of the many runs, many where there is time.
settings.register_profile(
    "postil", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("torture", settings.get_profile("postil"), max_examples=500)
settings.load_profile("postil")

_numbers = count(1)

# Most of what tests cost is making files and deleting them: where there is room, in memory.
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
if has_room and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:  # some tests run what they write
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# The workers of a parallel run say how large a terminal is, and programs started there would
# believe that rather than the terminal that a test gives them; under the last one each would
# compile all of postil anew. What colours one's own terminal has is no matter of theirs either.
for name in ("COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR",
             "PYTHONDONTWRITEBYTECODE"):  # fmt: skip
    os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own, so that none finds where another left off.

    It is made by what is kept there; most tests keep nothing.
    """
    folder = tmp_path_factory.getbasetemp() / "states" / str(next(_numbers))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.delenv("POSTIL_ANNOTATOR", raising=False)
    return folder
