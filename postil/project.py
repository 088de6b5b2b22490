"""A project, through the same store and lock as the app: what is tagged here, `u` takes back."""

import difflib
import json
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from annotations import project
from annotations.annotation import Annotation as Tag
from annotations.annotation import Change
from annotations.article import Article as Text
from annotations.attributes import kept, objection
from annotations.clock import new_id, now
from annotations.counted import counted
from annotations.errors import PostilError, UsageError
from annotations.guidelines import Guidelines
from annotations.scheme import Label
from annotations.session import Session
from annotations.sources.source import HeldSource, Source
from postil.dataset import Dataset, of_examples, warn
from postil.records import Annotation, Article, Link, Records, annotation_of

Where = str | tuple[int, int]
"""Words of an article, or a span of it in code points, half open."""


class Project:
    """The project in a folder, as one annotator has it.

    In a team that is their own layer; what others have tagged is not in it. Every change is on the
    disk when the call returns, and bears the annotator's name. Whatever is read is read afresh.
    """

    def __init__(self, found: project.Project) -> None:
        self._project = found
        self._guidelines = Guidelines(found.folder, found.folder / project.DATA)

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
        session, saving = self._session(article)
        attrs = self._checked(self._label(label), attrs or {})
        place = _span(session.article, where, occurrence)
        before = {tag.id for tag in session.index}
        if same := next((tag for tag in session.index.exactly(*place) if tag.label == label), None):
            return annotation_of(session.article, same)

        def made(annotator: str, at: str) -> Change:
            tag = Tag(new_id(), *place, label, annotator, attrs, note, at, at,
                      guideline=self._guidelines.digest(label))  # fmt: skip
            return Change("", "", annotator, at, added=(tag,))

        session.put(made)
        saving.check()
        (new,) = (tag for tag in session.index if tag.id not in before)
        return annotation_of(session.article, new)

    def link(self, source: Annotation, target: Annotation, type: str = "speaker") -> Link:
        """Link two annotations of one article, in place of an earlier such link from the source.

        Raises `UsageError` where they are not of one article, `PostilError` where the scheme has no
        such link between their labels, one of them is gone, or it cannot be saved.
        """
        if source.article != target.article:
            raise UsageError("A link stays in one article.", "Give two annotations of one.")
        session, saving = self._session(source.article)
        for one in (source, target):
            if one.id not in session.index.by_id:
                raise PostilError(f"The annotation {one.id} is gone.", "Read the project again.")
        session.link(source.id, target.id, type)
        saving.check()
        return Link(source.article, type, source.id, target.id)

    def undo(self, article: str) -> None:
        """Take back this annotator's last action in an article, as `u` does in the app.

        Raises `PostilError` where there is nothing to take back, or it cannot be saved.
        """
        session, saving = self._session(article)
        _, conflicts = session.undo()
        if stayed := len(conflicts) + saving.conflicts:
            warn([f"{counted(stayed, 'part')} of {article} changed since and stayed so."])

    def _session(self, id: str) -> "tuple[Session, _Saving]":
        """The session of an article, and what saves its changes."""
        store = self._project.store
        article = store.article(id)
        if article is None:
            raise PostilError(f"The project has no article {id}.", "Its articles have an `id`.")
        if refusal := store.refusal(id):
            raise refusal
        saving = _Saving(self._project, self._guidelines)
        session = Session(
            article,
            store.load(id),
            self.annotator,
            saving.submit,
            new_id,
            now,
            lambda: store.history(id),
            texts=store.text,
            fits=self._project.settings.scheme.fits,
            guideline=self._guidelines.digest,
        )
        return session, saving

    def _label(self, name: str) -> Label:
        scheme = self._project.settings.scheme
        if label := scheme.label(name):
            return label
        known = [one.name for one in scheme.labels]
        near = difflib.get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(known)}."
        raise UsageError(f"The project has no label {name!r}.", hint)

    def _checked(self, label: Label, attrs: Mapping[str, Any]) -> dict[str, Any]:
        """The attributes as they are kept."""
        for name, value in attrs.items():
            if name not in label.attributes:
                known = ", ".join(label.attributes) or "none"
                what = f"{label.name} has no attribute {name!r}."
                raise UsageError(what, f"Its attributes: {known}.")
            if wrong := objection(label.attributes[name], name, value):
                raise UsageError(f"{value!r} is not a value of {name}.", wrong)
        given = {n: value for n, value in attrs.items() if value is not None and value != ""}
        return {name: kept(label.attributes[name], value) for name, value in given.items()}

    def __repr__(self) -> str:
        return f"<Project {str(self.folder)!r} of {self.annotator}>"


class _Saving:
    """Saves the changes of one session at once; `conflicts` counts parts that did not fit."""

    def __init__(self, found: project.Project, guidelines: Guidelines) -> None:
        self._store, self._guidelines = found.store, guidelines
        self.conflicts = 0

    def submit(self, article: Text, change: Change) -> None:
        """Save a change. Raises `StoreError`."""
        self._guidelines.keep(change.added)
        self.conflicts += len(self._store.apply(article, change).conflicts)

    def check(self) -> None:
        """Raise `PostilError` where something did not fit."""
        if self.conflicts:
            what = "The article was changed elsewhere in the meantime."
            raise PostilError(what, "Read the project again, and repeat it.")


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


def _span(article: Text, where: Where, occurrence: int | None) -> tuple[int, int]:
    """The span that is meant, without white space at its edges. Raises `UsageError`."""
    from annotations.units import trimmed

    text = article.text
    if isinstance(where, str):
        places, at = list[int](), text.find(where) if where else -1
        while at >= 0:
            places.append(at)
            at = text.find(where, at + 1)
        if not places:
            raise UsageError(f"{where!r} is not in {article.id}.", "Give the words as they stand.")
        if occurrence is None and len(places) > 1:
            hint = f"Say which with occurrence=1 to {len(places)}, or give (start, end)."
            raise UsageError(f"{where!r} is in {article.id} {len(places)} times.", hint)
        if not 1 <= (occurrence or 1) <= len(places):
            times = "once" if len(places) == 1 else f"{len(places)} times"
            raise UsageError(f"{where!r} is in {article.id} {times}.", "Give a lower occurrence.")
        start = places[(occurrence or 1) - 1]
        where = start, start + len(where)
    start, end = where
    if not 0 <= start < end <= len(text):
        hint = f"Offsets count code points, up to {len(text):,}."
        raise UsageError(f"{start}-{end} is not a span of {article.id}.", hint)
    start, end = trimmed(text, (start, end))
    if start >= end:
        raise UsageError(f"There are no words at {where}.", "Give a span with a word in it.")
    return start, end
