"""Articles in: from files and folders to a list of articles to read, grouped by event."""

from annotations.sources.reading_list import ReadingList, Reference, reading_list

__all__ = ["ReadingList", "Reference", "reading_list"]
