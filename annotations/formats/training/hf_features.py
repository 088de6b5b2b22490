"""The columns of a Hugging Face dataset, and how Parquet, its metadata and README.md name them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Union

from msgspec import Struct

from annotations.article import META_FIELDS
from annotations.formats.training.alignment import names_in_tags

FLAT = "ner_tags"
_SPLITS = {"dev": "validation"}


class ClassLabel(Struct, frozen=True):
    """A number that stands for a name."""

    names: tuple[str, ...]


class ListOf(Struct, frozen=True):
    """Any number of values of one kind."""

    of: "Kind"


Kind = Union[str, ClassLabel, ListOf, Mapping[str, "Kind"]]  # noqa: UP007
"""A type by its name, a ClassLabel, a list, or the fields of a struct."""
Columns = Mapping[str, Kind]


def spans(labels: Sequence[str], negatives: bool) -> Columns:
    """The columns of the layout `spans`."""
    string = "string"
    span: dict[str, Kind] = {
        "id": string,
        "start": "int64",
        "end": "int64",
        "label": ClassLabel(tuple(labels)),
        "text": string,
        "sha256": string,
        "annotator": string,
        "attrs": string,
        "note": string,
        "origin": string,
        "score": "float64",
        "verdict": string,
        "more": string,
    }
    columns: dict[str, Kind] = dict.fromkeys(
        ("id", "title", "text", "sha256", *META_FIELDS, "more", "status", "codes", "clusters"),
        string,
    )
    columns["spans"] = ListOf(span)
    columns["links"] = ListOf({"type": string, "from": string, "to": string})
    if negatives:
        columns["rejected"] = ListOf(span)
    return columns


def tokens(labels: Sequence[str], bioes: bool) -> Columns:
    """The columns of the layout `tokens`; `starts` and `ends` are code points of the article."""
    names = names_in_tags(labels)
    every = tag_names(names.values(), bioes)
    columns: dict[str, Kind] = {
        "id": "string",
        "article": "string",
        "tokens": ListOf("string"),
        "starts": ListOf("int64"),
        "ends": ListOf("int64"),
        FLAT: ListOf(every),
    }
    for label, column in label_columns(labels).items():
        columns[column] = ListOf(tag_names([names[label]], bioes))
    return columns


def tag_names(names: Iterable[str], bioes: bool) -> ClassLabel:
    """`O` and the tags of some labels, by their names in tags."""
    prefixes = "BIES" if bioes else "BI"
    return ClassLabel(("O", *(f"{prefix}-{name}" for name in names for prefix in prefixes)))


def label_columns(labels: Iterable[str]) -> dict[str, str]:
    """The column of tags that each label has of its own."""
    columns: dict[str, str] = {}
    taken = {FLAT}
    for label, name in names_in_tags(labels).items():
        column = f"{name}_tags"
        while column in taken:
            column = f"_{column}"
        taken.add(column)
        columns[label] = column
    return columns


def numbering(columns: Columns) -> dict[str, Callable[[Any], Any]]:
    """For each column, what turns names of a ClassLabel into its numbers, wherever they stand."""
    return {name: _numbered(kind) or _same for name, kind in columns.items()}


def schema(columns: Columns) -> Any:
    """The Arrow schema, with the features in its metadata as `datasets` reads them."""
    import pyarrow

    info = {"info": {"features": {name: _described(kind) for name, kind in columns.items()}}}
    fields = [(name, _arrow(kind)) for name, kind in columns.items()]
    return pyarrow.schema(fields, {"huggingface": json.dumps(info, ensure_ascii=False)})


def head(layouts: Mapping[str, Columns], parts: Sequence[str], ending: str) -> dict[str, Any]:
    """The head of a README.md: which files are which split of which layout, with which columns."""
    configs: list[dict[str, Any]] = []
    for layout in layouts:
        files = [
            {"split": _SPLITS.get(part, part).replace("-", "_"), "path": f"{layout}/{part}{ending}"}
            for part in parts
        ]
        first = {"default": True} if not configs else {}
        configs.append({"config_name": layout, **first, "data_files": files})
    info = [
        {"config_name": layout, "features": [_listed(n, k) for n, k in columns.items()]}
        for layout, columns in layouts.items()
    ]
    return {"configs": configs, "dataset_info": info}


def _same(value: Any) -> Any:
    return value


def _numbered(kind: Kind) -> Callable[[Any], Any] | None:
    """What turns names into numbers in a value of this kind; `None` where there are no names."""
    if isinstance(kind, ClassLabel):
        return {name: number for number, name in enumerate(kind.names)}.__getitem__
    if isinstance(kind, ListOf):
        inner = _numbered(kind.of)
        return (lambda values: [inner(value) for value in values]) if inner else None
    if isinstance(kind, Mapping):
        within = {name: found for name, one in kind.items() if (found := _numbered(one))}
        if within:
            return lambda row: {k: within.get(k, _same)(value) for k, value in row.items()}
    return None


def _arrow(kind: Kind) -> Any:
    import pyarrow

    if isinstance(kind, str):
        return pyarrow.type_for_alias(kind)
    if isinstance(kind, ClassLabel):
        return pyarrow.int64()
    if isinstance(kind, ListOf):
        return pyarrow.list_(_arrow(kind.of))
    return pyarrow.struct([(name, _arrow(one)) for name, one in kind.items()])


def _described(kind: Kind) -> Any:
    """A kind as the schema's metadata has it, in the forms that every version of `datasets` reads.

    A list of numbers or words is a Sequence, which has had a `feature` always; of objects it is a
    plain list, since for older versions a Sequence of them is an object of lists.
    """
    if isinstance(kind, str):
        return {"dtype": kind, "_type": "Value"}
    if isinstance(kind, ClassLabel):
        return {"names": list(kind.names), "_type": "ClassLabel"}
    if isinstance(kind, ListOf):
        inner = _described(kind.of)
        plain = isinstance(kind.of, Mapping)
        return [inner] if plain else {"feature": inner, "_type": "Sequence"}
    return {name: _described(one) for name, one in kind.items()}


def _listed(name: str, kind: Kind) -> dict[str, Any]:
    """A column as README.md has it."""
    return {"name": name, **_typed(kind)}


def _typed(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, str):
        return {"dtype": kind}
    if isinstance(kind, ClassLabel):
        names = {str(number): name for number, name in enumerate(kind.names)}
        return {"dtype": {"class_label": {"names": names}}}
    if isinstance(kind, ListOf):
        inner = kind.of
        if isinstance(inner, str):
            return {"sequence": inner}
        if isinstance(inner, Mapping):
            return {"list": [_listed(name, one) for name, one in inner.items()]}
        return {"sequence": _typed(inner)}
    return {"struct": [_listed(name, one) for name, one in kind.items()]}
