"""postil as a program of its own, many times over: one Python loads it and is forked for each run.

What is tested must not lie in how Python starts: each run has arguments, a folder, variables of the
environment and streams of its own, and ends as any program does.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.emulated import ROOT

LONGEST_SECONDS = 60

# The child goes on to the end of the script, so that what is done at an exit is done.
SERVING = """
import json, os, signal, sys
from importlib import import_module
from tui.cli import COMMANDS, main
for place in COMMANDS.values():
    import_module("tui.commands." + place.partition(":")[0])
import annotations.project, annotations.store.tiny
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        for number, name in enumerate(asked["streams"]):
            os.dup2(os.open(name, os.O_RDWR), number)
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        sys.argv = ["postil", *asked["arguments"]]
        signal.alarm(asked["longest"])
        main()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Forked:
    """Runs postil in children of one program, which need not load it again. A context manager."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """`environment` is that of all runs."""
        where = {**environment, "PYTHONPATH": str(ROOT)}
        self._program = subprocess.Popen(
            [sys.executable, "-c", SERVING],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=where,
        )  # fmt: skip
        self._streams = tempfile.TemporaryDirectory()

    def __enter__(self) -> "Forked":
        return self

    def __exit__(self, *_: object) -> None:
        self._program.communicate()
        self._streams.cleanup()

    def run(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run postil in `folder`. What hangs is ended by SIGALRM, after a minute."""
        assert self._program.stdin
        assert self._program.stdout
        out, err = (Path(self._streams.name) / name for name in ("out", "err"))
        out.write_bytes(b"")
        err.write_bytes(b"")
        asked = {
            "arguments": list(arguments),
            "folder": str(folder),
            "environment": dict(environment or {}),
            "streams": ["/dev/null", str(out), str(err)],
            "longest": LONGEST_SECONDS,
        }
        self._program.stdin.write(json.dumps(asked) + "\n")
        self._program.stdin.flush()
        code = int(self._program.stdout.readline())
        return subprocess.CompletedProcess(
            list(arguments), code, out.read_text("utf-8"), err.read_text("utf-8")
        )
