"""Nothing asks what a label is called: what it stands for is its role.

The source of both packages is read for tests of a value against the name of a default label, in
whatever way they are written.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.scheme import DEFAULT_SCHEME, ROLES

ROOT = Path(__file__).parents[1]
WHERE_NAMES_BECOME_ROLES = ("annotations/scheme.py", "annotations/scheme_reading.py")
NAMES = {*ROLES, *(label.name for label in DEFAULT_SCHEME.labels)}
OTHER_THINGS = {"role", "role_of", "roles", "type", "kind", "SUGGESTERS"}
"""What else these words are: roles, types of attributes, kinds of findings, suggesters."""

ASKING = {"label", "startswith", "endswith", "index", "count", "fullmatch", "match"}


def named(tree: ast.AST) -> dict[str, ast.expr]:
    """The constants of a module by name."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.value:
            found |= {t.id: node.value for t in node.targets if isinstance(t, ast.Name)}
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value:
            found[ast.unparse(node.target)] = node.value
    return found


def is_a_name(node: ast.AST, constants: dict[str, ast.expr], deep: int = 4) -> bool:
    """Whether an expression is the name of a default label, or a collection with one."""
    if isinstance(node, ast.Constant):
        return node.value in NAMES
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(is_a_name(one, constants, deep) for one in node.elts)
    if isinstance(node, ast.Dict):
        return any(is_a_name(one, constants, deep) for one in node.keys if one)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        made = {"set", "frozenset", "tuple", "list", "dict"}
        return node.func.id in made and any(is_a_name(a, constants, deep) for a in node.args)
    if isinstance(node, ast.Name | ast.Attribute) and deep:
        name = node.id if isinstance(node, ast.Name) else node.attr
        return name in constants.keys() - OTHER_THINGS and is_a_name(
            constants[name], constants, deep - 1
        )
    return False


def is_something_else(node: ast.AST) -> bool:
    """Whether an expression gives a role, or whatever else may be called so."""
    if isinstance(node, ast.Call):
        return is_something_else(node.func)
    name = getattr(node, "attr", getattr(node, "id", ""))
    return name in OTHER_THINGS


def asked(tree: ast.AST, constants: dict[str, ast.expr]) -> Iterator[int]:
    """The lines on which a value is held against the name of a default label."""
    known = {**constants, **named(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            words = [side for side in sides if is_a_name(side, known)]
            if words and not any(is_something_else(s) for s in sides if s not in words):
                yield node.lineno
        elif isinstance(node, ast.Match) and not is_something_else(node.subject):
            values = [n.value for n in ast.walk(node) if isinstance(n, ast.MatchValue)]
            yield from (value.lineno for value in values if is_a_name(value, known))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            by_name = node.func.attr in ASKING and any(is_a_name(a, known) for a in node.args)
            if by_name or (
                node.func.attr == "get" and looked_up(node.func.value, node.args, known)
            ):
                yield node.lineno
        elif isinstance(node, ast.Subscript) and looked_up(node.value, [node.slice], known):
            yield node.lineno


def looked_up(table: ast.expr, keys: list[ast.expr], constants: dict[str, ast.expr]) -> bool:
    """Whether a table by the names of labels is asked for that of one."""
    by_label = keys and isinstance(keys[0], ast.Attribute) and keys[0].attr in ("label", "name")
    return bool(by_label) and is_a_name(table, constants)


SOURCES = sorted(
    path for folder in ("annotations", "tui") for path in (ROOT / folder).rglob("*.py")
)


def test_no_test_of_a_labels_name_is_left() -> None:
    sources = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in SOURCES}
    trees = {name: ast.parse(source) for name, source in sources.items()}
    # Names that several modules share could be anything; those of capitals are what they say.
    every = (named(tree).items() for tree in trees.values())
    constants = {name: v for pairs in every for name, v in pairs if name.isupper()}
    # Only a module that has such a name in it, or a constant that does, can ask for one.
    held = [name for name, value in constants.items() if is_a_name(value, constants)]
    has_one = re.compile(rf"""["'](?:{"|".join(NAMES)})["']|\b(?:{"|".join(held)})\b""")
    found = [
        f"{name}:{line}"
        for name, source in sources.items()
        if name not in WHERE_NAMES_BECOME_ROLES and has_one.search(source)
        for line in asked(trees[name], constants)
    ]
    assert found == []
    assert all((ROOT / name).is_file() for name in WHERE_NAMES_BECOME_ROLES)


@pytest.mark.parametrize(
    "source",
    [
        'a.label == "date"',
        '"quote" in (a.label, b.label)',
        '"actor" != label',
        'label in ("ship", "proposal")',
        'name in {"date"}',
        'a.label not in ["quote"]',
        'DATE = "date"\nif a.label == DATE: pass',
        'NAMES = frozenset(("actor", "x"))\nif a.label in NAMES: pass',
        'A = ("actor",)\nB = (*A, "x")\nC = A\nif a.label in C: pass',
        'wanted: str = "quote"\nlabel is wanted',
        'match a.label:\n    case "date":\n        pass',
        'match a.label:\n    case "x" | "quote":\n        pass',
        'scheme.label("date")',
        'a.label.startswith("actor")',
        'T = {"actor": 1}\nT[a.label]',
        'T = {"date": 1}\nT.get(label.name, 2)',
        'role == "date" and name == "date"',
    ],
)
def test_what_counts_as_such_a_test(source: str) -> None:
    assert list(asked(ast.parse(source), {}))


@pytest.mark.parametrize(
    "source",
    [
        'label.role == "date"',
        'scheme.role_of(a.label) == "quote"',
        'role in ("", "actor")',
        'attribute.type == "date"',
        'Label("date", (), "red")',
        'a.label == "ship"',
        'x = "date"',
        'match one.role:\n    case "date":\n        pass',
        'T = {"date": 1}\nT.get(role, 2)',
        'meta.get("date")',
    ],
)
def test_what_does_not(source: str) -> None:
    assert not list(asked(ast.parse(source), {}))
