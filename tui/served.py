"""Whether this program draws on a page in a browser, for `postil serve`, and by which driver."""

import os

VARIABLE = "TEXTUAL_DRIVER"
DRIVER = "tui.web.driver:PageDriver"


def is_served() -> bool:
    """Whether what is drawn goes to a page; who sees that has no shell and no files here."""
    return os.environ.get(VARIABLE) == DRIVER
