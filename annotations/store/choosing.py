"""Which store a project has: files in its own folder, or the database that its settings name."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import UsageError
from annotations.fitting import Fits
from annotations.store.parcel import Place
from annotations.store.protocol import Store

if TYPE_CHECKING:
    from annotations.store.postgres.parcels import Rows


def store_of(root: Path, database: str | None, fits: Fits, role: str = "") -> Store:
    """The store of all, with its files in `root`, or with caches there for one in a `database`.

    There one logs in as `role`, unless the URL or the surroundings say another.

    Raises `UsageError` for a URL that is none or has a password in it, and where the extra that a
    database needs is not installed.
    """
    if database is None:
        from annotations.store.tiny import TinyStore

        return TinyStore(root, fits=fits)
    with _needed():
        from annotations.store.postgres.opening import opened
    return opened(database, root, fits, role)


def place_of(
    root: Path | None, database: str | None, annotators: Iterable[str], role: str
) -> Place:
    """The same as a place to copy from and to; the files in `root` may be of these `annotators`.

    Raises what `store_of` raises.
    """
    if database is None:
        from annotations.store.kept_files import KeptFiles

        assert root is not None
        return KeptFiles(root, annotators)
    return rows_of(database, role)


def rows_of(database: str, role: str) -> "Rows":
    """A database by its rows. Raises what `store_of` raises."""
    with _needed():
        from annotations.store.postgres.parcels import Rows, reached
    return Rows(reached(database, role))


@contextmanager
def _needed() -> Iterator[None]:
    """Name the extra that a database needs, where that is not installed."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "annotations":
            raise
        what = "The articles are in a PostgreSQL database, and that needs a package."
        from annotations.extras import adding  # late: who has what is needed loads none of it

        raise UsageError(what, adding("postgres")) from None
