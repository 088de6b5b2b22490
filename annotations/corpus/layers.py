"""Whose annotations go into a dataset: those of a project or, of a team, the result or layers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from annotations.annotation import Annotation, Contents, Status
from annotations.counted import counted, listed
from annotations.errors import PostilError, StoreError, UsageError
from annotations.example import Example
from annotations.formats.reading import id_of
from annotations.project import SETTINGS, Project

_NOBODY = "Name adjudicators under [team], and have what postil team sql prints run again."
Chosen = Callable[[Example], Example | None]
"""Takes of an example what is wanted of it; `None` where the article itself is not."""


class Layers:
    """The articles that a dataset of a project has; in a team, those of the result.

    With `names` they are those that these annotators began, with the tags of each. `left_out`
    counts articles of which there is nothing in the result or in these layers. Raises `PostilError`
    where some of it may not be read.
    """

    def __init__(self, project: Project, names: Sequence[str] = ()) -> None:
        self._project, self._names = project, names
        if project.team:
            check_readable(project, names or ("",))
        whole = project.seen_by(None) if project.team else project
        self.views = [project.seen_by(name) for name in names] or [whole]
        self.left_out = 0

    def examples(self, chosen: Chosen) -> Iterator[Example | PostilError]:
        """Every article with what is wanted of it, by id; what cannot be read as the error.

        Raises `PostilError` where the result of a team has nothing in it.
        """
        self.left_out = 0
        if self._names:
            yield from self._of_layers(chosen)
            return
        team, said = self._project.team, False
        for found in self.views[0].examples():
            if isinstance(found, PostilError):
                yield found
            elif team and not is_begun(found):
                self.left_out += 1
                continue
            elif example := chosen(found):
                yield example
            said = True
        if self.left_out and not said:
            raise self._nothing_settled()

    def _nothing_settled(self) -> PostilError:
        begun = list[str]()
        for name in self._project.team.annotators if self._project.team else ():
            found = self._project.seen_by(name).examples()
            begun.append(f"{name} ({counted(sum(map(_is_begun, found)), 'article')})")
        return PostilError(
            f"Nothing is adjudicated yet; there are the layers of {listed(begun)}.",
            "Run postil adjudicate, or export them as they are with --layer NAME or --layers.",
        )

    def begun(self) -> Iterator[dict[str, Example] | PostilError]:
        """What each of the annotators has of an article, for every article that one of them began.

        What cannot be read comes as the error.
        """
        ids, unread = _ids(self._project)
        for found in zip(*(view.examples(ids) for view in self.views), strict=True):
            yield from dict.fromkeys(one for one in found if isinstance(one, PostilError))
            begun = {name: one for name, one in zip(self._names, found, strict=True)
                     if isinstance(one, Example) and is_begun(one)}  # fmt: skip
            self.left_out += not begun
            if begun:
                yield begun
        yield from unread

    def _of_layers(self, chosen: Chosen) -> Iterator[Example | PostilError]:
        for found in self.begun():
            if isinstance(found, PostilError):
                yield found
            elif wanted := {name: own for name, one in found.items() if (own := chosen(one))}:
                yield together(wanted)


def layers_named(project: Project, names: Iterable[str], every: bool) -> tuple[str, ...]:
    """The annotators whose layers were asked for; none where there is no team and all were.

    Raises `UsageError` where there are none such.
    """
    wanted = tuple(dict.fromkeys(names))
    if not (wanted or (every and project.team)):
        return ()
    if (team := project.team) is None:
        hint = "Leave it out; to take only one person's tags, use --annotator NAME."
        raise UsageError("There are no layers: this project has no [team].", hint)
    for name in wanted:
        if name not in team.readings:
            hint = f"Use one of: {', '.join(team.annotators)}."
            raise UsageError(f"{name} has no layer in this project.", hint)
    return team.annotators if every else wanted


def kept_from(project: Project, names: Iterable[str]) -> PostilError | None:
    """Which of these layers, or the result for no name, a database keeps from one; `None` for none.

    What can be read of it all the same, such as an article that one has done, is not all there is.
    """
    for name in names:
        if not (project.layer(name) if name else project.result).reads():
            kept = f"{name}'s layer" if name else "The result, but for the articles you have done,"
            who = project.team.adjudicators if project.team else ()
            hint = f"Adjudicators can do this: {listed(who, 'or')}." if who else _NOBODY
            return PostilError(f"{kept} is kept from you in this database.", hint)
    return None


def check_readable(project: Project, names: Iterable[str]) -> None:
    """Raise what `kept_from` gives: a part would pass for all there is."""
    if error := kept_from(project, names):
        raise error


def is_begun(example: Example) -> bool:
    """Whether anybody did anything to an article; suggestions that wait are nobody's."""
    turned_down = any(one.verdict != "suggested" for one in example.suggestions)
    said = (example.annotations, example.doubtful, example.decisions, example.codes)
    return example.status != "open" or turned_down or any(said)


