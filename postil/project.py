"""A project, through the same store and lock as the app: what is tagged here, `u` takes back."""

import json
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from annotations import project
from annotations.counted import counted
from annotations.errors import PostilError, UsageError
from annotations.guidelines import Guidelines
from annotations.sources.source import HeldSource, Source
from postil.dataset import Dataset, of_examples, warn
from postil.editing import Editor, Where
from postil.records import Annotation, Article, Link, Records


class Project:
    """The project in a folder, as one annotator has it.

    In a team that is their own layer; what others have tagged is not in it. Every change is on the
    disk when the call returns, and bears the annotator's name. Whatever is read is read afresh.
    """

    def __init__(self, found: project.Project) -> None:
        self._project = found
        self._guidelines = Guidelines(found.folder, found.folder / project.DATA, found.files)

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._project.folder

    @property
    def annotator(self) -> str:
        """Who tags."""
        return self._project.annotator

    @property
    def articles(self) -> Records[Article]:
        """All articles, by id; see `read`."""
        return self.read().articles

    @property
    def annotations(self) -> Records[Annotation]:
        """All that is tagged; see `read`."""
        return self.read().annotations

    @property
    def links(self) -> Records[Link]:
        """All links between annotations; see `read`."""
        return self.read().links

    def read(self) -> Dataset:
        """All of it as it is now; what cannot be read is warned of and stands in `problems`.

        Suggestions that are withheld from the annotator are not in it.
        """
        found = self._read()
        warn([*found.notes, *found.problems])
        return found

    def _read(self) -> Dataset:
        from annotations.corpus.withheld import withheld_of, without_withheld

        withheld, problems, examples, waiting = withheld_of(self._project), [], [], 0
        for found in self._project.examples():
            if isinstance(found, PostilError):
                problems.append(str(found))
            else:
                waiting += len(found.doubtful)
                examples.append(without_withheld(found, withheld))
        tags = f"On earlier texts, so left out: {counted(waiting, 'tag')}."
        notes = [f"{tags} To decide on them, open the articles."] if waiting else []
        return of_examples(examples, notes, problems)

    def add(
        self,
        *articles: "str | PathLike[str] | Mapping[str, Any] | Article",
        group: str | None = None,
        update: bool = False,
        mend: bool = False,
    ) -> tuple[str, ...]:
        """Add articles, as `postil add` does; returns their ids, those there already included.

        What is given are paths of files, folders and archives, or records with at least a `text`.
        `group` puts all into one group, `update` takes the new text of what has changed, and `mend`
        repairs garbled letters. What is refused is warned of. Raises `PostilError` where there is
        nothing else, or the disk refuses.
        """
        from annotations.corpus.adding import Adding, Plan
        from annotations.sources.search import Named, Search

        search = Search()
        paths = [Path(one) for one in articles if isinstance(one, str | PathLike)]
        files = list(search.all(paths))
        records = [one for one in articles if not isinstance(one, str | PathLike)]
        if records:
            files.append(Named(_lines(records), corpus=True))
        adding = Adding(self._project, Plan(mend, update, group=group))
        outcomes = list(adding.outcomes(files))
        ids = tuple(dict.fromkeys(one.id for one in outcomes if one.id and one.kind != "refused"))
        told = [*search.notices, *search.notes, *(one.told for one in outcomes if one.told)]
        told += [f"{one.name} has no text." for one in outcomes if one.kind == "empty"]
        if others := search.others:
            kinds = ", ".join(sorted(ending or "no ending" for ending in others))
            told.append(f"Files of other kinds, so left out: {sum(others.values()):,} ({kinds}).")
        if told and not ids:
            raise PostilError(" ".join(told))
        warn(dict.fromkeys(told))
        return ids

    def annotate(
        self,
        article: str,
        where: Where,
        label: str,
        *,
        occurrence: int | None = None,
        attrs: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> Annotation:
        """Tag a span of the article of this id; what bears the label already is given as it is.

        `where` is a span or words of the text; of words that stand there several times,
        `occurrence` says which, from 1. White space at the edges is left out. Raises `UsageError`
        for a label, attribute or value that the scheme has not, and for words that are not there;
        `PostilError` where it cannot be saved.
        """
        return self._editor(article).annotate(where, label, occurrence, attrs or {}, note)

    def link(self, source: Annotation, target: Annotation, type: str = "speaker") -> Link:
        """Link two annotations of one article, in place of an earlier such link from the source.

        Raises `UsageError` where they are not of one article, `PostilError` where the scheme has no
        such link between their labels, one of them is gone, or it cannot be saved.
        """
        if source.article != target.article:
            raise UsageError("A link stays in one article.", "Give two annotations of one.")
        return self._editor(source.article).link(source, target, type)

    def undo(self, article: str) -> None:
        """Take back this annotator's last action in an article, as `u` does in the app.

        Raises `PostilError` where there is nothing to take back, or it cannot be saved.
        """
        if stayed := self._editor(article).undo():
            warn([f"{counted(stayed, 'part')} of {article} changed since and stayed so."])

    def _editor(self, article: str) -> Editor:
        return Editor(self._project, self._guidelines, article)

    def __repr__(self) -> str:
        return f"<Project {str(self.folder)!r} of {self.annotator}>"


def open(
    folder: "str | PathLike[str]" = ".", annotator: str | None = None, *, create: bool = False
) -> Project:
    """The project in a folder, for the one who annotates; see `Project`.

    Who that is goes by `POSTIL_ANNOTATOR`, postil.toml and the login name where it is not said;
    somebody of a team says it. Raises `UsageError` where there is no project, unless one is to be
    made, for settings that are wrong, and for somebody who is not in the team.
    """
    place = Path(folder)
    if create:
        place.mkdir(parents=True, exist_ok=True)
    found = project.Project(place, annotator)
    if not (found.is_there or create):
        hint = "Check the folder; to make a new project there, use create=True."
        raise UsageError(f"There is no project in {place}.", hint)
    if (team := found.team) and found.annotator not in {*team.people, *team.readings}:
        hint = f'Say who you are: postil.open({str(place)!r}, annotator="{team.people[0]}").'
        raise UsageError(f"{found.annotator} is not in the team of this project.", hint)
    found.sweep()
    return Project(found)


def project_of(found: Project) -> project.Project:
    """The project behind it."""
    return found._project


def contents_of(found: Project) -> Dataset:
    """All of it as it is now, without warning of what cannot be read."""
    return found._read()


def _lines(records: Iterable[Mapping[str, Any] | Article]) -> Source:
    """Articles as a corpus. Raises `UsageError` for a record that JSON does not have."""
    rows = list[str]()
    for one in records:
        if isinstance(one, Article):
            fields = {name: getattr(one, name) for name in Article.__struct_fields__}
            more = fields.pop("more")
            del fields["status"]
            one = {**more, **{name: value for name, value in fields.items() if value is not None}}
        try:
            rows.append(json.dumps(dict(one), ensure_ascii=False))
        except (TypeError, ValueError) as error:
            what = f"A record cannot be added: {error}."
            raise UsageError(what, "Give words and numbers by field.") from None
    return HeldSource("notebook", "\n".join(rows).encode("utf-8", "surrogatepass"))
