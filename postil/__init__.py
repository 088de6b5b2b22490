"""postil: articles and what people tag in them, from Python as from the keyboard.

`postil.open` gives a project, `postil.read` what is in a file of any format; `postil.evaluate`
compares two of these, `postil.split` deals one to parts. Offsets count code points of a text, half
open. `python -m postil` is the command line. What is not named here or in `postil.plugins` is no
promise.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.errors import PostilError
    from postil.dataset import Dataset, PostilWarning, read
    from postil.evaluation import Evaluation, evaluate
    from postil.project import Project, open
    from postil.records import Annotation, Article, Code, Link, Records
    from postil.splitting import split
else:
    # Loaded when they are first asked for: the command line needs none of it.
    _PLACES = {
        "PostilError": "annotations.errors",
        **dict.fromkeys(("Dataset", "PostilWarning", "read"), "postil.dataset"),
        **dict.fromkeys(("Evaluation", "evaluate"), "postil.evaluation"),
        **dict.fromkeys(("Project", "open"), "postil.project"),
        **dict.fromkeys(("Annotation", "Article", "Code", "Link", "Records"), "postil.records"),
        "split": "postil.splitting",
    }

    def __getattr__(name):
        from importlib import import_module

        if name not in _PLACES:
            raise AttributeError(f"module 'postil' has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(_PLACES[name]), name)
        return found

    def __dir__():
        return sorted({*globals(), *_PLACES})


__all__ = [
    "Annotation",
    "Article",
    "Code",
    "Dataset",
    "Evaluation",
    "Link",
    "PostilError",
    "PostilWarning",
    "Project",
    "Records",
    "evaluate",
    "open",
    "read",
    "split",
]
