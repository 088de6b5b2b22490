"""`postil adjudicate`: what the readers of a team differ in, settled by one person."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotations.counted import counted, listed
from annotations.errors import PostilError, StoreError, UsageError
from tui.cells.display import fitted, one_line
from tui.commands.choices import article_names
from tui.commands.options import annotator_option, existing, project_option
from tui.commands.telling import end_with, say, show_json, show_rows

if TYPE_CHECKING:
    from annotations.adjudication.cases import Case
    from annotations.adjudication.outcome import Outcome
    from annotations.corpus.adjudicating import Adjudication, Ready

_WORDS = 60  # cells of a version


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE...]", shell_complete=article_names)
@click.option(
    "--agreed", is_flag=True, help="Only take what all readers agree on; opens no screen."
)
@click.option("--list", "lists", is_flag=True, help="Only list what they differ in.")
@click.option("--json", "as_json", is_flag=True, help="List it as one JSON object, for programs.")
@project_option
@annotator_option
def adjudicate(
    articles: tuple[str, ...],
    agreed: bool,
    lists: bool,
    as_json: bool,
    folder: Path | None,
    annotator: str | None,
) -> None:
    """Settle what the readers of a team differ in; the result is what is exported.

    Articles are those whose readers have all marked them done, or those that you name. What all
    agree on is taken at once, but for a twentieth, which you look at too. Then each difference is
    shown with its versions in shuffled order: 1 to 6 take one, e mends it, 0 says that nobody is
    right, ! keeps it as a question. Whose version it was is said after that.

    \b
    Examples:
      postil adjudicate
      postil adjudicate harbour-talks-wire --annotator eve
      postil adjudicate --agreed
      postil adjudicate --list
    """
    if agreed and (lists or as_json):
        raise UsageError("--agreed takes, and --list only looks.", "Give one of the two.")
    from annotations.corpus.adjudicating import Adjudication

    adjudication = Adjudication(existing(folder, annotator, writes=not (lists or as_json)))
    ready = _ready(adjudication, articles)
    for one in ready:
        if one.missing:
            say(f"{one.article.id}: {listed(one.missing)} did not mark it done yet.")
    if lists or as_json or agreed:
        problems = _list(adjudication, ready, as_json) if not agreed else _take(adjudication, ready)
        end_with(dict.fromkeys(map(str, (*problems, *adjudication.problems()))))
    else:
        from tui.commands.open import on_screen

        on_screen(adjudication.project, None, lists=True, ready=ready)


def _ready(adjudication: "Adjudication", names: Sequence[str]) -> "list[Ready]":
    """The articles to settle. Raises `PostilError` where there are none."""
    from annotations.corpus.naming import id_named

    if names:
        found = (id_named(adjudication.project, name) for name in names)
        return adjudication.named(dict.fromkeys(found))
    if ready := sorted(adjudication.ready(), key=lambda one: one.article.status == "done"):
        return ready
    raise PostilError(
        "No article has been read yet by all who are to read it.",
        "They mark it done with m; postil team says how far they are. Or name an article.",
    )


def _take(adjudication: "Adjudication", ready: "Sequence[Ready]") -> list[PostilError]:
    """Take what all agree on, and say how much; returns what could not be read or saved."""
    tags, articles, left, problems = 0, 0, 0, list[PostilError]()
    for one in ready:
        try:
            change = adjudication.take_agreed(one)
            left += len(adjudication.outcome(one).open)
        except StoreError as error:
            problems.append(error)
            continue
        articles += change is not None
        tags += sum(tag.stands for tag in change.added) if change else 0
    say(f"Taken: {counted(tags, 'tag')} in {counted(articles, 'article')}.")
    say(f"Left to settle: {counted(left, 'difference')}.")
    return problems


def _list(
    adjudication: "Adjudication", ready: "Sequence[Ready]", as_json: bool
) -> list[PostilError]:
    """Show what readers differ in; returns what could not be read."""
    rows: list[tuple[str, ...]] = []
    records, problems = list[dict[str, Any]](), list[PostilError]()
    for one in ready:
        id = one.article.id
        try:
            outcome = adjudication.outcome(one)
            article = adjudication.result.article(id)
        except StoreError as error:
            problems.append(error)
            continue
        cases = [case for case in outcome.cases if not case.agreed or _is_asked(outcome, case)]
        for case in cases if article else ():
            assert article
            records.append(_record(outcome, case, id, article.text))
            rows += _rows(outcome, case, id, article.text)
    if as_json:
        show_json({"differences": records}, 2)
    else:
        show_rows([("article", "state", "differ in", "version"), *rows], right=0)
    return problems


def _is_asked(outcome: "Outcome", case: "Case") -> bool:
    return outcome.state(case) in ("open", "asked")


def _rows(outcome: "Outcome", case: "Case", id: str, text: str) -> Iterator[tuple[str, ...]]:
    """A row for each version; whose it is, is told once that is settled."""
    from annotations.adjudication.describing import described, question

    state, decision = outcome.state(case), outcome.decision(case)
    told = (id, f"{state}: {decision.answer}" if decision else state, question(case))
    for version in case.shuffled:
        said = fitted(one_line(described(outcome, case, version, text)), _WORDS)
        settled = state == "settled" and any(version.by)
        yield (*told, f"{said} ({listed(version.by)})" if settled else said)
        told = ("", "", "")


def _record(outcome: "Outcome", case: "Case", id: str, text: str) -> dict[str, Any]:
    from annotations.adjudication.describing import described, question

    decision = outcome.decision(case)
    return {
        "article": id,
        "kind": case.kind,
        "key": case.key,
        "state": outcome.state(case),
        "differ_in": question(case),
        "start": case.span[0],
        "end": case.span[1],
        "versions": [
            {"by": one.by, "says": described(outcome, case, one, text)} for one in case.versions
        ],
        "answer": decision.answer if decision else None,
        "note": decision.note if decision else None,
        "by": decision.by if decision else None,
        "at": decision.at if decision else None,
    }
