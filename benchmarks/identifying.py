"""Keys per mention to say who is meant: `python benchmarks/identifying.py GOLD.jsonl [--json]`.

GOLD.jsonl has articles whose actors bear an entity. Those of one group are read side by side, and
their mentions are gone through from the first to the last: a right offer is taken, for all of that
name at once; where it is wrong, the entity is chosen from the list, or named.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent.parent))

from annotations.attributes import ENTITY
from annotations.example import Example
from annotations.formats import jsonl
from annotations.scheme import DEFAULT_SCHEME
from annotations.suggest.tagged import Gazetteer
from benchmarks.reader import Reader
from tui.actions.naming import Rest, Who
from tui.effects import Identify
from tui.keys import COMMANDS, Keymap


def measured(examples: list[Example]) -> dict[str, float]:
    """Mentions, keys for each, and how often the first offer was right."""
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.article.meta.group or example.article.id.rpartition("-")[0]].append(example)
    mentions = keys = asked = right = exact = 0
    for group in groups.values():
        one = _Going(group)
        one.run()
        mentions += len(one.gold)
        keys, asked, right = keys + one.keys, asked + one.asked, right + one.right
        exact += one.exact()
    return {
        "mentions": mentions,
        "keys_per_mention": keys / max(1, mentions),
        "asked": asked,
        "right_first": right / max(1, asked),
        "mentions_right_first": 1 - (asked - right) / max(1, mentions),
        "exact": exact / max(1, mentions),
    }


class _Going:
    """Goes through the mentions of a group with gold in mind."""

    def __init__(self, group: list[Example]) -> None:
        articles = [example.article for example in group]
        self.reader = Reader(articles, Keymap(DEFAULT_SCHEME), [], Gazetteer(), len(articles))
        self.gold: dict[tuple[str, int, int], str] = {}
        self.keys = self.asked = self.right = 0
        # Which id of ours an entity of gold has been given.
        self._ids: dict[str, str] = {}
        for example in group:
            session = self.reader.sessions[example.article.id]
            for tag in example.annotations:
                if entity := tag.attrs.get(ENTITY):
                    self.gold[example.article.id, tag.start, tag.end] = str(entity)
                    session.annotate((tag.start, tag.end), tag.label, second=True)

    def run(self) -> None:
        """Until every mention has its entity."""
        reading = self.reader.reading
        command = next(one for one in COMMANDS if one.id == "entities")
        reading.run(command.run, reading)
        self.keys += 1
        while queue := reading.asking_queue:
            if isinstance(queue, Rest):
                self._rest(queue)
            elif (place := queue.here) and isinstance(place.asked, Who):
                self._answer(place.asked, self.gold[place.article, *place.span])
            else:
                raise AssertionError("the queue asks something else")

    def exact(self) -> int:
        """How many mentions bear what gold has."""
        found = 0
        for (article, start, end), entity in self.gold.items():
            for tag in self.reader.sessions[article].index.exactly(start, end):
                found += tag.attrs.get(ENTITY) == self._ids[entity]
        return found

    def _answer(self, asked: Who, entity: str) -> None:
        self.asked += 1
        mention, offer, wanted = asked.mention, asked.offered, self._ids.get(entity, "")
        if (offer.id if offer else "") == wanted:
            self.right += 1
            self._press("enter")
        else:
            self._press("0")
            (effect,) = self.reader.effects
            assert isinstance(effect, Identify)
            ids = [id for id, _ in effect.among]
            # A digit, enter for a new one, or letters that tell it from others, and enter.
            among_digits = not wanted or ids.index(wanted) < 9
            self.keys += 1 if among_digits else 4
            reading = self.reader.reading
            reading.run(effect.done, wanted, "" if wanted else mention.words)
            self.reader.save()
        tag = mention.session.index.by_id[str(mention.end)]
        self._ids.setdefault(entity, str(tag.attrs[ENTITY]))

    def _rest(self, queue: Rest) -> None:
        """Take all; of a name that is another's elsewhere, those are left out first."""
        wanted = {id: entity for entity, id in self._ids.items()}[queue.id]
        for one in queue.mentions:
            if self.gold[one.session.article.id, *one.span] != wanted:
                self.keys += 2
                queue.left_out.add((one.session.article.id, one.span))
        self._press("enter")

    def _press(self, key: str) -> None:
        self.reader.press(key)
        self.keys += 1


def main() -> None:
    """Measure the file that is named."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    if len(names) != 1:
        sys.exit("Name one file: python benchmarks/identifying.py GOLD.jsonl [--json]")
    found = [one for one in jsonl.read(Path(names[0])) if isinstance(one, Example)]
    figures = measured(found)
    if "--json" in sys.argv:
        print(json.dumps(figures))
    else:
        told = (
            "{mentions} mentions, {keys_per_mention:.2f} keys each; asked {asked} times, "
            "{right_first:.1%} right first ({mentions_right_first:.1%} of mentions); "
            "{exact:.1%} as in gold."
        )
        print(told.format(**figures))


if __name__ == "__main__":
    main()
