"""Foreign or earlier tags into a project: nothing twice, nothing that is there changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from annotations.annotation import Change
from annotations.clock import new_id, now
from annotations.errors import PostilError
from annotations.example import Example
from annotations.store.protocol import Damaged, Newer, Store

_BATCH = 200
IMPORTER = "import"


@dataclass
class Brought:
    """What an import has added so far."""

    articles: int = 0
    annotations: int = 0


def bring_in(store: Store, examples: Iterable[Example | PostilError]) -> tuple[Brought, list[str]]:
    """Add articles and tags that the store lacks; returns the counts and what went wrong."""
    brought, problems, coming = Brought(), list[str](), iter(examples)
    while batch := list(islice(coming, _BATCH)):
        problems += [str(one) for one in batch if isinstance(one, PostilError)]
        fitting = [e for e in batch if isinstance(e, Example) and _same_text(store, e, problems)]
        brought.articles += store.add(example.article for example in fitting)
        for example in fitting:
            try:
                brought.annotations += _add_tags(store, example)
            except (Damaged, Newer) as error:
                problems.append(str(error))
    return brought, problems


def _same_text(store: Store, example: Example, problems: list[str]) -> bool:
    try:
        own = store.article(example.article.id)
    except Damaged as error:
        problems.append(str(error))
        return False
    if own is None or own.digest == example.article.digest:
        return True
    problems.append(f"The project has another text under the id {own.id}; the tags were left out.")
    return False


def _add_tags(store: Store, example: Example) -> int:
    here = store.load(example.article.id)
    at = now()
    new = tuple(a for a in example.annotations if a.id not in here.annotations)
    links = tuple(link for link in example.links if link not in here.links)
    turned = here.status == "open" != example.status
    status = (here.status, example.status) if turned else None
    id = new_id()
    change = Change(id, id, IMPORTER, at, "import", added=new, linked=links, status=status)
    if change:
        store.apply(example.article, change)
    return len(new)
