"""What a layer has of an article, on the text that this has by now; nothing is written."""

from collections.abc import Mapping

from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.store.postgres.articles import SharedArticles
from annotations.store.postgres.reading import Held
from annotations.versions.renewing import renewal


def present(texts: SharedArticles, found: Held | None) -> Contents:
    """A layer's contents, with the suggestions for all that it has nothing on. Raises `Damaged`."""
    if found is None:
        return Contents()
    contents, held = found.contents, found.contents.annotations
    if found.is_behind:
        contents = contents.after(renewed(texts, found, contents, found.digest)[1])
    waits = waiting(texts, found).items()
    more = {id: one for id, one in waits if id not in held and not one.text_digest}
    return replace(contents, annotations={**contents.annotations, **more}) if more else contents


def waiting(texts: SharedArticles, found: Held) -> Mapping[str, Annotation]:
    """The suggestions for all that wait. Raises `Damaged` where a text is missing."""
    if not found.waiting or found.shared == found.record.digest:
        return found.waiting
    waits = Contents(found.waiting)
    moved = waits.after(renewed(texts, found, waits, found.shared)[1]).annotations
    # They are the same for everybody who looks, whenever that is.
    return {id: replace(one, updated=found.waiting[id].updated) for id, one in moved.items()}


def renewed(
    texts: SharedArticles, found: Held, contents: Contents, digest: str, layer: str = ""
) -> tuple[Article, Change]:
    """An article, and the change that brings contents on the text of `digest` to its present one.

    It is as what is brought in from outside, so that no undo takes the text back. Raises `Damaged`.
    """
    article, text = (
        texts.with_text(replace(found.record, digest=digest)),
        texts.with_text(found.record).text,
    )
    id = new_id()
    blank = Change(id, id, layer, now(), "import")
    return article.with_text(text), renewal(article, contents, text, texts.text, blank)