def together(layers: Mapping[str, Example]) -> Example:
    """One article of several annotators, by name, as one example with the tags of all.

    Where two have a tag of one id, as after one suggestion, the later one gets another. It has the
    status that all give it, else it is open.
    """
    taken, parts = set[str](), list[Example]()
    for annotator, example in layers.items():
        ids = {tag.id for tag in _all(example)}
        again = {id: id_of(f"{id}\n{annotator}") for id in ids & taken}
        parts.append(_renamed(example, again) if again else example)
        taken |= {tag.id for tag in _all(parts[-1])}
    statuses: set[Status] = {example.status for example in parts}
    return replace(
        parts[0],
        annotations=_ordered(tag for example in parts for tag in example.annotations),
        links=tuple(sorted(link for example in parts for link in example.links)),
        status=statuses.pop() if len(statuses) == 1 else "open",
        suggestions=_ordered(tag for example in parts for tag in example.suggestions),
        doubtful=_ordered(tag for example in parts for tag in example.doubtful),
        decisions=tuple(one for example in parts for one in example.decisions),
        codes=tuple(one for example in parts for one in example.codes),
        entities=tuple({one.id: one for example in parts for one in example.entities}.values()),
    )


def _ids(project: Project) -> tuple[list[str], list[PostilError]]:
    """The ids of all articles, and why some may be missing."""
    ids = list[str]()
    try:
        ids.extend(project.result.ids())
    except StoreError as error:
        return ids, [error]
    return ids, []


def _is_begun(found: Example | PostilError) -> bool:
    return isinstance(found, Example) and is_begun(found)


def _all(example: Example) -> tuple[Annotation, ...]:
    return (*example.annotations, *example.suggestions, *example.doubtful)


def _renamed(example: Example, again: Mapping[str, str]) -> Example:
    """An example in which some tags have other ids."""

    def tags(found: Iterable[Annotation]) -> tuple[Annotation, ...]:
        return tuple(replace(tag, id=again.get(tag.id, tag.id)) for tag in found)

    ends = [replace(one, source=again.get(one.source, one.source),
                    target=again.get(one.target, one.target)) for one in example.links]  # fmt: skip
    return replace(
        example,
        annotations=tags(example.annotations),
        links=tuple(ends),
        suggestions=tags(example.suggestions),
        doubtful=tags(example.doubtful),
    )


def _ordered(tags: Iterable[Annotation]) -> tuple[Annotation, ...]:
    return tuple(sorted(tags, key=lambda tag: (tag.start, tag.end, tag.id)))


def others(project: Project, id: str) -> dict[str, Contents]:
    """What each other annotator has in an article, by name, on its present text.

    Their layers are only read. Raises `PostilError` where the team works blind or there is none,
    and where a layer's file cannot be read.
    """
    team = project.team
    if team is None:
        raise PostilError("There are no others: this project has no [team].")
    if team.first(project.annotator):
        raise PostilError("You read this once more: nothing of other readings is shown.")
    if team.blind:
        what = "This team works blind: nobody sees what the others tagged."
        raise PostilError(what, f"blind = false under [team] in {SETTINGS} changes that.")
    read = {
        name: project.layer(name).read(id) for name in team.annotators if name != project.annotator
    }
    return {name: found[1] for name, found in read.items() if found}
