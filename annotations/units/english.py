"""The common words of English: one that begins a sentence with a capital names nobody by it."""

from functools import cache
from pkgutil import get_data


def is_common(word: str) -> bool:
    """Whether a word, or what it is the plural of, is one that news in English often uses.

    The word is in lower case. Surnames that are words as well, such as Young, are among the some
    10,000.
    """
    return word in _words() or (word[-1:] == "s" and word[:-1] in _words())


@cache
def _words() -> frozenset[str]:
    # Counted in public news: what stands there three times and more in lower case, and not more
    # than twice as often with a capital amid a sentence. It comes with the package, as modules do.
    found = get_data(__package__, "english_words.txt")
    assert found is not None
    return frozenset(found.decode().split())


def forms(*verbs: str) -> str:
    """A pattern for the forms of regular verbs."""
    return "|".join(
        verb[:-1] + "(?:e[sd]?|ing)"
        if verb.endswith("e")
        else verb[:-1] + "(?:y|ies|ied|ying)"
        if verb.endswith("y")
        else verb + ("(?:es|ed|ing)?" if verb.endswith(("s", "sh")) else "(?:s|ed|ing)?")
        for verb in verbs
    )
