"""Public gold, read from local copies: how each set is read, what counts, and how it is scored.

A copy is a clone, `FOLDER/<name of the repository>`, and stays where it is: nothing of it is kept
here. `table.py` lists the suites.
"""
