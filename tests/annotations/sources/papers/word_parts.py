"""Paragraphs and runs of a Word document, written out."""

from collections.abc import Callable

from annotations.sources.document import Loaded

Read = Callable[..., Loaded]
Make = Callable[..., bytes]


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def text_of(read: Read, data: bytes, name: str = "a.docx") -> str:
    return read(data, name).article.text
