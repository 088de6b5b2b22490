"""What a choice names has to be there; a slip would give an empty dataset without a word."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.corpus.listing import refuse_slips
from annotations.dataset.choosing import Choice
from annotations.errors import UsageError
from annotations.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    tags = (Annotation("1", 0, 7, "place", "ana"), Annotation("2", 8, 13, "actor", "ben"))
    article = Article("one", "Talks", "Harbour talks.", Metadata(group="talks, day two"))
    project.store.apply(article, Change("c", "c", "ana", "", added=tags))
    return project


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice.named(labels=["actor,place"], annotators=["ana", "ben"]),
        Choice.named(labels=["quote"]),  # of the scheme
        Choice.named(groups=["talks, day two"]),
    ],
)
def test_what_is_there_may_be_asked_for(project: Project, choice: Choice) -> None:
    refuse_slips(choice, project)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice.named(labels=["actr"]), "no label 'actr'. Did you mean actor?"),
        (
            Choice.named(labels=["zz"]),
            "no label 'zz'. Use one of: actor, date, place, proposal, quote.",
        ),
        (Choice.named(annotators=["anna"]), "no annotator 'anna'. Did you mean ana?"),
        (Choice.named(groups=["strike"]), "no group 'strike'. Use one of: talks, day two."),
    ],
)
def test_what_is_not_there_is_refused(project: Project, choice: Choice, said: str) -> None:
    with pytest.raises(UsageError) as error:
        refuse_slips(choice, project)
    assert said in str(error.value)


def test_where_there_is_none_yet(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no group 'talks'"):
        refuse_slips(Choice.named(groups=["talks"]), Project(tmp_path))
