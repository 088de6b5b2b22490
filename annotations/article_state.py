"""What of one article is shown, what of it is on the disk, and what is on its way there."""

from collections import ChainMap, Counter
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from annotations.annotation import (
    Annotation,
    Change,
    Code,
    Conflict,
    Contents,
    Decision,
    Link,
    Status,
    Value,
    difference,
)
from annotations.article import Article
from annotations.errors import PostilError
from annotations.fitting import Fits, anywhere, fit
from annotations.span_index import SpanIndex
from annotations.units import Span


class ArticleState:
    """The annotations of an article as they stand, and what became of the changes made to them.

    `index` holds the annotations that stand, `suggested` the stored suggestions that wait or were
    rejected, and the tags on an earlier text of the article, which wait for a decision. `submit`
    hands a change to be saved, in order; `taken` and `failed` tell what became of it. `waiting` are
    the changes that the disk has not confirmed, by id.
    """

    def __init__(
        self,
        article: Article,
        contents: Contents,
        submit: Callable[[Article, Change], None],
        fits: Fits = anywhere,
    ) -> None:
        self.article = article
        records = contents.annotations
        self.index = SpanIndex(a for a in records.values() if a.stands)
        self.suggested = {id: a for id, a in records.items() if not a.stands}
        # All but the annotations, as it is shown and as the disk has it.
        self._beside = self._disk_beside = replace(contents, annotations={})
        self.saved_counts = Counter(a.label for a in self.index)
        self.waiting: dict[str, Change] = {}
        self.problem: PostilError | None = None
        self._disk = dict(contents.annotations)
        self._submit, self._fits = submit, fits

    @property
    def records(self) -> Mapping[str, Annotation]:
        """The annotations and the stored suggestions by id; to be read only."""
        return ChainMap(self.index.by_id, self.suggested)

    @property
    def contents(self) -> Contents:
        """What is shown, as one value."""
        return replace(self._beside, annotations=dict(self.records))

    @property
    def links(self) -> frozenset[Link]:
        """The links that are shown."""
        return self._beside.links

    @property
    def decisions(self) -> frozenset[Decision]:
        """What people decided, as it is shown."""
        return self._beside.decisions

    @property
    def status(self) -> Status:
        """The status that is shown."""
        return self._beside.status

    @property
    def saved_status(self) -> Status:
        """The status that is on the disk."""
        return self._disk_beside.status

    def codes_of(self, annotator: str) -> Mapping[str, Value]:
        """What an annotator says of the article, by name, as it is shown."""
        return self._beside.codes_of(annotator)

    def fitted(self, change: Change) -> tuple[Change, tuple[Conflict, ...]]:
        """The part of a change that fits what is shown, and the conflicts with the rest."""
        shown = replace(self._beside, annotations=self.records)
        return fit(change, shown, self.article.digest, self._fits)

    def beside(self, span: Span, held: str | None, forward: bool) -> Annotation:
        """The annotation next to a span, or to the one of id `held`, in reading order.

        Raises `PostilError` where there is none.
        """
        here = self.index.by_id.get(held or "")
        order = here.order if here else (span[0], -span[1], "" if forward else "~")
        found = self.index.after(order) if forward else self.index.before(order)
        if found is None:
            raise PostilError(f"There is no tag {'after' if forward else 'before'} this one.")
        return found

    def exactly(self, span: Span, held: str | None) -> Annotation | None:
        """The annotation of just this span: the held one if it is, else the last made."""
        exact = sorted(self.index.exactly(*span), key=lambda a: (a.id == held, a.id))
        return exact[-1] if exact else None

    def innermost(self, span: Span, cursor: int) -> Annotation:
        """The shortest annotation over `cursor`, or else over any part of a span.

        Raises `PostilError` where there is none.
        """
        touching = self.index.overlapping(*span)
        here = self.index.at(cursor) or sorted(touching, key=lambda a: (a.end - a.start, a.id))
        if not here:
            raise PostilError("There is no tag here.", "Press w for the next one.")
        return here[0]

    def send(self, change: Change) -> None:
        """Show a change and hand it to be saved."""
        self._show(change)
        if change:
            self.waiting[change.id] = change
            self._submit(self.article, change)

    def taken(
        self,
        change_id: str,
        saved: Change,
        outside: Change | None,
        conflicts: Iterable[Conflict],
    ) -> Change:
        """Take in what the disk now holds; returns how the shown annotations changed by it.

        Of what others have saved alone, `saved` is an empty change.
        """
        if change_id in self.waiting:
            self.problem = None
        mine = self.waiting.pop(change_id, saved)
        steps = [saved] if outside is None else [outside, saved]
        for step in steps:
            self._note_saved(step)
        touched = {a.id for step in (mine, *steps) for a in (*step.removed, *step.added)}
        for conflict in conflicts:
            if isinstance(conflict.mine, Annotation):
                touched.add(conflict.mine.id)
                self._note_disk(conflict.mine.id, conflict.theirs)
            elif isinstance(conflict.theirs, str):
                self._disk_beside = replace(self._disk_beside, status=conflict.theirs)
            elif isinstance(code := conflict.mine or conflict.theirs, Code):
                others = {c for c in self._disk_beside.codes if c.key != code.key}
                now = others | ({conflict.theirs} if isinstance(conflict.theirs, Code) else set())
                self._disk_beside = replace(self._disk_beside, codes=frozenset(now))
        correction = self._correction(touched, saved)
        self._show(correction)
        return correction

    def failed(self, error: PostilError) -> None:
        """Remember why the waiting changes could not be saved."""
        self.problem = error

    def _show(self, change: Change) -> None:
        for annotation in change.removed:
            self.index.remove(annotation.id)
            self.suggested.pop(annotation.id, None)
        for annotation in change.added:
            if annotation.stands:
                self.index.add(annotation)
            else:
                self.suggested[annotation.id] = annotation
        self._beside = self._beside.beside(change)

    def _note_saved(self, step: Change) -> None:
        for annotation in step.removed:
            self._note_disk(annotation.id, None)
        for annotation in step.added:
            self._note_disk(annotation.id, annotation)
        self._disk_beside = self._disk_beside.beside(step)

    def _note_disk(self, id: str, now: object) -> None:
        if known := self._disk.pop(id, None):
            self.saved_counts[known.label] -= known.stands
        if isinstance(now, Annotation):
            self._disk[id] = now
            self.saved_counts[now.label] += now.stands

    def _correction(self, touched: set[str], into: Change) -> Change:
        """What must change on the screen: the disk, and over it what is on its way there.

        Of the annotations only those `touched` can differ, and of those the ones on their way
        wait for their own confirmation.
        """
        beside = self._disk_beside
        settled = set(touched)
        for change in self.waiting.values():
            settled -= {a.id for a in (*change.removed, *change.added)}
            beside = beside.beside(change)
        shown, disk = self.records, self._disk
        old = {id: shown[id] for id in settled if id in shown}
        new = {id: disk[id] for id in settled if id in disk}

        def stands(id: str) -> bool:
            here = new.get(id) or (shown.get(id) if id not in old else None)
            return here is not None and here.is_tag

        whole = frozenset(k for k in beside.links if stands(k.source) and stands(k.target))
        return difference(
            replace(self._beside, annotations=old),
            replace(beside, annotations=new, links=whole),
            into,
        )
