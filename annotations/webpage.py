"""An HTML page that loads nothing and runs nothing: its head, and words that mean nothing to it."""

from html import escape

# What nobody may act on: controls but tab and line break, and signs that turn the writing.
_ODD = {code: 0xFFFD for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F),
                                  *range(0x2066, 0x206A)) if code not in (9, 10)}  # fmt: skip

STYLE = """\
:root { color-scheme: light dark; --paper: #fcfcfa; --ink: #1d1f23; --quiet: #62666e;
  --line: #d9d9d4 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181c; --ink: #dfe1e5; --quiet: #9aa0aa; --line: #33373e }
}
"""
"""The colours of every page, by the reader's light or dark scheme."""


def head(title: str, style: str) -> str:
    """All that stands before the body of a page; a policy forbids to load or run anything."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{plain(title)}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n"
    )


def plain(text: str) -> str:
    """A text that means nothing to a browser."""
    return escape(printable(text))


def printable(text: str) -> str:
    """A text without what commands a terminal or turns the writing; a sign stands for each."""
    return text.translate(_ODD)
