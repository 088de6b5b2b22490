"""One article being annotated: a key makes one change, shown at once and handed to be saved."""

from collections import ChainMap, Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from annotations.annotation import (
    Annotation,
    Change,
    Conflict,
    Contents,
    Kind,
    Status,
    difference,
    fit,
)
from annotations.article import Article
from annotations.errors import PostilError
from annotations.span_index import SpanIndex
from annotations.undo import Past, past_of
from annotations.units import Span

_NEXT_STATUS: Mapping[Status, Status] = {"open": "done", "done": "skipped", "skipped": "open"}


class Session:
    """What is shown of an article, what of it is on the disk, and what is on its way there.

    `index` holds the annotations that stand, `suggested` the stored suggestions that wait or were
    rejected, and the tags on an earlier text of the article, which wait for a decision.
    `submit` hands a change to be saved, in order; `taken` and `failed` tell the session what
    became of it. `past` reads the changes of earlier sittings and is called at the first undo;
    `texts` gives the article's texts by digest, for an undo may bring back an earlier one.
    """

    def __init__(
        self,
        article: Article,
        contents: Contents,
        annotator: str,
        submit: Callable[[Article, Change], None],
        new_id: Callable[[], str],
        now: Callable[[], str],
        past: Callable[[], Iterable[Change]] = tuple,
        read_only: str = "",
        texts: Callable[[str], str | None] = lambda digest: None,
    ) -> None:
        self.article = article
        self.annotator = annotator
        records = contents.annotations
        self.index = SpanIndex(a for a in records.values() if a.stands)
        self.suggested = {id: a for id, a in records.items() if not a.stands}
        self.links = set(contents.links)
        self.status: Status = contents.status
        self.saved_counts = Counter(a.label for a in self.index)
        self._disk = dict(contents.annotations)
        self._disk_links = set(contents.links)
        self._disk_status = contents.status
        self.waiting: dict[str, Change] = {}
        self.problem: PostilError | None = None
        self.last_label: str | None = None
        self.read_only = read_only
        self._submit, self._new_id, self._now = submit, new_id, now
        self._read_past, self._past, self._texts = past, None, texts
        self._made: list[Change] = []

    _past: Past | None

    # What a key does

    def annotate(self, span: Span, label: str, second: bool = False) -> Change:
        """Tag a span: a new annotation, or another label on the one that is just there.

        The same label again removes it; `second` adds a label beside those that are there.
        White space at the edges is left out. Raises `PostilError` where there are no words.
        """
        start, end = self._trimmed(span)
        here = self.index.exactly(start, end)
        same = next((a for a in here if a.label == label), None)
        self.last_label = label
        if same and second:
            raise PostilError(f"These words are tagged {label} already.", "Choose another label.")
        if same:
            return self.remove(same.id)
        at = self._now()
        if len(here) == 1 and not second:
            changed = replace(here[0], label=label, updated=at)
            return self._edit(removed=here, added=[changed])
        made = Annotation(self._new_id(), start, end, label, self.annotator, {}, "", at, at)
        return self._edit(added=[made])

    def resize(self, id: str, span: Span) -> Change | None:
        """Give the annotation of this id another extent; `None` if it has it already."""
        old = self.index.by_id[id]
        start, end = self._trimmed(span)
        if (old.start, old.end) == (start, end):
            return None
        changed = replace(old, start=start, end=end, updated=self._now())
        return self._edit(removed=[old], added=[changed])

    def decide(self, id: str, span: Span | None) -> Change:
        """Put a tag of an earlier text on a span of the present one, or give it up."""
        old = self.suggested[id]
        if span is None:
            return self._edit(removed=[old])
        start, end = self._trimmed(span)
        placed = replace(old, start=start, end=end, version="", updated=self._now())
        return self._edit(removed=[old], added=[placed])

    def remove(self, id: str) -> Change:
        """Take an annotation away, with its links."""
        return self._edit(removed=[self.index.by_id[id]])

    def mark(self, status: Status | None = None) -> Change:
        """Give the article a status, by default the next of open, done, skipped.

        A status that it has already makes an empty change, which is not saved.
        """
        wanted = status or _NEXT_STATUS[self.status]
        return self._edit(status=(self.status, wanted) if wanted != self.status else None)

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
            raise PostilError("There is no tag here.", "w goes to the next one.")
        return here[0]

    def undo(self) -> tuple[Change, tuple[Conflict, ...]]:
        """Take back this annotator's last action; what has changed since stays and is named.

        Raises `PostilError` when there is nothing to take back.
        """
        return self._turn("undo", self._known_past().done, "take back")

    def redo(self) -> tuple[Change, tuple[Conflict, ...]]:
        """Repeat the action taken back last; see `undo`."""
        return self._turn("redo", self._known_past().undone, "repeat")

    # What became of it

    def taken(
        self,
        change_id: str,
        saved: Change,
        outside: Change | None,
        conflicts: Iterable[Conflict],
    ) -> Change:
        """Take in what the disk now holds; returns how the shown annotations changed by it."""
        mine = self.waiting.pop(change_id, saved)
        self.problem = None
        steps = [saved] if outside is None else [outside, saved]
        for step in steps:
            self._note_saved(step)
        touched = {a.id for step in (mine, *steps) for a in (*step.removed, *step.added)}
        for conflict in conflicts:
            if isinstance(conflict.mine, Annotation):
                touched.add(conflict.mine.id)
                self._note_disk(conflict.mine.id, conflict.theirs)
            elif isinstance(conflict.theirs, str):
                self._disk_status = conflict.theirs
        correction = self._correction(touched, saved)
        self._show(correction)
        return correction

    def failed(self, error: PostilError) -> None:
        """Remember why the waiting changes could not be saved."""
        self.problem = error

    @property
    def contents(self) -> Contents:
        """What is shown, as one value."""
        return Contents(dict(self._records), frozenset(self.links), self.status)

    # How

    @property
    def _records(self) -> Mapping[str, Annotation]:
        return ChainMap(self.index.by_id, self.suggested)

    def _edit(
        self,
        removed: Iterable[Annotation] = (),
        added: Iterable[Annotation] = (),
        status: tuple[Status, Status] | None = None,
    ) -> Change:
        id, at = self._new_id(), self._now()
        change = Change(
            id, id, self.annotator, at, removed=tuple(removed), added=tuple(added), status=status
        )
        fitted, _ = fit(change, self._records, self.links, self.status, self.article.digest)
        return self._do(fitted)

    def _turn(
        self, kind: Kind, actions: list[str], word: str
    ) -> tuple[Change, tuple[Conflict, ...]]:
        if not actions:
            raise PostilError(f"There is nothing to {word} in this article.")
        reversal = self._known_past().reversal(actions[-1])
        if reversal is None:
            raise PostilError(f"There is nothing to {word} in this article.")
        turned = replace(
            reversal, id=self._new_id(), kind=kind, annotator=self.annotator, at=self._now()
        )
        change, conflicts = fit(turned, self._records, self.links, self.status, self.article.digest)
        return self._do(change), conflicts

    def _do(self, change: Change) -> Change:
        if self.read_only:
            raise PostilError("This article is open for reading only.", self.read_only)
        if not change and change.kind == "edit":
            return change
        if change.text:
            self.article = self._with_text(change.text[1])
        self._made.append(change)
        if self._past is not None:
            self._past.note(change)
        self._show(change)
        if change:
            self.waiting[change.id] = change
            self._submit(self.article, change)
        return change

    def _with_text(self, digest: str) -> Article:
        text = self._texts(digest)
        if text is None:
            raise PostilError("The article's earlier text is gone, so it stays as it is.")
        return replace(self.article, text=text, imprint=None)

    def _show(self, change: Change) -> None:
        for annotation in change.removed:
            self.index.remove(annotation.id)
            self.suggested.pop(annotation.id, None)
        for annotation in change.added:
            if annotation.stands:
                self.index.add(annotation)
            else:
                self.suggested[annotation.id] = annotation
        self.links.difference_update(change.unlinked)
        self.links.update(change.linked)
        if change.status:
            self.status = change.status[1]

    def _known_past(self) -> Past:
        if self._past is None:
            made = {change.id for change in self._made}
            earlier = [change for change in self._read_past() if change.id not in made]
            self._past = past_of(self.annotator, [*earlier, *self._made])
        return self._past

    def _note_saved(self, step: Change) -> None:
        for annotation in step.removed:
            self._note_disk(annotation.id, None)
        for annotation in step.added:
            self._note_disk(annotation.id, annotation)
        self._disk_links.difference_update(step.unlinked)
        self._disk_links.update(step.linked)
        if step.status:
            self._disk_status = step.status[1]

    def _note_disk(self, id: str, now: Annotation | Status | None) -> None:
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
        status, links = self._disk_status, set(self._disk_links)
        settled = set(touched)
        for change in self.waiting.values():
            settled -= {a.id for a in (*change.removed, *change.added)}
            links = (links - set(change.unlinked)) | set(change.linked)
            status = change.status[1] if change.status else status
        shown, disk = self._records, self._disk
        old = {id: shown[id] for id in settled if id in shown}
        new = {id: disk[id] for id in settled if id in disk}

        def stands(id: str) -> bool:
            here = new.get(id) or (shown.get(id) if id not in old else None)
            return here is not None and here.is_tag

        whole = {link for link in links if stands(link.source) and stands(link.target)}
        return difference(
            Contents(old, frozenset(self.links), self.status),
            Contents(new, frozenset(whole), status),
            into,
        )

    def _trimmed(self, span: Span) -> Span:
        text, (start, end) = self.article.text, span
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start >= end:
            raise PostilError(
                "There are no words in the selection.", "Select a word and try again."
            )
        return start, end
