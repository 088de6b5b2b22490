"""What the numbers of labels stand for, as `datasets` says it: in a schema, a README, a JSON file.

The forms are those of `Features.to_dict` (JSON) and `Features._to_yaml_list` (the head of a README)
in huggingface/datasets, src/datasets/features/features.py. A file of names alone has them by number
or with it, as the `label2id` and `id2label` of a model's configuration.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

_FILES = ("dataset_info.json", "dataset_infos.json", "README.md")
_ALONE = ("label.json", "labels.json", "label2id.json", "id2label.json", "labels.txt")
_LARGEST = 2**20  # bytes
_DEEPEST = 6
_INNER = ("feature", "sequence", "list", "struct", "dtype")
_MARK = "---"


def in_schema(metadata: Mapping[bytes, bytes]) -> dict[str, list[str]]:
    """The names of every ClassLabel in the metadata of a schema, by column or `column.field`."""
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        return dict(_labels(json.loads(metadata[b"huggingface"])["info"]["features"]))
    return {}


def beside(file: Path, root: Path) -> dict[str, list[str]]:
    """The names in what lies beside a file, up to the folder above `root`, which may be the file.

    What is nearest holds. Where several configurations of a dataset differ, that of the folder is
    taken, else none. What a file of names alone says is of any column, under "".
    """
    found: dict[str, list[str]] = {}
    last = (root if root.is_dir() else file.parent).absolute().parent
    file = file.absolute()
    for folder in (file.parent, *file.parent.parents):
        for name in _ALONE:
            if "" not in found and (alone := _alone(folder / name)):
                found[""] = alone
        for name in _FILES:
            for column, names in _in_file(folder / name, file).items():
                found.setdefault(column, names)
        if folder == last:
            break
    return found


def _is_there(path: Path) -> bool:
    return not path.is_symlink() and path.is_file() and path.stat().st_size <= _LARGEST


def _alone(path: Path) -> list[str]:
    """The names in a file that has nothing else, by number; none where it has not all of them."""
    if not _is_there(path):
        return []
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
        text = path.read_text(encoding="utf-8-sig")
        said = text.split("\n") if path.suffix == ".txt" else json.loads(text)
        if isinstance(said, list):
            return [name.strip() for name in said if name.strip()]
        pairs = [(name, number) if isinstance(number, int) else (number, int(name))
                 for name, number in said.items()]  # fmt: skip
        numbered = {number: str(name) for name, number in pairs}
        if sorted(numbered) == [*range(len(said))]:
            return [numbered[number] for number in range(len(said))]
    return []


def _in_file(path: Path, file: Path) -> dict[str, list[str]]:
    if not _is_there(path):
        return {}
    found: dict[str, list[list[str]]] = {}
    with suppress(OSError, ValueError, RecursionError):
        text = path.read_text(encoding="utf-8-sig")
        for config, features in _configs(_head(text) if path.suffix == ".md" else json.loads(text)):
            for column, names in _labels(features):
                if config in file.parts:
                    found[column] = [names]
                else:
                    found.setdefault(column, []).append(names)
    return {c: names[0] for c, names in found.items() if all(one == names[0] for one in names)}


def _head(text: str) -> Any:
    """What the YAML at the head of a README says of the dataset; every scalar is a word."""
    import yaml

    lines = text.splitlines()
    if not lines or lines[0] != _MARK or _MARK not in lines[1:]:
        return None
    try:
        matter = yaml.load("\n".join(lines[1 : lines.index(_MARK, 1)]), yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ValueError from error
    return matter.get("dataset_info") if isinstance(matter, dict) else None


def _configs(found: Any) -> Iterator[tuple[str, Any]]:
    """The name and the features of every configuration of a dataset."""
    if isinstance(found, list):
        yield from ((str(one.get("config_name")), one.get("features"))
                    for one in found if isinstance(one, dict))  # fmt: skip
    elif isinstance(found, dict) and "features" in found:
        yield str(found.get("config_name")), found["features"]
    elif isinstance(found, dict):
        yield from ((str(name), one.get("features"))
                    for name, one in found.items() if isinstance(one, dict))  # fmt: skip


def _labels(kind: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, list[str]]]:
    """Every ClassLabel in features of either form, by column or `column.field`."""
    if depth > _DEEPEST:
        return
    if isinstance(kind, list):
        for one in kind:
            named = isinstance(one, dict) and one.get("name")
            within = f"{name}.{named}".strip(".") if isinstance(named, str) else name
            yield from _labels(one, within, depth + 1)
    elif isinstance(kind, dict) and (said := _names(kind)):
        yield name, said
    elif isinstance(kind, dict) and (inner := [key for key in _INNER if _holds(kind, key)]):
        for held in inner:
            yield from _labels(kind[held], name, depth + 1)
    elif isinstance(kind, dict):
        for key, one in kind.items():
            yield from _labels(one, f"{name}.{key}".strip("."), depth + 1)


def _holds(kind: dict[str, Any], key: str) -> bool:
    """Whether a feature has others under a key of its own, which is no field's name."""
    own = {"_type", "name", "length", "id"} & kind.keys() or len(kind) == 1
    return bool(own) and isinstance(kind.get(key), (dict, list))


def _names(kind: dict[str, Any]) -> list[str]:
    """The names of a ClassLabel, in their order; none where it is no such feature."""
    label = kind if kind.get("_type") == "ClassLabel" else kind.get("class_label")
    names = label.get("names") if isinstance(label, dict) else None
    if isinstance(names, dict):
        names = [names[key] for key in sorted(names, key=int)]
    return [str(one) for one in names] if isinstance(names, list) else []
