"""Fields as the YAML head of a README, in block style, as the hub's readers take it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_][\w./-]*(?: [\w./-]+)*", re.ASCII)
_MEANT_OTHERWISE = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]")


def front_matter(fields: Mapping[str, Any]) -> str:
    """Strings, numbers, lists and mappings of these, between two lines of `---`."""
    return "\n".join(["---", *_lines(fields, ""), "---", ""])


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if _is_scalar(inner):
                yield f"{indent}{_scalar(name)}: {_scalar(inner)}"
            else:
                yield f"{indent}{_scalar(name)}:"
                yield from _lines(inner, f"{indent}  ")
        return
    for inner in value:
        if _is_scalar(inner):
            yield f"{indent}- {_scalar(inner)}"
        else:
            first, *others = _lines(inner, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from others


def _is_scalar(value: Any) -> bool:
    return not value or not isinstance(value, Mapping | list | tuple)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _MEANT_OTHERWISE
        # JSON's strings are YAML's double-quoted ones, but for what YAML does not print.
        return value if plain else _UNPRINTABLE.sub(_escaped, json.dumps(value, ensure_ascii=False))
    return json.dumps(list(value) if isinstance(value, tuple) else value)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
