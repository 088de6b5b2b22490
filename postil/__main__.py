"""`python -m postil`: the command line, where the folder of its program is not searched."""

from tui.cli import main

if __name__ == "__main__":
    main()
