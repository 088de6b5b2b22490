"""Proposals: cues, and how far the complement goes."""

from collections.abc import Callable

import pytest

from annotations.suggest.proposals import ProposalSuggester


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # cues
        ("Verrin agreed to lift the ban.", "lift the ban"),
        ("They agreed on Monday night to reopen the port.", "reopen the port"),
        ("She urged both sides to publish the text.", "publish the text"),
        ("He called on Sen. Ann Lee to resign.", "resign"),
        ("They are calling for a referendum on the dues.", "a referendum on the dues"),
        ("Pask proposed a truce, the paper said.", "a truce"),
        ("The board recommends that schools close early.", "schools close early"),
        ("Then it demanded back pay for all its members.", "back pay for all its members"),
        ("They offered us a telephone number.", "a telephone number"),
        ("He suggested raising the age.", "raising the age"),
        ("Verrin dropped its demand for inspections.", "inspections"),
        ("the company’s final offer of a rise", "a rise"),
        ("a proposal to share the dues", "share the dues"),
        ("UDEC has asked Verrin and Lowmark for two years of pay.", "two years of pay"),
        ("Quillon is pushing Verrin to wait.", "wait"),
        ("They agreed to the debate.", "the debate"),
        ("All were urged to leave the quay.", "leave the quay"),
        ("A judge ordered the guild to publish the text.", "publish the text"),
        ("She requested more boats from Verrin.", "more boats"),
        ("They demand some form of pay given that it rained.", "some form of pay"),
        ("Pask has asked the court that he be heard first.", "he be heard first"),
        ("It had a request from the guild to share the dues.", "share the dues"),
        ("Pressure has mounted for years for Pask to resign.", "resign"),
        ("He requested the text be changed to avoid blame.", "the text be changed to avoid blame"),
        ("It was a measure that called for higher dues.", "higher dues"),
        ("They called for the Narrow Guild to “wait a year.”", "wait a year"),
        ("Pask suggested that they should wait.", "they should wait"),
        ("He pressured others to take a stand.", "take a stand"),
        ("They urged Pask to decide whether to sail.", "decide whether to sail"),
        # none
        ("He stopped short of calling for a vote.", ""),
        ("He was the first to call to thank her. One asked not to be named discussing it.", ""),
        ("She made recommendations that capped a year of work in order for them to end.", ""),
        ("He was asked to leave; the proposed law; never offered help", ""),
        ("We cannot agree to wait.", ""),
        ("He asked whether they knew, and asked about it.", ""),
        ("He did not respond to requests for comment.", ""),
        ("They will sign it, and intend to discuss more.", ""),
        ("He appealed to the voters.", ""),
        # the extent
        (
            "They agreed to set up an office and to share the dues.",
            "set up an office|share the dues",
        ),
        ("I urge you to publish it, and to read it.", "publish it|read it"),
        ("She asked him to wait, although it rained.", "wait"),
        ("He urged Verrin to wait and said no more.", "wait"),
        ("They agreed to meet on May 5, 2031, he said.", "meet on May 5, 2031"),
        ("She asked them to buy bread, milk and wine.", "buy bread, milk and wine"),
        ("called for “a vote on the dues” and left", "a vote on the dues"),
        ("“We propose wages,” he said.", "wages"),
        ("urged them to keep “a boat for all” today", "keep “a boat for all” today"),
        ("urged them to keep “a boat for all.”", "keep “a boat for all.”"),
        ("It called for talks — at once.", "talks"),
    ],
)
def test_proposals(said: Callable[..., str], text: str, expected: str) -> None:
    assert said(ProposalSuggester(), text) == expected


def test_a_proposal_is_not_longer_than_a_sentence_can_be(said: Callable[..., str]) -> None:
    assert len(said(ProposalSuggester(), "They agreed to " + "wait on and on " * 200)) <= 500
