"""What more there is to say of a tag, or of its article: values, a note, decisions."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from annotations.annotation import Annotation, Change, Key
from annotations.attributes import DAY, TEXT, entity_attribute, is_date, kept, objection, worded
from annotations.errors import PostilError
from annotations.scheme import Attribute
from annotations.session import Session
from tui.actions.places import Places, ids_shown, sessions_of
from tui.actions.valuing import offer_values
from tui.command import Command, group, row
from tui.effects import Amend, Ask, Effects, Fill, Form
from tui.reading.queue import Asked, Place
from tui.reading.reading import Reading

NOTE = "note"
_EVENTS = 12
_MORE, _WORDS = 8, 60  # what is shown of columns beside the known ones, in code points


def _inspect(reading: Reading) -> Effects:
    """Show all about the tag, to be filled in."""
    from annotations.suggest.dates import value_at

    session, tag = reading.session, tag_at(reading)
    label = reading.scheme.label(tag.label)
    types = label.attributes if label else {}
    given = {name: worded(tag.attrs.get(name)) for name in {**types, **tag.attrs}}
    day = label.holding("date", DAY) if label and label.role == "date" else ""
    if day in given and not given[day]:
        types = {day: Attribute("date"), **types}
        read = value_at(session.article, (tag.start, tag.end)) or ""
        given[day] = "" if objection(types[day], day, read) else read
    who = entity_attribute(reading.scheme, tag.label)
    if who in given and not given[who]:
        given[who] = _likely(reading, tag, who)
    # An attribute may be called as the field for the note is.
    note = NOTE if NOTE not in given else f"{NOTE} on the tag"
    text = session.article.text
    form = Form(
        f"{tag.label}  \u201c{text[tag.start : tag.end]}\u201d",
        {**given, note: tag.note},
        types,
        about=[*_made(tag), *_history(tag, reading.outside.changes(session), text)],
    )

    def filled(values: dict[str, str]) -> Effects:
        said = values.pop(note)
        change = session.describe(tag.id, _attrs(tag, values, types), said)
        return reading.show(session, change)

    return [Fill(form, filled)]


def _likely(reading: Reading, tag: Annotation, attribute: str) -> str:
    """The entity that a tag is likely to mean, if one is."""
    from tui.actions.meant import Entities, Mention

    place, session = (tag.start, tag.end), reading.session
    mention = Mention(session, tag.id, place, session.article.text[slice(*place)], attribute)
    offers = Entities(reading, mention).offers
    return next((offer.id for offer in offers if offer.is_sure), "")


def _describe_article(reading: Reading) -> Effects:
    """Show the article's title and metadata, to be filled in."""
    session, article = reading.session, reading.session.article
    before = {"title": article.title, **article.meta.as_dict()}
    types, own = reading.scheme.codes, session.codes_of(session.annotator)
    codes = {name: worded(own.get(name)) for name in {**types, **own}}
    form = Form(
        "Article",
        {**{name: value or "" for name, value in before.items()}, **codes},
        types,
        _objection,
        about=[
            *_said(session),
            *_beside(article.meta.more),
            (article.id, "dim"),
            (article.origin or "", "dim"),
        ],
    )

    def filled(values: dict[str, str]) -> Effects:
        said = {name: words for name in codes if (words := values.pop(name)) != codes[name]}
        typed = {name: kept(types.get(name, TEXT), words) for name, words in said.items()}
        coded = reading.show(session, session.code(typed)) if said else []
        title = values.pop("title") or article.title
        given = {"title": title, **{name: value or None for name, value in values.items()}}
        # What was left as it is may have been filled in elsewhere by now.
        other = {n: words for n, words in given.items() if words != before[n]}
        return [*coded, Amend(session, other, partial(offer_values, reading, session, other))]

    return [Fill(form, filled)]


def _note(reading: Reading) -> Effects:
    session, tag = reading.session, tag_at(reading)

    def written(words: str, _switched: bool) -> Effects:
        return reading.show(session, session.describe(tag.id, note=words.strip()))

    return [Ask("note ", written, words=tag.note)]


class _Noted(Asked):
    """A note, to be read."""

    def __init__(self, note: str) -> None:
        self._note = note

    @property
    def told(self) -> str:
        """See `Asked.told`."""
        return self._note


def _walk_notes(reading: Reading) -> Effects:
    """Go through the notes on the tags of the articles in view."""
    ids = ids_shown(reading)

    def noted() -> Iterator[Place]:
        for session in sessions_of(reading, ids):
            for tag in sorted(session.index, key=lambda one: one.order):
                if tag.note:
                    key: Key = ("note", "note", tag.id)
                    yield Place(
                        session.article.id, (tag.start, tag.end), key, _Noted(tag.note), tag.id
                    )

    return Places(reading, "note", noted, "There are no notes here.").begin()


def tag_at(reading: Reading, labels: Sequence[str] | None = None) -> Annotation:
    """The tag held or of just the selection, else the innermost; of these labels, if given."""
    pane, session = reading.pane, reading.session
    held = session.index.by_id.get(pane.held or "")
    here = [held] if held else session.index.exactly(*pane.selected)
    cursor = pane.selection.cursor
    around = [*here, *session.index.at(cursor), *session.index.overlapping(*pane.selected)]
    found = next((tag for tag in around if labels is None or tag.label in labels), None)
    if found is None:
        wanted = "tag" if labels is None else " or ".join(labels) or "label with links"
        raise PostilError(f"There is no {wanted} here.", "Press w for the next tag.")
    return found


def _said(session: Session) -> Iterator[tuple[str, str]]:
    """What other annotators say of the article."""
    for code in sorted(session.contents.codes, key=lambda code: code.key):
        if code.annotator != session.annotator:
            yield f"{code.annotator}: {code.name} {worded(code.value)}", "dim"


def _beside(more: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What else the source of an article said of it, as far as there is room."""
    for name, words in list(more.items())[:_MORE]:
        yield f"{name}: {words if len(words) <= _WORDS else words[:_WORDS] + ' ...'}", ""
    if len(more) > _MORE:
        yield f"{len(more) - _MORE} more, included in exports", "dim"


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
    from annotations.tag_history import tag_history  # late: few look at what became of a tag

    for event in tag_history(tag.id, changes, text)[-_EVENTS:]:
        yield f"{event.at[:16].replace('T', ' ')}  {event.annotator}  {event.what}", ""


def _objection(name: str, value: str) -> str:
    if name == "published" and value and not is_date(value[:10]):
        return "published is a date, such as 2031-03-04."
    return ""


ROWS: tuple[Command, ...] = (
    *group(
        "Tag",
        row("note", "c", "Note", _note, "write a note on the tag"),
        row(
            "inspect",
            "i",
            "Tag details",
            _inspect,
            "the tag's values, note, author and history",
        ),
    ),
    *group(
        "Go",
        row("notes", "ctrl+l", "Notes", _walk_notes, "go through the notes in these articles"),
    ),
    *group(
        "Panes and articles",
        row(
            "describe-article",
            "I",
            "Article details",
            _describe_article,
            "the article's title, source, date and other details",
        ),
    ),
)
