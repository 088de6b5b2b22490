"""Articles in: from files and folders to a list of articles to read, grouped by event."""
