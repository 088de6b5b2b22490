"""`python -m postil`, and the command `postil`: the command line."""

import sys


def main() -> None:
    """Run the command line; ctrl+c while it is being loaded ends it as quietly as later."""
    try:
        from tui.cli import main as run
    except KeyboardInterrupt:
        print("postil: Stopped.", file=sys.stderr)
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
