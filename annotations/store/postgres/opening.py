"""How a project's database is opened, by the URL that its settings name."""

from pathlib import Path

from annotations.fitting import Fits, anywhere
from annotations.store.postgres.connection import Server
from annotations.store.postgres.database import Database
from annotations.store.postgres.store import PostgresStore


def opened(url: str, root: Path, fits: Fits = anywhere, role: str = "") -> PostgresStore:
    """The layer of all in a database, with its caches in `root`; it connects when it is asked.

    It logs in as `role`, unless the URL or the surroundings say another.

    Raises `UsageError` for a URL that is none, or has a password in it.
    """
    return PostgresStore(Database(Server(url, role=role)), root, fits)
