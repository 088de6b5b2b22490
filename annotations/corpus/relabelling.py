"""One label for another in all articles, each a change of its own, so that undo takes it back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents
from annotations.clock import new_id, now
from annotations.counted import counted
from annotations.errors import Damaged, Newer, PostilError, Unsure, UsageError, of_article
from annotations.example import Example
from annotations.fitting import fit
from annotations.project import Project


@dataclass
class Relabelled:
    """How much was relabelled, or would be.

    `doubled` counts spans that then bear the label twice, `links` those that went because they do
    not fit it.
    """

    articles: int = 0
    annotations: int = 0
    suggestions: int = 0
    doubled: int = 0
    links: int = 0


def relabel(
    project: Project,
    old: str,
    new: str,
    dry_run: bool = False,
    force: bool = False,
    done: Relabelled | None = None,
    examples: Iterable[Example | PostilError] | None = None,
) -> tuple[Relabelled, list[str]]:
    """Give what is tagged or suggested as `old` the label `new`; counts, and what went wrong.

    The counts are kept in `done` as it goes on, where that is given. `examples` are all
    articles of the project, where somebody watches how they are gone through.

    Raises `UsageError` where the scheme lacks `new`, unless it is to be used all the same.
    """
    labels = [label.name for label in project.settings.scheme.labels]
    if old == new or not new.strip():
        raise UsageError("There is nothing to relabel.", "Give two different labels.")
    if new not in labels and not force:
        what = f"The scheme has no label {new}; its labels are: {', '.join(labels)}."
        raise UsageError(what, "Add it to postil.toml, or use --force.")
    done = Relabelled() if done is None else done
    problems = list[str]()
    for example in project.examples() if examples is None else examples:
        if isinstance(example, PostilError):
            problems.append(str(example))
            continue
        every = (*example.annotations, *example.suggestions, *example.doubtful)
        found = [a for a in every if a.label == old]
        if found:
            try:
                change = _change(project, found, new)
                made = _shown if dry_run else _saved
                change = made(project, example, change, problems)
            except (Damaged, Newer, Unsure) as error:
                problems.append(str(of_article(example.article.id, error)))
            else:
                _count(done, example, change, new)
    return done, problems


def _change(project: Project, found: list[Annotation], new: str) -> Change:
    id, at = new_id(), now()
    added = tuple(replace(a, label=new, updated=at) for a in found)
    return Change(id, id, project.annotator, at, removed=tuple(found), added=added)


def _shown(project: Project, example: Example, change: Change, problems: list[str]) -> Change:
    """What would become of a change."""
    tags = {a.id: a for a in (*example.annotations, *change.removed)}
    fits = project.settings.scheme.fits
    standing = Contents(tags, frozenset(example.links), example.status)
    return fit(change, standing, fits=fits)[0]


def _saved(project: Project, example: Example, change: Change, problems: list[str]) -> Change:
    """Save the relabelling of one article; what of it was done."""
    saved, article = project.store.apply(example.article, change), example.article
    if saved.conflicts:
        what = (
            f"{counted(len(saved.conflicts), 'tag')} of {article.id} changed elsewhere in the "
            "meantime."
        )
        problems.append(f"{what} Run the command again.")
    return saved.change


def _count(done: Relabelled, example: Example, change: Change, new: str) -> None:
    changed = change.removed
    tags = [a for a in changed if a.is_tag]
    bear = [*(a for a in example.annotations if a.label == new), *(a for a in tags if a.stands)]
    spans = Counter((a.start, a.end) for a in bear)
    done.articles += bool(changed)
    done.annotations += len(tags)
    done.suggestions += len(changed) - len(tags)
    done.links += len(change.links_lost)
    done.doubled += sum(spans[a.start, a.end] > 1 for a in tags if a.stands)
