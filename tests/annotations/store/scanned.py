"""What a full scan of the files tells, and what the index does."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotations.annotation import Change
from annotations.disk.system import System
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
HOUR = 3_600_000_000_000


class Later(System):
    """A system on which all that was written is long ago, so that what is known is trusted."""

    now_ns = staticmethod(lambda: System.now_ns() + HOUR)
    fsync = staticmethod(lambda handle: None)


def scanned(root: Path) -> dict[str, Any]:
    """What a full scan tells: every file read and parsed, with nothing of the store in it."""
    rows, labels, annotators, status = {}, Counter[str](), Counter[str](), Counter[str]()
    suggestions = unread = 0
    for path in root.glob("articles/[0-9a-f][0-9a-f]/*.json"):
        try:
            tables = json.loads(path.read_text())
            (about,) = tables["article"].values()
        except ValueError:
            unread += 1
            continue
        if path.name.startswith("copy"):
            unread += 1
            continue
        tags = tables.get("annotations", {}).values()
        waiting = [
            one for one in tables.get("suggestions", {}).values() if one["verdict"] == "suggested"
        ]
        status[about.get("status", "open")] += 1
        labels.update(tag["label"] for tag in tags)
        annotators.update(tag["annotator"] for tag in tags)
        suggestions += len(waiting)
        rows[about["id"]] = (about["title"], len(tags), len(waiting), about.get("status", "open"))
    return {
        "rows": rows,
        "labels": dict(labels),
        "annotators": dict(annotators),
        "status": dict(status),
        "suggestions": suggestions,
        "unread": unread,
    }


def told(store: TinyStore) -> dict[str, Any]:
    """The same from the index."""
    totals, listing = store.totals(), store.listing()
    rows = {
        one.id: (one.title, one.annotations, one.suggestions, one.status) for one in listing.rows
    }
    assert len(rows) == len(listing.rows) == listing.matches == totals.articles
    assert sum(totals.labels.values()) == totals.annotations
    return {
        "rows": rows,
        "labels": totals.labels,
        "annotators": totals.annotators,
        "status": totals.status,
        "suggestions": totals.suggestions,
        "unread": len(totals.unread),
    }


def index_of(root: Path) -> Path:
    return root / "cache" / "index.sqlite"
