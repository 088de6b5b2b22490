"""What a terminal sends, cut into characters and whole sequences, wherever its reads end."""

import re
from collections.abc import Collection, Generator, Iterator

from annotations.expressions import late

ESCAPE = "\x1b"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

# ECMA-48, and what is older: the keypad's (ESC O), the Linux console's function keys (ESC [ [), the
# mouse with its place in three characters (ESC [ M).
_SEQUENCE = late(r"\x1b(?:\[\[[A-E]|\[M[^\x1b]{3}|\[(?!M)[ -?]*[@-Z\\-~]|O[0-9;]*[ -~])")
_BEGUN = late(r"\x1b(?:\[\[?|\[M[^\x1b]{0,2}|\[[ -?]*|O[0-9;]*|[PX\]^_])?\Z")
_GARBLED = late(r"\x1b(?:\[\[|\[M[^\x1b]{0,2}|\[[ -?]*|O[0-9;]*)")
# A string (DCS, SOS, OSC, PM, APC) ends with ST or BEL; other controls are never in one.
_STRING = late(r"\x1b[PX\]^_]")
_STRING_ENDS = late(r"\x1b\\|[\x00-\x1a\x1c-\x1f\x9c]|\x1b(?=.)", re.S)
_PASTE_END_BEGUN = late(r"\x1b(?:\[(?:2(?:0(?:1)?)?)?)?\Z")

# What some terminals send for keys with alt, also unasked: option and an arrow in Terminal.app, alt
# and backspace.
_WITH_ALT = "bf\x7f"


class Sequences:
    """Cuts what was read into pieces: characters, whole sequences, and `ESCAPE` for that key.

    The escape key is the byte that every sequence begins with. A key typed soon after it comes as
    one with alt would: here these are two keys, but for the characters in `alt` and those that
    terminals send by themselves. Strings, which only answer questions, and what is garbled are
    dropped. Out of what is pasted ESC is taken, or it would pass for keys.
    """

    def __init__(self, alt: Collection[str] = ()) -> None:
        self._alt = {*alt, *_WITH_ALT}
        self._held = ""
        self._pasting = self._in_string = False

    def apart(self, text: str) -> Iterator[str]:
        """The pieces of what was read; a sequence that has only begun is held back."""
        text, self._held = self._held + text, ""
        while text:
            if self._pasting:
                text = yield from self._pasted(text)
            elif self._in_string:
                text = self._after_string(text)
            else:
                text = yield from self._first(text)

    def late(self) -> Iterator[str]:
        """What was held back, nothing having come after it for a while."""
        held = self._held
        if self._pasting and held != ESCAPE:
            return  # a long paste may come with breaks in it; the escape key ends a broken one
        was_string, self._in_string, self._held = self._in_string, False, ""
        if self._pasting:
            self._pasting = False
            yield PASTE_ENDS
        elif held and not was_string and len(held) <= 2:
            yield from held  # what is longer was to be a sequence, and no keys

    def _first(self, text: str) -> Generator[str, None, str]:
        """Yield the first piece of a text, and return what is left of it."""
        characters, sign, _ = text.partition(ESCAPE)
        if characters or not sign:
            yield characters
            return text[len(characters) :]
        if whole := _SEQUENCE.match(text):
            self._pasting = whole.group() == PASTE_BEGINS
            yield whole.group()
            return text[whole.end() :]
        if _BEGUN.match(text):
            self._held = text
            return ""
        if string := _STRING.match(text):
            self._in_string = True
            return text[string.end() :]
        if garbled := _GARBLED.match(text):
            return text[garbled.end() :]
        length = 2 if text[1] in self._alt else 1
        yield text[:length]
        return text[length:]

    def _pasted(self, text: str) -> Generator[str, None, str]:
        """Yield what is pasted, and return what comes after it."""
        words, ends, rest = text.partition(PASTE_ENDS)
        if not ends and (begun := _PASTE_END_BEGUN.search(words)):
            self._held = begun.group()
            words = words.removesuffix(self._held)
        if words := words.replace(ESCAPE, ""):
            yield words
        if ends:
            self._pasting = False
            yield ends
        return rest

    def _after_string(self, text: str) -> str:
        """What comes after a string."""
        ends = _STRING_ENDS.search(text)
        if ends is None:
            self._held = ESCAPE if text.endswith(ESCAPE) else ""
            return ""
        self._in_string = False
        # ESC with anything else after it begins what is next.
        return text[ends.start() if ends.group() == ESCAPE else ends.end() :]
