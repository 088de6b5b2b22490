"""Commands by what people call them: plain names, other words for them, beginnings of words."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from annotations.expressions import late

ALSO = {
    "undo": "revert",
    "redo": "again repeat",
    "list-undo": "undo",
    "list-redo": "redo",
    "not-fine": "undo",
    "remove": "delete remove untag erase",
    "refuse": "reject no dismiss",
    "accept": "take yes confirm keep",
    "quit": "quit exit close bye",
    "save": "save write",
    "find": "search grep",
    "find-selection": "search star",
    "list-unsure": "unsure uncertain active learning suggestions review",
    "least-score": "threshold confidence suggestions",
    "find-all": "search find everywhere grep corpus",
    "filter": "narrow only",
    "help": "help shortcuts bindings keyboard what",
    "palette": "menu",
    "library": "back list home articles overview",
    "back": "library list home",
    "next": "next suggestion",
    "next-open": "next",
    "list-open": "open read",
    "speaker": "link speaker said attribute",
    "apart": "unpair split separate divide different not same",
    "note": "comment annotate memo",
    "inspect": "info inspect value attributes history",
    "describe-article": "info metadata title source codes",
    "mark": "done status finished complete skip",
    "list-mark": "done status finished complete skip",
    "mark-next": "done finished complete",
    "check": "errors problems review lint findings",
    "copy": "clipboard yank",
    "larger": "grow expand extend select",
    "smaller": "shrink reduce",
    "extend": "select visual",
    "hints": "jump goto",
    "together": "sync scroll lock",
    "alone": "zoom maximize",
    "suspend": "background shell",
    "pick-label": "label tag",
    "wider": "width",
    "narrower": "width",
    "more-panes": "split column",
    "fewer-panes": "close",
    "sort": "order",
    "hide-suggestions": "suggestions",
    "let-go": "escape clear",
    "theme": "colours colors dark light appearance",
    "settings": "preferences options configure config",
    "export": "save dataset jsonl csv",
}
"""Other words for commands, by id: those that people bring along from other programs."""

REMOVES = frozenset({"remove", "refuse"})
"""What takes something away: it comes first only where a word of its own was typed whole."""

_NONE = 99
_WORDS = late(r"[^\W_]+")


class Named(Struct, frozen=True):
    """Something that can be asked for by name: a name, a sentence, and other words for it."""

    id: str
    name: str
    sentence: str = ""


T = TypeVar("T", bound=Named)


def found(named: Iterable[T], typed: str) -> list[T]:
    """What is meant by the words typed, the likeliest first; all of it where none were typed.

    Each word has to be a word of the name, of the sentence or of another name, or begin one:
    letters scattered over a word are no match.
    """
    asked = _words(typed)
    if not asked:
        return list(named)
    ranked = [(rank(one, asked), place, one) for place, one in enumerate(named)]
    return [one for far, _, one in sorted(ranked, key=lambda each: each[:2]) if far < _NONE]


def rank(one: Named, asked: Sequence[str]) -> int:
    """How far the words asked for are from what this is called, 0 being just that."""
    name, also, sentence = _words(one.name), _words(ALSO.get(one.id, "")), _words(one.sentence)
    if list(asked) == name or (len(asked) == 1 and asked[0] in also):
        return 0
    if all(word in name for word in asked):
        return 1
    if one.id in REMOVES:
        return 8 if _begin(asked, [*name, *also]) else _NONE
    if " ".join(name).startswith(" ".join(asked)):
        return 2
    for far, words in ((3, name), (4, [*name, *also]), (5, [*name, *also, *sentence])):
        if _begin(asked, words):
            return far
    return _NONE


def _begin(asked: Iterable[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in asked)


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())
