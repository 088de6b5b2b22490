"""What another package builds a format or a suggester of.

It is found by an entry point of the group `postil.formats` or `postil.suggesters`.
"""

from annotations.annotation import Annotation, Code, Link
from annotations.article import Article, Metadata
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.format import FileFormat, FolderFormat, Format, Shape
from annotations.formats.loss import Loss, Tally
from annotations.formats.reading import Unread
from annotations.formats.record_reading import found_in
from annotations.formats.request import Request
from annotations.suggestion import Suggester, Suggestion

__all__ = [
    "Annotation",
    "Article",
    "Code",
    "Example",
    "FileFormat",
    "FolderFormat",
    "Format",
    "Link",
    "Loss",
    "Metadata",
    "PostilError",
    "Request",
    "Shape",
    "Suggester",
    "Suggestion",
    "Tally",
    "Unread",
    "found_in",
]
