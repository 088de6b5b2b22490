"""What a pane shows of an article that is not there yet, or never will be: why."""

from annotations.annotation import Contents
from annotations.article import Article
from annotations.session import Session


class StandIn(Session):
    """A session in which nothing can be tagged; `name` is what lists call the article."""

    def __init__(self, name: str, title: str, text: str, read_only: str) -> None:
        self.name = name
        article = Article(f"\0{name}", title, text)
        super().__init__(article, Contents(), "", lambda *_: None, str, str, read_only=read_only)

    def left(self) -> "StandIn":
        """What stands there where nobody waits any more."""
        why = f"{self.article.title} was not read."
        return StandIn(self.name, self.article.title, f"{why}\n", why)
