"""Measure everything, or what is named: `python -m benchmarks [latency|startup|saving]...`."""

import sys

from benchmarks import latency, saving, startup
from benchmarks.measured import table

PARTS = {"saving": saving.measured, "startup": startup.measured, "latency": latency.measured}


def main() -> None:
    """Print one table."""
    unknown = [name for name in sys.argv[1:] if name not in PARTS]
    if unknown:
        sys.exit(f"There is no benchmark {unknown[0]!r}; there are {', '.join(PARTS)}.")
    names = sys.argv[1:] or PARTS
    print(table(figure for name in names for figure in PARTS[name]()))


main()
