"""Pronouns: whom *he said* and *she said* mean."""

from collections.abc import Sequence

from annotations.annotation import Annotation
from annotations.suggest.persons import Persons
from annotations.suggest.speech import is_beside, speaks
from annotations.suggest.whereabouts import acts
from annotations.units import Span, previous_paragraph, sentences

_PARAGRAPHS = 3  # before the one with the pronoun


class Pronouns:
    """The actors of a text, outside of its quotations, as pronouns may mean them."""

    def __init__(self, text: str, actors: Sequence[Annotation]) -> None:
        self.text, self.actors = text, actors
        self.persons = Persons(text, actors)

    def between(self, start: int, end: int) -> list[Annotation]:
        """The actors within a span."""
        return [a for a in self.actors if start <= a.start and a.end <= end]

    def meant(self, floor: int, place: int, pronoun: str) -> Annotation | None:
        """Whom a pronoun at `place` means, in a paragraph that begins at `floor`.

        Who was a subject last, in the paragraph or the three before; else who was named last.
        """
        kind = pronoun.lower() if pronoun.lower() in ("he", "she") else ""
        paragraph: Span | None = (floor, place)
        for number in range(_PARAGRAPHS + 1):
            if paragraph is None:
                break
            for strict in (True, False) if kind else (False,):
                found = self.last_subject(paragraph, kind, strict)
                if not found and (strict or not number):
                    found = self._last_named(paragraph, kind, strict)
                if found:
                    return found
            paragraph = previous_paragraph(self.text, paragraph[0])
        fitting = self._persons(self._possible((0, place), kind))
        return fitting[-1] if fitting else None

    def last_subject(self, part: Span, kind: str = "", strict: bool = False) -> Annotation | None:
        """Who acts in the last sentence of a part in which somebody does whom a pronoun fits.

        `kind` is `he`, `she` or nothing; `strict` asks for more than that nothing bars it.
        """
        for start, end in reversed(list(sentences(self.text, part))):
            here = self._possible((start, end), kind, strict)
            speaking = [a for a in here if speaks(self.text, a, start, end)]
            acting = [
                a for a in here if acts(self.text, a.end) and not is_beside(self.text, a, start)
            ]
            if found := self._persons(speaking) or self._persons(acting):
                return found[0]
        return None

    def _last_named(self, part: Span, kind: str, strict: bool) -> Annotation | None:
        """Who is named first in the last sentence of a part, best without a preposition."""
        for start, end in reversed(list(sentences(self.text, part))):
            here = self._possible((start, end), kind, strict)
            free = [a for a in here if not is_beside(self.text, a, start)]
            if found := self._persons(free) or self._persons(here):
                return found[0]
        return None

    def _possible(self, part: Span, kind: str, strict: bool = False) -> list[Annotation]:
        """Those in a part whom a pronoun may mean, or `strict` those whom it fits."""
        fits = self.persons.fits if strict else self.persons.may_be
        return [a for a in self.between(*part) if not kind or fits(a, kind)]

    def _persons(self, possible: list[Annotation]) -> list[Annotation]:
        return [a for a in possible if self.persons.is_sure(a)] or possible
