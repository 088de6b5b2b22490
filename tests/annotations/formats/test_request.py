"""What can be asked of an export: parts, labels, and what differs from the rule."""

import pytest

from annotations.errors import PostilError, UsageError
from annotations.formats.request import Request


def test_one_part_for_all_has_the_name_that_its_reader_expects() -> None:
    assert Request().part("a") == "train"
    assert Request().part("a", alone="") == ""
    assert Request().part_names() == ("train",)


def test_parts_come_in_the_order_of_their_use() -> None:
    parts = {"a": "test", "b": "fold-2", "c": "train", "d": "dev", "e": "train"}
    assert Request(parts=parts).part_names() == ("train", "dev", "test", "fold-2")
    assert Request(parts=parts).part("d") == "dev"


def test_an_article_that_came_later_is_told() -> None:
    with pytest.raises(PostilError, match="z changed while it was being exported"):
        Request(parts={"a": "train"}).part("z")


@pytest.mark.parametrize("name", ["", "..", "a/b", "/a", ".hidden", "a b", "x" * 61])
def test_a_part_is_no_path(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a part"):
        Request(parts={"a": name})


def test_labels_are_those_of_the_scheme_then_the_others() -> None:
    found = Request().labels(["zebra", "quote", "apple"])
    assert found == ("actor", "date", "proposal", "quote", "apple", "zebra")


def test_what_was_asked_is_what_differs() -> None:
    assert Request().asked == ()
    assert Request(bioes=True, text=False).asked == ("bioes", "text")
