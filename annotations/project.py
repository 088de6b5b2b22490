"""The folder of a project: its settings, its store and its articles, in one place."""

import getpass
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from annotations.article import Article
from annotations.example import Example
from annotations.settings import Settings, read_settings
from annotations.store.protocol import Damaged, Store, Stored

SETTINGS = "postil.toml"
DATA = ".postil"


class Project:
    """A project's parts; nothing is written until something is tagged or imported."""

    def __init__(self, folder: Path, annotator: str | None = None) -> None:
        self.folder = folder
        self._annotator = annotator

    @classmethod
    def find(
        cls, folder: Path | None, near: Path | None = None, annotator: str | None = None
    ) -> "Project":
        """The project in `folder`, or else the nearest one from `near` (here) upwards.

        Where there is none, it is the current folder.
        """
        if folder is not None:
            return cls(folder, annotator)
        start = (near or Path.cwd()).resolve()
        for candidate in (start, *start.parents):
            if (candidate / SETTINGS).is_file() or (candidate / DATA).is_dir():
                return cls(candidate, annotator)
        return cls(Path.cwd(), annotator)

    @cached_property
    def settings(self) -> Settings:
        """What `postil.toml` says. Raises `UsageError`."""
        return read_settings(self.folder / SETTINGS)

    @cached_property
    def store(self) -> Store:
        """Where the annotations are."""
        from annotations.store.tiny import TinyStore

        return TinyStore(self.folder / DATA)

    @property
    def annotator(self) -> str:
        """Who tags: as asked for, else as in the settings, else the login name."""
        return self._annotator or self.settings.annotator or _login()

    def known(self, article: Article) -> tuple[Article, str | None]:
        """The project's own copy of an article, where it has one, and what to tell about it.

        It is found by its id, else by its text, else by the path it came from: then the file
        has changed, and the text that was tagged is given.
        """
        if not (self.folder / DATA / "articles").is_dir():
            return article, None
        own = self.store.article(article.id)
        if own is None:
            found = self.store.find(lambda one: one.digest == article.digest)
            found = found or self.store.find(lambda one: _same_place(one, article))
            own = self.store.article(found.id) if found else None
        if own is None or own.digest == article.digest:
            return own or article, None
        name = article.origin or article.id
        return own, f"{name} has changed since it was tagged; the tagged text is shown."

    def examples(self) -> Iterator[Example | Damaged]:
        """Every article with its annotations, by id; what is damaged is given as the error."""
        listing = self.store.articles()
        while True:
            try:
                one = next(listing)
            except StopIteration:
                return
            except Damaged as error:
                yield error
                return
            try:
                yield self.example(one)
            except Damaged as error:
                yield error

    def example(self, one: Stored) -> Example:
        """An article with its annotations. Raises `Damaged`."""
        article = self.store.article(one.id)
        if article is None:
            raise Damaged(f"The article {one.id} is gone.", "Run the command again.")
        contents = self.store.load(one.id)
        tags = sorted(contents.annotations.values(), key=lambda a: (a.start, a.end, a.id))
        return Example(article, tuple(tags), tuple(sorted(contents.links)), contents.status)


def _same_place(one: Stored, article: Article) -> bool:
    return one.origin is not None and one.origin == article.origin


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "annotator"
