"""The tables of a database: numbered files, each of which brings them one step on."""

from functools import cache
from importlib.resources import files

LOCK = 0x706F_7374_696C
"""The number of the advisory lock that migrations take: "postil" in ASCII."""


@cache
def migrations() -> dict[int, str]:
    """The SQL of each migration by its number, which its file's name begins with, in order."""
    found = {one.name: one for one in files(__name__).iterdir() if one.name.endswith(".sql")}
    return {int(name.partition("_")[0]): found[name].read_text("utf-8") for name in sorted(found)}
