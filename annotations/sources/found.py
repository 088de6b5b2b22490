"""What a reader made of a document: its text, what it says about itself, and notes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module

from msgspec import Struct
from msgspec.structs import replace

from annotations.article import META_FIELDS, Article, Metadata, first_line, id_from_text
from annotations.errors import PostilError
from annotations.sources.letters.decoding import INCOMPLETE, whole


class Found(Struct, frozen=True):
    """The text of a document; `fields` are its title and metadata by name, where it has any.

    `as_is` tells that the text is the document, decoded; what was taken out of a page or a PDF is
    known again by the page or the PDF, for another version may take out something else.
    """

    text: str
    fields: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()
    as_is: bool = False


Reader = Callable[[bytes, str], Found]
"""Makes what it can of bytes, which messages call by a name. Raises `PostilError`."""


def reader_at(place: str) -> Reader:
    """The reader at a place in this package, such as `pages.html.read`."""
    module, _, name = place.rpartition(".")
    found: Reader = getattr(import_module(f"annotations.sources.{module}"), name)
    return found


@contextmanager
def told_of(name: str) -> Iterator[None]:
    """Whatever a reader, or a library that it uses, stumbles over: a `PostilError` about a file.

    `MemoryError` stays what it is, and so does `OSError`.
    """
    try:
        yield
    except (PostilError, OSError, MemoryError):
        raise
    except Exception as error:
        what = f"{name} is damaged and cannot be read ({type(error).__name__})."
        hint = "Open it in the program that made it and save it again."
        raise PostilError(what, hint) from error


def in_whole_letters(found: Found, name: str) -> Found:
    """What was found as any file can hold it, with a word where letters were incomplete."""
    fields = {field: whole(said) for field, said in found.fields.items()}
    made = replace(found, text=whole(found.text), fields=fields)
    told = () if made == found else (f"{name}: {INCOMPLETE}.",)
    return replace(made, notes=(*map(whole, found.notes), *told))


def article_of(
    found: Found, name: str, fields: Mapping[str, str], imprint: str | None, origin: str | None
) -> Article:
    """A document as an article; `fields` win over what it says of itself.

    Raises `PostilError` where it has no words.
    """
    text = found.text
    if not text.strip():
        raise wordless(name)
    about = {key: whole(value) for key, value in {**found.fields, **fields}.items() if value}
    known = ("id", "title", *META_FIELDS)
    more = {name: words for name, words in about.items() if name in fields and name not in known}
    title = about.get("title") or first_line(text)
    meta = Metadata(**{key: about.get(key) for key in META_FIELDS}, more=more)
    id = about.get("id") or id_from_text(title, text)
    # The name of a file may be bytes that are no text, which nothing could save.
    place = whole(origin) if origin is not None else None
    return Article(id, title, text, meta, place, None if found.as_is else imprint)


def wordless(name: str) -> PostilError:
    """What to say of a document with nothing to read in it."""
    return PostilError(f"{name} has no words in it.", "Open a file with text.")
