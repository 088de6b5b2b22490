"""The project's own copy of an article that is read again, whatever it is called by now."""

from msgspec.structs import replace

from annotations.article import Article
from annotations.errors import Damaged, StoreError
from annotations.listing import Stored
from annotations.project import Project
from annotations.sources.tables.json_lines import is_line
from annotations.store.protocol import Store


def known(project: Project, article: Article) -> tuple[Article, str | None]:
    """The project's own copy of an article, where it has one, and a note about it.

    It is found by its id, else by its text, else by the file it came from: then the file
    has changed, and the text that was tagged is given. Raises `Damaged` where that text is
    not to be had.
    """
    name = article.origin or article.id
    article = replace(article, origin=project.origin(article))
    if not project.result.begun():
        return article, None
    try:
        own = project.store.article(article.id)
    except Damaged:
        if _has_other_text(project.store, article):
            raise
        # With this very text the article can be shown, and opening it says what is wrong.
        return article, None
    own = own or _elsewhere(project.store, article)
    if own is None or same_source(own, article):
        return own or article, None
    told = f"{name} has changed since it was added; you see the project's text."
    return own, f"{told} To take the new one, run postil add --update."


def unreadable_copy(project: Project, article: Article) -> StoreError | None:
    """Why an article may be one of the project's own that cannot be read.

    `None` where it is not: it is there, or the project has none such. It comes from `known`.
    """
    if not project.result.begun():
        return None
    try:
        if project.store.listed(article.id):
            return None
    except StoreError as error:
        return error
    place = None if is_line(article.origin or "") else article.origin
    return project.store.unread(thorough=False).may_be(article, place)


def _has_other_text(store: Store, article: Article) -> bool:
    try:
        listed = store.listed(article.id)
    except StoreError:
        return False
    return listed is not None and listed.digest != article.digest


def _elsewhere(store: Store, article: Article) -> Article | None:
    """The project's article with this text or, failing that, from the same file."""
    # A line of a file is no place to go by: after an edit it holds another article.
    origin = None if is_line(article.origin or "") else article.origin
    found = store.find((article.digest, article.known_by), origin)
    return store.article(found[0].id) if found else None


def same_source(own: Article | Stored, article: Article) -> bool:
    """Whether an article, read again, is what the project took its own copy from."""
    return own.digest == article.digest or own.known_by == article.known_by
