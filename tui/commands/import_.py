"""`postil import`: articles and tags from a dataset."""

from collections.abc import Iterator
from pathlib import Path

import click

from annotations.errors import PostilError, UsageError
from tui.commands.options import found, project_option
from tui.commands.progress import watched
from tui.commands.telling import end_with, say


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format", "name", metavar="NAME", help="The format; otherwise it is told by what is there."
)
@click.option(
    "--as", "annotator", metavar="NAME",
    help="Who made the tags; of model:NAME they come as suggestions.",
)  # fmt: skip
@project_option
def import_(path: Path, name: str | None, annotator: str | None, folder: Path | None) -> None:
    """Bring in articles and tags from a file or folder of a dataset.

    An article that the project lacks is added with its text; one with the same text gets the
    tags. Tags that are there already are left alone, so importing a file twice adds nothing.
    What is wrong with single spans is named, the rest is brought in, and the command ends with
    exit 1; of a file that is cut off or damaged nothing is.

    \b
    Examples:
      postil import gold.jsonl
      postil import predictions.jsonl --as model:mine
    """
    from annotations.corpus.importing import PREDICTS, bring_in
    from annotations.formats import format_named, recognised
    from annotations.formats.reading import Found, Mended
    from annotations.sources.text import whole

    annotator = whole((annotator or "").strip())
    if annotator.removeprefix("model:") != annotator and not annotator.removeprefix("model:"):
        raise UsageError("The model has no name.", "Name it, as in --as model:mine.")
    project = found(folder)
    chosen = format_named(name) if name else recognised(path)
    read = chosen.read
    if read is None:
        raise UsageError(f"{chosen.name} cannot be imported.", "See `postil formats`.")

    def checked() -> Iterator[Found]:
        # Whatever is wrong with the file as a whole shows here, before anything is written.
        if not sum(1 for _ in read(path)):
            raise PostilError(f"{path} has nothing of {chosen.name} in it.", "Check --format.")
        for one in read(path):
            if isinstance(one, Mended):
                say(str(one))
            else:
                yield one

    counts, problems = bring_in(project.store, watched(checked, "Read")(), annotator)
    words = [f"Articles added: {counts.articles}.", f"Tags added: {counts.annotations}."]
    if counts.suggestions or annotator.startswith(PREDICTS):
        words.append(f"Suggestions added: {counts.suggestions}.")
    click.echo(" ".join(words), err=True)
    for mended in counts.mended:
        say(mended)
    scheme = project.settings.scheme
    if strange := sorted(label for label in counts.labels if not scheme.label(label)):
        what = f"The project's scheme has no label {', '.join(strange)}."
        say(f"{what} Add it in postil.toml, or give its tags another with postil relabel.")
    end_with(problems)
