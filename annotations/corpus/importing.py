"""Foreign or earlier tags into a project: nothing twice, nothing that is there changed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Link
from annotations.clock import new_id, now
from annotations.entity import Entity
from annotations.errors import Damaged, Newer, PostilError, StoreError
from annotations.example import Example
from annotations.fitting import Fits, anywhere
from annotations.formats.dataset import with_date
from annotations.formats.known_articles import Known, home_of, moved
from annotations.formats.offsets import Bare, Offsets, Unit
from annotations.formats.reading import (
    Foreign,
    Found,
    Passed,
    Rebuilt,
    Telling,
    Unplaced,
    id_of,
    made_id,
)
from annotations.formats.rebuilding import with_labels
from annotations.formats.record_reading import example_on
from annotations.formats.training.alignment import names_in_tags
from annotations.sources.letters.decoding import INCOMPLETE, lost_in
from annotations.sources.published import UNKNOWN, Order, order_in
from annotations.store.protocol import Store

_BATCH = 200
IMPORTER = "import"
PREDICTS = "model:"


@dataclass
class Brought:
    """What an import has added so far, and under which labels.

    `known` has the ids of articles that were there already. `unfit` counts links that the scheme
    does not let lead so. `mended` tells what could be put right on the way, and what was taken in
    another way than as gold. `parts` has the part of a dataset that an article came in, by id.
    """

    articles: int = 0
    annotations: int = 0
    suggestions: int = 0
    unfit: int = 0
    known: set[str] = field(default_factory=set, compare=False)
    labels: set[str] = field(default_factory=set, compare=False)
    mended: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict, compare=False)


def bring_in(
    store: Store,
    examples: Iterable[Found],
    annotator: str = "",
    brought: Brought | None = None,
    labels: Iterable[str] = (),
    order: Order = UNKNOWN,
    fits: Fits = anywhere,
    keep: Callable[[Entity], object] = lambda entity: None,
    part_of: Callable[[Found], str] = lambda found: "",
) -> tuple[Brought, list[str]]:
    """Add articles and tags that the store lacks; returns the counts and what went wrong.

    The counts are kept in `brought` as it goes on, where that is given. An article is the
    project's own where its id and text are, else where its text is, in whatever dress. With an
    `annotator` every tag is theirs; where that is a model (`model:NAME`), every tag is a suggestion
    of it. `labels` are those of the scheme: formats of tokens change the names of some, which are
    put back. Dates are read in the `order` of the file's. Links come as they are; those that do
    not do what `fits` says are counted. `keep` gets the entities that tags bear.
    `part_of` says in which part of a dataset something came; an article's first one holds.
    """
    brought = Brought() if brought is None else brought
    telling, coming, unread = Telling(), iter(examples), store.unread()
    known = Known(store)
    names = {name: label for label, name in _names(store, labels).items()}
    while batch := list(islice(coming, _BATCH)):
        fitting = []
        for one in batch:
            if isinstance(one, Bare):
                continue
            try:
                example, wrong = at_home(store, known, one)
            except PostilError as error:
                telling.add(error)
                continue
            for what in wrong:
                if isinstance(what, PostilError):
                    telling.add(what)
            article = example.article
            if part := part_of(one):
                brought.parts.setdefault(article.id, part)
            if article.id not in known and (obstacle := unread.may_be(article, None)):
                said = (
                    f"{article.id} was not added: it may already be in the project,"
                    " in a file that cannot be read."
                )
                telling.add(PostilError(said, str(obstacle)))
                continue
            if lost_in(*_words_of(example, article.id not in known)):
                telling.add(Passed(f"A{INCOMPLETE[1:]}", article.origin or article.id))
            if isinstance(example, Rebuilt):
                example = with_labels(example, names)
            if isinstance(example, Foreign) and example.article.id not in known:
                example = with_date(example, order, telling)
            fitting.append(_by(example, annotator) if annotator else example)
        brought.known |= {e.article.id for e in fitting if e.article.id in known}
        brought.articles += store.add(example.article for example in fitting)
        for example in fitting:
            try:
                for entity in example.entities:
                    keep(entity)
                _add_tags(store, example, brought, fits)
            except (Damaged, Newer) as error:
                telling.add(error)
    brought.mended += telling.mended
    return brought, telling.problems


def first_look(
    store: Store, examples: Iterable[Found], path: object, unit: Unit | None
) -> tuple[Unit, Order, str]:
    """Look at a whole file before anything is taken: what its offsets count, the order of its
    dates, and what to say of it.

    `unit` is what offsets are said to count. Raises `PostilError` where there is nothing in it, as
    well as all that reading raises.
    """
    known, offsets, some = Known(store), Offsets(), False

    def dates() -> Iterator[str]:
        """The dates of all, while the rest of them is looked at, too."""
        nonlocal some
        for one in examples:
            some = True
            found: list[Found] = [one]
            if isinstance(one, Unplaced):
                with suppress(PostilError):
                    found = at_home(store, known, one)[1]
            for what in found:
                if isinstance(what, Bare):
                    offsets.add(what)
            if isinstance(one, Foreign):
                yield one.article.meta.published or ""

    order = order_in(dates())
    if not some:
        raise PostilError(f"{path} has nothing that can be read in this format.", "Check --format.")
    if unit is None and (said := offsets.judged(path)):
        said = f"{said} To read them as they are, use --offsets code-points."
        return offsets.fitting, order, said
    if told := offsets.told(unit or "code-points"):
        told = f"{told} To list them, run postil check."
    return unit or "code-points", order, told


def at_home(
    store: Store, known: Known, one: Example | Unplaced | PostilError
) -> tuple[Example, list[Found]]:
    """An example on the project's copy of its article, where there is one.

    Raises what was wrong with it, or `PostilError` where the project has another text.
    """
    if isinstance(one, Unplaced):
        article = known.by_digest(one.digest) or store.article(one.id)
        if article is None or (one.digest and article.digest != one.digest):
            what = f"{one.where} has no text, and the article {one.id} is not in the project."
            raise PostilError(what, "Add the article first.")
        return example_on(article, one.record, one.where, one.unit)
    if isinstance(one, PostilError):
        raise one
    if isinstance(one, Rebuilt) and one.home and (own := home_of(one, store)):
        return moved(one, own, one.home[1:]), []
    same = store.article(one.article.id)
    if same is None or same.digest != one.article.digest:
        there, text = same, one.article.text
        same = known.by_digest(one.article.digest) or known.in_another_dress(text)
        if same is None and there is not None:
            what = (
                f"The project has a different text with the id {there.id}; the tags were left out."
            )
            raise PostilError(what)
    return (moved(one, same) if same else one), []


def _words_of(example: Example, is_new: bool) -> Iterator[str | None]:
    """What an example brings in words: those of its tags and, of a new one, of its article."""
    yield from example.article.words if is_new else ()
    for tag in (*example.annotations, *example.suggestions):
        yield from (tag.label, tag.note, tag.annotator, *map(str, tag.attrs.items()))
    for code in example.codes:
        yield from (code.name, str(code.value))


def _names(store: Store, labels: Iterable[str]) -> dict[str, str]:
    """The name in tags of every label that the scheme or an article has."""
    with suppress(StoreError):
        labels = {*labels, *store.totals().labels}
    return names_in_tags(labels)


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
    codes = tuple({c.name: replace(c, annotator=annotator) for c in example.codes}.values())
    own_links = tuple(sorted(links))
    return replace(example, annotations=tags, links=own_links, suggestions=waiting, codes=codes)


def _add_tags(store: Store, example: Example, brought: Brought, fits: Fits) -> None:
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

    coming = {a.id: a for a in (*example.annotations, *example.suggestions) if is_new(a)}
    new = tuple(coming.values())
    links = tuple(link for link in example.links if link not in here.links)
    turned = here.status == "open" != example.status
    status = (here.status, example.status) if turned else None
    id = new_id()
    # What somebody has said here stays.
    known = {code.key for code in here.codes}
    codes = tuple(code for code in example.codes if code.key not in known)
    change = Change(
        id, id, IMPORTER, at, "import", added=new, linked=links, status=status, coded=codes
    )
    if change:
        saved = store.apply(example.article, change).change
        labels = {a.id: a.label for a in (*here.annotations.values(), *new)}
        ends = ((k.type, labels[k.source], labels[k.target]) for k in saved.linked)
        brought.unfit += sum(not fits(*link) for link in ends)
    tags = sum(1 for a in new if a.stands)
    brought.annotations += tags
    brought.suggestions += len(new) - tags
    brought.labels.update(a.label for a in new)
