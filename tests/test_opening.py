"""What belongs to a project is opened in one place; who opens files elsewhere says why it may."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CALLS = frozenset(
    "open read_text read_bytes write_text write_bytes touch mkdir makedirs mkfifo unlink rmdir "
    "remove rename replace link symlink truncate copyfile copytree move rmtree "
    "NamedTemporaryFile".split()
)
MODULES = frozenset(("os", "shutil", "tempfile", "io"))
# What is opened otherwise than by `annotations.disk`, which calls nothing by these names.
ELSEWHERE = {
    "annotations/sources/": "articles that the person named",
    "annotations/formats/": "datasets that the person named",
    "annotations/corpus/exporting.py": "the dataset that is written",
    "annotations/extras.py": "the environment that postil is installed in",
    "annotations/store/postgres/people.py": "SQL that comes with postil",
    "annotations/store/postgres/schema/": "SQL that comes with postil",
    "annotations/trust.py": "the user's own state",
    "tui/remembered.py": "the user's own state",
    "tui/commands/evaluate.py": "a page that the person named, which it may replace",
    "tui/commands/open.py": "the terminal",
    "tui/commands/init.py": "a new postil.toml, which replaces nothing",
    "tui/cells/terminal.py": "the terminal",
    "tui/web/driver.py": "nothing, in place of what was standard input and output",
    "tui/web/server.py": "the page that comes with postil",
}


def _calls(source: str) -> Iterator[tuple[int, str]]:
    """The file calls in a module, each with its line; of paths only what no other object has."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id="open"):
                yield node.lineno, "open"
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in MODULES:
                if name in CALLS:
                    yield node.lineno, f"{module}.{name}"
            case ast.Attribute(attr=name) if name in CALLS and name.count("_"):
                yield node.lineno, name
            case ast.Attribute(attr="open", value=ast.Name(id=of)) if of in ("path", "file"):
                yield node.lineno, f"{of}.open"


def _found(names: Iterator[Path]) -> dict[str, list[tuple[int, str]]]:
    found = {str(path.relative_to(ROOT)): list(_calls(path.read_text())) for path in names}
    return {name: calls for name, calls in found.items() if calls}


def _ours() -> Iterator[Path]:
    for room in ("annotations", "tui", "postil"):
        yield from (ROOT / room).rglob("*.py")


def test_nothing_else_opens_what_may_belong_to_a_project() -> None:
    found = _found(_ours())
    assert {n: c for n, c in found.items() if not n.startswith(tuple(ELSEWHERE))} == {}


def test_who_is_let_do_so_still_does() -> None:
    found = _found(_ours())
    assert [place for place in ELSEWHERE if not any(n.startswith(place) for n in found)] == []


def test_the_control_is_seen() -> None:
    source = "open(x); path.open(); os.open(x); shutil.move(a, b); p.read_text(); x.replace(1, 2)"
    assert [words for _, words in sorted(_calls(source), key=lambda call: call[1])] == [
        "open",
        "os.open",
        "path.open",
        "read_text",
        "shutil.move",
    ]
