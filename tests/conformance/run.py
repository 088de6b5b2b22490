"""Run the programs that datasets are made for, each in an environment of its own.

`python tests/conformance/run.py [NAME...]`; the environments are made once, in `.conformance`, from
`NAME.txt` here, and made anew when that or the project's requirements change. `--only-install`
makes them and prints their interpreters.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CACHE = ROOT / ".conformance"
NAMES = "spacy datasets datasets-2 tools doccano labelstudio gliner flair".split()
"""Each has the tests `test_with_NAME*.py`; behind a hyphen stands an older version of the same."""
ALONE = {"doccano", "labelstudio"}
"""What bears nothing of the others' versions: all that it needs is in its file."""
APART = {"flair"}
"""What has versions of its own, which are all in its file, and asks for what it needs."""


def installed(name: str) -> Path:
    """The interpreter of an environment, which is made where it is not up to date."""
    folder, wanted = CACHE / name, HERE / f"{name}.txt"
    python = folder / "bin" / "python"
    sources = (wanted, ROOT / "pyproject.toml", ROOT / "constraints.txt")
    digest = hashlib.sha256(b"\0".join(file.read_bytes() for file in sources)).hexdigest()
    stamp = folder / ".made"
    if stamp.exists() and stamp.read_text() == digest:
        return python
    print(f"Installing what {name} needs in {folder.relative_to(ROOT)}.", file=sys.stderr)
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    asked = ["--requirement", str(wanted), "--editable"]
    if name in ALONE:
        asked = ["--no-deps", *asked, str(ROOT)]
    elif name in APART:
        asked = [*asked, f"{ROOT}[test,parquet]"]
    else:
        asked = ["--constraint", str(ROOT / "constraints.txt"), *asked, f"{ROOT}[test,parquet]"]
    subprocess.run([*pip, *asked], check=True)
    stamp.write_text(digest)
    return python


def main() -> int:
    """Make the environments that are named, or all, and run their tests."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or NAMES
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        sys.exit(f"There is no {unknown[0]!r}; there are {', '.join(NAMES)}.")
    code = 0
    for name in names:
        python = installed(name)
        if "--only-install" in sys.argv:
            print(python)
            continue
        # The ordinary tests of the formats run here too: not everybody has these extras.
        formats = [] if name in ALONE else [str(ROOT / "tests" / "annotations" / "formats")]
        own = sorted(HERE.glob(f"test_with_{name.partition('-')[0]}*.py"))
        places = [*map(str, own), *formats]
        command = [str(python), "-m", "pytest", "-m", "not torture", "-q", *places]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode or code
    return code


if __name__ == "__main__":
    sys.exit(main())
