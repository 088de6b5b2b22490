"""What somebody says of findings: that they may stay as they are, until what was seen changes."""

from collections.abc import Iterable

from msgspec.structs import replace

from annotations.annotation import Change, Decision
from annotations.clock import new_id, now
from annotations.corpus.findings import Finding
from annotations.errors import PostilError
from annotations.project import Project


def decided(finding: Finding, annotator: str, at: str, note: str = "") -> Decision:
    """The decision that a finding may stay as it is."""
    asked = (finding.about, finding.judged, finding.answer)
    return Decision("finding", *asked, note, annotator, at)


def keep(project: Project, findings: Iterable[Finding], note: str = "") -> int:
    """Decide on findings, as one action that `u` takes back in each article; how many they are.

    Raises `PostilError` where an article is gone or cannot be saved; those before it are.
    """
    by_article: dict[str, list[Finding]] = {}
    for finding in findings:
        by_article.setdefault(finding.article, []).append(finding)
    action, at, count = new_id(), now(), 0
    for id, found in by_article.items():
        article = project.store.article(id)
        if article is None:
            raise PostilError(f"The article {id} is gone.", "Run the command again.")
        made = {one.about: decided(one, project.annotator, at, note) for one in found}
        held = project.store.load(id).decisions
        change = Change(new_id(), action, project.annotator, at, decided=tuple(made.values()))
        earlier = (d for d in held if d.about in made and d.by == project.annotator)
        others = tuple(other for other in by_article if other != id)
        change = replace(change, undecided=tuple(earlier), others=others)
        count += len(project.store.apply(article, change).change.decided)
    return count
