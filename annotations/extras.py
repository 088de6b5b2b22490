"""What to type to add an extra to the postil that runs, however that was installed."""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path


def adding(extra: str) -> str:
    """The hint that adds what an extra of `pyproject.toml` stands for.

    It names the packages themselves, which every installer finds, whether postil came from a
    checkout, from a wheel or from an index.
    """
    packages = " ".join(shlex.quote(package) for package in _packages(extra))
    return f"Add it with: {_installer(Path(sys.prefix))} {packages}"


def _packages(extra: str) -> list[str]:
    from importlib.metadata import PackageNotFoundError, requires

    try:
        found = requires("postil") or []
    except PackageNotFoundError:  # run from its sources, without being installed
        found = []
    marked = re.compile(rf"""\bextra\s*==\s*["']{re.escape(extra)}["']""")
    split = (one.partition(";") for one in found)
    return [package.strip() for package, _, marker in split if marked.search(marker)] or [
        f"postil[{extra}]"
    ]


def _installer(prefix: Path) -> str:
    """The command that installs into the environment at `prefix`."""
    if (prefix / "pipx_metadata.json").exists():
        return f"pipx inject {shlex.quote(prefix.name)}"
    if (prefix / "uv-receipt.toml").exists() or _made_by_uv(prefix):
        return f"uv pip install --python {shlex.quote(sys.executable)}"
    pip = shutil.which("pip")
    if pip and os.path.dirname(os.path.realpath(pip)) == os.path.realpath(prefix / "bin"):
        return "pip install"
    return f"{shlex.quote(sys.executable)} -m pip install"


def _made_by_uv(prefix: Path) -> bool:
    """Whether this is a virtual environment of uv's, which has no pip of its own."""
    try:
        return bool(re.search(r"^uv\s*=", (prefix / "pyvenv.cfg").read_text("utf-8"), re.MULTILINE))
    except OSError:
        return False
