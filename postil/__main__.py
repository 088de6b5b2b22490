"""`python -m postil`: the command line, where the folder of its program is not searched."""

import os
import sys

# Python puts the folder that one is in first: what lies there is data, unless it is postil itself.
if not os.path.samefile(os.path.dirname(os.path.dirname(__file__)), os.getcwd()):
    sys.path[:] = [place for place in sys.path if place and place != os.getcwd()]

from tui.cli import main

if __name__ == "__main__":
    main()
