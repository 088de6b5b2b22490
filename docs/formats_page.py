"""`docs/formats.md`, written from the table of formats: `python -m docs.formats_page`."""

from annotations.counted import listed
from annotations.formats import Format, formats
from annotations.formats.request import OPTIONS

_HEAD = """\
# Formats

What `postil export --format NAME --output PATH` writes and `postil import PATH` reads; `postil
formats` prints the list. Offsets count Unicode code points of the text as it was annotated; the
end is exclusive.

- **Whatever a format cannot carry** is reported on stderr and in a file: `LOSS.json` in a folder,
  or `NAME.LOSS.json` beside a file that lost something. For each label it counts what was widened
  to whole tokens, trimmed, dropped or left out of a layer, and says why, with the first place
  where it happened. In a folder it also lists the files with their sizes: `--force` replaces only
  files that have not changed since.
- **The same project gives the same bytes**, as long as the version of pyarrow or spaCy is the
  same for the formats that they write. An export is complete or does not appear at all.
- **Large projects**: articles are read one by one, so memory does not grow with their number. A
  DocBin is held in memory until it is written, so a part of more than half a million tokens
  becomes a folder of shards, `train/00001.spacy` and so on, which `spacy train` reads like a
  file.
- **Suggestions** that are waiting are nobody's tags yet: only jsonl and labelstudio have them,
  apart from the spans; an export in another format says how many it left out. `--negatives`
  exports rejected ones, also apart from the spans.
- **Several annotators** are told with their numbers, and in how many articles their tags stand
  side by side. Most formats say of each tag who made it. %s do not: with tags by several people,
  such an export ends with exit code 1 and asks whose you want, `--annotator NAME` for one
  person's or `--layers` for all side by side. Of a team the result is exported; while there is
  none, `--layer` or `--layers` has to be said. The same holds for `postil convert`.
- **Tokens** are words with their accents, numbers, each Chinese or Japanese character, and each
  other sign. Soft hyphens and other signs without width belong to the token they are in.
  `--tokens space` cuts at white space only. spaCy uses its own tokenizer. A span that begins or
  ends inside a token is widened; `--unaligned drop` leaves it out, and `--unaligned split` cuts
  the token, which is exact, but such tokens will not occur in other texts.

## Importing

postil recognises the format by what is in the file or folder, whatever its name; `--format`
overrides that.

- **Other tools** have their formats below. JSON lines or one JSON array of any other are read as
  well, with the spans under `spans`, `entities`, `label`, `labels`, `annotations`, `ents`, `ner`,
  `tags` or `mentions`, as `[start, end, label]` or as objects with offsets and a label under their
  usual names (spaCy, Label Studio's JSON-MIN). Tokens may have their tags in a column with any of
  these names. One JSON object may hold them all: whole columns or rows, in each way that pandas
  writes them, or a list under `data`, `rows` and the like. A zip is read as the folder in it. If
  postil cannot read a tool's file, it says what the file looks like.
- **Whatever is not imported is named.** Anything about annotations that has no place here, such
  as `cats`, `kb_id`, `score` or an unknown kind of relation, is named with the number of records
  that have it. The rest is imported, and the command ends with exit code 1, unless you say with
  `--ignore KEY` that you know of it. That holds for what stands in spans, links, tokens and
  metadata, too, and for columns as long as the tokens. Any other column is kept with the article,
  and exported again; objects and what has more than 2,000 characters are named like the rest.
- **Offsets are checked.** If a span comes with its words, they are compared with the text; if
  they differ, postil tries the offsets as UTF-16 units and as bytes, and then looks for the words
  nearby. Each repair and each refusal is reported with file and line. If no words come with the
  spans, postil looks at the whole file first: if half of the spans that would move begin or end
  inside a word, and none does with offsets in UTF-16 units (or bytes), they are read that way,
  and postil says so. `--offsets code-points`, `utf-16` or `bytes` settles it. Spans that cut
  words are counted in any case.
- **Articles** that the project lacks are added. An article that it has, by id or by text, gets
  the tags. A text is also recognised if its line ends or spaces differ, with or without soft
  hyphens and other signs without width, with composed or decomposed accents, and with ligatures
  or plain letters. Rows of tokens go to the article that they name, if their words are in it. A
  line without a text but with its `sha256`, as `--no-text` writes, finds the project's article by
  that. Line ends become line feeds, as with `postil add`, unless the record has its own `sha256`:
  then the text stays as it was exported. Dates become [ISO 8601](articles.md#dates); `9/11/2034`
  is read as the other dates in the file suggest.
- **Importing twice changes nothing**: a tag that is already there is left alone. Spans without
  ids get ids made from article, place, label and annotator. If a token format has changed the
  name of a label, the project's own label comes back.
- **Parts that were given are kept.** If the files or folders of a dataset are called train, dev
  (valid, validation, testa) and test, or a column `split` says so, each article's part is kept:
  `--split given` exports the same parts, and any other `--split` leaves those articles where they
  are and deals the others. The files may be named together, `postil import train.conll dev.conll
  test.conll`, or come one by one.
- `--as ana` makes every tag ana's. `--as model:NAME` imports tags as suggestions from that model,
  for you to accept or reject; where a span already has a tag with that label, none is made.
- **A file that is cut off or damaged** is refused before anything in it is imported, and so is a
  line longer than 64 MB.

## Formats of your own

A package offers a format as an entry point, under the name by which it is asked for. Once it is
installed, `postil formats` lists it, and every command that reads or writes datasets knows it, as
notebooks do ([from a notebook](notebook.md)).

```toml
[project.entry-points."postil.formats"]
wordlist = "my_package:FORMAT"
```

```python
from postil.plugins import FileFormat, Tally


def write(examples, outs, request):
    tally = Tally()
    for example in examples():
        tally.add(example)
        tally.without(example, "wordlist", "link", "note", "attribute", "code")
        for tag in example.annotations:
            words = " ".join(example.article.text[tag.start : tag.end].split())
            outs(request.part(example.article.id)).write(f"{tag.label}\\t{words}\\n".encode())
    return tally.loss


FORMAT = FileFormat(
    name="wordlist",
    summary="one tag per line",
    carries="nothing",
    details="Label and words.",
    options=frozenset({"parts"}),
    write=write,
    ending=".tsv",
)
```

What cannot be carried goes through the `Tally`, which reports it. A format that can be imported
has two functions more: `read` gives what `found_in` makes of each record, and `recognises` tells
its files by how they begin. The `FORMAT` names them: `read=read, recognises=recognises`.

```python
from postil.plugins import found_in


def read(path, unit="code-points"):
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        words, label, text = line.split("|")
        start = text.index(words)
        spans = [{"start": start, "end": start + len(words), "label": label, "text": words}]
        example, problems = found_in({"text": text, "spans": spans}, f"{path}:{number}", unit)
        yield from (*problems, example)


def recognises(shape):
    return any(head.count(b"|") > 1 for _, head in shape.heads)
```

postil's own formats come first: a name of theirs is never taken by another package, and a file
that one of them recognises is read by it unless `--format` says otherwise.

## What was run

`make conformance` exports a corpus with Chinese characters, emoji, overlapping spans and spans
inside words, and has the programs below read it. They must find every span with its words, every
label and every link; where they write as well, postil reads that back. Each has an environment of
its own, with the versions in `tests/conformance/NAME.txt`.

| format | read by |
|---|---|
| spacy, conll | spaCy 3.8.18: `debug data`, `train`, `evaluate`, `convert` |
| hf, hf-jsonl, csv | Hugging Face datasets 5.2.0 and 2.21.0, transformers 5.24.0, pandas |
| conll | flair 0.15.1: its reader of columns, and an epoch of its tagger; seqeval |
| xmi | dkpro-cassis 0.12.0, also what it writes as XMI and as CAS JSON |
| labelstudio | Label Studio 1.23.2: its server's import and exports; its SDK 2.0.19 |
| doccano | doccano 1.8.4: its own import and export, with relations, by person, and flat |
| brat | pybrat 0.1.7; brat's own parser and checker |
| w3c | PyLD 3.3.0, there and back, in code points and in UTF-16 units |
| gliner | GLiNER 0.2.29: its splitter, processor and two steps of a small model |
| tei | lxml 6.1.3 with the RELAX NG schema of TEI P5 |
| chat | mistral-common 1.9.1, as training data |
| prodigy | mmh3 5.3.1 for the hashes of inputs |

What does not run here, and what stands in for it:

- **Prodigy** is sold, not on the package index: its public samples were read, tokens are checked
  against the text and hashes against another Murmur3.
- **brat's server** needs an older Python. Its parser and its checker run from its source code:
  give the place of the folder `server/src` as `POSTIL_BRAT`, or their test is skipped. pybrat
  reads the files in any case; it refuses two labels on the very same words, which brat does not.
- **INCEpTION** is written in Java: dkpro-cassis, by the same people, reads and writes UIMA CAS as
  it does. The reference files for WebAnno TSV in its source code were read.
- **TEI's schema** is not part of postil: give the place of a `tei_all.rng` as `POSTIL_TEI_RNG`, or
  its test is skipped. 4.8.0 was used.
- **doccano and Label Studio** run without their web pages: doccano's tasks and the requests of
  Label Studio's server, each on a database of its own.
- **The context of Web Annotations** is not fetched: the test has the terms that postil writes.
"""


def page() -> str:
    """The page in Markdown: what holds for all formats, then each of them."""
    head = _HEAD.replace("%s", listed([one.name for one in formats() if not one.signed]))
    return "\n".join([head, _table(), *map(_section, formats())])


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
