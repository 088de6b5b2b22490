"""Lines of Hebrew and Arabic, drawn from left to right, in the order that one reads them.

It undoes what the Unicode Bidirectional Algorithm (UAX #9) does to a line without embeddings.
"""

import re
import unicodedata

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_ANY = re.compile(f"[{_RIGHT}]")
_LEFT_WORD = f"[^\\W_{_RIGHT}](?:[^\\s{_RIGHT}]*[^\\W_{_RIGHT}])?"
_LEFT_RUN = re.compile(f"{_LEFT_WORD}(?: +{_LEFT_WORD})*")
_RIGHT_RUN = re.compile(f"[{_RIGHT}](?:[^\\w{_RIGHT}]*[{_RIGHT}])*")
_SHAPED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_MARK = re.compile(r"([\u064b-\u065f\u0591-\u05c7]+)(\w)")
_MIRRORED = str.maketrans("()[]{}<>\u00ab\u00bb", ")(][}{><\u00bb\u00ab")


def has_any(text: str) -> bool:
    """Whether there are letters that are read from the right."""
    return _ANY.search(text) is not None


def as_read(line: str) -> str:
    """A line whose letters stand as they are drawn, from left to right, as it is read."""
    rights, letters = len(_ANY.findall(line)), sum(map(str.isalpha, line))
    if rights * 2 <= letters:
        text = _RIGHT_RUN.sub(lambda run: _turned(run[0]), line)
    else:
        text = _turned(line)
        text = _LEFT_RUN.sub(lambda run: _kept(run[0]), text)
    # Letters are drawn in the shape that their place in the word asks for.
    return _SHAPED.sub(lambda shaped: unicodedata.normalize("NFKC", shaped[0]), text)


def _turned(text: str) -> str:
    return _MARK.sub(r"\2\1", text[::-1].translate(_MIRRORED))


def _kept(run: str) -> str:
    """Words or numbers of a turned line as they were; one number after another stays turned."""
    if any(map(str.isalpha, run)):
        return run[::-1].translate(_MIRRORED)
    return " ".join(word[::-1].translate(_MIRRORED) for word in run.split(" "))
