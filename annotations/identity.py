"""What is one and the same over articles, and what is not: one action in the sessions it touches.

A pair is the same quote, or proposal, in several articles: one id on each tag. A denial says that
two are not the same, in the files of both; an absence that something is not said in another text.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from annotations.annotation import ABSENT, FINE, OTHER, Change, Key, judged
from annotations.attributes import PAIR
from annotations.errors import PostilError
from annotations.session import Session
from annotations.suggestion import Candidate

End = tuple[Session, str | Candidate]
"""A tag by its id, or a suggestion, in the article where it stands."""

Subject = tuple[Key, str]
"""What a decision is about, and the digest of what was looked at."""

Made = list[tuple[Session, Change]]
"""What was changed, session by session; the changes share one action."""

_Do = Callable[[Session, str | None, Sequence[str]], Change]


def pair(one: End, other: End, among: Iterable[Session] = ()) -> Made:
    """Say that two are the same; a suggestion becomes a tag thereby.

    The pair of the first goes on, else that of the other, else there is a new one. What bore the
    other's in the sessions `among` these bears the same now.
    """
    held = [_held(session, end) for session, end in (one, other)]
    id = held[0] or held[1] or judged(*sorted(_place(*end) for end in (one, other)))
    wanted: dict[str, list[str | Candidate]] = {}
    for (session, end), had in zip((one, other), held, strict=True):
        wanted.setdefault(session.article.id, []).extend([end] if had != id else [])
    sessions = _once([one[0], other[0], *among])
    for session in sessions if held[1] != id else ():
        old = [tag.id for tag in session.index if held[1] and tag.attrs.get(PAIR) == held[1]]
        wanted.setdefault(session.article.id, []).extend(old)

    def do(session: Session, action: str | None, others: Sequence[str]) -> Change:
        ends = wanted[session.article.id]
        return session.fill_in(
            {end: {PAIR: id} for end in ends if isinstance(end, str)},
            [(end, {PAIR: id}) for end in ends if isinstance(end, Candidate)],
            action,
            others,
        )

    return together([s for s in sessions if wanted.get(s.article.id)], do)


def deny(said: Iterable[tuple[Session, Session, Subject]], apart: Collection[str] = ()) -> Made:
    """Say that what each subject is about is not the same, in the files of both its articles.

    The tags of these ids are taken `apart`: they bear their pair no more. It is all one action.
    """
    denied = list(said)

    def part(session: Session, action: str | None, others: Sequence[str]) -> Change:
        given = {id: {PAIR: ""} for id in apart if id in session.index.by_id}
        return session.fill_in(given, (), action, others)

    made = together(_once(one for here, there, _ in denied for one in (here, there)), part)
    known = {session.article.id: change for session, change in made}
    for here, there, subject in denied:
        for session in _once([here, there]):
            same = known[session.article.id]
            answer = _answer(subject, OTHER, session, same.action, same.others)
            made.append((session, answer))
    return [(session, change) for session, change in made if change]


def confirm_same(here: Session, there: Session, subject: Subject) -> Made:
    """Say that two are the same, whatever differs, in the files of both articles."""
    return together(_once([here, there]), lambda *given: _answer(subject, FINE, *given))


def confirm_absent(session: Session, subject: Subject) -> Made:
    """Say that something is not in another text, having looked."""
    return together([session], lambda *given: _answer(subject, ABSENT, *given))


def together(sessions: Sequence[Session], do: _Do) -> Made:
    """Do something in several sessions as one action, which one undo takes back.

    Raises `PostilError` before anything is done where one of them is read-only.
    """
    if held := next((one for one in sessions if one.read_only), None):
        raise PostilError(f"{held.article.title} is open read-only.", held.read_only)
    made: Made = []
    ids, action = [session.article.id for session in sessions], None
    for session in sessions:
        others = [id for id in ids if id != session.article.id]
        change = do(session, action, others)
        action = action or change.action
        made.append((session, change))
    return made


def _answer(
    subject: Subject, answer: str, session: Session, action: str | None, others: Sequence[str]
) -> Change:
    about, seen = subject
    return session.answer(about[1], about, seen, answer, action, others)


def _held(session: Session, end: str | Candidate) -> str:
    """The pair that an end bears."""
    if isinstance(end, Candidate):
        return ""
    return str(session.index.by_id[end].attrs.get(PAIR) or "")


def _place(session: Session, end: str | Candidate) -> tuple[str, int, int, str]:
    """Where an end stands, which is the same in every copy of the project."""
    tag = end if isinstance(end, Candidate) else session.index.by_id[end]
    return session.article.id, tag.start, tag.end, tag.label


def _once(sessions: Iterable[Session]) -> list[Session]:
    """The sessions, each article once."""
    return list({session.article.id: session for session in sessions}.values())
