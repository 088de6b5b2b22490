"""The folder of a project: its settings, its store and its articles, in one place."""

import contextlib
import getpass
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotations import trust
from annotations.article import Article
from annotations.counted import listed
from annotations.disk.system import System
from annotations.entity import Entity, borne
from annotations.errors import Damaged, PostilError, StoreError, UsageError, of_article
from annotations.example import Example, example_of
from annotations.listing import Listed
from annotations.settings import Settings, read_settings
from annotations.sources.letters.decoding import whole
from annotations.store.choosing import store_of
from annotations.store.entity_files import EntityFiles
from annotations.store.folders import Folders, layer_name
from annotations.store.protocol import Read, Store
from annotations.store.unsent import Unsent

if TYPE_CHECKING:
    from annotations.disk.files import Files
    from annotations.team.team import Team
    from annotations.versions.renewing import Doubt

SETTINGS = "postil.toml"
DATA = ".postil"
ANNOTATOR = "POSTIL_ANNOTATOR"
"""The variable in which people say once who they are, whatever their login name."""


def is_project(folder: Path) -> bool:
    """Whether a folder has settings or data of a project."""
    return os.path.isfile(folder / SETTINGS) or os.path.isdir(folder / DATA)


class Project:
    """A project's parts; nothing is written until something is tagged or imported."""

    def __init__(
        self, folder: Path, annotator: str | None = None, *, settled: bool = False
    ) -> None:
        self.folder = folder
        self._annotator, self._settled, self._viewer = annotator, settled, ""
        self._settings = cache(partial(read_settings, folder / SETTINGS))
        self._layers: dict[str, Store] = {}

    @classmethod
    def find(
        cls, folder: Path | None, near: Path | None = None, annotator: str | None = None
    ) -> "Project":
        """The project in `folder`, else the nearest from `near` (here) upwards, else one here."""
        if folder is not None:
            return cls(folder, annotator)
        start = (near or Path.cwd()).resolve()
        for candidate in (start, *start.parents):
            if is_project(candidate):
                return cls(candidate, annotator)
        return cls(Path.cwd(), annotator)

    @property
    def is_there(self) -> bool:
        """Whether there are settings or data of one in the folder."""
        return is_project(self.folder)

    @property
    def settings(self) -> Settings:
        """What `postil.toml` says, read once. Raises `UsageError`."""
        return self._settings()

    @property
    def team(self) -> "Team | None":
        """Who annotates together; `None` where there is no `[team]`. Raises `UsageError`."""
        return self.settings.team

    @cached_property
    def result(self) -> Store:
        """What all share: the articles, and what is tagged in them by one person, or settled."""
        # The store must not hold the project, or what it has open would wait for the cycle
        # collector.
        settings = self._settings
        return store_of(
            self.folder / DATA,
            self.settings.store,
            lambda *link: settings().scheme.fits(*link),
            self.role,
        )

    def layer(self, annotator: str) -> Store:
        """What one annotator decides, over the articles that all share."""
        if annotator not in self._layers:
            self._layers[annotator] = self.result.layer(annotator)
        return self._layers[annotator]

    def seen_by(self, annotator: str | None) -> "Project":
        """The project as one of its annotators has it; for `None`, with the result."""
        seen = Project(self.folder, annotator, settled=annotator is None)
        seen._settings, seen._viewer = self._settings, self._viewer or self.annotator
        return seen

    @property
    def role(self) -> str:
        """Who of a team is at work, whoever's layer is seen; nobody where there is no team.

        Reading once more one is the same person.
        """
        if self.team is None:
            return ""
        viewer = self._viewer or self.annotator
        return self.team.first(viewer) or viewer

    @property
    def is_settled(self) -> bool:
        """Whether the result is looked at, whoever looks, and nobody's layer."""
        return self._settled

    @property
    def store(self) -> Store:
        """Where the annotator's annotations are: in a team their layer, or an adjudicator's result.

        Raises `UsageError` for somebody who is not in the team.
        """
        return self.layer(self._own_layer) if self._own_layer else self.result

    @cached_property
    def home(self) -> Path:
        """The folder of all that the annotator decides. Raises `UsageError` as `store` does."""
        return Folders(self.folder / DATA, layer_name(self._own_layer)).home

    @cached_property
    def _own_layer(self) -> str:
        """Whose layer is read and written; nobody's where that is the result."""
        team, annotator = self.team, self.annotator if self.team and not self._settled else ""
        if team is None or annotator in team.readings:
            return annotator
        if self._settled or annotator in team.adjudicators:
            return ""
        names = listed(team.people, "or")
        hint = f"Say who you are with --annotator or in {ANNOTATOR}: {names}."
        raise UsageError(f"{annotator} is not in the team of this project.", hint)

    @cached_property
    def files(self) -> "Files":
        """Keeps the small files that others see too."""
        own = ""
        with contextlib.suppress(UsageError):  # whoever is not in the team has none of their own
            own = self._own_layer
        return self.layer(own).files if own else self.result.files

    @cached_property
    def entities(self) -> EntityFiles:
        """Who and what mentions mean."""
        return EntityFiles(self.home, self.files)

    @cached_property
    def unsent(self) -> Unsent | None:
        """What the annotator changed and the server lacks; `None` where the store is none."""
        if self.settings.store is None:
            return None
        return Unsent(self.home, System().within(self.folder))

    def sweep(self) -> None:
        """Remove what was left by programs that ended in the middle of a save."""
        from annotations.disk.litter import sweep

        own = None
        with contextlib.suppress(UsageError):  # whoever is not in the team has nothing there
            own = self.home if self._own_layer else None
        sweep(self.folder / DATA, self.folder / SETTINGS, own)

    def allows(self, program: str) -> bool:
        """Whether the person lets this project run a program that its settings name."""
        return trust.answer(self.folder, program) is True

    @property
    def annotator(self) -> str:
        """Who tags: as asked for or said in `POSTIL_ANNOTATOR`, else the settings, else the login.

        In a team all share the settings, so that there everyone says who they are.
        """
        asked = self._annotator or os.environ.get(ANNOTATOR)
        return whole(asked or self.settings.annotator or _login())

    def origin(self, article: Article) -> str | None:
        """Where an article came from as seen from the project, wherever postil was called."""
        return None if article.origin is None else self.origin_of(article.origin)

    def origin_of(self, name: str) -> str:
        """A path as seen from the project."""
        try:
            return Path(os.path.relpath(name, self.folder)).as_posix()
        except ValueError:  # another drive
            return name

    def stored(self) -> Iterator[Listed]:
        """Every article without its text, by id; what cannot be read is passed over."""
        with contextlib.suppress(StoreError):
            yield from self.store.articles()

    def examples(self, ids: Iterable[str] | None = None) -> Iterator[Example | PostilError]:
        """The articles of these ids, or every one by id, with their annotations.

        What cannot be read is given as the error.
        """
        reading, known = self.store.each(ids), self.entities.all()
        while True:
            try:
                id, found = next(reading)
            except StopIteration:
                return
            except (StoreError, OSError) as error:
                yield _told(error)
                return
            yield _tried(id, found, known)

    def tried(self, id: str, known: Mapping[str, Entity] = {}) -> Example | PostilError:
        """An article with its annotations, and those of the `known` entities that they bear.

        If it cannot be read, the error.
        """
        try:
            return _tried(id, self.store.read(id), known)
        except (StoreError, OSError) as error:
            return _tried(id, error, known)

    def example(self, id: str) -> Example:
        """An article with its annotations. Raises `Damaged`."""
        read = self.store.read(id)
        if read is None:
            raise _gone(id)
        return example_of(*read)

    def example_of(self, article: Article) -> Example:
        """An article that was read with its annotations. Raises `Damaged`."""
        return example_of(article, self.store.load(article.id))

    def doubts(self, id: str) -> "list[Doubt]":
        """The tags of an article that were made on an earlier text, with the places proposed."""
        from annotations.versions.renewing import doubts  # late: few texts change

        article = self.store.article(id)
        return doubts(article, self.store.load(id), self.store.text) if article else []


def _tried(id: str, found: Read, known: Mapping[str, Entity]) -> Example | PostilError:
    """An article that was read, or the error for people."""
    if isinstance(found, tuple):
        return _bearing(example_of(*found), known)
    return of_article(id, _told(_gone(id) if found is None else found))


def _gone(id: str) -> Damaged:
    return Damaged(f"The article {id} is gone.", "Run the command again.")


def _bearing(example: Example, known: Mapping[str, Entity]) -> Example:
    """An example with the entities that its tags bear."""
    values = (value for tag in example.annotations for value in tag.attrs.values())
    return replace(example, entities=borne(values, known)) if known else example


def _told(error: StoreError | OSError) -> PostilError:
    """An error as one for people."""
    if isinstance(error, StoreError):
        return error
    reason = f"{error.filename or 'A file of the project'} cannot be read: {error.strerror}."
    return PostilError(reason, "Check that you may read it.")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "annotator"
