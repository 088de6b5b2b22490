"""Whether this program draws on a page, for `postil serve`: by which driver, and for whom."""

import os

VARIABLE = "TEXTUAL_DRIVER"
DRIVER = "tui.web.driver:PageDriver"
VISITOR = "POSTIL_VISITOR"


def is_served() -> bool:
    """Whether what is drawn goes to a page; who sees that has no shell and no files here."""
    return os.environ.get(VARIABLE) == DRIVER


def visitor() -> str:
    """Who sees it, where that is one of several people; else nothing."""
    return os.environ.get(VISITOR, "") if is_served() else ""
