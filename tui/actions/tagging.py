"""Labels onto the selection and off again, from tag to tag, and back by undo."""

from contextlib import suppress
from typing import Literal

from annotations.annotation import Change
from annotations.errors import PostilError
from annotations.session import Session
from tui.actions.bench import Bench, Command
from tui.open_sessions import described

Way = Literal["undo", "redo"]


class Tagging:
    """What label keys and the keys around them do."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.commands: dict[str, Command] = {
            "pick-label": self.pick_label,
            "same-label": self.same_label,
            "accept": self.accept,
            "remove": self.remove,
            "undo": lambda: self._turn("undo"),
            "redo": lambda: self._turn("redo"),
            "next-tag": lambda: self.walk(True),
            "previous-tag": lambda: self.walk(False),
        }

    def tag(self, label: str, second: bool = False) -> None:
        """Tag the selection."""
        pane, session = self._bench.pane, self._bench.session
        change = session.annotate(pane.selected, label, second)
        self._bench.show(session, change)
        pane.steering.held = change.added[-1].id if change.added else None

    def pick_label(self) -> None:
        """Tag by choosing from a list."""

        from tui.asking.dialogs import LabelPicker

        def chosen(label: str | None) -> None:
            if label is not None:
                self.tag(label)

        self._bench.open(LabelPicker(self._bench.keymap.scheme), chosen)

    def same_label(self) -> None:
        """Tag with the last label."""
        last = self._bench.session.last_label
        if last is None:
            raise PostilError("No label has been given yet.", "Press a label's key first.")
        self.tag(last)

    def accept(self) -> None:
        """Give the annotation that was walked to the extent that is selected now."""
        pane, session = self._bench.pane, self._bench.session
        held = session.index.by_id.get(pane.steering.held or "")
        if held is None and not pane.hits:
            raise PostilError("No tag is held.", "Walk to one with w, grow it, then press enter.")
        if held is not None:
            change = session.resize(held.id, pane.selected)
            if change:
                self._bench.show(session, change)

    def remove(self) -> None:
        """Remove the tag of just these words, else select the innermost one around them."""
        pane, session = self._bench.pane, self._bench.session
        if exact := session.exactly(pane.selected, pane.steering.held):
            self._bench.show(session, session.remove(exact.id))
            pane.steering.held = None
            return
        inner = session.innermost(pane.selected, pane.steering.selection.cursor)
        pane.go((inner.start, inner.end), inner.id)

    def walk(self, forward: bool) -> None:
        """Go to the next or previous annotation."""
        pane = self._bench.pane
        found = self._bench.session.beside(pane.selected, pane.steering.held, forward)
        pane.go((found.start, found.end), found.id)

    def _turn(self, way: Way) -> None:
        """Undo or redo here, and in the other articles that the action touched."""
        session = self._bench.session
        change = self._turn_in(session, way, None)
        for id in change.others:
            # There the action may have been taken back by itself already.
            with suppress(PostilError):
                self._turn_in(self._bench.sessions.session_of(id), way, change.action)
        # What was removed from another text has no place in this one.
        removed = () if change.text else change.removed
        touched = [a for a in (*change.added, *removed) if not a.version]
        if touched:
            first = min(touched, key=lambda a: a.order)
            held = first.id if first.id in session.index.by_id else None
            self._bench.pane.go((first.start, first.end), held)

    def _turn_in(self, session: Session, way: Way, action: str | None) -> Change:
        turn = session.undo if way == "undo" else session.redo
        change, conflicts = turn(action)
        self._bench.show(session, change)
        for conflict in conflicts:
            self._bench.say(described(conflict, session), severe=True)
        return change
