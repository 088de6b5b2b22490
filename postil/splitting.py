"""Articles dealt to train, dev and test without leakage, as `postil export --split` deals them."""

from annotations.errors import UsageError
from postil.dataset import Dataset, data_of, of_examples
from postil.project import Project, project_of


def split(
    data: Project | Dataset,
    shares: str = "80/10/10",
    *,
    folds: int | None = None,
    seed: int = 0,
    allow_empty: bool = False,
) -> dict[str, Dataset]:
    """The articles by part; what belongs together, such as near-duplicates, is in one part.

    Two shares are train and test, three train, dev and test; `given` are the parts that a
    project's articles came in, and `folds` deals to so many equal parts instead. In a project what
    was dealt before by the same shares and seed stays where it is, and what is dealt now is kept,
    for exports too. Raises `UsageError` for shares that are none and, unless `allow_empty`, where a
    part has no span of a label.
    """
    from annotations.corpus.layers import is_begun
    from annotations.corpus.splitting import GIVEN, dealt, given
    from annotations.dataset import dealing

    project = project_of(data) if isinstance(data, Project) else None
    if folds is not None:
        plan = dealing.folds(folds, seed)
    else:
        plan = given(project) if project and shares == GIVEN else dealing.shares(shares, seed)
    examples = data_of(data.read() if isinstance(data, Project) else data).examples
    if project and project.team:  # as in exports, what nobody has begun is not dealt yet
        examples = tuple(filter(is_begun, examples))
    by_id = {one.article.id: one for one in examples}
    try:
        found = dealt(by_id.values(), plan, allow_empty, project)
    except UsageError as error:  # its hint is for the command line
        hint = error.hint.replace("add --allow-empty-split", "give allow_empty=True")
        raise UsageError(error.message, hint) from None
    places = found.places
    return {
        part.name: of_examples(one for one in examples if places[one.article.id] == part.name)
        for part in plan.parts
    }
