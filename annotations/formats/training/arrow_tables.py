"""Tables of Arrow in: Parquet, and the streams that `Dataset.save_to_disk` writes."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from annotations.errors import UsageError
from annotations.extras import adding
from annotations.formats.reading import unreadable

_PARQUET = b"PAR1"
_FILE = b"ARROW1"
_STREAM = b"\xff\xff\xff\xff"
_END = _STREAM + b"\0\0\0\0"
"""How a stream ends that is whole: what would be the length of the next message is 0."""
_BATCH = 100  # rows
_LARGEST = 2**30  # bytes of one row group, unpacked
_STATE = "state.json"


class Table(NamedTuple):
    """An open table: its columns, the metadata of its schema, and its rows one at a time."""

    columns: frozenset[str]
    metadata: Mapping[bytes, bytes]
    rows: Iterator[dict[str, Any]]


def is_table(head: bytes) -> bool:
    """Whether a file begins as a table of Arrow does."""
    return head.startswith((_PARQUET, _FILE, _STREAM))


def is_listed(file: Path) -> bool:
    """Whether a file is of the dataset in its folder: `datasets` keeps results of its own there."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        state = json.loads((file.parent / _STATE).read_bytes())
        return file.name in [one["filename"] for one in state["_data_files"]]
    return True


@contextmanager
def opened(path: Path, head: bytes) -> Iterator[Table]:
    """A table; whatever pyarrow meets in it is a `PostilError`.

    Raises `UsageError` where pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.ipc
        import pyarrow.parquet
    except ImportError:
        kind = "Parquet" if head.startswith(_PARQUET) else "Arrow"
        what = f"{kind} needs pyarrow, which is not installed."
        raise UsageError(what, adding("parquet")) from None
    with ExitStack() as stack:
        try:
            if head.startswith(_PARQUET):
                file = pyarrow.parquet.ParquetFile(path)
                schema, batches = file.schema_arrow, _parquet(file, path)
            elif head.startswith(_FILE):
                file = pyarrow.ipc.open_file(stack.enter_context(pyarrow.OSFile(str(path))))
                numbers = range(file.num_record_batches)
                schema, batches = file.schema, (file.get_batch(number) for number in numbers)
            else:
                _refuse_cut(path)
                file = pyarrow.ipc.open_stream(stack.enter_context(pyarrow.OSFile(str(path))))
                schema, batches = file.schema, iter(file)
            rows = (row for batch in batches for row in _rows(batch, path))
            yield Table(frozenset(schema.names), schema.metadata or {}, rows)
        except (OSError, ValueError, pyarrow.ArrowException) as error:
            raise unreadable(path, error) from None


def _parquet(file: Any, path: Path) -> Iterator[Any]:
    for group in range(file.metadata.num_row_groups):
        if file.metadata.row_group(group).total_byte_size > _LARGEST:
            raise unreadable(path, f"row group {group} is larger than {_LARGEST // 2**20} MB")
    yield from file.iter_batches(batch_size=_BATCH)


def _rows(batch: Any, path: Path) -> Iterator[dict[str, Any]]:
    if batch.nbytes > _LARGEST:
        raise unreadable(path, f"a batch of its rows is larger than {_LARGEST // 2**20} MB")
    for at in range(0, batch.num_rows, _BATCH):
        yield from batch.slice(at, _BATCH).to_pylist()


def _refuse_cut(path: Path) -> None:
    """Raise `PostilError` for a stream without its end, which pyarrow reads as if it were whole."""
    with path.open("rb") as file:
        file.seek(-len(_END), 2)
        if file.read() != _END:
            raise unreadable(path, "it is cut off")
