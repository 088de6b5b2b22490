"""postil as a program of its own, many times over: one Python loads it and is forked for each run.

What is tested must not lie in how Python starts: each run has arguments, a folder, variables of the
environment and streams of its own, and ends as any program does.
"""

import json
import os
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
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str] | None = None,
        data: bytes = b"",
        out: Path | None = None,
        err: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run postil in `folder` on `data`. What hangs is ended by SIGALRM, after a minute.

        The environment is that of the test, with `environment`; `out` and `err` are files that are
        written to, instead of what is returned.
        """
        assert self._program.stdin
        assert self._program.stdout
        streams = [Path(self._streams.name) / name for name in ("in", "out", "err")]
        for stream, held in zip(streams, (data, b"", b""), strict=True):
            stream.write_bytes(held)
        asked = {
            "arguments": list(arguments),
            "folder": str(folder),
            "environment": {**os.environ, **(environment or {})},
            "streams": [str(streams[0]), str(out or streams[1]), str(err or streams[2])],
            "longest": LONGEST_SECONDS,
        }
        self._program.stdin.write(json.dumps(asked) + "\n")
        self._program.stdin.flush()
        code = int(self._program.stdout.readline())
        said = (stream.read_bytes().decode() for stream in streams[1:])
        return subprocess.CompletedProcess(list(arguments), code, *said)
