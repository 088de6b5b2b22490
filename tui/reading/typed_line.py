"""A line of words with a cursor, edited key by key; no screen in it."""


class TypedLine:
    """What is typed, and where the next letter goes."""

    def __init__(self, words: str = "") -> None:
        self.words, self.at = words, len(words)

    def insert(self, words: str) -> None:
        """Put words in at the cursor."""
        self.words = self.words[: self.at] + words + self.words[self.at :]
        self.at += len(words)

    def read(self, key: str, character: str | None) -> None:
        """Take a key: a letter, or one that moves or deletes."""
        before, after = self.words[: self.at], self.words[self.at :]
        if character and character.isprintable():
            self.insert(character)
        elif key == "backspace":
            self._set(before[:-1], after)
        elif key == "delete":
            self._set(before, after[1:])
        elif key == "ctrl+u":
            self._set("", after)
        elif key == "ctrl+w":
            self._set(before.rstrip().rpartition(" ")[0], after)
        elif key in ("left", "right", "home", "end"):
            to = {"left": self.at - 1, "right": self.at + 1, "home": 0, "end": len(self.words)}
            self.at = min(max(0, to[key]), len(self.words))

    def _set(self, before: str, after: str) -> None:
        self.words, self.at = before + after, len(before)
