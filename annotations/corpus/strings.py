"""Which labels each tagged string has borne: what differs between articles."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.annotation import Decision, judged, standing
from annotations.corpus.findings import Finding, shown
from annotations.example import Example


@dataclass(slots=True)
class _Use:
    """How often a string has a label, and where it had it first."""

    article: str
    span: tuple[int, int]
    digest: str
    decisions: tuple[Decision, ...] = ()
    count: int = 0


class Strings:
    """Which labels each tagged string has borne, for up to `room` strings.

    When the room is full, the rarest make way: what was tagged often stays.
    """

    def __init__(self, room: int = 50_000) -> None:
        self._room = room
        self._uses: dict[str, dict[str, _Use]] = {}

    def add(self, example: Example) -> None:
        """Take in the tags of an article. Several labels on one span count as one of their own."""
        labels: dict[tuple[int, int, str], set[str]] = defaultdict(set)
        for a in example.annotations:
            if 0 <= a.start < a.end <= len(example.article.text):
                labels[a.start, a.end, a.annotator].add(a.label)
        decided = tuple(one for one in example.decisions if one.about[:2] == ("check", "string"))
        for (start, end, _), names in labels.items():
            # A long span is no name, and hardly comes a second time.
            if end - start > 100:
                continue
            string = " ".join(example.article.text[start:end].split())
            uses = self._uses.setdefault(string, {})
            place = _Use(example.article.id, (start, end), example.article.digest, decided)
            uses.setdefault(" + ".join(sorted(names)), place).count += 1
        if len(self._uses) > self._room:
            self._make_room()

    def findings(self) -> Iterator[Finding]:
        """For each string with several labels, the first place of every label but its usual one."""
        for string, uses in sorted(self._uses.items()):
            (usual, most), *others = sorted(uses.items(), key=lambda u: (-u[1].count, u[0]))
            for label, use in others:
                message = (
                    f"{shown(string)} is tagged {label} {_times(use.count)},"
                    f" {usual} {_times(most.count)}"
                )
                place = "{}-{}".format(*use.span)
                about = ("check", "string", label, place, use.digest)
                digest = judged("string", string, label, usual)
                decided = standing(use.decisions, about, digest)
                yield Finding("string", use.article, use.span, message, about, digest, decided)

    def _make_room(self) -> None:
        least = 1
        while len(self._uses) > self._room // 2:
            self._uses = {
                string: uses
                for string, uses in self._uses.items()
                if sum(use.count for use in uses.values()) > least
            }
            least *= 2


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
