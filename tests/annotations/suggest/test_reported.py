"""Reported speech: clauses that a verb of saying reports, without marks, with cue and speaker."""

from collections.abc import Callable

import pytest

from annotations.article import Article
from annotations.scheme import Attribute, Label, Scheme
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.reported import ReportedSuggester

from .conftest import Propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pask said that the quay was shut.", "that the quay was shut"),
        ("Pask said on Monday that the quay was shut.", "that the quay was shut"),
        ("Pask said the quay was shut, but it was open.", "the quay was shut"),
        ("Ann Lee told reporters that boats sank; it rained.", "that boats sank"),
        ("Ann Lee told the council she would resign.", "she would resign"),
        ("The quay was shut all night, Pask said on Monday.", "The quay was shut all night"),
        ("The quay was shut all night, said Joss Pask.", "The quay was shut all night"),
        ("All of it, she said, would be gone by May.", "All of it, she said, would be gone by May"),
        ("According to the NSC, the quay was shut.", "the quay was shut"),
        ("The quay was shut, according to the NSC.", "The quay was shut"),
        (
            "Pask said the dues fell and warned that they may rise.",
            "the dues fell|that they may rise",
        ),
        ("Pask said they had doubts, but could not wait.", "they had doubts, but could not wait"),
        ("He has warned the council that boats sink.", "that boats sink"),
        ("The survey found the quay would sink by May.", "the quay would sink by May"),
        # what is wanted, asked for, called for and cited
        ("The NSC wants to shut the quay, making room.", "to shut the quay"),
        ("Lee plans to sell the boats after the vote.", "to sell the boats"),
        ("She urged the council to wait until May.", "the council to wait until May"),
        ("Pask called for a second vote on Monday.", "a second vote"),
        ("They cited the weather, the tides and the wind.", "the weather, the tides and the wind"),
        ("Lee questioned whether the quay would pay.", "whether the quay would pay"),
        ("His claim that the quay was shut made news.", "that the quay was shut made news"),
        ("There was criticism of the late boats in May.", "the late boats in May"),
        ("Pask accused her of hiding the boats.", "her of hiding the boats"),
        # none
        ("The aggressive dues proposed during the winter were late.", ""),
        ("The states that voted were late. Their demand grew by May.", ""),
        ("It was the attack of the winter. A question remains there.", ""),
        ("“The quay was shut,” said Joss Pask, an envoy who was late.", ""),
        ("Pask said “the quay was shut” and left.", ""),
        ("Pask said nothing. Lee said so on Monday. He told a story.", ""),
        ("The report found a hole in the hull.", ""),
    ],
)
def test_reported(said: Callable[..., str], text: str, expected: str) -> None:
    assert said(ReportedSuggester(), text) == expected


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Later the mayor also said that it was late.", "said", "the mayor"),
        ("It rained all night, he said.", "said", "he"),
        ("According to Ann Lee, it was very late.", "According to", "Ann Lee"),
        ("Joss Pask has called for a second vote.", "called for", "Joss Pask"),
        ("That was the Narrow Council's warning that boats sink.", "warning", "the Narrow Council"),
    ],
)
def test_cue_and_speaker(propose: Propose, text: str, cue: str, speaker: str) -> None:
    (one,) = propose(ReportedSuggester(), text)
    assert one.attrs["cue"] == cue
    assert one.attrs["speaker"].endswith(speaker)


def test_it_is_off_until_a_label_has_its_role() -> None:
    assert "rule:reported" not in [rule.name for rule in catalogue.rules(Settings())]
    attributes = {"cue": Attribute("text")}
    told = Label("told", ("t",), "red", attributes=attributes, role="reported")
    rules = catalogue.rules(Settings(scheme=Scheme((told,))))
    (rule,) = [one for one in rules if one.name == "rule:reported"]
    text = "Pask said that the quay was shut."
    (found,) = rule.propose(Article("a", "T", text), (0, len(text)))
    assert (found.label, dict(found.attrs)) == ("told", {"cue": "said"})
