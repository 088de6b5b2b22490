"""What withheld suggestions cost in keys: `python -m benchmarks.withholding GOLD.jsonl`.

GOLD.jsonl is postil's own JSONL with gold spans. Its articles are read as keystrokes.py does: with
all suggestions; with a tenth withheld, all of which is tagged by hand; and with a tenth withheld,
which is left to the second look. Five draws are taken.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from annotations.example import Example
from annotations.formats import jsonl
from annotations.scheme import DEFAULT_SCHEME
from annotations.settings import Settings
from annotations.suggest import catalogue
from annotations.suggest.tagged import Gazetteer
from annotations.withholding import Draw
from benchmarks.planner import Planner
from benchmarks.reader import Reader
from tui.keys import Keymap

SHARE, SEEDS = 0.1, range(1, 6)


def keys_per_span(examples: Sequence[Example], draw: Draw | None, by_hand: bool = False) -> float:
    """The keys of each gold span, what is withheld being tagged by hand or at the second look."""
    rules, keymap, gazetteer = catalogue.rules(Settings()), Keymap(DEFAULT_SCHEME), Gazetteer()
    keys = spans = 0
    for example in examples:
        reader = Reader([example.article], keymap, rules, gazetteer, draw=draw)
        gold = [(tag.start, tag.end, tag.label) for tag in example.annotations]
        known = reader.reading.pane.suggested
        held = {one.place for one in known.withheld()} if known is not None else set()
        effort = Planner(reader, [one for one in gold if by_hand or one not in held]).run()
        keys += sum(effort.keys.values())
        keys += 0 if by_hand else _look_again(reader, set(gold))
        spans += len(gold)
        gazetteer = reader.gazetteer
    return keys / spans


def _look_again(reader: Reader, gold: set[tuple[int, int, str]]) -> int:
    """Mark the article done and answer what is asked then; the keys of the answers."""
    reader.press("m")
    keys = 0
    while (at := reader.reading.at_hand).kind == "second look":
        place = (*reader.reading.pane.selected, at.question.removesuffix("?"))
        reader.press("enter" if place in gold else "x")
        keys += 1
    return keys


def main() -> None:
    """Measure the file that is named."""
    if len(sys.argv) != 2:
        sys.exit("Name one file: python -m benchmarks.withholding GOLD.jsonl")
    found = jsonl.read(Path(sys.argv[1]))
    examples = [one for one in found if isinstance(one, Example) and one.annotations]
    print(f"nothing withheld: {keys_per_span(examples, None):.2f} keys a span")
    for what, by_hand in (("at the second look", False), ("by hand", True)):
        keys = [keys_per_span(examples, Draw(SHARE, seed), by_hand) for seed in SEEDS]
        print(f"{SHARE:.0%} withheld, tagged {what}: {min(keys):.2f} to {max(keys):.2f}")


if __name__ == "__main__":
    main()
