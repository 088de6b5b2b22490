"""Which screen, above the others, asks what an effect wants to know; each is loaded at need."""

from collections.abc import Callable
from typing import Any, TypeAlias

from textual.screen import Screen

from tui.effects import Choose, Effects, Fill, Identify, ShowTable

Question: TypeAlias = Fill | Choose | Identify | ShowTable


def screen_for(question: Question) -> tuple[Screen[Any], Callable[[Any], Effects]]:
    """The screen that asks it, and what goes on with its answer."""
    match question:
        case Fill(form, done):
            from tui.asking.form import FormScreen

            return FormScreen(form), done
        case Choose(done, among, title):
            from tui.asking.dialogs import LabelPicker

            return LabelPicker(among, title), done
        case ShowTable(table, done):
            from tui.asking.table_screen import TableScreen

            return TableScreen(table), lambda answer: done(*answer)
        case Identify(done, known, words, likely):
            from tui.asking.identifying import EntityPicker

            return EntityPicker(known, words, likely), lambda answer: done(*answer)
