"""Measure everything, or the parts that are named: `python -m benchmarks [PART]...`."""

import sys

from benchmarks import adding, export, latency, library, listing, saving, startup
from benchmarks.measured import table

PARTS = {
    "saving": saving.measured,
    "listing": listing.measured,
    "library": library.measured,
    "adding": adding.measured,
    "export": export.measured,
    "startup": startup.measured,
    "latency": latency.measured,
}


def main() -> None:
    """Print one table."""
    unknown = [name for name in sys.argv[1:] if name not in PARTS]
    if unknown:
        sys.exit(f"There is no benchmark {unknown[0]!r}; there are {', '.join(PARTS)}.")
    names = sys.argv[1:] or PARTS
    print(table(figure for name in names for figure in PARTS[name]()))


main()
