"""What becomes of a folder's PDFs and Word files: read, refused in a sentence, or worse.

    python -m benchmarks.papers_in FOLDER [--seconds 60] [--list]

Each file is read in a process of its own, so that one which never ends costs its time and no more.
"""

import argparse
import multiprocessing
import re
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from annotations.errors import PostilError
from annotations.sources.document import load
from annotations.sources.source import FileSource

ENDINGS = (".pdf", ".docx", ".docm", ".dotx", ".dotm")
OUTCOMES = ("read", "read in part", "refused", "traceback", "no answer")


@dataclass(frozen=True)
class Result:
    """What became of a file: one of `OUTCOMES`, its letters, and what was said of it."""

    file: Path
    outcome: str
    letters: int = 0
    said: str = ""


def main() -> None:
    """Print a row for each kind of file, and with `--list` a line for each file before it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    files = sorted(f for f in options.folder.rglob("*") if f.suffix.lower() in ENDINGS)
    results = list[Result]()
    for file in files:
        result = _result(file, options.seconds)
        results.append(result)
        if options.list:
            name = file.relative_to(options.folder)
            print(result.outcome, result.letters, name, result.said, sep="\t", flush=True)
    print("kind", "files", *OUTCOMES, sep="\t")
    for ending in ENDINGS:
        counts = Counter(r.outcome for r in results if r.file.suffix.lower() == ending)
        if counts:
            row = (counts[outcome] for outcome in OUTCOMES)
            print(ending, counts.total(), *row, sep="\t")


def _result(file: Path, seconds: float) -> Result:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_answer, args=(file, theirs))
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            return Result(file, "no answer")
        answer: Result = ours.recv()
        return answer
    except EOFError:
        return Result(file, "traceback", said="the process died")
    finally:
        process.kill()
        process.join()


def _answer(file: Path, to: Connection) -> None:
    to.send(_read(file))


def _read(file: Path) -> Result:
    try:
        loaded = load(FileSource(file), {})
    except PostilError as error:
        return Result(file, "refused", said=f"{error.message} {error.hint}")
    except Exception as error:
        return Result(file, "traceback", said=repr(error))
    said = " ".join(loaded.notes)
    outcome = "read in part" if re.search("pages? [0-9, and]+ can", said) else "read"
    return Result(file, outcome, len(loaded.article.text), said)


if __name__ == "__main__":
    main()
