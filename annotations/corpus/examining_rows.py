"""What is wrong with the rows of a project's database: texts, tags and histories that disagree."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotations.annotation import Change
from annotations.corpus.ailments import Ailment, displaced, unlike
from annotations.store.documents import contents_of
from annotations.store.parcel import Parcel

if TYPE_CHECKING:
    from annotations.store.postgres.parcels import Rows

_RESTORE = "Restore it from a backup of the database, or from a copy of the project."
_BY_HAND = "They were changed by hand or by another program; undo leaves them alone."
_TIDY = "It harms nothing; whoever looks after the database may delete it."


def ailments(rows: "Rows") -> Iterator[Ailment]:
    """All that is wrong as far as the role sees it. Raises `StoreError`."""
    for batch in rows.batches():
        for one in batch:
            if isinstance(one, str):
                yield Ailment("damaged", Path("postil.article"), one, "", _RESTORE)
            else:
                yield from _article(one)
    for table, what in rows.strays():
        yield Ailment("orphan", Path(f"postil.{table}"), what, "", _TIDY)


def _article(parcel: Parcel) -> Iterator[Ailment]:
    for what in parcel.left:
        yield Ailment("text", Path("postil.text"), what, "", _RESTORE, parcel.id)
    for layer, part in parcel.parts.items():
        named = f"{parcel.id} ({layer})" if layer else parcel.id
        text = parcel.texts.get(part.about["digest"])
        if text is not None and (count := displaced(part.tables, text.decode("utf-8", "replace"))):
            what = f"{count} tags of {named} are not on the words they were made on."
            hint = "Open the article and correct them."
            yield Ailment("words", Path("postil.annotation"), what, "", hint, parcel.id, layer)
        changes = [msgspec.json.decode(line, type=Change) for line in part.history]
        if count := unlike(changes, contents_of(part.tables)):
            what = f"{count} tags of {named} do not match its history."
            yield Ailment("history", Path("postil.change"), what, "", _BY_HAND, parcel.id, layer)
