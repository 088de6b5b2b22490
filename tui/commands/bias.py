"""What suggestions do to the labels, as `postil stats --bias` tells it: tables, words, JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotations.agreement.bias import (
    FEWEST_EVENTS,
    FEWEST_WITHHELD,
    POINTS,
    Effect,
    effects,
    powers,
)
from annotations.agreement.report import figure, interval
from annotations.corpus.bias import Trials
from annotations.counted import counted
from annotations.project import Project
from tui.commands.telling import say, show_json, show_rows

_USUAL = 0.1  # the share for which it is told how much it takes, where none is asked for
_HEAD = ("label", "shown", "tagged", "withheld", "tagged", "difference", "wrong accepts")
_TAKES = (
    "With a tenth withheld, it takes some 3,200 trials to find a difference of ten points in nine"
    " of ten cases, and some 12,800 to find one of five."
)


def show(project: Project, as_json: bool) -> list[str]:
    """Show what suggestions do to the labels of a project; returns what could not be read."""
    trials = Trials(project)
    found = effects(trials.outcomes())
    share = project.settings.suggest.withhold or _USUAL
    table = powers(found[0], share)
    notes = [*_words(found[0]), *_left_out(trials)]
    if as_json:
        show_json(_as_json(found, table, trials, notes), indent=2)
        return trials.problems
    if found[0].trials:
        show_rows([_HEAD, *map(_row, [*found[1:], found[0]])], right=6)
        show_rows([("",)])
    known = "as spread here" if found[0].error is not None else f"if {share:.0%} is withheld"
    head = (f"trials, {known}", *(f"{points * 100:g} points" for points in POINTS))
    show_rows([head, *((f"{many:,}", *map(figure, row)) for many, row in table.items())], right=2)
    for note in notes:
        say(note)
    return trials.problems


def _row(one: Effect) -> tuple[str, ...]:
    shares = [figure(share) for share in one.tagged]
    return (
        one.label or "all",
        f"{one.shown:,}",
        shares[0],
        f"{one.withheld:,}",
        shares[1],
        interval(one.difference),
        f"{interval(one.wrong)} of {one.judged:,}" if one.judged else "-",
    )


def _words(whole: Effect) -> list[str]:
    """What is to be known of the figures before anybody hopes."""
    if not whole.withheld:
        hint = "To withhold some, set withhold = 0.1 under [suggest] in postil.toml."
        return [f"Nothing that was withheld is in an article that is done. {hint}", _TAKES]
    if whole.error is None:
        seen = f"{counted(whole.withheld, 'trial')} withheld in {counted(whole.events, 'event')}"
        least = f"{FEWEST_WITHHELD} in {FEWEST_EVENTS} events"
        return [f"Too few to tell: {seen}; an interval takes {least} at least.", _TAKES]
    return [_TAKES]


def _left_out(trials: Trials) -> list[str]:
    said = (
        (trials.open, "in articles that are not done yet"),
        (trials.late, "drawn after the article was done"),
        (trials.gone, "of articles that are not there any more"),
    )
    notes = [f"Left out: {counted(many, 'trial')} {what}." for many, what in said if many]
    if not trials.all:
        notes.append("These are yours alone: the team is blind, and adjudicators see all.")
    if trials.everywhere:
        what = counted(trials.everywhere, "trial")
        notes.append(f"Counted as not tagged: {what} tagged with all that say the same, by A.")
    if trials.second:
        notes.append(f"Not counted: {counted(trials.second, 'tag')} made in the second look.")
    return notes


def _as_json(
    found: Sequence[Effect],
    table: Mapping[int, Sequence[float]],
    trials: Trials,
    notes: list[str],
) -> dict[str, Any]:
    def of(one: Effect) -> dict[str, Any]:
        return {
            "label": one.label or "all",
            "events": one.events,
            "trials": one.trials,
            "shown": one.shown,
            "withheld": one.withheld,
            "tagged_shown": one.tagged[0],
            "tagged_withheld": one.tagged[1],
            "difference": one.difference._asdict(),
            "error": one.error,
            "judged": one.judged,
            "wrong_accepts": one.wrong._asdict(),
        }

    return {
        "all": of(found[0]),
        "labels": [of(one) for one in found[1:]],
        "power": [
            {"trials": many, "points": round(points * 100), "power": power}
            for many, row in table.items()
            for points, power in zip(POINTS, row, strict=True)
        ],
        "power_of_this_corpus": found[0].error is not None,
        "open": trials.open,
        "late": trials.late,
        "gone": trials.gone,
        "everywhere": trials.everywhere,
        "second_look": trials.second,
        "notes": notes,
    }
