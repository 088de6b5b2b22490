"""A file in an encoding that was named, as UTF-8 behind its mark, which nothing overrules."""

import codecs
import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotations.errors import PostilError
from annotations.sources.letters.charsets import shown
from annotations.sources.source import MEGABYTE, Source, beginning, read_whole

_MOST = 1024 * MEGABYTE
_NO_TEXTS = (".pdf", ".docx", ".mht", ".mhtml")


@dataclass(frozen=True, slots=True)
class Recoded:
    """A source of text in another encoding than it seems to be in; `codec` is Python's name."""

    inner: Source
    codec: str

    @property
    def name(self) -> str:
        """See `Source.name`."""
        return self.inner.name

    @property
    def path(self) -> Path:
        """See `Source.path`."""
        return self.inner.path

    @property
    def lasting(self) -> bool:
        """See `Source.lasting`."""
        return self.inner.lasting

    def size(self) -> int:
        """See `Source.size`."""
        return self.inner.size()

    def open(self) -> BinaryIO:
        """See `Source.open`. Raises `PostilError` where a byte does not fit, and names its line."""
        data = read_whole(self.inner, _MOST)
        try:
            text = data.decode(self.codec)
        except UnicodeDecodeError as error:
            line = data[: error.start].decode(self.codec, "replace").count("\n") + 1
            what = f"{self.name} is not {shown(self.codec)}: line {line} has a byte that is none."
            raise PostilError(what, "Name another one, or leave --encoding out.") from None
        return io.BytesIO(codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode())


def is_text(source: Source) -> bool:
    """Whether a file is text, which an encoding can be named for."""
    if source.path.suffix.lower() in _NO_TEXTS:
        return False
    try:
        return not beginning(source, 5).startswith((b"%PDF-", b"PK\x03\x04"))
    except PostilError:
        # Whoever reads it tells of that.
        return False
