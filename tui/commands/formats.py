"""`postil formats`: what datasets can be written and read."""

from typing import TYPE_CHECKING, Any

import click

from tui.commands.telling import end_with, show_rows

if TYPE_CHECKING:
    from annotations.errors import PostilError


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for programs.")
def formats(as_json: bool) -> None:
    """List the formats of `postil export` and `postil import`.

    \b
    Example:
      postil formats
    """
    from annotations.formats import formats as own
    from annotations.formats import of_others
    from annotations.formats.request import OPTIONS

    wrong: list[PostilError] = []
    found = [
        {
            "name": one.name,
            "summary": one.summary,
            "kind": "folder" if one.folder else "file",
            "import": one.read is not None,
            "lossless": one.lossless,
            "carries": one.carries,
            "options": [OPTIONS[option] for option in OPTIONS if option in one.options],
            "tokens": list(one.tokens),
            "extra": one.extra or None,
        }
        for one in (*own(), *of_others(wrong.append))
    ]
    if as_json:
        import json

        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        show_rows([_row(one) for one in found], right=0)
    end_with(map(str, wrong))


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    return (
        one["name"],
        one["kind"],
        "out, in" if one["import"] else "out",
        "lossless" if one["lossless"] else "",
        f"extra {one['extra']}" if one["extra"] else "",
        one["summary"],
    )
