"""The door to postil: `python -m postil` is the command line."""
