"""The real suggesters, asked as soon as there is something to ask, on no thread of their own."""

from collections import deque
from collections.abc import Callable, Collection, Sequence

from annotations.article import Article
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.suggest.time_limit import pieces
from annotations.suggestion import Suggester
from tui.reading.events import LookedThrough, Names, News, Proposed


class AtOnce:
    """Proposes as soon as it is asked; `news` is what there is to tell of it."""

    def __init__(
        self, rules: Sequence[Suggester], gazetteer: Gazetteer, unaided: Collection[str]
    ) -> None:
        self.gazetteer, self.handed, self._unaided = gazetteer, 0, unaided
        self.news: deque[News] = deque()
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
