"""`postil` and `python -m postil`: the command line; the folder that one is in is not searched."""

import os
import sys
from contextlib import suppress

# Python puts the folder that one is in first: what lies there is data, unless it is postil itself.
with suppress(FileNotFoundError):  # the folder that one is in may be gone
    if not os.path.samefile(os.path.dirname(os.path.dirname(__file__)), os.getcwd()):
        sys.path[:] = [place for place in sys.path if place and place != os.getcwd()]

try:
    from tui.cli import main
except KeyboardInterrupt:  # as early as this nothing was begun, and nothing needs a traceback
    print("postil: Stopped.", file=sys.stderr)
    sys.exit(130)

if __name__ == "__main__":
    main()
