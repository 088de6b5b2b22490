"""Which suggesters are on, and under which labels they propose."""

import pytest

from annotations.article import Article, Metadata
from annotations.scheme import DEFAULT_SCHEME, Attribute, Label, Scheme
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.tagged import Gazetteer
from annotations.suggesting import Suggesting

TEXT = "Ann Lee urged Verrin to wait until Monday, calling it “no deal”."
ARTICLE = Article("a", "T", TEXT, Metadata(published="2031-03-18"))
OWN = Scheme(
    (
        Label("person", ("p",), "red", role="actor"),
        Label("when", ("w",), "red", "", {"iso": Attribute("date")}, "date"),
        Label("quote", ("q",), "red"),
        Label("ship", ("s",), "red", role="actor"),
        Label("date", ("d",), "red", role=""),
    )
)


def proposed(settings: Settings) -> list[tuple[str, str]]:
    found = [p for s in catalogue.rules(settings) for p in s.propose(ARTICLE, (0, len(TEXT)))]
    return sorted((TEXT[p.start : p.end], p.label) for p in found)


def test_the_defaults_propose_all_four_labels() -> None:
    assert {label for _, label in proposed(Settings())} == {"actor", "date", "proposal", "quote"}


@pytest.mark.parametrize(
    ("on", "names"),
    [((), []), (("date",), ["rule:date"]), (("name", "quote"), ["rule:quote", "rule:name"])],
)
def test_only_what_is_on(on: tuple[str, ...], names: list[str]) -> None:
    settings = Settings(suggest=Suggesting(on))
    assert [s.name for s in catalogue.rules(settings)] == names
    assert catalogue.tagged(settings, Gazetteer()) == []


def test_a_role_that_no_label_has_is_not_proposed() -> None:
    bare = Scheme((Label("actor", ("a",), "red", role=""), Label("quote", ("q",), "red")))
    assert proposed(Settings(scheme=bare)) == [("“no deal”", "quote")]
    assert catalogue.rules(Settings(scheme=Scheme((Label("claim", ("c",), "red"),)))) == []


def test_what_is_proposed_bears_the_first_label_of_its_role() -> None:
    settings = Settings(scheme=OWN)
    assert proposed(settings) == [
        ("Ann Lee", "person"),
        ("Monday", "when"),
        ("Verrin", "person"),
        ("“no deal”", "quote"),
    ]
    assert settings.scheme.labels_of_names == ("person", "ship", "date")


def test_a_label_that_an_older_file_names_takes_the_place_of_the_first() -> None:
    settings = Settings(scheme=OWN, suggest=Suggesting(("name",), {"actor": "ship"}))
    assert proposed(settings) == [("Ann Lee", "ship"), ("Verrin", "ship")]


def test_a_day_goes_into_the_attribute_that_holds_days_if_there_is_one() -> None:
    (dates,) = catalogue.rules(Settings(suggest=Suggesting(("date",))))
    assert [p.attrs for p in dates.propose(ARTICLE, (0, len(TEXT)))] == [{"value": "2031-03-24"}]
    (dates,) = catalogue.rules(Settings(scheme=OWN, suggest=Suggesting(("date",))))
    assert [p.attrs for p in dates.propose(ARTICLE, (0, len(TEXT)))] == [{"iso": "2031-03-24"}]
    for attributes in ({}, {"value": Attribute("number")}, {"note": Attribute()}):
        scheme = Scheme((Label("date", ("d",), "red", "", attributes),))
        (dates,) = catalogue.rules(Settings(scheme=scheme, suggest=Suggesting(("date",))))
        assert [p.attrs for p in dates.propose(ARTICLE, (0, len(TEXT)))] == [{}]


def test_names_are_looked_for_under_every_label_but_dates_proposals_and_quotes() -> None:
    scheme = Scheme((*DEFAULT_SCHEME.labels, Label("boat", ("b",), "red")))
    settings = Settings(scheme=scheme)
    assert settings.scheme.labels_of_names == ("actor", "boat")
    (one,) = catalogue.tagged(settings, Gazetteer.of([("Ann Lee", "boat")]))
    assert [p.label for p in one.propose(ARTICLE, (0, len(TEXT)))] == ["boat"]


def test_no_models_unless_they_are_asked_for() -> None:
    assert catalogue.models(Settings(), list, lambda program: False) == []
