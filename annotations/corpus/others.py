"""What the others of a team tagged in one article, for whoever may see it."""

from annotations.annotation import Contents
from annotations.errors import PostilError
from annotations.project import SETTINGS, Project


def others(project: Project, id: str) -> dict[str, Contents]:
    """What each other annotator has in an article, by name, on its present text.

    Their layers are only read. Raises `PostilError` where the team works blind or there is none,
    and where a layer's file cannot be read.
    """
    team = project.team
    if team is None:
        raise PostilError("There are no others: this project has no [team].")
    if team.blind:
        what = "This team works blind: nobody sees what the others tagged."
        raise PostilError(what, f"blind = false under [team] in {SETTINGS} changes that.")
    read = {
        name: project.layer(name).read(id) for name in team.annotators if name != project.annotator
    }
    return {name: found[1] for name, found in read.items() if found}
