"""Looks through all articles of a source on a thread of its own, and tells what it finds."""

import threading
from collections.abc import Callable, Iterator
from time import monotonic

from msgspec.structs import replace

from annotations.corpus import finding
from annotations.corpus.article_source import ArticleSource
from annotations.corpus.findings import Finding
from annotations.errors import PostilError
from annotations.example import Example
from annotations.project import Project
from annotations.scheme import Scheme
from tui.listing.places import MOST, Report, Spot

_SECONDS = 0.05  # between two reports
_WORDS = 40  # code points of a tag's words beside its note


Seen = Spot | PostilError | None
"""What a look comes by: a place, something that cannot be read, or one more article behind it."""

Look = Callable[[], Iterator[Seen]]


def found(source: ArticleSource, words: str, regular: bool) -> Look:
    """Looks for words. Raises `PostilError` where they are none, or no pattern."""
    query = finding.query(words, regular)

    def look() -> Iterator[Seen]:
        for name, example in source.saying(query):
            if isinstance(example, PostilError):
                yield example
                continue
            for hit in finding.hits_in(example, query) if example else ():
                before, after = hit.around
                span = (hit.start, hit.end)
                article, words = hit.article, hit.words
                yield Spot(name, article.title, span, words, before, after, article=article.id)
            yield None

    return look


def noted(source: ArticleSource) -> Look:
    """Looks for notes: each with its label, and the words of its tag behind it."""

    def look() -> Iterator[Seen]:
        for name, example in source.read_where(lambda one: one.notes > 0):
            if isinstance(example, PostilError):
                yield example
                continue
            yield from _notes(name, example) if example else ()
            yield None

    return look


def _notes(name: str, example: Example) -> Iterator[Spot]:
    article = example.article
    for tag in example.annotations:
        if tag.note:
            said = article.text[tag.start : tag.end][:_WORDS]
            words, span = f"{tag.note}  \u201c{said}\u201d", (tag.start, tag.end)
            spot = Spot(name, article.title, span, words, kind=tag.label)
            yield replace(spot, article=article.id)


def wrong(
    source: ArticleSource, scheme: Scheme, guideline: Callable[[str], str] = lambda label: ""
) -> Look:
    """Looks for what looks wrong in the tags; that an article has none, where it is done.

    `guideline` gives the digest of what a label's guideline says.
    """

    def look() -> Iterator[Seen]:
        from annotations.corpus.checking import check, may_be_wrong  # late: no list waits for them
        from annotations.corpus.identities import Identities
        from annotations.corpus.strings import Strings

        strings, identities = Strings(), Identities()
        known: dict[str, tuple[str, str]] = {}

        def spot(one: Finding) -> Spot:
            name, title = known[one.article]
            return Spot(
                name, title, one.span, one.message, kind=one.kind, hint=one.hint, finding=one
            )

        for name, example in source.read_where(may_be_wrong):
            if not isinstance(example, Example):
                yield example
                continue
            known[example.article.id] = name, example.article.title
            leave_out = {"string"} if example.status == "done" else {"string", "untagged"}
            every = check([example], scheme, guideline=guideline)
            found = (f for f in every if f.kind not in leave_out)
            yield from (spot(finding) for finding in found if not finding.decision)
            strings.add(example)
            identities.add(example)
            yield None
        over_all = (*strings.findings(), *identities.findings())
        yield from (spot(one) for one in over_all if not one.decision)

    return look


def unsure(source: ArticleSource, project: Project, most: int) -> Look:
    """Looks for the places of which those that suggest are least sure, once all have been read.

    What was computed is kept, as by `postil suggest`.
    """

    def look() -> Iterator[Seen]:
        from annotations.corpus.ahead import Ahead, filling

        ahead, problems = Ahead(wanted=most), list[str]()
        known: dict[str, tuple[str, str]] = {}

        def every() -> Iterator[Example | PostilError]:
            for name, example in source.examples():
                if isinstance(example, Example):
                    known[example.article.id] = name, example.article.title
                yield example

        for _ in filling(ahead, project, every, problems.append):
            yield None
        yield from map(PostilError, problems)
        for one in ahead.unsure:
            name, title = known[one.article]
            sure = f"{one.sure:.0%} sure: suggested by {' and '.join(one.sources)}"
            spot = Spot(name, title, (one.start, one.end), one.words, kind=one.label, hint=sure)
            yield replace(spot, article=one.article, label=one.label)

    return look


def overruled(project: Project) -> Look:
    """Looks for what was decided against the annotator. Raises `UsageError` for who is none."""
    from annotations.corpus.reviewing import Review, whose_review

    review = Review(project, *whose_review(project, mine=True))

    def look() -> Iterator[Seen]:
        for one in review.run():
            if one is None or isinstance(one, PostilError):
                yield one
                continue
            article, what = one.article, one.what
            kind = what.name or what.kind
            spot = Spot(article.id, article.title, what.span, what.change, kind=kind)
            yield replace(spot, hint=what.verdict, article=article.id)

    return look


class Looking:
    """A look of a number, until it has ended or is stopped; `report` is called on its thread."""

    def __init__(self, look: Look, number: int, report: Callable[[Report], object]) -> None:
        self._look, self._number, self._report = look, number, report
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postil-looking", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no further."""
        self._stopped.set()

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended yet."""
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, or so long."""
        self._thread.join(seconds)

    def _run(self) -> None:
        spots: list[Spot] = []
        problems: list[PostilError] = []
        articles = count = 0
        last = monotonic()
        for one in self._seen():
            if isinstance(one, Spot):
                spots.append(one)
                count += 1
            elif one is None:
                articles += 1
            else:
                problems.append(one)
            if self._stopped.is_set() or count == MOST:
                break
            if monotonic() - last > _SECONDS:
                self._tell(spots, problems, articles)
                spots, problems, last = [], [], monotonic()
        if not self._stopped.is_set():
            self._tell(spots, problems, articles, ended=True)

    def _tell(
        self, spots: list[Spot], problems: list[PostilError], articles: int, ended: bool = False
    ) -> None:
        self._report(Report(self._number, tuple(spots), tuple(problems), articles, ended))

    def _seen(self) -> Iterator[Seen]:
        try:
            yield from self._look()
        except PostilError as error:
            yield error
        except Exception as error:
            # Whatever it is, the look ends, and the screen goes on.
            yield PostilError(f"The search stopped: {error!r}.")
