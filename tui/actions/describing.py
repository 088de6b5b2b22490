"""What more there is to say of a tag: its values, a note, and where its links lead."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.attributes import DAY, TEXT, is_date, kept, worded
from annotations.errors import PostilError
from annotations.scheme import Attribute, Label, Scheme
from annotations.story import story
from annotations.units import Span
from annotations.versions.renewing import Doubt, doubts
from tui.actions.bench import Bench, Command
from tui.asking.form import Form, FormScreen
from tui.keys import LINK, link_id

NOTE = "note"
_NEAR = 5_000  # code points around a tag in which a link of it may lead
_EVENTS = 12
_MORE, _WORDS = 8, 60  # what is shown of columns beside the known ones, in code points


class Describing:
    """What the keys for values, notes and links do to the tag at the selection."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.commands: dict[str, Command] = {
            "inspect": self.inspect,
            "describe-article": self.describe_article,
            "note": self.note,
            LINK: self.link,
            "review": self.review,
        }
        for types in bench.keymap.links:
            self.commands[link_id(types)] = partial(self.link, types)

    def inspect(self) -> None:
        """Show all about the tag, to be filled in."""
        from annotations.suggest.dates import value_at

        session, tag = self._bench.session, self._tag()
        label = self._bench.keymap.scheme.label(tag.label)
        types = label.attributes if label else {}
        given = {name: worded(tag.attrs.get(name)) for name in {**types, **tag.attrs}}
        day = label.holding("date", DAY) if label and label.role == "date" else ""
        if day in given and not given[day]:
            given[day] = value_at(session.article, (tag.start, tag.end)) or ""
            types = {day: Attribute("date"), **types}
        # An attribute may be called as the field for the note is.
        note = NOTE if NOTE not in given else f"{NOTE} on the tag"
        form = Form(
            f"{tag.label}  \u201c{session.article.text[tag.start : tag.end]}\u201d",
            {**given, note: tag.note},
            types,
            about=[
                *_made(tag),
                *_history(tag, self._bench.sessions.changes(session), session.article.text),
            ],
        )

        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                said = values.pop(note)
                attrs = _attrs(tag, values, types)
                self._bench.show(session, session.describe(tag.id, attrs, said))

        self._bench.open(FormScreen(form), filled)

    def describe_article(self) -> None:
        """Show the article's title and metadata, to be filled in."""
        session, store = self._bench.session, self._bench.sessions.project.store
        article = session.article
        values = {"title": article.title, **article.meta.as_dict()}
        form = Form(
            "Article",
            {name: value or "" for name, value in values.items()},
            objection=lambda name, value: _objection(name, value),
            about=[
                *_beside(article.meta.more),
                (article.id, "dim"),
                (article.origin or "", "dim"),
            ],
        )

        def filled(values: dict[str, str] | None) -> None:
            if values is None:
                return
            title = values.pop("title") or article.title
            given = {"title": title, **{name: value or None for name, value in values.items()}}
            store.add([article])
            # What was left as it is may have been filled in elsewhere by now.
            before = {"title": article.title, **article.meta.as_dict()}
            store.amend(article.id, {n: words for n, words in given.items() if words != before[n]})
            if known := store.article(article.id):
                session.article = replace(article, title=known.title, meta=known.meta)
            self._bench.update()

        self._bench.open(FormScreen(form), filled)

    def note(self) -> None:
        """Ask for a note on the tag."""
        session, tag = self._bench.session, self._tag()

        def written(words: str, _switched: bool) -> None:
            self._bench.show(session, session.describe(tag.id, note=words.strip()))

        self._bench.ask("note ", written, words=tag.note)

    def link(self, types: Sequence[str] = ()) -> None:
        """Link a tag to the likeliest end; again, to the next; then to none.

        Of these types it is the one that leads from the tag. Without any it is the first one that
        does and has no key of its own; where there are several of those, a list asks.
        """
        scheme, keymap = self._bench.keymap.scheme, self._bench.keymap
        ways = [one for one in scheme.links if not types or one.type in types]
        tag = self._tag(list(dict.fromkeys(name for way in ways for name in way.sources)))
        fitting = [one for one in scheme.types_from(tag.label) if not types or one in types]
        own = {one for some in keymap.links for one in some}
        asked = [] if types else [one for one in fitting if one not in own]
        if len(asked) > 1:
            self._choose_link(tag, asked)
        else:
            self._link(tag, (asked or fitting)[0])

    def _choose_link(self, tag: Annotation, types: Sequence[str]) -> None:
        from tui.asking.dialogs import LabelPicker

        scheme = self._bench.keymap.scheme
        rows = (
            Label(one, (), "", f"to {' or '.join(scheme.targets(one, tag.label))}") for one in types
        )

        def chosen(type: str | None) -> None:
            if type is not None:
                self._link(tag, type)

        self._bench.open(LabelPicker(Scheme(tuple(rows)), "Link"), chosen)

    def _link(self, tag: Annotation, type: str) -> None:
        """Link a tag to the next end that a link of a type may lead to."""
        from annotations.suggest.linking import ends

        session, scheme = self._bench.session, self._bench.keymap.scheme
        text = session.article.text
        near = session.index.overlapping(tag.start - _NEAR, tag.end + _NEAR)
        ranked = ends(text, scheme, type, tag, near)
        if not ranked:
            targets = " or ".join(scheme.targets(type, tag.label))
            raise PostilError(f"There is no {targets} near this {tag.label}.", "Tag one first.")
        linked = next((k.target for k in session.links if (k.type, k.source) == (type, tag.id)), "")
        ids = [one.id for one in ranked]
        place = ids.index(linked) + 1 if linked in ids else 0
        if place == len(ranked):
            self._bench.show(session, session.unlink(tag.id, type))
            self._bench.say(f"No {type}.")
            return
        chosen = ranked[place]
        self._bench.show(session, session.link(tag.id, chosen.id, type))
        self._bench.say(f"{type}: {text[chosen.start : chosen.end]} ({place + 1} of {len(ranked)})")

    def review(self) -> None:
        """Decide on the tags whose words changed with the text of the article."""
        from tui.asking.review_screen import ReviewScreen

        session = self._bench.session
        texts = self._bench.sessions.project.store.text
        found = doubts(session.article, session.contents, texts)
        if not found:
            raise PostilError("No tag of this article waits for a decision.")

        def decide(doubt: Doubt, place: Span | None) -> None:
            self._bench.show(session, session.decide(doubt.tag.id, place))

        self._bench.open(ReviewScreen(found, session.article.text, decide))

    def _tag(self, labels: list[str] | None = None) -> Annotation:
        """The tag held or of just the selection, else the innermost; of these labels, if given."""
        pane, session = self._bench.pane, self._bench.session
        held = session.index.by_id.get(pane.steering.held or "")
        here = [held] if held else session.index.exactly(*pane.selected)
        cursor = pane.steering.selection.cursor
        around = [*here, *session.index.at(cursor), *session.index.overlapping(*pane.selected)]
        found = next((tag for tag in around if labels is None or tag.label in labels), None)
        if found is None:
            wanted = "tag" if labels is None else " or ".join(labels) or "label with links"
            raise PostilError(f"There is no {wanted} here.", "w goes to the next tag.")
        return found


