"""The real suggesters, asked as soon as there is something to ask, on no thread of their own."""

from collections import deque
from collections.abc import Callable, Collection, Sequence

from annotations.article import Article
from annotations.session import Session
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.suggest.time_limit import pieces
from annotations.suggestion import Suggester
from annotations.withholding import Draw, Trial, Withholding
from tui.reading.events import Drawn, LookedThrough, Names, News, Proposed


class AtOnce:
    """Proposes as soon as it is asked; `news` is what there is to tell of it."""

    def __init__(
        self,
        rules: Sequence[Suggester],
        gazetteer: Gazetteer,
        unaided: Collection[str],
        draw: Draw | None = None,
    ) -> None:
        self.gazetteer, self.handed, self._unaided = gazetteer, 0, unaided
        self.news: deque[News] = deque()
        self.trials: list[Trial] = []
        self._draw = draw
        self._rules, self._articles = rules, list[Article]()

    def follow(self, article: Article, at: int) -> bool:
        """See `Proposing.follow`."""
        if not self.aids(article):
            return False
        self._articles.append(article)
        for suggester in (*self._rules, TaggedSuggester(self.gazetteer)):
            self._propose(article, suggester)
        return True

    def aids(self, article: Article) -> bool:
        """See `Proposing.aids`."""
        return article.id not in self._unaided

    def withholding(self, session: Session) -> Withholding | None:
        """See `Proposing.withholding`."""
        if self._draw is None:
            return None
        known = [trial for trial in self.trials if trial.article == session.article.id]
        over = session.status == "done"
        return Withholding(self._draw, session.article, known, over, self._keep)

    def _keep(self, trial: Trial) -> None:
        self.trials.append(trial)
        self.news.append(Drawn((trial,)))

    def look(self, article_id: str, at: int) -> None:
        """See `Proposing.look`."""

    def learn(self, names: Callable[[], Names], step: int = 1) -> None:
        """See `Proposing.learn`."""
        version = self.gazetteer.version
        self.gazetteer = self.gazetteer.counted(names(), step)
        for article in self._articles if self.gazetteer.version != version else ():
            self._propose(article, TaggedSuggester(self.gazetteer))

    def _propose(self, article: Article, suggester: Suggester) -> None:
        self.handed += 1
        found = ((p, tuple(suggester.propose(article, p))) for p in pieces(article.text))
        offers = tuple((suggester.name, piece, proposals) for piece, proposals in found)
        self.news.append(Proposed(article.id, article.digest, offers))
        self.news.append(LookedThrough(self.handed))
