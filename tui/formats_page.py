"""`docs/formats.md`, written from the table of formats: `python -m tui.formats_page`."""

from annotations.formats import Format, formats
from annotations.formats.request import OPTIONS

_HEAD = """\
# Formats

What `postil export --format NAME --output PATH` writes and `postil import PATH` reads. The same
list is given by `postil formats`. Offsets count Unicode code points, end exclusive, in the text
as it was annotated.

- **What a format cannot carry** is said on stderr and written down: as `LOSS.json` in a folder,
  as `NAME.LOSS.json` beside a file of which something was lost. Per label it counts what was
  widened to whole tokens, trimmed, dropped, left out of a layer, and why, with the first place
  where it happened. In a folder it also lists the files with their sizes: only what stands there
  unchanged is replaced by `--force`.
- **The same project gives the same bytes**, with the same version of pyarrow or spaCy where those
  write the file. An export is there whole or not at all.
- **Large projects**: articles are read one by one and memory does not grow with their number. A
  DocBin is held in memory until it is written, so a part of more than half a million tokens
  becomes a folder of shards, `train/00001.spacy` and so on, which `spacy train` reads like a
  file.
- **Suggestions** that wait are nobody's tags yet: jsonl alone has them, apart from the spans.
  Rejected ones leave with `--negatives`, apart from the spans too.
- **Tokens** are words with their accents, numbers, every Chinese or Japanese character and every
  other sign by itself, soft hyphens and other signs without width with what they stand in;
  `--tokens space` cuts at white space alone. spaCy cuts for itself. A span
  that begins or ends inside a token is widened; `--unaligned drop` leaves it out, and
  `--unaligned split` cuts the token, which is exact, but such tokens will not be met again in
  other texts.

## Importing

The format is told by what is in the file or folder, whatever its name; `--format` overrules that.

- **Other tools**: JSON lines, or one JSON array, with the spans under `spans`, `entities`,
  `label`, `labels`, `annotations`, `ents`, `ner`, `tags` or `mentions`, as `[start, end, label]` or
  as objects with offsets and a label under their usual names (doccano, Prodigy, spaCy, Label
  Studio's JSON-MIN). doccano's and Prodigy's relations come in as links. Of Prodigy's answers,
  `accept` gives tags, `reject` suggestions that were rejected, and `ignore` the text alone. Tokens
  may have their tags in a column of any such name. A file of a tool that is not read is refused
  with what it looks like.
- **What is not read is named.** Whatever speaks of annotations and has no place here, such as
  `cats`, `kb_id`, `score` or an unknown kind of relations, is named with the number of records
  that have it; the rest is brought in, and the command ends with exit 1.
- **Offsets are not believed.** Where the words of a span come with it, they are compared with the
  text; if they differ, the offsets are tried as UTF-16 units and as bytes, then the words are
  looked for near by. Each repair and each refusal is told with file and line. Where no words
  come, the whole file is looked at first: if half of the spans that would stand elsewhere begin or
  end inside a word, and none does with offsets that count UTF-16 units (or bytes), they are read
  so, and that is said. `--offsets code-points`, `utf-16` or `bytes` settles it. Spans that cut
  words are counted in any case.
- **Articles** that the project lacks are added. One that it has, by id or by text, gets the tags.
  A text counts as the same in another dress, too: with other line ends or spaces, with or without
  soft hyphens and other signs without width, with composed or decomposed accents, with ligatures
  or plain letters. Rows of tokens go to the article that they name, where their words stand there.
  A line without a text but with its `sha256`, as `--no-text` writes, finds the project's article by
  that. Line ends become line feeds, as with `postil add`, but for what bears its own `sha256`: that
  is as it was exported. Dates become [ISO 8601](articles.md#dates); `9/11/2034` is read as the
  other dates of the file say.
- **Twice is once**: a tag that is there is left alone. Spans without ids get ids that depend on
  article, place, label and annotator. Where a format of tokens has changed the name of a label,
  the project's own label comes back.
- `--as ana` makes every tag ana's. `--as model:NAME` brings tags in as suggestions of that model,
  to be accepted or rejected; a span that has a tag of that label already gets none.
- **A file that is cut off or damaged** is refused before anything of it is brought in, and so is
  a line of more than 64 MB.
"""


def page() -> str:
    """The page in Markdown: what holds for all formats, then each of them."""
    return "\n".join([_HEAD, _table(), *map(_section, formats())])


def _table() -> str:
    lines = ["| name | what | comes back |", "|---|---|---|"]
    lines += [
        f"| [`{one.name}`](#{one.name}) | {one.summary} | {one.carries} |" for one in formats()
    ]
    return "\n".join(lines) + "\n"


def _section(one: Format) -> str:
    known = ", ".join(f"`{OPTIONS[option]}`" for option in OPTIONS if option in one.options)
    kind = "a folder" if one.folder else "one file"
    facts = [
        f"`--format {one.name}` writes {kind}." + ("" if one.read else " It cannot be imported."),
        f"Comes back: {one.carries}.",
        f"Options: {known or 'none'}.",
    ]
    if one.tokens:
        facts.append("`--tokens` " + " or ".join(f"`{way}`" for way in one.tokens) + ".")
    if one.extra:
        facts.append(f"It needs the extra [`{one.extra}`](installing.md#extras).")
    return "\n".join([f"## {one.name}", "", " ".join(facts), "", one.details.rstrip(), ""])


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(page().encode())
