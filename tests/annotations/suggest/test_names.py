"""Actors by the look of the text: which names are one, and which are something else."""

from collections.abc import Callable

import pytest

from annotations.suggest.names import NameSuggester

from .conftest import Propose

BODY = "\n\nThen Quillon left, and Nadia Quillon said so. The town of Pellin saw Quillon sleep."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy Nadia Quillon spoke to Congress.", "Nadia Quillon|Congress"),
        ("Mayor Quillon of Verrin left.", "Quillon|Verrin"),
        ("He flew to see Quillon on Monday.", "Quillon"),
        # places
        ("It rained in Pellin, near Kestrow and in Port Ash, Lowmark.", ""),
        ("He lives in Kestrow, Mass., and in the Narrow Seas Council.", "Narrow Seas Council"),
        ("She is from Kestrow. The letter is from Ann Pask.", "Ann Pask"),
        (
            "Representative Ann Lee of Ohio and Governor Joss Pask of Ohio met.",
            "Ann Lee|Joss Pask|Ohio",
        ),
        ("Joss Pask, Democrat of Ohio, said so.", "Joss Pask"),
        ("There was a delay in Quillon’s talks.", "Quillon"),
        # adjectives, peoples, things
        ("The Russian navy and Chinese ships, a Verrinese boat", ""),
        ("the Russian Navy Board and many Americans left.", "Russian Navy Board"),
        ("the Harbour Act, the Pellin Bridge and Easter", ""),
        ("the Democratic Party", "Democratic Party"),
        ("House Republicans and the Democratic Senate agreed.", "House|Republicans|Senate"),
        (
            "the Tellwyn administration and the Pask campaign",
            "Tellwyn administration|Pask campaign",
        ),
        ("Joss Pask (R-Ohio), I said, left.", "Joss Pask"),
        # what only begins a sentence
        ("But Verrin stayed. Ferries did not. The ferries sank.", "Verrin"),
        ("Fishing is hard. Quillon fishes. They saw Quillon.", "Quillon|Quillon"),
        ("“Nobody knows,” he said. Nobody did. “I’m sure,” and I’ll say I'd go.", ""),
        # dates, titles of works, datelines, media
        ("President Quillon Monday told Fox so.", "Quillon|Fox"),
        ("on the programme “Morning in Verrin” today", ""),
        ("PELLIN (NP) — The rain fell on Verrin.", "Verrin"),
        ("PELLIN, Oct. 10 - The rain fell.", ""),
        ("Fares fell in the July-September term, Verrin said.", "Verrin"),
        ("Quillon rows on a Saturday-Sunday plan, Nov.\u2013Feb. and Jan.-March.", "Quillon"),
        ("On Tuesday- Verrin left, on May\u2010June as well.", "Verrin"),
        ("He wrote on Twitter; a Facebook post; Facebook said", "Facebook"),
        # pairs
        (
            "The Verrin-Lowmark talks. Verrin left, so Lowmark left.",
            "Verrin|Lowmark|Verrin|Lowmark",
        ),
        ("Jean-Luc spoke.", "Jean-Luc"),
        # headlines
        (
            "Quillon Leaves Harbour Talks After Long Night" + BODY,
            "Quillon|Quillon|Nadia Quillon|Pellin|Quillon",
        ),
        ("漢字 and Ελλάδα said", "Ελλάδα"),
    ],
)
def test_names(said: Callable[..., str], text: str, expected: str) -> None:
    assert said(NameSuggester(), text) == expected


def test_a_title_makes_a_name_surer(propose: Propose) -> None:
    titled, plain = (p.score for p in propose(NameSuggester(), "Mayor Quillon and Tellwyn left."))
    assert titled > plain


def test_evidence_far_away_is_not_looked_for(said: Callable[..., str]) -> None:
    far = "x " * 40_000
    assert said(NameSuggester(), "Walks help. " + far + ". They saw Walks.") == "Walks"
    assert said(NameSuggester(), "Walks help. They saw Walks and Walks.") == "Walks|Walks|Walks"
