"""No burst of keys ends the program, and what it counts is on the disk, whatever is typed."""

import random
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from annotations.article import Article, Metadata
from annotations.project import Project
from tests.emulated import Screen, in_terminal, postil
from tests.random_keys import SETTINGS, acts, perform

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")

LABELS = ("actor", "date", "proposal", "quote")
# Each with its name where there is room.
COUNTS = re.compile(" +".join(rf"{one[0]}(?: {one} )?([\d,]+)" for one in LABELS))
DIALOG = "\u256d"
# So much of a title is shown in the narrowest pane, and tells it from the others.
TITLE = re.compile(r"\u25b8 (\S{1,12})")

# Seeds that have ended the program once, with how many keys.
FOUND = [
    *((seed, 1_500) for seed in (12, 13, 14, 21, 22, 24, 29)),
    *((seed, 4_000) for seed in (3132455692, 3964825382, 4040530713)),
]
OPEN = "\r"


def project(folder: Path, long: int) -> Project:
    """Twelve articles, some of a group; one `long`, and one without spaces to be wrapped at."""
    made = Project(folder, "ana")
    words = "Minister Oran said on Tuesday: \u201cWe will open it in May.\u201d \u7248\u672c\n\n"
    texts = [words * (1 + 3 * number) for number in range(10)] + [words * long, "x" * 5_000]
    made.store.add(
        Article(f"n{n}", f"Number{n:02} says", text, Metadata(group=f"g{n % 4}" if n % 3 else None))
        for n, text in enumerate(texts)
    )
    return made


def sat_through(
    folder: Path, seed: int, keys: int, first: str = "", before: str = "", long: int = 3_000
) -> None:
    """Type for that long, after `first`; at the end it counts what the disk has, and leaves.

    An article is `long`: so many times 60 code points.
    """
    made = project(folder, long)
    (folder / "postil.toml").write_text(SETTINGS)
    if seed % 2:
        before += "\nimport sys; sys.setswitchinterval(0.0005)"
    with in_terminal(postil("open", "--project", str(folder), before=before), 120, 36) as terminal:
        screen = Screen(terminal)
        screen.wait_until("Number00 says")
        screen.type(first)
        typed = []
        for act in acts(seed, keys):
            typed.append(act)
            if not terminal.ended():
                perform(terminal, act)
        if not terminal.ended():
            terminal.rest()
        last = f"seed {seed}, {keys} keys, at the end {typed[-3:]}"
        assert not terminal.ended(), f"{last}\n{terminal.written[-4000:].decode(errors='replace')}"
        screen = Screen(terminal)
        screen.resize(120, 36)
        shown = counted(screen, last)
        terminal.send(b"\x11")
        code = terminal.wait()
        assert code == 0, (
            f"{last}\nexit {code}: {terminal.written[-4000:].decode(errors='replace')}"
        )
    examples = [one for one in made.examples() if not isinstance(one, Exception)]
    assert len(examples) == 12, last
    held = [(one.article.title, Counter(tag.label for tag in one.annotations)) for one in examples]
    title, counts = shown
    assert any(
        name.startswith(title) and tuple(tags[label] for label in LABELS) == counts
        for name, tags in held
    ), f"{last}: {shown} is not among {held}"


def counted(screen: Screen, last: str) -> tuple[str, tuple[int, ...]]:
    """The beginning of a title, and what the bottom line counts in its article."""
    for keys in ("\x1b", "\x1b", "\x1b", "\x1b", "\x1b", "\r", "", "\x1b", "\r", "", ""):
        if keys:
            screen.type(keys)
        screen.terminal.rest()
        words = "\n".join(screen.lines)
        counts, title = COUNTS.search(words), TITLE.search(words)
        if counts and title and "not saved" not in words and DIALOG not in words:
            return title[1], tuple(int(count.replace(",", "")) for count in counts.groups())
    raise AssertionError(f"{last}\n{words}")


def test_random_keys(tmp_path: Path) -> None:
    sat_through(tmp_path, 1, 300, OPEN, long=600)


@pytest.mark.torture
@pytest.mark.parametrize(("seed", "keys"), FOUND)
def test_what_ended_it_once(tmp_path: Path, seed: int, keys: int) -> None:
    sat_through(tmp_path, seed, keys)


@pytest.mark.torture
@pytest.mark.parametrize("round", range(20))
def test_many_random_keys(tmp_path: Path, round: int) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"round {round}: seed {seed}")
    sat_through(tmp_path, seed, 4_000, OPEN * (round % 2))


def test_a_mistake_in_one_key_is_caught(tmp_path: Path) -> None:
    careless = (
        "from tui.reading.order import ReadingOrder; ReadingOrder.turn = lambda self, by: 1 / 0"
    )
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        sat_through(tmp_path, 1, 300, OPEN, careless, long=600)


def test_so_is_a_count_of_what_is_not_saved(tmp_path: Path) -> None:
    careless = "from annotations.store.tiny import TinyStore; TinyStore._save = lambda *_: None"
    with pytest.raises(AssertionError, match=r"\('Number\d+', \(1, 0, 0, 0\)\) is not among"):
        sat_through(tmp_path, 0, 0, OPEN + "a", careless, long=600)
