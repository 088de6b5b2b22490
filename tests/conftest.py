"""What holds for every test: no time limits, which only measure the machine, and no past."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("postil", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("torture", settings.get_profile("postil"), max_examples=5000)
settings.load_profile("postil")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own, so that none finds where another left off."""
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder
