"""Changes in words for the bottom line: what one took away, and where two did not fit."""

from annotations.annotation import Annotation, Change, Code, Conflict, Link
from annotations.counted import counted
from annotations.session import Session


def gone(change: Change) -> str:
    """What goes with a change that a key made: tags, labels, and the links that went with them."""
    now = {tag.id: tag for tag in change.added if tag.stands}
    tags = [tag for tag in change.removed if tag.stands]
    removed = [tag.label for tag in tags if tag.id not in now]
    changed = [(a.label, now[a.id].label) for a in tags if a.id in now]
    said = [f"{old} is now {new}" for old, new in changed if old != new]
    if len(removed) == 1:
        said.append(f"{removed[0]} removed")
    elif removed:
        said.append(f"{counted(len(removed), 'tag')} removed")
    lost = len(change.links_lost)
    if lost:
        said.append(f"{counted(lost, 'link')} {'too' if said else 'removed too'}")
    if not said or (change.kind != "edit" and not lost):
        return ""
    return ", ".join(said) + ("; u undoes it" if change.kind == "edit" else "")


KEPT = "What waits is kept on this machine, and sent when you next open this project here."


def waiting(count: int) -> str:
    """How many changes wait for a server that is away."""
    return f"{counted(count, 'change')} {'waits' if count == 1 else 'wait'} for the server"


def described(conflict: Conflict, session: Session) -> str:
    """A conflict as a sentence for the person whose change did not fit."""
    theirs, mine = conflict.theirs, conflict.mine
    if isinstance(mine, Annotation):
        words = session.article.text[mine.start : mine.end]
        became = f"is now tagged {theirs.label}" if isinstance(theirs, Annotation) else "is gone"
        return f"\u201c{words[:40]}\u201d was changed elsewhere and {became}; that was kept."
    if isinstance(mine, Link):
        return f"The link {mine.type} was left out, because the labels at its ends have changed."
    if isinstance(code := theirs or mine, Code):
        said = f"{code.name} {theirs.value}" if isinstance(theirs, Code) else f"no {code.name}"
        return f"The article was given {said} elsewhere; that was kept."
    return f"The article was marked {theirs} elsewhere; that was kept."
