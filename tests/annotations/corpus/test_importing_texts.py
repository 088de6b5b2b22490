"""Tags come to the article with their text: under another id, from tokens, in another dress."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Link
from annotations.article import Article, digest_of, id_from_text
from annotations.corpus.importing import Brought, bring_in
from annotations.formats import jsonl
from annotations.formats.reading import Unplaced
from annotations.formats.rebuilding import rebuilt
from annotations.store.protocol import Store
from tests.annotations.corpus.imported import TEXT, contents, example, tag

# The same article under another name, from words alone, without a text


def test_an_article_with_the_same_text_gets_the_tags_whatever_its_id(store: Store) -> None:
    store.add([Article("own", "T", TEXT)])
    two = replace(example("theirs", tag("1"), tag("2", 4, 7)), links=(Link("by", "1", "2"),))
    for added in (2, 0):
        assert bring_in(store, [two]) == (Brought(0, added), [])
    assert [one.id for one in store.articles()] == ["own"]
    assert contents(store, "own") == [tag("1"), tag("2", 4, 7)]
    assert store.load("own").links == {Link("by", "1", "2")}


def test_a_text_from_tokens_finds_the_article_with_its_words(store: Store) -> None:
    store.add([Article("own", "T", "Oran’s  aide:\n\n“No”, said e\u0301ve.")])
    words = [["Oran", "’", "s", "aide", ":"], ["“", "No", "”", ",", "said", "e\u0301ve", "."]]
    found = rebuilt(words, [(0, 1, "actor"), (5, 8, "quote"), (10, 11, "actor")], "here")
    for added in (3, 0):
        assert bring_in(store, [found]) == (Brought(0, added), [])
    own = store.article("own")
    assert own
    spans = [own.text[a.start : a.end] for a in contents(store, "own")]
    assert spans == ["Oran", "“No”", "e\u0301ve"]


@pytest.mark.parametrize(
    ("home", "spans"),
    [
        (("own", 7, 27), [(7, 11), (21, 27)]),
        (("own", 0, 6), []),  # other words
        (("own", -9, 27), []),
        (("gone", 7, 27), []),
        (None, []),
    ],
)
def test_tokens_of_a_paragraph_find_it_in_the_article_that_they_come_from(
    store: Store, home: tuple[str, int, int] | None, spans: list[tuple[int, int]]
) -> None:
    store.add([Article("own", "T", "Title.\nOran  met the aides. Oran left.")])
    words = ["Oran", "met", "the", "aides", "."]
    found = replace(rebuilt([words], [(0, 1, "actor"), (3, 5, "actor")], "here"), home=home)
    for _ in range(2):
        _, problems = bring_in(store, [found])
        assert problems == []
        assert [(a.start, a.end) for a in contents(store, "own")] == spans
    assert len(list(store.articles())) == (1 if spans else 2)


@pytest.mark.parametrize(
    ("own", "theirs"),
    [
        ("The \ufb01rst o\ufb03ce \ufb02oods.", "The first office floods."),
        ("The first office floods.", "The \ufb01rst o\ufb03ce \ufb02oods."),
        ("Mar\u00adtin\u200b ﬁ led.", "Martin fi led."),
        ("\uff26\uff35\uff2c\uff2c team, e\u0301ve…", "FULL team, \u00e9ve..."),
        ("\ud55c\uad6d met \u01c4.", "\u1112\u1161\u11ab\u1100\u116e\u11a8 met D\u017d."),
    ],
)
def test_a_text_in_any_disguise_is_the_same_and_keeps_its_words(
    store: Store, own: str, theirs: str
) -> None:
    def plain(words: str) -> str:
        return unicodedata.normalize("NFKC", words).replace("\u00ad", "").replace("\u200b", "")

    store.add([Article("own", "T", own)])
    spans = [match.span() for match in re.finditer(r"[^\s.…]+", theirs)]
    found = example("theirs", *(tag(str(n), *span) for n, span in enumerate(spans)), text=theirs)
    assert bring_in(store, [found]) == (Brought(0, len(spans)), [])
    assert [plain(own[a.start : a.end]) for a in contents(store, "own")] == [
        plain(theirs[start:end]) for start, end in spans
    ]


def test_a_tag_of_what_the_own_text_lacks_stands_on_the_sign_beside_it(store: Store) -> None:
    store.add([Article("own", "T", "Martin")])
    bring_in(store, [example("theirs", tag("1", 3, 4), tag("2", 7, 8), text="Mar\u00adtin\u200b")])
    assert [(a.start, a.end) for a in contents(store, "own")] == [(3, 4), (5, 6)]


def test_a_text_from_tokens_that_nobody_has_is_added_once(store: Store) -> None:
    found = rebuilt([["Oran", "left", "."]], [(0, 1, "actor")], "here")
    for articles, added in ((1, 1), (0, 0)):
        assert bring_in(store, [found]) == (Brought(articles, added), [])
    (one,) = store.articles()
    assert one.origin == "here (from tokens)"


def test_a_record_without_a_text_is_placed_on_the_article_of_its_digest(store: Store) -> None:
    article = Article("own", "T", TEXT)
    spans = [
        {"start": 0, "end": 3, "label": "actor", "id": "1", "sha256": digest_of("one")},
        {"start": 4, "end": 7, "label": "actor", "id": "2", "sha256": digest_of("one")},
    ]
    one = Unplaced("theirs", article.digest, {"spans": spans}, "here")
    brought, (problem,) = bring_in(store, [one])
    assert brought == Brought()
    assert "the article theirs is not in the project" in problem
    store.add([article])
    brought, (problem,) = bring_in(store, [one])
    assert brought == Brought(0, 1)
    assert problem == "here: the span 4-7 has other words; left out. Correct the line."


DRESSED = "Café Velm\u2019s owner, Zoë Brandt,\nleft on 4\u00a0May.\nNobody knows why.\n"


@pytest.mark.parametrize(
    "dressed",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\u00a0", " ").replace("\n", " "),
        lambda text: text.replace("\n", "\x1f\x85\u2028"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("ow", "o\u00adw\u200b"),
        lambda text: "\ufeff" + text.replace(",", ", "),
    ],
)
@pytest.mark.parametrize("id", [None, "own", "other"])
def test_a_text_in_another_dress_is_the_one_that_is_there(
    dressed: Callable[[str], str], id: str | None, store: Store, tmp_path: Path
) -> None:
    store.add([Article("own", "T", DRESSED)])
    text = dressed(DRESSED)
    spans = []
    for words in ("Zoë Brandt", "owner", "4\u00a0May", "why"):
        # As the other tool sees it: the words in that dress, by its own offsets.
        start = text.index(dressed(words).strip("\ufeff\n"))
        spans.append({"start": start, "end": start + len(dressed(words).strip("\ufeff\n")),
                      "label": "actor"})  # fmt: skip
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps({"id": id, "text": text, "spans": spans}), encoding="utf-8")
    for added in (4, 0):
        brought, problems = bring_in(store, jsonl.read(file))
        assert (brought.articles, brought.annotations, problems) == (0, added, [])
    found = [DRESSED[a.start : a.end] for a in contents(store, "own")]
    assert found == ["owner", "Zoë Brandt", "4\u00a0May", "why"]


def test_a_text_that_is_new_comes_with_line_feeds_and_its_spans_on_their_words(
    store: Store, tmp_path: Path
) -> None:
    text = "One\r\ntwo\rthree \U0001f44d\r\nfour."
    spans = [
        {"start": at, "end": at + len(words), "label": "actor"}
        for words in ("two", "three", "four")
        for at in [text.index(words)]
    ]
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": text, "spans": spans}))
    bring_in(store, jsonl.read(tmp_path / "in.jsonl"))
    (one,) = store.articles()
    article = store.article(one.id)
    assert article
    assert article.text == "One\ntwo\nthree \U0001f44d\nfour."
    assert article.id == id_from_text(article.title, article.text)
    found = [article.text[a.start : a.end] for a in contents(store, one.id)]
    assert found == ["two", "three", "four"]
