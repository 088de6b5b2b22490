"""The long description for an index: README.md without its pictures, its links as plain words.

Both lead to files beside it, which an index does not have. All else is in pyproject.toml.
"""

import re
from pathlib import Path

_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n\n?", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:)[^)]*\)")


def described(readme: str) -> str:
    """What stands in README.md, for where nothing stands beside it."""
    return _LINK.sub(r"\1", _PICTURE.sub("", readme))


if __name__ == "__main__":  # as whoever builds a distribution runs it
    from setuptools import setup

    readme = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    setup(long_description=described(readme), long_description_content_type="text/markdown")
