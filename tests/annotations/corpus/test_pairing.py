"""Which article of one dataset is which of another, and on which text both are held."""

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Link
from annotations.article import Article, digest_of
from annotations.corpus.pairing import paired
from annotations.example import Example
from annotations.formats.dataset import Dataset
from annotations.formats.reading import Rebuilt, Unplaced

TEXT = "Oran spoke.\n\nThe caf\u00e9 in Sallow listened.\n"
OTHER = "Nobody came.\n"


def example(id: str, text: str = TEXT, *words: str, kind: type[Example] = Example) -> Example:
    tags = [
        Annotation(f"{id}{w}", text.index(w), text.index(w) + len(w), "actor", "x") for w in words
    ]
    return kind(Article(id, "", text), tuple(tags))


def data(*examples: Example | Unplaced) -> Dataset:
    return Dataset(
        tuple(one for one in examples if isinstance(one, Example)),
        tuple(one for one in examples if isinstance(one, Unplaced)),
    )


def tagged(one: Example | None) -> list[str]:
    return [] if one is None else [one.article.text[a.start : a.end] for a in one.annotations]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("\n", "\r\n"),
        " ".join(TEXT.split()),
        TEXT.replace("\u00e9", "e\u0301"),
        TEXT.replace("Sallow", "Sal\u00adlow"),
    ],
)
@pytest.mark.parametrize("id", ["same", "task-17"])
def test_the_same_text_in_whatever_dress_is_the_same_article(id: str, text: str) -> None:
    found = paired(data(example("same", TEXT, "Oran")), data(example(id, text, "listened")))
    ((first, second),) = found.pairs
    assert second
    assert first.article == second.article
    assert (tagged(first), tagged(second)) == (["Oran"], ["listened"])
    assert (found.left, found.differing, found.problems) == (0, (), ())


def test_an_id_comes_before_a_text_and_each_article_is_met_once() -> None:
    first = data(example("a"), example("b"), example("c", OTHER))
    found = paired(first, data(example("b", TEXT, "Oran"), example("z", TEXT, "listened")))
    assert [(one.article.id, tagged(two)) for one, two in found.pairs] == [
        ("a", ["listened"]),
        ("b", ["Oran"]),
        ("c", []),
    ]
    assert found.left == 0
    assert paired(data(example("a")), data(example("z"), example("y"))).left == 1


def test_an_id_with_another_text_is_left_out_unless_its_text_is_found_elsewhere() -> None:
    found = paired(data(example("a")), data(example("a", OTHER)))
    assert (found.pairs, found.differing, found.left) == ((), ("a",), 0)
    swapped = paired(
        data(example("a"), example("b", OTHER)),
        data(example("a", OTHER, "Nobody"), example("b", TEXT, "Oran")),
    )
    assert [tagged(two) for _, two in swapped.pairs] == [["Oran"], ["Nobody"]]
    assert swapped.differing == ()


@pytest.mark.parametrize("swapped", [False, True])
def test_pieces_that_say_where_they_come_from_are_one_article_there(swapped: bool) -> None:
    pieces = [
        Rebuilt(*_fields(example("p", "Oran spoke.", "Oran")), home=("a", 0, 11)),
        Rebuilt(
            *_fields(example("q", "The caf\u00e9 in Sallow listened.", "Sallow")),
            home=("a", 13, 41),
        ),
    ]
    whole = data(example("a", TEXT, "listened"))
    sides = (data(*pieces), whole) if swapped else (whole, data(*pieces))
    ((first, second),) = paired(*sides).pairs
    both = [tagged(first), tagged(second)]
    assert (both[::-1] if swapped else both) == [["listened"], ["Oran", "Sallow"]]
    assert first.article.text == TEXT


def test_a_text_made_of_tokens_gives_way_and_its_labels_come_back_with_their_links() -> None:
    made = example("t", "Oran spoke.", "Oran", "spoke", kind=Rebuilt)
    tags = tuple(replace(tag, label="the_actor") for tag in made.annotations)
    made = replace(made, annotations=tags, links=(Link("of", "tOran", "tspoke"),))
    whole = example("w", "Oran  spoke.", "spoke")
    own = (replace(whole.annotations[0], label="the actor"),)
    ((first, second),) = paired(data(made), data(replace(whole, annotations=own))).pairs
    assert second
    assert first.article.text == second.article.text == "Oran  spoke."
    assert [(tag.label, tag.start) for tag in first.annotations] == [
        ("the actor", 0),
        ("the actor", 6),
    ]
    (link,) = first.links
    assert {link.source, link.target} == {tag.id for tag in first.annotations}


@pytest.mark.parametrize("digest", [digest_of(TEXT), ""])
def test_a_record_without_a_text_is_placed_on_the_other_sides(digest: str) -> None:
    record = {"spans": [{"start": 0, "end": 4, "label": "actor"}]}
    bare = Unplaced("a", digest, record, "line 1")
    for sides in ((data(example("a")), data(bare)), (data(bare), data(example("a")))):
        ((first, second),) = paired(*sides).pairs
        assert sorted((tagged(first), tagged(second))) == [[], ["Oran"]]
    lost = paired(data(example("b", OTHER)), data(bare))
    assert lost.problems == ("line 1 has no text, and the other side has not either.",)


def test_two_records_of_one_article_are_one_and_two_texts_under_one_id_are_told() -> None:
    second = data(example("a", TEXT, "Oran"), example("a", TEXT, "Sallow"), example("a", OTHER))
    found = paired(data(example("a")), second)
    ((_, two),) = found.pairs
    assert tagged(two) == ["Oran", "Sallow"]
    (problem,) = found.problems
    assert problem.startswith("a comes with two texts")


def _fields(one: Example) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in Example.__struct_fields__)
