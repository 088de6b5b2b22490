"""A PostgreSQL server that ends, and leaves nothing, when nobody holds its lock any more.

Run as a program it starts a server in a folder, says the process id, and waits. Whoever uses the
server holds a shared lock on a file (flock, which goes with its process, however that ends), so no
killed run of tests leaves a server behind. It imports only what starts at once.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

NOBODY = 65534  # PostgreSQL refuses to run as root
QUICK = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
SETTINGS = {
    "listen_addresses": "",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "16MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "lc_messages": "C",
}


def whose() -> dict[str, Any]:
    """As whom PostgreSQL's programs run here, for `subprocess`."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}


def copied(programs: Path, folder: Path) -> Path:
    """PostgreSQL's programs where its own user may read them: a copy, where that is not oneself.

    The parents of a virtual environment are often root's alone, and are not opened for this.
    """
    if os.getuid() != 0:
        return programs / "bin"
    to = folder / "site" / programs.parent.name / programs.name
    for part in ("lib/postgresql", "share"):
        shutil.copytree(programs / part, to / part)
    (to / "bin").mkdir()
    for name in ("postgres", "initdb", "psql", "pg_dump", "pg_restore"):
        shutil.copy(programs / "bin" / name, to / "bin")
    libraries = Path(f"{programs.parent}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "site" / libraries.name)
    return to / "bin"


def made(programs: Path, folder: Path) -> None:
    """Puts a new, empty cluster into a folder, which is given to PostgreSQL's user."""
    if os.getuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    where = copied(programs, folder)
    options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username=postgres")
    asked = (where / "initdb", *options, "-D", folder / "data")
    subprocess.run(asked, cwd="/", check=True, stdout=subprocess.DEVNULL, **whose())
    (folder / "programs").symlink_to(where)


def started(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """The server of a cluster as soon as it takes connections; why not, if it never does.

    After a kill -9 the last of the old server's processes may still be about to notice.
    """
    for _ in range(200):
        server = _begun(folder, *options)
        if server.poll() is None:
            return server
        said = (folder / "log").read_text()
        if "still in use" not in said.rpartition("FATAL")[2]:
            break
        time.sleep(0.05)
    sys.exit(said)


def _begun(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """A server that is ready, or has ended."""
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    asked = (folder / "programs/postgres", "-D", folder / "data", "-k", folder, *settings, *options)
    said = folder / "data/postmaster.pid"
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(
            asked, cwd="/", stdout=log, stderr=log, start_new_session=True, **whose()
        )
    # What an old server said of itself stands there until the new one does.
    while server.poll() is None and not (said.exists() and _ready(said.read_text(), server.pid)):
        time.sleep(0.005)
    return server


def _ready(said: str, pid: int) -> bool:
    lines = said.splitlines()
    return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"


def main(folder: Path, lock: str, *options: str) -> None:
    """Runs the server until a test kills it, or nobody holds the lock: then its folder goes too."""
    server = started(folder, *options)
    print(server.pid, flush=True)

    def stopping() -> None:
        with open(lock) as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            for number in (signal.SIGCONT, signal.SIGQUIT):  # a test may have left it stopped
                server.send_signal(number)
            server.wait()
            shutil.rmtree(folder, ignore_errors=True)

    thread = Thread(target=stopping, daemon=True)
    thread.start()
    if server.wait() != -signal.SIGKILL:
        thread.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
