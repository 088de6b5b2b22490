"""Who is no actor although the text names them: an article's own outlet, some of a party."""

from collections.abc import Callable

import pytest

from annotations.article import Article, Metadata
from annotations.suggest.names import NameSuggester
from annotations.suggest.outlets import is_own
from annotations.suggest.tagged import Gazetteer, TaggedSuggester

TEXT = "Quillon told {} so."


def own(words: str, source: str | None, url: str | None = None, text: str = TEXT) -> bool:
    text = text.format(words)
    start = text.index(words)
    return is_own(
        Article("a", "T", text, Metadata(source=source, url=url)), start, start + len(words)
    )


@pytest.mark.parametrize(
    ("words", "source", "url"),
    [
        ("Tern News", "Tern News", None),
        ("Tern News", "The Tern News", None),
        ("The Tern News", "tern news", None),
        ("Tern News", None, "http://www.ternnews.com/politics/2031/03/a.html"),
        ("Tern News", "ternnews.co.uk", None),
        ("Tern News", "t", "https://local.ternnews.com:8080/a"),
        ("Narrow Seas Post", None, "https://blogs.nspost.example/a?b=//c.d"),
        ("Narrow Seas Post", "nsp", None),
        ("HarbPost", None, "https://www.harbourpost.com/a"),
        ("Post", None, "https://www.harbourpost.com/a"),
        ("post", None, "https://www.harbourpost.com/a"),
    ],
)
def test_an_articles_own_outlet(words: str, source: str | None, url: str | None) -> None:
    assert own(words, source, url)


@pytest.mark.parametrize(
    ("words", "source", "url"),
    [
        ("Tern News", None, None),
        ("Tern News", "", ""),
        ("Tern News", "Kestrow News", "https://news.example.com"),
        ("Tern", None, "http://www.ternnews.com"),
        ("News", None, "http://[half"),
        ("Nadia Pask", "NP", None),
        ("Joss Lee", "jl.com", None),
        ("Post", "Tern News", None),
        ("HarbNews", None, "https://www.harbourpost.com/a"),
    ],
)
def test_others_are_none(words: str, source: str | None, url: str | None) -> None:
    assert not own(words, source, url)


def test_the_last_word_alone_may_be_another_outlet_of_the_text() -> None:
    url = "https://www.harbourpost.com/a"
    assert not own("Post", None, url, "The Kestrow Post said so. Quillon told the {} it was.")
    assert own("Post", None, url, "The Harbour Post said so. Quillon told the {} it was.")


def test_suggesters_leave_the_own_outlet_out() -> None:
    text = "Quillon told Tern News and the Kestrow Post."
    article = Article("a", "T", text, Metadata(url="https://ternnews.com/a"))
    known = Gazetteer.of([("Tern News", "actor"), ("Tern News", "paper")])
    named = NameSuggester().propose(article, (0, len(text)))
    tagged = TaggedSuggester(known, ("actor", "paper")).propose(article, (0, len(text)))
    assert [text[one.start : one.end] for one in named] == ["Quillon", "Kestrow Post"]
    assert [one.label for one in tagged] == ["paper"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Republicans, and the Democrats left.", "Republicans|Democrats"),
        ("Pask and other Republicans left with four Democrats.", "Pask"),
        ("Some of the Republicans and most moderate Democrats stayed.", ""),
        ("A dozen Democrats left, 14 Republicans stayed.", ""),
        ("The House Republicans left.", "House|Republicans"),
        ("He spoke on the Senate Floor and to the Senate Panel.", "Senate|Senate Panel"),
        # where somebody is from, and what they are of
        ("The Ohio Republican stayed.", ""),
        ("Then Ohio Republican Rep. Ann Lee left.", "Ohio|Ann Lee"),
        ("It met an Ohio Senate candidate and the Ohio Senate.", "Senate|Ohio Senate"),
        ("It met a U.S. Senate candidate.", "U.S. Senate"),
        ("Minority Leader Joss Pask of Ohio met Speaker Ann Lee of Iowa.", "Joss Pask|Ann Lee"),
    ],
)
def test_parties_and_chambers(said: Callable[..., str], text: str, expected: str) -> None:
    assert said(NameSuggester(), text) == expected


def test_what_was_tagged_is_no_party_where_it_means_some_people(said: Callable[..., str]) -> None:
    known = Gazetteer.of([("Republicans", "actor")])
    text = "Republicans met two Republicans."
    assert said(TaggedSuggester(known), text) == "Republicans"
