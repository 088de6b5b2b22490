"""The errors that reach people: what happened, and what to do about it."""


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


class StoreError(PostilError):
    """The store could not do what was asked; what it had saved before still stands."""


class Refused(StoreError):
    """The change was not saved: the disk is full, the folder read-only, the lock held."""


class Unsure(StoreError):
    """The disk took the change but did not confirm it; applying it again settles the matter."""


class Away(StoreError):
    """The server of the store cannot be reached now; nothing is lost, and it is tried again."""


class Damaged(StoreError):
    """The article's file cannot be read; it is left as it is."""


class Newer(StoreError):
    """The article's file is of a newer version of postil; it may be read but not written."""


def of_article(id: str, error: PostilError) -> PostilError:
    """An error that names the article it is about, whatever file it was found in."""
    return error if id in str(error) else PostilError(f"{id}: {error.message}", error.hint)
