"""The differences of a team: whose layers are held together, and what all agree on is taken."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from annotations.adjudication.meaning import Meaning
from annotations.adjudication.merging import merged
from annotations.adjudication.outcome import Outcome
from annotations.adjudication.settling import entities_needed, taken
from annotations.annotation import Change, Contents
from annotations.clock import new_id, now
from annotations.corpus.layers import check_readable
from annotations.corpus.sharing import Sharing, group_of
from annotations.counted import listed
from annotations.disk.refusals import refusal
from annotations.entity import Entity
from annotations.errors import PostilError, UsageError
from annotations.listing import Listed, Query
from annotations.project import Project
from annotations.store.protocol import Store
from annotations.team.team import Team


class Ready(Struct, frozen=True):
    """An article that can be adjudicated: whose layers are held together, and who is not done."""

    article: Listed
    readers: tuple[str, ...]
    missing: tuple[str, ...] = ()


class Adjudication:
    """The layers of a team's annotators, and the result that is made of them.

    Raises `UsageError` where the project has no team, or somebody else adjudicates, and
    `PostilError` where a layer may not be read.
    """

    def __init__(self, project: Project) -> None:
        if (team := project.team) is None:
            hint = "Name the annotators under [team] in postil.toml; see postil init."
            raise UsageError("There is nothing to adjudicate: this project has no [team].", hint)
        if team.adjudicators and project.annotator not in team.adjudicators:
            hint = f"Say who you are with --annotator: {listed(team.adjudicators, 'or')}."
            raise UsageError(f"{project.annotator} does not adjudicate in this project.", hint)
        check_readable(project, ("", *team.annotators))
        self.team: Team = team
        self.project = Project(project.folder, project.annotator, settled=True)
        self._views = {name: project.seen_by(name) for name in team.annotators}

    @property
    def result(self) -> Store:
        """What is settled."""
        return self.project.result

    def ready(self) -> Iterator[Ready]:
        """The articles whose readers are all done, in the order of lists."""
        return (one for one in self._read() if one.readers and not one.missing)

    def named(self, ids: Iterable[str]) -> list[Ready]:
        """Some articles, whoever is not done. Raises `PostilError` where nobody has begun one."""
        known = {one.article.id: one for one in self._read()}
        found = [known[id] for id in ids if id in known]
        if empty := next((one for one in found if not one.readers), None):
            hint = f"It is to be read by {listed(empty.missing)}." if empty.missing else ""
            raise PostilError(f"Nobody has read {empty.article.id} yet.", hint)
        return found

    def outcome(self, ready: Ready) -> Outcome:
        """The cases of an article against what stands in the result. Raises `StoreError`."""
        id = ready.article.id
        return self.against(id, ready.readers, self.result.load(id))

    def against(self, id: str, readers: Iterable[str], contents: Contents) -> Outcome:
        """The cases of an article against some contents. Raises `StoreError`."""
        meaning, scheme = self._meaning(), self.project.settings.scheme
        # Of a layer that cannot be read nobody knows whether its owner has read the article.
        found = {name: self._layer(name, id) for name in self._views}
        layers = {name: found[name] for name in readers}
        article = self.result.article(id)
        cases = merged(layers, scheme, meaning, article.text if article else "")
        return Outcome(cases, contents, scheme, meaning, self.team.seed)

    def take_agreed(self, ready: Ready) -> Change | None:
        """Take what all agree on in an article, as one change; `None` where nothing is left.

        It survives a power cut. Raises `StoreError`.
        """
        id = ready.article.id
        outcome = self.outcome(ready)
        change = taken(outcome, self.project.annotator, now())
        article = self.result.article(id)
        if not change or article is None:
            return None
        self.keep(entities_needed(outcome, change))
        made = new_id()
        return self.result.apply(article, replace(change, id=made, action=made)).change

    def keep(self, entities: Iterable[Entity]) -> None:
        """Have the result know these entities. Raises `StoreError`."""
        files = self.project.entities
        for one in entities:
            try:
                files.add(one)
            except OSError as error:
                raise refusal(error, files.home) from error

    def problems(self) -> list[PostilError]:
        """What of the layers cannot be read, so that an article in it is not ready."""
        return [one for view in self._views.values() for one in view.store.totals().unread]

    def _read(self) -> Iterator[Ready]:
        shares = Sharing(self.project, self.team).planned()
        done = {name: self._ids(name, "done") for name in self._views}
        left = {name: self._ids(name, "skipped") for name in self._views}
        begun = {name: self._begun(name) for name in self._views}
        for one in self.result.listing().rows:
            dealt = shares.readers(group_of(one))
            missing = [name for name in dealt if one.id not in done[name] | left[name]]
            read = begun if missing else done
            readers = [name for name in self.team.annotators if one.id in read[name] - left[name]]
            yield Ready(one, tuple(readers), tuple(missing))

    def _ids(self, name: str, status: str) -> set[str]:
        rows = self._views[name].store.listing(Query(status=status)).rows  # type: ignore[arg-type]
        return {one.id for one in rows}

    def _begun(self, name: str) -> set[str]:
        """The articles in which an annotator has done anything."""
        rows = self._views[name].store.listing().rows
        return {one.id for one in rows if one.annotations or one.status != "open" or one.codes}

    def _layer(self, name: str, id: str) -> Contents:
        found = self._views[name].store.read(id)
        return found[1] if found else Contents()

    def _meaning(self) -> Meaning:
        layers = {name: view.entities.all() for name, view in self._views.items()}
        return Meaning(layers, self.project.entities.all())
