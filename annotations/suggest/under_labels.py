"""A suggester that proposes under the labels of a project, with the attributes that these have."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from annotations.article import Article
from annotations.attributes import DAY, objection
from annotations.errors import PostilError
from annotations.proposal import Proposal, Suggester
from annotations.scheme import Label, Scheme
from annotations.suggest.time_limit import SECONDS
from annotations.units import Span

Tell = Callable[[PostilError], object]


class UnderOwnLabels:
    """A suggester whose labels are replaced by those of the project, attributes with them.

    `own` gives the label of the `scheme` for one that is proposed. What is proposed under another
    is let go, and `tell` is called once for each label of which something is.
    """

    def __init__(
        self, inner: Suggester, scheme: Scheme, own: Callable[[str], Label | None], tell: Tell
    ) -> None:
        self._inner, self._scheme, self._own, self._tell = inner, scheme, own, tell
        self.name = inner.name
        self.labels = tuple(label.name for name in inner.labels if (label := own(name)))
        self._told: set[str] = set()

    @property
    def seconds(self) -> float:
        """How long the inner one may take for a piece."""
        return float(getattr(self._inner, "seconds", SECONDS))

    @property
    def version(self) -> str:
        """The inner one's, and what of the scheme tells its labels."""
        labels = (
            f"{one.name}:{one.role} {' '.join(f'{n}:{a.type}' for n, a in one.attributes.items())}"
            for one in self._scheme.labels
        )
        return f"{self._inner.version} {'; '.join(labels)}"

    def propose(self, article: Article, paragraph: Span) -> Iterable[Proposal]:
        """What the suggester proposes, as far as the project has labels for it."""
        for one in self._inner.propose(article, paragraph):
            if label := self._own(one.label):
                yield replace(one, label=label.name, attrs=_own_attributes(label, one.attrs))
            elif one.label not in self._told:
                self._told.add(one.label)
                what = f"{self.name} proposes {one.label}, and this project has no such label."
                hint = "Add it to postil.toml, or take the suggester out of [suggest]."
                self._tell(PostilError(what, hint))


def _own_attributes(label: Label, attrs: Mapping[str, Any]) -> dict[str, Any]:
    """What is proposed as attributes, as far as a label has them, by its own names."""
    names = {DAY: label.holding("date", DAY)}
    own = {names.get(name, name): value for name, value in attrs.items()}
    return {
        name: value
        for name, value in own.items()
        if name in label.attributes and not objection(label.attributes[name], name, value)
    }
