"""Values in bulk: when an article gets its date, the dates in it are offered theirs in one go."""

from collections.abc import Mapping

from annotations.attributes import DAY
from annotations.counted import counted
from annotations.session import Session
from tui.actions.finding import Preview
from tui.effects import Effects, Say
from tui.reading.reading import Reading

_MOST_SAID = 3


class Values(Preview):
    """The dates that wait for their values, by id."""

    def __init__(self, reading: Reading, session: Session, found: Mapping[str, Mapping[str, str]]):
        self.session, self.found = session, found
        tags = [session.index.by_id[id] for id in found]
        spans = sorted((tag.start, tag.end) for tag in tags)
        panes = enumerate(reading.panes)
        super().__init__(reading, {n: spans for n, pane in panes if pane.session is session})

    @property
    def waiting(self) -> dict[str, Mapping[str, str]]:
        """The values of the dates that were not left out."""
        left, by_id = set(self.spans(self.session)), self.session.index.by_id
        tags = [by_id[id] for id in self.found if id in by_id]
        return {tag.id: self.found[tag.id] for tag in tags if (tag.start, tag.end) in left}

    @property
    def question(self) -> str:
        """See `Preview.question`."""
        return f"value for {counted(self.of, 'date')}?"

    def accept(self) -> Effects:
        """See `Preview.accept`: give them their values."""
        wanted = self.waiting
        self.reading.let_go(self)
        yield from self.reading.show(self.session, self.session.fill_in(wanted))
        yield Say(f"{counted(len(wanted), 'date')} given a value; u undoes all of it.")


def offer_values(reading: Reading, session: Session, given: Mapping[str, str | None]) -> Effects:
    """Offer the dates of an article their values, where it was given its day of publication."""
    from annotations.suggest.dates import value_at  # late: few articles are given one

    reading.changes += 1  # what looks wrong may be other things by now
    if not given.get("published"):
        return
    found, said = dict[str, dict[str, str]](), list[str]()
    for tag in sorted(session.index, key=lambda one: one.order):
        label = reading.scheme.label(tag.label)
        day = label.holding("date", DAY) if label and label.role == "date" else ""
        if not day or tag.attrs.get(day):
            continue
        if value := value_at(session.article, (tag.start, tag.end)):
            found[tag.id] = {day: value}
            said.append(f"{session.article.text[tag.start : tag.end]} {value}")
    values = Values(reading, session, found)
    if values.stands:
        reading.push(values)
        more = f", {len(said) - _MOST_SAID} more" if len(said) > _MOST_SAID else ""
        yield Say(", ".join(said[:_MOST_SAID]) + more)
