"""Ids that follow from what an annotation is, so that it has the same at every import."""

from annotations.article import digest_of


def made_id(article: str, start: int, end: int, label: str, annotator: str) -> str:
    """An id for a span that came without one, the same at every import."""
    return id_of(f"{article}\n{start}\n{end}\n{label}\n{annotator}")


def id_of(words: str) -> str:
    """An id that depends on `words` alone; it looks like a ULID and sorts before every real one."""
    number = int(digest_of(words)[:32], 16) >> 3
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "0" + "".join(alphabet[number >> 5 * digit & 31] for digit in range(24, -1, -1))
