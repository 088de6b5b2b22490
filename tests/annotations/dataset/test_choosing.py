"""What of an example goes into a dataset, and which example does not at all."""

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Link
from annotations.article import Article, Metadata
from annotations.dataset.choosing import Choice
from annotations.errors import UsageError
from annotations.example import Example


def tag(id: str, label: str, annotator: str = "ana") -> Annotation:
    return Annotation(id, 0, 3, label, annotator)


WAITING = Annotation("s1", 0, 3, "date", "rule:date", origin="rule:date", verdict="suggested")
REJECTED = Annotation("s2", 4, 7, "actor", "ben", origin="rule:name", verdict="rejected")
EXAMPLE = Example(
    Article("one", "One", "one two", Metadata(group="talks")),
    (tag("1", "quote"), tag("2", "actor"), tag("3", "actor", "ben")),
    (Link("speaker", "1", "2"), Link("speaker", "1", "3")),
    "done",
    (WAITING, REJECTED),
)


def kept(choice: Choice) -> tuple[str, str, str] | None:
    """The ids of the annotations, the ends of the links and the ids of the suggestions kept."""
    example = choice.of(EXAMPLE)
    if example is None:
        return None
    return (
        "".join(a.id for a in example.annotations),
        "".join(k.target for k in example.links),
        "".join(a.id for a in example.suggestions),
    )


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), ("123", "23", "s1s2")),
        (Choice.named(labels=["quote,actor"]), ("123", "23", "s2")),
        (Choice.named(labels=["quote", "date"]), ("1", "", "s1")),
        (Choice.named(labels=["proposal"]), ("", "", "")),
        (Choice.named(annotators=["ana"]), ("12", "2", "s1")),
        (Choice.named(annotators=["ben"]), ("3", "", "s1s2")),
        (Choice.named(annotators=["ana", "ben"], labels=["actor"]), ("23", "", "s2")),
        (Choice.named(annotators=["carla"]), None),
        (Choice.named(statuses=["done"]), ("123", "23", "s1s2")),
        (Choice.named(statuses=["open, skipped"]), None),
        (Choice.named(groups=["talks", "strike"]), ("123", "23", "s1s2")),
        (Choice.named(groups=["strike"]), None),
        (Choice.named(groups=["talks,strike"]), None),  # a group's name may hold a comma
    ],
)
def test_choosing(choice: Choice, expected: tuple[str, str, str] | None) -> None:
    assert kept(choice) == expected


def test_an_article_without_any_tag_is_everybodys() -> None:
    bare = replace(EXAMPLE, annotations=(), links=())
    assert Choice.named(annotators=["carla"]).of(bare) == replace(bare, suggestions=(WAITING,))


def test_an_article_without_a_group_is_in_none() -> None:
    alone = replace(EXAMPLE, article=Article("two", "Two", "two"))
    assert Choice.named(groups=["talks"]).of(alone) is None
    assert Choice().of(alone) is alone


@pytest.mark.parametrize(
    ("status", "hint"), [("dne", "Did you mean done"), ("x", "open, done, skipped")]
)
def test_a_status_that_there_is_not_is_refused(status: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        Choice.named(statuses=[f"open,{status}"])
