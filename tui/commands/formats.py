"""`postil formats`: what datasets can be written and read."""

import click

from tui.commands.telling import show_rows


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for programs.")
def formats(as_json: bool) -> None:
    """List the formats of `postil export` and `postil import`.

    \b
    Example:
      postil formats
    """
    from annotations.formats import formats as every
    from annotations.formats.request import OPTIONS

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
        for one in every()
    ]
    if as_json:
        import json

        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    rows = [
        (
            str(one["name"]),
            str(one["kind"]),
            "out, in" if one["import"] else "out",
            "lossless" if one["lossless"] else "",
            f"extra {one['extra']}" if one["extra"] else "",
            str(one["summary"]),
        )
        for one in found
    ]
    show_rows(rows, right=0)
