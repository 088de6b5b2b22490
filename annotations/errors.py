"""The one error that reaches people: what happened, and what to do about it."""


class PostilError(Exception):
    """A failure to be shown as two sentences.

    `message` says what happened and `hint` what the person can do; `str()` joins both.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class UsageError(PostilError):
    """The command or setting itself was wrong; the command line ends with exit code 2."""