def _beside(more: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What else the source of an article said of it, as far as there is room."""
    for name, words in list(more.items())[:_MORE]:
        yield f"{name}: {words if len(words) <= _WORDS else words[:_WORDS] + ' ...'}", ""
    if len(more) > _MORE:
        yield f"{len(more) - _MORE} more, which exports have", "dim"


def _attrs(
    tag: Annotation, filled: Mapping[str, str], types: Mapping[str, Attribute]
) -> dict[str, Any]:
    """The values that were filled in; what was left alone stays what it is."""
    before = tag.attrs
    return {
        name: before[name]
        if name in before and worded(before[name]) == value
        else kept(types.get(name, TEXT), value)
        for name, value in filled.items()
        if value
    }


def _made(tag: Annotation) -> Iterator[tuple[str, str]]:
    """Who made a tag, when, and by which suggestion."""
    yield f"{tag.annotator}, {tag.updated[:16].replace('T', ' ')}", "dim"
    if tag.origin:
        score = "" if tag.score is None else f" {tag.score:.2f}"
        yield f"{tag.verdict or 'accepted'} from {tag.origin}{score}", "dim"


def _history(tag: Annotation, changes: list[Change], text: str) -> Iterator[tuple[str, str]]:
    for event in story(tag.id, changes, text)[-_EVENTS:]:
        yield f"{event.at[:16].replace('T', ' ')}  {event.annotator}  {event.what}", ""


def _objection(name: str, value: str) -> str:
    if name == "published" and value and not is_date(value[:10]):
        return "published is a date, such as 2031-03-04."
    return ""
