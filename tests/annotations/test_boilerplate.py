"""What is boilerplate and what only looks like it, line by line and in a whole page."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.article import Article, Metadata
from annotations.boilerplate import boilerplate

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"
STORY = (
    "PELLIN - Verrin and Lowmark agreed on Thursday night to reopen the harbour of Port Sallow, and"
    " their two ministers shook hands on it for a long time.\n"
)


def words(text: str, title: str = "", source: str | None = None) -> list[str]:
    return [text[start:end] for start, end in boilerplate(text, title, source)]


BOILERPLATE = """\
Exit mobile version
Site Mobile Navigation
ADVERTISEMENT
Story continues below advertisement
Read more: Ferries to sail again
Related: The long night of the night trams
Related articles
Share this story
Share this article on Facebook
Click to share on Twitter (Opens in new window)
Follow us on Twitter
Follow @pellinwire on Twitter.
Sign up for our morning newsletter and never miss a story.
Subscribe to our YouTube channel
Get the best of the Gazette delivered straight to your inbox.
(with inputs from PTI)
(With inputs from agencies)
With agency inputs
With reports from Ana Orrel in Pellin
(Except for the headline, this story has not been edited by Pellin staff.)
\u2014 AFP
(Xinhua)
Agencies
More>>
Read More \u00bb
https://example.org/harbour/news/17
Photo by Ana Orrel
[Photo/Xinhua]
PHOTO | ANA ORREL
(Picture by Ana Orrel/Pellin Wire)
FILE PHOTO: Ministers leave the customs house.
File photo
Courtesy: Ana Orrel
#ferries #harbour-talks #Pellin
Leave a Reply
Leave a comment
Be the first to comment
Be the first to comment on "Ferries to sail again"
3 comments
No comments yet
Comments are closed.
Name *
Email (required)
Your email address will not be published. Required fields are marked *
Save my name, email, and website in this browser for the next time I comment.
Notify me of follow-up comments by email.
You must be logged in to post a comment.
Tell us what you think in the comments below!
Source: Reuters
(AFP)
AP, Reuters
abc/de (AP, AFP, dpa)
Photo: Ana Orrel / Pellin Wire
Photo credit: Getty Images
Image courtesy of: the harbour office
© 2031 The Pellin Wire
Copyright 2031 The Associated Press. All rights reserved.
This material may not be published, broadcast, rewritten or redistributed.
Reporting by Ana Orrel in Pellin and Ben Tash; Editing by Carla van Dorn
(Additional reporting by Ana Orrel)
Ana Orrel and Ben Tash contributed reporting from Pellin.
Associated Press writers Ana Orrel in Pellin and Ben Tash contributed to this report.
The Associated Press contributed to this report.
A version of this article appears in print on March 4, 2031, on page A16.
Tags: ferries, strike, Pellin
Filed under: Harbour
Ministers leave the customs house on Friday. Photo: Pellin Wire archive / Enlarge image
The quay at night. (AP Photo/Ana Orrel)
Trams wait at the depot [Ana Orrel/Reuters]
The mayor on Monday. Credit: Ana Orrel for the Gazette
"""

ARTICLE = """\
Reporting by the Gazette has shown that the ministers knew of it.
With reports of rain came the first boats home.
More is to come, he said.
Photo by photo, the jury saw the night.
Photo finishes are rare in rowing.
Inputs of coal fell by half.
With inputs like these nobody can work, she said.
Agencies that deal with floods were called.
Picture the scene: a quay at night.
Tags
Copyright law is to be rewritten in the spring.
Pictures of the ship emerged on Monday.
Photos of the quay were shown in court.
Read more slowly, the judge told her.
The rain contributed to this story of decline.
Follow the money, Okonbrook said.
Subscribe to that view or leave, he told them.
Share prices fell.
Comments like these will not help, she said.
Comment
Name
Website
Relief on the last tram
Three comments were struck from the record.
He left a reply on her desk.
Tags of blue paint were found on the wall.
Advertisements for the ferry had been torn down.
Reuters reported on Friday that the talks had failed.
The photograph, by Ana Orrel, hangs in the hall.
“All rights reserved for us, and none for them,” he said of the bill.
UPDATE:
Correction: March 4, 2031
Nobody was hurt
WASHINGTON (AP) — The talks have failed.
Nadia Quillon, Ilse Maravane and Oskar Tellwyn
Via Dolora
"""


@pytest.mark.parametrize("line", BOILERPLATE.splitlines())
def test_a_line_is_boilerplate(line: str) -> None:
    assert words(f"{STORY}\n{line}\n\n{STORY}") == [line]


@pytest.mark.parametrize(
    ("line", "ending"),
    [
        ("It was late. (With inputs from PTI)", "(With inputs from PTI)"),
        ("\u201cIt was late,\u201d he said. \u2014 AFP", "\u2014 AFP"),
        ("It was late. (Reuters)", "(Reuters)"),
        ("It was late, said the agency (Reuters)", ""),
        ("It was late. (Nobody came.)", ""),
        ("It was late. - Ana Orrel", ""),
    ],
)
def test_an_agency_behind_the_last_sentence_is_boilerplate(line: str, ending: str) -> None:
    assert words(f"{STORY}\n{line}\n\n{STORY}") == [ending] * bool(ending)


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("Ferries to sail again on Friday | Pellin Times", "| Pellin Times"),
        ("Ferries to sail again on Friday - pellinwire.com", "- pellinwire.com"),
        ("Ferries to sail again on Friday - Quillon", ""),
        ("Ferries sail again \u2013 and the guild has no news", ""),
    ],
)
def test_a_medium_behind_a_headline_is_told_by_its_name(head: str, site: str) -> None:
    assert words(f"{head}\n\n{STORY}") == [site] * bool(site)


def test_tags_of_other_makes() -> None:
    tags = "Tags\nPort Sallow\nferries"
    assert words(f"{STORY}\n{tags}\n") == tags.split("\n")
    listed = "Verrin | Lowmark | Port Sallow | ferries"
    assert words(f"{STORY}\n{listed}\n") == [listed]


@pytest.mark.parametrize("line", ARTICLE.splitlines())
def test_what_only_looks_like_it_is_none(line: str) -> None:
    assert words(f"{STORY}\n{line}\n\n{STORY}") == []


def test_boilerplate_has_no_white_space_at_its_edges() -> None:
    assert words(f"{STORY} \t Leave a Reply \u00a0\n") == ["Leave a Reply"]


# Lines that are told by their neighbours


def test_the_fields_of_a_form_are_boilerplate_beside_what_is_certain() -> None:
    form = ["Leave a Reply", "Comment", "Name", "Website"]
    assert words(STORY + "\n\n".join(form)) == form


def test_three_fields_together_are_boilerplate_and_two_are_not() -> None:
    assert words(f"{STORY}Share\nTweet\nPrint\n{STORY}") == ["Share", "Tweet", "Print"]
    assert words(f"{STORY}Share\nTweet\n{STORY}") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("verrin, lowmark, harbour, nadia quillon", True),
        ("Verrin, Lowmark, Port Sallow, whales", True),
        ("whales, otters, eels, harbour", False),  # the article speaks of one of them
        ("Verrin, Lowmark, harbour", False),
        ("Verrin, Lowmark, Pellin, and Port Sallow", False),
        ("Verrin, Lowmark, Pellin, ministers.", False),
        ("Verrin and Lowmark, the old rivals of the narrow seas, Pellin, Thursday", False),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_tag_line_stands_first_or_last(line: str, expected: bool, above: bool) -> None:
    text = f"Harbour to reopen\n{line}\n{STORY}" if above else f"Harbour\n{STORY}{line}\n"
    assert words(text) == ([line] if expected else [])


def test_a_list_in_the_middle_is_no_tag_line() -> None:
    line = "Verrin, Lowmark, Pellin, ministers"
    assert words(f"{STORY * 8}{line}\n{STORY * 16}") == []


def test_a_headline_is_no_tag_line() -> None:
    assert words(f"Verrin, Lowmark, Pellin, ministers\n\n{STORY}") == []


@pytest.mark.parametrize(
    ("stub", "expected"),
    [
        ("Harbour", True),
        ("harbour talks", True),
        ("Ferries", False),
        ("Harbour.", False),
        ("The old harbour", False),
    ],
)
def test_a_stub_above_the_first_paragraph_repeats_the_headline(stub: str, expected: bool) -> None:
    text = f"Two states reopen a harbour\n{stub}\n{STORY}"
    assert words(text) == ([stub] if expected else [])


def test_a_sub_heading_further_down_is_no_stub() -> None:
    assert words(f"Two states reopen a harbour\n{STORY}Harbour\n{STORY}") == []


def test_the_scraped_sample_has_its_boilerplate_and_no_other_sample_has_any() -> None:
    found = {}
    for file in sorted(SAMPLES.glob("*/*.txt")):
        text = file.read_text(encoding="utf-8")
        if spans := words(text, text.split("\n")[0]):
            found[file.parent.name, file.stem] = spans
    assert list(found) == [("city-budget", "post")]
    (page,) = found.values()
    assert len(page) == 13
    assert page[:3] == [
        "| Brinemouth Post",
        "tarrowby, city council, budget 2031, night trams, libraries, sabine okonbrook,"
        " late shift alliance",
        "Mayor Sabine Okonbrook leaves the council chamber early on Wednesday. Photo: Brinemouth"
        " Post archive / Enlarge image",
    ]
    assert page[-1] == "Post comment"


def test_an_article_knows_its_boilerplate() -> None:
    text = f"Harbour to be reopened soon - Pellin Wire\n\n{STORY}\n(Reuters)\n"
    article = Article("a", "Harbour", text, Metadata(source="Pellin Wire"))
    assert article.boilerplate == boilerplate(text, "Harbour", "Pellin Wire")
    assert [text[a:b] for a, b in article.boilerplate] == ["- Pellin Wire", "(Reuters)"]


@given(
    st.lists(st.sampled_from([*BOILERPLATE.splitlines(), *ARTICLE.splitlines(), ""]) | st.text())
)
def test_spans_lie_apart_in_order_within_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = boilerplate(text, "\n".join(lines[:1]))
    assert all(text[a:b].strip() == text[a:b] != "" and "\n" not in text[a:b] for a, b in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
