"""Quotes: what stands in marks and is somebody's words."""

from collections.abc import Callable

import pytest

from annotations.suggest.quotes import QuoteSuggester

from .conftest import Propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go,” she said. ‘Now.’", "“Go,”|‘Now.’"),
        ("“He said ‘go’ to me,” she said", "“He said ‘go’ to me,”"),
        ("on the program “Morning in Verrin” he said “no”", "“no”"),
        ("the film “The Quay at Night” was", ""),
        ("Council Calls Long Ferry Strike ‘A Great Shame’", "‘A Great Shame’"),
        ("He said “...” and «oui»", "«oui»"),
        ("“One.\n\n“Two,” he said.", "“One.\n\n“Two,”"),
        # set as titles are, and yet spoken
        ("“Make It So,” she wrote on the wall.", "“Make It So,”"),
        ("Tait tweeted: “Never Ever Again”", "“Never Ever Again”"),
        ("“Not Over My Dead Body!” Joss Pask shouted.", "“Not Over My Dead Body!”"),
        ("She sang in the film “The Quay at Night,” he said.", ""),
        ("Tait, speaking on “Harbour News Sunday,” said no. Radio’s “This Week” said so.", ""),
        # nicknames
        ('Robert "Buzz" Hale met Ann ‘The Gull’ Lee.', ""),
        ('Hale called Lee "Buzz" and left.', '"Buzz"'),
        # typed marks, tags, line breaks
        ("``It is late,'' said Hale. ``Go.''", "``It is late,''|``Go.''"),
        ("``It is late.\n\n``Go home,'' said Hale.", "``It is late.\n\n``Go home,''"),
        ("<a href=\"x.html\" class='big one'>“It is late,”</a> she said.", "“It is late,”"),
        ('img alt="The quay at night" width="60" and "It is late," she said.', '"It is late,"'),
        (
            'Hale said "it is very\nlate" and "that is it" to her.',
            '"it is very\nlate"|"that is it"',
        ),
        ("“It is very\nlate,” Hale said. “Go\nhome.”", "“It is very\nlate,”|“Go\nhome.”"),
        ("Hale “left.\nLee” left.", ""),
        # words that are shown
        ("Below were the words “The Queen of Oars.”", "“The Queen of Oars.”"),
        ("It ran under the headline “Ferry Hits the Quay.”", "“Ferry Hits the Quay.”"),
        # a term is nobody's words
        ("He would keep the “wait and see” policy of the port.", ""),
        ("Hale told the station's “Quayside” show so.", ""),
        ("Hale said so in an ad titled “Strong.”", ""),
        ("He would end the “fair share” rule and the “magic” cure.", ""),
        ("He mocked the “fair share” rule and left as a “hero”.", "“fair share”|“hero”"),
    ],
)
def test_quotes(said: Callable[..., str], text: str, expected: str) -> None:
    assert said(QuoteSuggester(), text) == expected


def test_one_word_in_marks_is_less_likely(propose: Propose) -> None:
    scores = [p.score for p in propose(QuoteSuggester(), "“no” and “no deal” and “no deal now”")]
    assert scores == sorted(set(scores))


def test_a_quotation_that_a_piece_cuts_is_whole(said: Callable[..., str]) -> None:
    text = "He said a thing. " * 110 + "“" + "And then another. " * 20 + "”"
    assert said(QuoteSuggester(), text) == text[text.index("“") :]
