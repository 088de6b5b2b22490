"""What a label means: its guideline, from the tag or the suggestion that one is at."""

from contextlib import suppress

from annotations.errors import PostilError
from tui.actions.describing import tag_at
from tui.command import Command, group, row
from tui.effects import Choose, Effects, ShowGuideline
from tui.reading.reading import Reading


def _guideline(reading: Reading) -> Effects:
    """Show the guideline of the label at hand; where there is none, of one that is chosen."""
    if walked := reading.pane.walked:
        return [ShowGuideline(walked.label)]
    with suppress(PostilError):
        tag = tag_at(reading)
        return [ShowGuideline(tag.label, tag.guideline)]
    return [Choose(lambda label: [ShowGuideline(label)], reading.scheme, "Guideline")]


ROWS: tuple[Command, ...] = group(
    "Tag",
    row(
        "guideline",
        'ctrl+k "',
        "What the label means",
        _guideline,
        "what the label here means: its guideline; on a label's row in a list, too",
    ),
)
