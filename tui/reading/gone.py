"""What a change has taken away from an article, in words for the bottom line."""

from annotations.annotation import Change
from annotations.counted import counted


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
