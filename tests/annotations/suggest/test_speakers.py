"""Who speaks a quote: the actor at the verb, and after that those near by."""

import re

import pytest

from annotations.annotation import Annotation
from annotations.suggest.speakers import speakers

ACTORS = (
    "Ann Lee|Lee|Joss Pask|Pask|Verrin|NSC|Radio Pellin|Harbour Radio|Lowmark|Quillon|Mary Tait"
    "|Tait|Corwin Hale|Hale|Sallow Line"
)


def ranked(text: str) -> list[str]:
    """The speakers of the quote marked with ^, among the actors above."""
    at = text.index("^")
    text = text.replace("^", "")
    end = min(place + 1 for mark in '”"’' if (place := text.find(mark, at + 1)) > 0)
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
        # he and she: no place, no organisation, one gender, and the last who acted or spoke
        ("Joss Pask met Mary Tait.\n\n^“No deal,” she said.", "Mary Tait"),
        ("Mary Tait met Joss Pask.\n\n^“No deal,” he said.", "Joss Pask"),
        ("Mrs. Hale said no to Joss Pask. ^“No deal,” she said.", "Hale"),
        ("Pask said no. The NSC met in Lowmark.\n\n^“No deal,” he said.", "Pask"),
        (
            "Mary Tait said no, and Ann Lee is right, she said.\n\n^“No deal,” she said.",
            "Mary Tait",
        ),
        ("For Verrin’s envoy, Mary Tait, it was late. ^“No deal,” she said.", "Mary Tait"),
        (
            "Corwin Hale, chief of the Sallow Line, struck a pose when he called it ^“no deal”.",
            "Corwin Hale",
        ),
        (
            "Mary Tait left.\n\n“No,” she said. “Never,” said Mr. Pask.\n\n^“No deal,” she said.",
            "Mary Tait",
        ),
        # the subject right before the verb, not what stands beside it
        ("In a Harbour Radio interview Tait called it ^“no deal”.", "Tait"),
        ("On Radio Pellin’s Sunday show, Pask said it was ^“no deal.”", "Pask"),
        ("Verrin’s chief executive, Corwin Hale, called it ^“no deal”.", "Corwin Hale"),
        (
            "Lee’s friend Corwin Hale compared Pask to a thief in hopes of a ^“fair deal”.",
            "Corwin Hale",
        ),
        ("Pask openly envies Quillon as a ^“strong envoy”.", "Pask"),
        ("Quillon insisted that it was ^“no deal.” The NSC said it was late.", "Quillon"),
        ("Lee heard chants of ^“No deal!” in Pellin, according to Joss Pask.", "Joss Pask"),
        # by a dash, by a colon, by the paragraph before
        ("“Never.” – Quillon\n\n^“No deal.” ― Ann Lee", "Ann Lee"),
        ("Pask: Verrin Was ^‘No Friend’", "Pask"),
        ("Lee met Pask. “No,” Lee said.\n\n^“No deal. It is late.”", "Lee"),
        # straight marks; inside the quote nobody speaks
        ('^"Verrin will not have it," Ann Lee said.', "Ann Lee"),
        ("^“We told Pask so,” said Mr. Lee.", "Lee"),
        ("^“No deal.” Nothing else. Lee slept.", "Lee"),
    ],
)
def test_the_likeliest_speaker(text: str, speaker: str) -> None:
    assert ranked(text)[0] == speaker


def test_nobody_of_a_headline_where_the_sentence_names_somebody_untagged() -> None:
    head = "Verrin and Lowmark Agree\n\n"
    assert ranked(head + "^“No deal,” Oskar Tellwyn said.") == []
    assert ranked(head + "^“No deal,” said Oskar Tellwyn.") == []
    assert ranked(head + "^“No deal,” officials said.") == ["Lowmark", "Verrin"]


def test_a_headline_comes_last() -> None:
    text = "Verrin Leaves The Long Talks\n\nLowmark left.\n\nQuillon left.\n\n^“No deal.”"
    assert ranked(text) == ["Quillon", "Lowmark", "Verrin"]


def test_then_the_nearer_ones_each_name_once() -> None:
    text = "Quillon slept. Verrin and Verrin.\n\n^“No deal,” said Ann Lee to Pask. Lowmark left."
    assert ranked(text) == ["Ann Lee", "Pask", "Lowmark", "Verrin", "Quillon"]


def test_nobody_far_away_and_nobody_at_all() -> None:
    assert ranked("Lee.\n\n" + "Nothing.\n\n" * 4 + "^“No deal,” said a man.") == []
    assert ranked("^“No deal.”") == []


def test_an_actor_without_words_is_nobody_that_matters() -> None:
    text = "Ann Lee  came. “No deal,” she said."
    actors = [Annotation("1", 0, 7, "actor", "ann"), Annotation("2", 7, 9, "actor", "ann")]
    assert speakers(text, (15, 25), actors)[0].id == "1"
