"""What more there is to say of a tag: its values, a note, and who speaks a quote."""

from annotations.annotation import Annotation
from annotations.attributes import objection
from annotations.errors import PostilError
from annotations.renewing import Doubt, doubts
from annotations.story import story
from annotations.suggest.catalogue import own_labels
from annotations.suggest.dates import value_at
from annotations.suggest.speakers import speakers
from annotations.units import Span
from tui.actions.bench import Bench, Command

_NEAR = 5_000  # code points around a quote in which its speaker may be


class Describing:
    """What the keys for values, notes and links do to the tag at the selection."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.commands: dict[str, Command] = {
            "inspect": self.inspect,
            "note": self.note,
            "speaker": self.speak,
            "review": self.review,
        }

    def inspect(self) -> None:
        """Show all about the tag, to be filled in."""
        from tui.annotation_form import AnnotationForm, Filled, Subject

        session, tag = self._bench.session, self._tag()
        article, scheme = session.article, self._bench.keymap.scheme
        label, dated = scheme.label(tag.label), tag.label == self._dates
        proposed = {}
        if dated and (value := value_at(article, (tag.start, tag.end))):
            proposed["value"] = value
        subject = Subject(
            tag,
            label,
            article.text[tag.start : tag.end],
            story(tag.id, self._bench.desk.changes(session), article.text),
            proposed,
            lambda name, value: objection(label, name, value, dated and name == "value"),
        )

        def filled(answer: Filled | None) -> None:
            if answer is not None:
                attrs = {**_untouched(tag, answer.attrs), **answer.attrs}
                self._bench.show(session, session.describe(tag.id, attrs, answer.note))

        self._bench.open(AnnotationForm(subject), filled)

    def note(self) -> None:
        """Ask for a note on the tag."""
        session, tag = self._bench.session, self._tag()

        def written(words: str, _switched: bool) -> None:
            self._bench.show(session, session.describe(tag.id, note=words.strip()))

        self._bench.ask("note ", written, words=tag.note)

    def speak(self) -> None:
        """Link a quote to the actor who likeliest speaks it; again, to the next; then to none."""
        session, scheme = self._bench.session, self._bench.keymap.scheme
        tag = self._tag([source for _, source, _ in scheme.links])
        type, _, target = next(link for link in scheme.links if link[1] == tag.label)
        near = session.index.overlapping(tag.start - _NEAR, tag.end + _NEAR)
        text, span = session.article.text, (tag.start, tag.end)
        ranked = speakers(text, span, [one for one in near if one.label == target])
        if not ranked:
            raise PostilError(f"There is no {target} near this {tag.label}.", "Tag one first.")
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
        from tui.review_screen import ReviewScreen

        session = self._bench.session
        texts = self._bench.desk.project.store.text
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

    @property
    def _dates(self) -> str:
        settings = self._bench.desk.project.settings
        return own_labels(settings.suggest, settings.scheme).get("date", "")


def _untouched(tag: Annotation, filled: dict[str, str] | object) -> dict[str, object]:
    """The values that are no text and were left as they are, so that they stay what they are."""
    assert isinstance(filled, dict)
    return {
        name: value
        for name, value in tag.attrs.items()
        if not isinstance(value, str) and filled.get(name) == str(value)
    }
