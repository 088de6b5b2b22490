"""Measures what postil costs: `python -m benchmarks [--quick] [PART]...`.

Without parts, all of them. --quick takes minutes: fewer rounds, no very large corpora.
"""

import argparse
from collections.abc import Callable, Iterable

from benchmarks import (
    adding,
    anchoring,
    busy,
    comparing,
    export,
    growth,
    latency,
    library,
    listing,
    on_server,
    saving,
    saving_on_server,
    scale,
    screen,
    server_exports,
    startup,
)
from benchmarks.measured import rows

Part = Callable[[bool], Iterable[str]]

PARTS: dict[str, tuple[str, Part]] = {
    "latency": (
        "cursor keys and tags, 5 KB to 10 MB, 0 to 100,000 tags",
        lambda quick: rows(latency.measured(quick)),
    ),
    "screen": (
        "pages, two panes together, sizes, drags, a held key",
        lambda quick: rows(screen.measured(quick)),
    ),
    "busy": (
        "keys while saving and suggesting; a tagged name; memory",
        lambda quick: rows(busy.measured(quick)),
    ),
    "startup": ("start to first text", lambda quick: rows(startup.measured(quick))),
    "saving": (
        "one durable save, in corpora of 10 to 10,000 articles",
        lambda quick: rows(saving.measured(quick)),
    ),
    "adding": ("articles in, against reading them", lambda quick: rows(adding.measured(quick))),
    "listing": (
        "the index: lists and counts of 1,000 to 100,000 articles",
        lambda quick: rows(listing.measured(listing.SIZES[:1] if quick else listing.SIZES)),
    ),
    "server": (
        "the same over a database on this machine, against the files",
        lambda quick: rows(on_server.measured(1_000 if quick else on_server.SIZE)),
    ),
    "server-saves": (
        "a save in a PostgreSQL database, alone and with twenty sessions",
        lambda quick: rows(saving_on_server.measured(quick)),
    ),
    "copies": (
        "exports and copies of a database on this machine: memory, time",
        lambda quick: rows(server_exports.measured(1_000 if quick else server_exports.SIZE)),
    ),
    "library": (
        "the list on the screen, and words found in all articles",
        lambda quick: rows(library.measured((1_000,)) if quick else library.measured()),
    ),
    "anchoring": ("tags in a text that has changed: how many find their words", anchoring.measured),
    "comparing": (
        "two articles held against each other, and four long ones",
        lambda quick: rows(comparing.measured(quick)),
    ),
    "growth": (
        "time against length, on texts that nobody has written",
        lambda quick: growth.measured(kinds=list(growth.TEXTS)[::6] if quick else growth.TEXTS),
    ),
    "scale": (
        "what goes over a whole project: 10,000 and 100,000 articles against 1,000",
        lambda quick: rows(scale.measured((100, 1_000), 1) if quick else scale.measured()),
    ),
    "export": (
        "every format, 10 to 100,000 articles; POSTIL_EXPORT_ARTICLES caps them",
        lambda quick: rows(export.measured(quick)),
    ),
}


def main() -> None:
    """Print a table for each part."""
    listed = "\n".join(f"  {name:<10} {what}" for name, (what, _) in PARTS.items())
    reader = argparse.ArgumentParser(
        "python -m benchmarks",
        description=__doc__,
        epilog=f"parts:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    reader.add_argument("parts", nargs="*", metavar="PART")
    reader.add_argument("--quick", action="store_true", help="fewer rounds, smaller corpora")
    asked = reader.parse_args()
    for name in asked.parts:
        if name not in PARTS:
            reader.error(f"there is no part {name!r}; there are {', '.join(PARTS)}")
    for name in asked.parts or PARTS:
        what, part = PARTS[name]
        print(f"\n{name}: {what}\n", flush=True)
        for line in part(asked.quick):
            print(line, flush=True)


if __name__ == "__main__":
    main()
