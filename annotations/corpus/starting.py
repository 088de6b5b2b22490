"""What the annotators of a team tagged before there was one, copied into the layer of each."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from annotations.adjudication.outcome import decided
from annotations.annotation import Change, Contents, Status
from annotations.clock import now
from annotations.corpus.layers import check_readable
from annotations.corpus.sharing import Sharing
from annotations.entity import borne
from annotations.errors import PostilError, Refused, StoreError, of_article
from annotations.formats.reading import id_of
from annotations.project import Project
from annotations.team.team import Team


class Copied(Struct, frozen=True):
    """What was copied of an article into a layer; `links_left` lead to somebody else's tags."""

    annotator: str
    group: str
    tags: int
    links_left: int


class Start:
    """Copies what each annotator of a team has in the result, where it stays as it is.

    What was copied once is not copied again, whatever became of it in the layer since, and articles
    that were adjudicated are passed over: what stands there is no one person's any more. `others`
    counts the tags of people who are not in the team.
    """

    def __init__(self, project: Project, team: Team, dry: bool = False) -> None:
        check_readable(project, ("", *team.annotators))
        self._team, self._dry = team, dry
        self._sharing = Sharing(project, team)
        self._whole = project.seen_by(None)
        self._seen = {name: project.seen_by(name) for name in team.annotators}
        self._entities = self._whole.entities.all()
        self.adjudicated = 0
        self.others: dict[str, int] = {}

    def run(self) -> Iterator[Copied | PostilError]:
        """What is copied, article by article, and what could not be, as the error.

        In the end each has what they began among their groups, whoever was dealt it.
        """
        begun = list[tuple[str, str]]()
        try:
            for id in self._whole.store.ids():
                for found in self._article(id):
                    yield found
                    if isinstance(found, Copied):
                        begun.append((found.group, found.annotator))
            if begun and not self._dry:
                self._sharing.add(begun)
        except StoreError as error:
            yield error

    def _article(self, id: str) -> Iterator[Copied | PostilError]:
        try:
            read = self._whole.store.read(id)
        except StoreError as error:
            yield of_article(id, error)
            return
        article, held = read or (None, Contents())
        if article is None:
            return
        if any(True for _ in decided(held)):
            self.adjudicated += 1
            return
        self._count_others(held)
        marked = self._who_marked(id) if held.status != "open" else ""
        for name in self._team.annotators:
            own = _own(held, name, marked)
            if own == Contents():
                continue
            try:
                if (change := self._missing(id, name, own)) is None:
                    continue
                if not self._dry:
                    self._copy_entities(name, change)
                    self._seen[name].store.load(id)  # which brings what is there to this text
                    self._seen[name].store.apply(article, change)
                new = {tag.id for tag in change.added if tag.is_tag}
                away = (k for k in held.links if k.source in new and k not in own.links)
                yield Copied(name, article.meta.group or id, len(new), sum(1 for _ in away))
            except StoreError as error:
                yield of_article(id, error)

    def _missing(self, id: str, name: str, own: Contents) -> Change | None:
        """The change that copies what a layer never had. Raises `StoreError`.

        It has the same id in every clone, so that git joins the two.
        """
        store = self._seen[name].store
        read, history = store.read(id), store.history(id)
        layer = read[1] if read else Contents()
        known = {tag.id for one in history for tag in (*one.removed, *one.added)}
        known |= layer.annotations.keys()
        decided = {
            *layer.decisions,
            *(d for one in history for d in (*one.decided, *one.undecided)),
        }
        coded = {code.key for one in history for code in (*one.coded, *one.uncoded)}
        tags = tuple(tag for tag in own.annotations.values() if tag.id not in known)
        new = {tag.id for tag in tags}
        marked = own.status != "open" and not any(one.status for one in history)
        words = "\n".join((id, name, *sorted(new)))
        change = Change(
            id_of(words), id_of(words), name, now(), "import",
            added=tags,
            linked=tuple(sorted(k for k in own.links if {k.source, k.target} & new)),
            decided=tuple(sorted(own.decisions - decided, key=repr)),
            coded=tuple(sorted((c for c in own.codes if c.key not in coded), key=repr)),
            status=("open", own.status) if marked else None,
        )  # fmt: skip
        if not change:
            return None
        begun = bool(history) or layer != Contents()
        if begun and not (own.annotations.keys() & known or own.decisions & decided):
            raise Refused(
                f"{name}'s layer has other things in it already.",
                f"What {name} tagged before stays in the result only.",
            )
        return change

    def _copy_entities(self, name: str, change: Change) -> None:
        values = (value for tag in change.added for value in tag.attrs.values())
        for entity in borne(values, self._entities):
            self._seen[name].entities.add(entity)

    def _who_marked(self, id: str) -> str:
        """Who of the team gave an article its status, as far as its history tells."""
        turns = [one.annotator for one in self._whole.store.history(id) if one.status]
        return turns[-1] if turns and turns[-1] in self._team.annotators else ""

    def _count_others(self, held: Contents) -> None:
        for tag in held.annotations.values():
            if tag.is_tag and tag.annotator not in self._team.annotators:
                self.others[tag.annotator] = self.others.get(tag.annotator, 0) + 1


def _own(held: Contents, name: str, marked: str) -> Contents:
    """What of an article is somebody's.

    A status of which nobody is known to have set it is of all who tag.
    """
    tags = {id: tag for id, tag in held.annotations.items() if tag.annotator == name}
    has_status = marked == name or (not marked and bool(tags))
    status: Status = held.status if has_status else "open"
    return replace(
        held,
        annotations=tags,
        links=frozenset(k for k in held.links if k.source in tags and k.target in tags),
        status=status,
        decisions=frozenset(one for one in held.decisions if one.by == name),
        codes=frozenset(code for code in held.codes if code.annotator == name),
    )
