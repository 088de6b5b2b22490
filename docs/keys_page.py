"""`docs/keys.md`, written from the table of keys: `python -m docs.keys_page > docs/keys.md`."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from annotations.scheme import DEFAULT_SCHEME
from tui.command import EVERYWHERE, Where, shown
from tui.keys import COMMANDS, Keymap

_HEAD = """\
# Keys

A word is always selected. A label's key tags it; the same key again removes the tag. `?` shows
these keys in postil, as set in `postil.toml`:

```toml
[keys]
undo = ["u", "ctrl+y"]
```

The third column is the command's name in that table; keys without a sign are written `left`,
`pageup`, `escape`, `ctrl+home`, and two in a row `ctrl+c ctrl+c`. Where several keys are given, one
of them can be typed on each [keyboard and terminal](terminals.md); all but the first give way to a
key of your own. If a label's letter is also a command's, the label wins; `;` or `ctrl+o` and the
letter give the command. A key may do different things over articles, in the library, and in a list
of places.
"""

_SCREENS: dict[Where, str] = {
    "articles": "in articles",
    "library": "in the library",
    "places": "in a list of places",
    "choosing": "in articles, where there are versions to choose from",
}


def page() -> str:
    """The page in Markdown: the default labels, then every command by its group."""
    parts = [_HEAD, *_labels()]
    for (group, screens), commands in groupby(COMMANDS, key=lambda c: (c.group, c.where)):
        told = [([shown(key) for key in c.keys], c.help, c.id) for c in commands]
        parts.append(_section(group, screens, "does", "command", told))
    return "\n".join(parts)


def _labels() -> Iterator[str]:
    """The default labels' own keys, and those keys with shift."""
    rows = Keymap(DEFAULT_SCHEME).labels
    count = len(DEFAULT_SCHEME.labels)
    for title, does, part in (
        ("Labels", "tags", rows[:count]),
        ("Labels everywhere", "does", rows[count:]),
    ):
        told = [
            (row.keys, label.description if does == "tags" else row.help, label.name)
            for label, row in zip(DEFAULT_SCHEME.labels, part, strict=True)
        ]
        yield _section(title, EVERYWHERE[:1], does, "label", told)


def _section(
    title: str,
    screens: Collection[Where],
    does: str,
    name: str,
    rows: Iterable[tuple[Iterable[str], str, str]],
) -> str:
    places = " and ".join(_SCREENS[where] for where in screens)
    place = "Everywhere" if len(screens) == len(EVERYWHERE) else places[:1].upper() + places[1:]
    lines = [f"## {title}", "", f"{place}.", "", f"| key | {does} | {name} |", "|---|---|---|"]
    for keys, text, id in rows:
        names = " ".join(f"`{key}`" for key in keys).replace("|", r"\|") or "by name"
        lines.append(f"| {names} | {text} | `{id}` |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(page().encode())
