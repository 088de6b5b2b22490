"""What commands ask of what lies beyond them: frozen values, which the screen carries out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from annotations.scheme import Attribute, Scheme
from annotations.session import Session
from annotations.units import Span

Switch = tuple[str, str]
"""A key that gives the words that are asked for another meaning, and the sign that tells of it."""


class Effect(msgspec.Struct, frozen=True):
    """One thing to be done. Where it has an answer, a continuation gets it, with effects again."""


Effects: TypeAlias = Iterable[Effect]


class Say(Effect, frozen=True):
    """Tell the person something: in the bottom line, or where it matters as a notice."""

    words: str
    severe: bool = False


class Ask(Effect, frozen=True):
    """Ask for words in a line behind `sign`, with `words` in it to begin with.

    `done` gets what was typed, and whether `switch` gave it its other meaning. `live` gets it after
    each key, and `None` where the line is left.
    """

    sign: str
    done: Callable[[str, bool], Effects]
    switch: Switch | None = None
    words: str = ""
    live: Callable[[str | None], Effects] | None = None


class Follow(Effect, frozen=True):
    """Have what follows the words being typed follow them, once they have been shown."""


class Compute(Effect, frozen=True):
    """Have `work` done on another thread; `done` gets what it gives, or `None`."""

    work: Callable[[], object]
    done: Callable[[Any], Effects]


class Copy(Effect, frozen=True):
    """Copy words by way of the terminal."""

    words: str


class SaveAgain(Effect, frozen=True):
    """Try to save what could not be saved."""


class ShowKeys(Effect, frozen=True):
    """Show all keys of the screen."""


class ShowCommands(Effect, frozen=True):
    """Show everything by name."""


class Suspend(Effect, frozen=True):
    """Suspend postil to the shell."""


class FindInAll(Effect, frozen=True):
    """Look for words, or a regular expression, in all articles of a list."""

    words: str
    regular: bool


class CheckAll(Effect, frozen=True):
    """List what looks wrong in the tags of all articles of a list."""


class Adjudicate(Effect, frozen=True):
    """Go through what the readers of a team differ in."""


class ReadOther(Effect, frozen=True):
    """Go on with the annotator's reading once more, or from there with the first one."""


class LookAgain(Effect, frozen=True):
    """List what there is by now."""


class ListNotes(Effect, frozen=True):
    """List the notes on the tags of all articles of a list."""


class ListOverruled(Effect, frozen=True):
    """List what was decided against the annotator in the articles that they have done."""


class ListUnsure(Effect, frozen=True):
    """List the places of which those that suggest are least sure, at most so many of them."""

    most: int


class GoBack(Effect, frozen=True):
    """Leave a list of places for the library."""


class Leave(Effect, frozen=True):
    """Leave, asking first where changes are not saved, or in any case where that is wanted."""

    asking: bool = False


class Form(msgspec.Struct, frozen=True):
    """What is asked: fields by name with their values, and what some of them are.

    `objection` speaks against a value of a field in a sentence, where its type does not; neither
    does against one that was there before. `about` are lines to read below, each with the style
    that it is drawn in.
    """

    title: str
    values: Mapping[str, str]
    types: Mapping[str, Attribute] = {}
    objection: Callable[[str, str], str] = lambda name, value: ""
    about: Sequence[tuple[str, str]] = ()


class Fill(Effect, frozen=True):
    """Have a form filled in; `done` gets its fields, and nothing is done where it is left."""

    form: Form
    done: Callable[[dict[str, str]], Effects]


class ShowGuideline(Effect, frozen=True):
    """Show what a label means, as its guideline says; `made` is the version that a tag bears."""

    label: str
    made: str = ""


class ShowTable(Effect, frozen=True):
    """Show articles compared in one table; `done` gets the article and the item one goes to."""

    table: Any
    done: Callable[[str, Any], Effects]


class Choose(Effect, frozen=True):
    """Have one of these labels, or of what is listed like them, chosen; `done` gets its name."""

    done: Callable[[str], Effects]
    among: Scheme
    title: str = "Label"


class Identify(Effect, frozen=True):
    """Have one of these entities chosen, or a new one named; `done` gets its id or, of a new one,
    no id and its name.

    `among` are ids with their names, the likeliest first: so many of them are `likely` that a new
    one, which is called `words` where nothing is typed, comes behind them.
    """

    done: Callable[[str, str], Effects]
    among: Sequence[tuple[str, str]]
    words: str
    likely: int = 0


class Amend(Effect, frozen=True):
    """Change an article's title and metadata, by field; `done` is called when that is so."""

    session: Session
    fields: Mapping[str, str | None]
    done: Callable[[], Effects] = tuple


class LoadArticles(Effect, frozen=True):
    """Have the articles opened that are next to stand side by side."""


class GiveUpWaiting(Effect, frozen=True):
    """Wait no longer for articles that are being read."""


class ReadAt(Effect, frozen=True):
    """Have the article of this name read at a span, in code points."""

    name: str
    span: Span | None


class GoToLibrary(Effect, frozen=True):
    """Leave the articles for the list that they were opened from, or for the library."""
