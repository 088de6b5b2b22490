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
        ("In 1915 Joss Pask of Alabama wrote a law.", "Joss Pask"),
        ("The long border with Angola is a boundary with Peru.", ""),
        ("It prevents Peru from rowing and tells Spain.", "Peru|Spain"),
        ("Their policies toward Peru are old.", "Peru"),
        # titles and who is from where
        ("Then former Cong. Joss Pask met FBI Special Agent Ann Lee.", "Joss Pask|FBI|Ann Lee"),
        ("The Iowan Ann Lee met the Nebraskan Joss Pask.", "Ann Lee|Joss Pask"),
        ("He heads the GOP campaign committee.", "GOP"),
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
        # words before and behind a name
        ("Embattled Pask waits. They saw Pask.", "Pask|Pask"),
        ("Controversial Ohio Sheriff Ann Lee left.", "Ohio|Ann Lee"),
        ("Local Democratic Party members met.", "Democratic Party"),
        ("Real Madrid met Bill Jordan.", "Real Madrid|Bill Jordan"),
        ("Posted by the super PAC Pellin Rising.", "Pellin Rising"),
        ("It is on the Narrow Herald Web site.", "Narrow Herald"),
        ("He told The Buoy of the buoy.", "Buoy"),
        ("The guest was Dean Pask, and Dean Ann Lee left.", "Dean Pask|Ann Lee"),
        # offices, campaigns, authorities
        ("The U.S. Attorney's office spoke to the U.S. attorney.", "U.S. Attorney's office|U.S."),
        ("The Pask for Governor campaign grew.", "Pask for Governor"),
        ("The Port Authority of Kenya and Peru sank.", "Port Authority of Kenya and Peru"),
        ("They ate at the White House. The White House said so.", "White House"),
        ("He ran in Ohio's 16th District and in Iowa's Third Congressional District.", ""),
        ("A quay next to Pellin Head, in suburban Kestrow and lower Sallow.", ""),
        ("Hurricane Joss hit Ann Lee, an Iowa Democrat, in the Oval Office.", "Ann Lee"),
        ("The mayor of Kestrow, D.C., left.", ""),
        # no actors
        ("He rows every Sunday, and other CEOs do.", ""),
        ("“Hello, my name is late,” he said. “Wow.”", ""),
        ("The Great Depression and the Pellin Poll passed.", ""),
        ("He met the First Family and the First Lady. It cut Medicare.", ""),
        ("The Duchess of Cambridge read the Congressional Record.", ""),
        ("It ran in Miami, West Pellin Beach and Fort Sallow.", ""),
        ("A man in Hale's Kestrow office rose.", "Hale"),
        ("He found Facebook friends.", ""),
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
        # a hyphen before a small letter
        ("Han Seo-jin met Wei-ting and Ban Ki-moon.", "Han Seo-jin|Wei-ting|Ban Ki-moon"),
        (
            "The Quillon-led side, a Pask-backed rival and Kestrow-born Ann Lee.",
            "Quillon|Pask|Ann Lee",
        ),
        ("Long-term plans. Re-elected mayors. Anti-war groups met.", ""),
        # particles in front
        (
            "They saw Ursula van der Berg. Then van der Berg left.",
            "Ursula van der Berg|van der Berg",
        ),
        ("It pleased bin Omar, de la Riva and al-Quillon.", "bin Omar|de la Riva|al-Quillon"),
        ("He sold the van Ford made and the bin Quillon hid.", "Ford|Quillon"),
        # titles, jobs and peoples end before the name
        (
            "Chief Executive Joss Pask, SECRETARY-GENERAL Ann Lee and Vice-President Oz Hale met.",
            "Joss Pask|Ann Lee|Oz Hale",
        ),
        ("The Chief Executive met the Prime Minister and the Crown Prince.", ""),
        ("The Scotsman Joss Pask and Dutchwoman Ann Lee met.", "Joss Pask|Ann Lee"),
        ("South Korean singer Han Seo-jin and Costa Ricans sang.", "Han Seo-jin"),
        ("Minister of Trade and Ports Nadia Quillon spoke.", "Nadia Quillon"),
        ("They fear Hun Sen and Gen. Joss Pask.", "Hun Sen|Joss Pask"),
        (
            "Under-Secretary-General Ann Lee, Secretary General Oz Hale, Chief Legal Officer Jo.",
            "Ann Lee|Oz Hale|Jo",
        ),
        ("A letter of the Harbour Commission Mary Tait read.", "Harbour Commission|Mary Tait"),
        # small words, commas and possessives within an institution
        (
            "The Centers for Flood Control and Recovery met the Chamber of Commerce and Kestrow.",
            "Centers for Flood Control and Recovery|Chamber of Commerce|Kestrow",
        ),
        (
            "They asked the Ministry of Trade, Ports and Fish, and Nadia Quillon.",
            "Ministry of Trade, Ports and Fish|Nadia Quillon",
        ),
        ("A clerk of the Ministry of Trade and Mayor Pask met.", "Ministry of Trade|Pask"),
        ("The Prosecutor's Office met the Pilots' Guild.", "Prosecutor's Office|Pilots' Guild"),
        ("He chairs the Farmers’ League. Later the League met.", "Farmers’ League|League"),
        (
            "It rained in Pellin, said Radio Pellin. The Ombudsman's Office shut.",
            "Radio Pellin|Ombudsman's Office",
        ),
        ("They asked Lowmark's Supreme Court for more.", "Lowmark|Supreme Court"),
        # results and rosters are no headlines
        ("Kestrow Rovers 2 Port Ash Town 0", "Kestrow Rovers|Port Ash Town"),
        ("Defenders - Joss Pask, Bo Vell, Ann Lee, Tam Osk", "Joss Pask|Bo Vell|Ann Lee|Tam Osk"),
        ("3. Ines Tolland 1:50.54 4. Tam Osk 1:50.92", "Ines Tolland|Tam Osk"),
        ("Lowmark Opens Talks In Pellin, Verrin Says", ""),
        ("“No,” said Pavese. A Verrinese boat sank. The Pavese left.", "Pavese"),
        ("She left the House of Representatives. Pask stayed.", "House of Representatives|Pask"),
        # what looks like a name and is none, and the other way round
        ("The G7 and the G-20 sent an A4 sheet.", "G7|G-20"),
        ("Multiple boats sank. Tiny boats sank. Prior talks failed. Rusty hulls leak.", ""),
        ("Young left. The young man left. “No,” he said. Brown told them so.", "Brown"),
        ("The Government and the Ministry met the Council at noon.", ""),
        (
            "He chairs the League of Coasts. The League met, and so the League left.",
            "League of Coasts|League|League",
        ),
        ("See https://example.org/News/Verrin, ann@Example.org and #Harbour for more.", ""),
        # a place acts, or only says where
        ("They met in Kestrow. Then Kestrow agreed. He left for the town of Kestrow.", "Kestrow"),
        (
            "He sailed to Canada. Then Canada agreed with Chile, and the coast of Chile shook.",
            "Canada|Chile",
        ),
        ("In Pellin, Joss Pask and Ann Lee were late.", "Joss Pask|Ann Lee"),
        ("It is made in Kestrow, Chile, by Governor Ann Lee of Peru.", "Ann Lee|Peru"),
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
