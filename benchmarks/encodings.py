"""How many files are read in their own letters: a folder whose sub-folders are named by encodings.

    python -m benchmarks.encodings chardet/tests

A folder may have a language behind the encoding (windows-1250-polish). Each file is read as
`postil add` reads it, with the charset that it declares, and held against its folder's encoding:
right, refused in a sentence, wrong letters that were told of, wrong letters in silence.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotations.errors import PostilError
from annotations.sources.letters.charsets import asked, with_others
from annotations.sources.letters.decoding import decode
from annotations.sources.pages.html import declared_charset

_OTHER_NAMES = {"maccyrillic": "mac-cyrillic", "macroman": "mac-roman", "tis-620": "windows-874"}


def main() -> None:
    """Count, and name what is not right."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    counts = Counter[str]()
    for file, codecs in _files(parser.parse_args().folder):
        outcome = _outcome(file, codecs)
        counts[outcome] += 1
        if outcome != "right":
            print(f"{outcome}: {file.parent.name}/{file.name}")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.most_common()))


def _files(folder: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Each file whose folder names an encoding, and the codecs of that encoding."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        label = file.parent.name.lower()
        codec = asked(_OTHER_NAMES.get(label, label)) or asked(label.rpartition("-")[0])
        if codec:
            yield file, with_others(codec)


def _outcome(file: Path, codecs: tuple[str, ...]) -> str:
    data = file.read_bytes()
    wanted = {
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        for text in (data.decode(codec, "ignore") for codec in codecs)
    }
    try:
        found = decode(data, file.name, declared_charset(data))
    except PostilError:
        return "refused"
    if found.text.replace("\ufffd", "") in wanted:
        return "right"
    return "wrong, and told of" if found.note else "wrong, in silence"


if __name__ == "__main__":
    main()
