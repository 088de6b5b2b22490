"""A team of two readers who are done with two articles, and one who settles their differences."""

from pathlib import Path

from annotations.annotation import Change, Contents, Link
from annotations.article import Article
from annotations.project import Project
from tests.annotations.adjudication.layers import layer, tag

HARBOUR = "Verrin said on 3 May 2031: “We will open the harbour.” Lowmark agreed with it.\n"
TALKS = "Nadia Quillon left the talks on Friday evening.\n"
QUOTE = (27, 54)

SAID = {
    "harbour": {
        "ana": layer(
            "ana", tag("a1", 0, 6), tag("a2", 15, 20, "date"), tag("a3", *QUOTE, "quote"),
            Link("speaker", "a3", "a1"),
        ),
        "ben": layer(
            "ben", tag("b1", 0, 6), tag("b2", 15, 25, "date"), tag("b3", *QUOTE, "quote"),
        ),
    },
    "talks": {
        "ana": layer("ana", tag("c1", 0, 13)),
        "ben": layer("ben", tag("d1", 6, 13)),
    },
}  # fmt: skip
"""They differ in a date and in who speaks, and in an actor: three differences."""


def team(folder: Path) -> Project:
    """The project as the one who adjudicates has it."""
    folder.mkdir(exist_ok=True)
    settings = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["eve"]\n'
    (folder / "postil.toml").write_text(settings)
    project = Project(folder, "eve")
    articles = [Article("harbour", "Harbour", HARBOUR), Article("talks", "Talks", TALKS)]
    project.result.add(articles)
    for article in articles:
        for name, contents in SAID[article.id].items():
            say(project, name, article, contents)
    return project


def say(project: Project, name: str, article: Article, contents: Contents) -> None:
    """Have a reader say this of an article, and be done with it."""
    id = f"{name}-{article.id}"
    change = Change(
        id, id, name, "2031-04-01T00:00:00Z",
        added=tuple(contents.annotations.values()), linked=tuple(contents.links),
        coded=tuple(contents.codes), status=("open", "done"),
    )  # fmt: skip
    assert not project.layer(name).apply(article, change).conflicts
