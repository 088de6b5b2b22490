"""Foreign or earlier tags into a project: nothing twice, nothing that is there changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from annotations.annotation import Annotation, Change, Link
from annotations.clock import new_id, now
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.known_articles import Known, at_home, moved
from annotations.formats.reading import Found, Mended, Rebuilt, Unplaced
from annotations.formats.record_reading import example_on, id_of, made_id
from annotations.store.protocol import Damaged, Newer, Store

_BATCH = 200
IMPORTER = "import"
PREDICTS = "model:"


@dataclass
class Brought:
    """What an import has added so far, and under which labels.

    `mended` tells what could be put right on the way.
    """

    articles: int = 0
    annotations: int = 0
    suggestions: int = 0
    labels: set[str] = field(default_factory=set, compare=False)
    mended: list[str] = field(default_factory=list)


def bring_in(
    store: Store, examples: Iterable[Found], annotator: str = "", brought: Brought | None = None
) -> tuple[Brought, list[str]]:
    """Add articles and tags that the store lacks; returns the counts and what went wrong.

    The counts are kept in `brought` as it goes on, where that is given.

    An article is the project's own where its id and text are, else where its text is, else, for
    a text put together from tokens, where its words are. With an `annotator` every tag is theirs;
    where that is a model (`model:NAME`), every tag is a suggestion of it.
    """
    brought = Brought() if brought is None else brought
    problems, coming = list[str](), iter(examples)
    known = Known(store)
    while batch := list(islice(coming, _BATCH)):
        fitting = []
        for one in batch:
            try:
                example, wrong = _at_home(store, known, one)
            except PostilError as error:
                problems.append(str(error))
                continue
            for what in wrong:
                (brought.mended if isinstance(what, Mended) else problems).append(str(what))
            fitting.append(_by(example, annotator) if annotator else example)
        brought.articles += store.add(example.article for example in fitting)
        for example in fitting:
            try:
                _add_tags(store, example, brought)
            except (Damaged, Newer) as error:
                problems.append(str(error))
    return brought, problems


def _at_home(store: Store, known: Known, one: Found) -> tuple[Example, list[PostilError]]:
    """An example on the project's copy of its article, where there is one.

    Raises what was wrong with it, or `PostilError` where the project has another text.
    """
    if isinstance(one, PostilError):
        raise one
    if isinstance(one, Unplaced):
        article = known.by_digest(one.digest) or store.article(one.id)
        if article is None or (one.digest and article.digest != one.digest):
            what = f"{one.where} has no text, and the project lacks the article {one.id}."
            raise PostilError(what, "Add the article first.")
        return example_on(article, one.record, one.where)
    if isinstance(one, Rebuilt) and one.home and (own := at_home(one, store)):
        return moved(one, own, one.home[1:]), []
    own = store.article(one.article.id)
    if own is None or own.digest != one.article.digest:
        same = known.by_digest(one.article.digest)
        if same is None and isinstance(one, Rebuilt):
            same = known.by_words(one.article.text)
        if same is None and own is not None:
            what = f"The project has another text under the id {own.id}; the tags were left out."
            raise PostilError(what)
        own = same
    if own is None:
        return one, []
    return moved(one, own), []


def _by(example: Example, annotator: str) -> Example:
    """The example with every tag by `annotator`; ids follow, so that others' are not met."""
    predicted = annotator.startswith(PREDICTS)
    article = example.article.id

    def own(a: Annotation) -> Annotation:
        if a.id == made_id(article, a.start, a.end, a.label, a.annotator):
            id = made_id(article, a.start, a.end, a.label, annotator)
        else:
            id = id_of(f"{article}\n{a.id}\n{annotator}")
        if predicted:
            return replace(a, id=id, annotator=annotator, origin=annotator, verdict="suggested")
        return replace(a, id=id, annotator=annotator)

    renamed = {a.id: own(a) for a in (*example.annotations, *example.suggestions)}
    tags = tuple(renamed[a.id] for a in example.annotations)
    waiting = tuple(renamed[a.id] for a in example.suggestions)
    if predicted:
        # A suggestion has no links, and a prediction says nothing of how far a person has come.
        return Example(example.article, (), (), "open", (*tags, *waiting))
    links = {Link(k.type, renamed[k.source].id, renamed[k.target].id) for k in example.links}
    return replace(example, annotations=tags, links=tuple(sorted(links)), suggestions=waiting)


def _add_tags(store: Store, example: Example, brought: Brought) -> None:
    here = store.load(example.article.id)
    at = now()
    tagged = {(a.start, a.end, a.label) for a in here.annotations.values() if a.stands}
    by = {(a.start, a.end, a.label, a.annotator) for a in here.annotations.values()}

    def is_new(a: Annotation) -> bool:
        if a.id in here.annotations:
            return False
        place = (a.start, a.end, a.label)
        if a.verdict == "suggested":
            return place not in tagged
        # A span that came without an id is the one that stands there, whatever that one's id.
        nameless = a.id == made_id(example.article.id, *place, a.annotator)
        unsigned = a.annotator == "imported" and place in tagged
        return not (nameless and (unsigned or (*place, a.annotator) in by))

    new = tuple(a for a in (*example.annotations, *example.suggestions) if is_new(a))
    links = tuple(link for link in example.links if link not in here.links)
    turned = here.status == "open" != example.status
    status = (here.status, example.status) if turned else None
    id = new_id()
    change = Change(id, id, IMPORTER, at, "import", added=new, linked=links, status=status)
    if change:
        store.apply(example.article, change)
    tags = sum(1 for a in new if a.stands)
    brought.annotations += tags
    brought.suggestions += len(new) - tags
    brought.labels.update(a.label for a in new)
