"""Who speaks a quote: the actor at the verb, and after that those near by."""

import re

import pytest

from annotations.annotation import Annotation
from annotations.suggest.speakers import speakers

ACTORS = "Ann Lee|Lee|Joss Pask|Pask|Verrin|NSC|Radio Pellin|Lowmark|Quillon"


def ranked(text: str) -> list[str]:
    """The speakers of the quote marked with ^, among the actors above."""
    at = text.index("^")
    text = text.replace("^", "")
    end = min(place + 1 for mark in '”"' if (place := text.find(mark, at + 1)) > 0)
    actors = [
        Annotation(str(m.start()), *m.span(), "actor", "ann")
        for m in re.finditer(rf"\b(?:{ACTORS})\b", text)
    ]
    return [text[a.start : a.end] for a in speakers(text, (at, end), actors)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("^“No deal,” said Ann Lee of Verrin.", "Ann Lee"),
        ("^“No deal,” Lee told Radio Pellin.", "Lee"),
        ("^“No deal,” Verrin spokesman Joss Pask said.", "Joss Pask"),
        ("^“No deal,” Ann Lee, who leads the NSC, said on Monday.", "Ann Lee"),
        ("Pask left. Ann Lee said, ^“No deal.” Quillon wept.", "Ann Lee"),
        ("Ann Lee, envoy of the NSC, called it ^“no deal” in Verrin.", "Ann Lee"),
        ("Ann Lee met Pask, saying it was ^“no deal.”", "Ann Lee"),
        ("According to the NSC, it is ^“no deal.”", "NSC"),
        # the same speaker goes on
        ("“No,” said Ann Lee of the NSC. ^“Never.”", "Ann Lee"),
        ("“No,” Pask told Lee. ^“Never.”", "Pask"),
        ("Pask left.\n\n^“No.\n\n“Never,” said Ann Lee.", "Ann Lee"),
        # a pronoun
        ("Ann Lee said no.\n\n^“No deal,” she said.", "Ann Lee"),
        ("Lee argued with Lowmark.\n\nPask came late. ^“No deal,” he said.", "Pask"),
        ("Ann Lee said no to Verrin.\n\nShe added: ^“No deal.”", "Ann Lee"),
        # straight marks; inside the quote nobody speaks
        ('^"Verrin will not have it," Ann Lee said.', "Ann Lee"),
        ("^“We told Pask so,” said Mr. Lee.", "Lee"),
        ("^“No deal.” Nothing else. Lee slept.", "Lee"),
    ],
)
def test_the_likeliest_speaker(text: str, speaker: str) -> None:
    assert ranked(text)[0] == speaker


def test_then_the_nearer_ones_each_name_once() -> None:
    text = "Quillon slept. Verrin and Verrin.\n\n^“No deal,” said Ann Lee to Pask. Lowmark left."
    assert ranked(text) == ["Ann Lee", "Pask", "Lowmark", "Verrin", "Quillon"]


def test_nobody_far_away_and_nobody_at_all() -> None:
    assert ranked("Lee.\n\n" + "Nothing.\n\n" * 4 + "^“No deal,” said a man.") == []
    assert ranked("^“No deal.”") == []
