"""`postil team`: who reads what, how far each is, and how well they agree so far."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotations.counted import counted, listed
from annotations.errors import PostilError, UsageError
from tui.commands.options import annotator_option, existing, project_option
from tui.commands.telling import end_with, say, show_json, show_rows, stopping

if TYPE_CHECKING:
    from annotations.corpus.teamwork import Part, Teamwork
    from annotations.project import Project
    from annotations.team.team import Team

Agreed = list[tuple[tuple[str, str], Any]]


@click.command()
@click.argument("action", required=False, type=click.Choice(["deal", "start", "sql"]))
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--dry-run", is_flag=True, help="With deal or start: say what would be done.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@project_option
@annotator_option
def team(
    action: str | None,
    names: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    folder: Path | None,
    annotator: str | None,
) -> None:
    """Show who of the team reads what, how far each is, and how well they agree so far.

    Who is in the team stands in postil.toml, under [team]. While it is blind, only adjudicators see
    what others have done. Agreement is counted on articles that two have marked done.

    deal deals the groups that are not dealt yet, as the library does when it is opened; what was
    dealt stays. start copies what each annotator tagged before there was a team into their own
    layer; what is there stays, and running it again copies only what is new.

    sql prints what the administrator of a PostgreSQL server runs, so that each of the team has a
    role there, which reads and writes its own layer only. Without [team] all NAMEs, or else the
    annotator, read and write the same.

    \b
    Examples:
      postil team
      postil team deal --dry-run
      postil team start
      postil team sql | psql --set ON_ERROR_STOP=1 corpus
    """
    if names and action != "sql":
        raise UsageError("Names go with sql.", "Try: postil team sql ana ben")
    if action == "sql":
        if dry_run or as_json:
            raise UsageError("sql only prints: leave out --dry-run and --json.")
        _print_sql(existing(folder, annotator), names)
        return
    project = existing(folder, annotator, writes=action is not None and not dry_run)
    if (members := project.team) is None:
        hint = 'Add to postil.toml:  [team]  and below it:  annotators = ["ana", "ben"]'
        raise UsageError("This project has no team.", hint)
    if dry_run and action is None:
        raise UsageError("--dry-run goes with deal or start.", "Try: postil team deal --dry-run")
    if action == "start":
        _start(project, members, dry_run, as_json)
        return
    if action == "deal" and not dry_run:
        _deal(project, members)
    _show(project, members, as_json)


def _print_sql(project: "Project", names: tuple[str, ...]) -> None:
    from annotations.store.postgres.people import parts_of, peers, script

    if names and project.team:
        what = "This project has a [team], whose people have roles."
        raise UsageError(what, "Leave the names out.")
    parts = parts_of(project.team) if project.team else peers(names or [project.annotator])
    click.echo(script(parts), nl=False)
    if project.team and not project.team.adjudicators:
        say("Nobody could read all layers, to settle and export: name adjudicators under [team].")


def _deal(project: "Project", members: "Team") -> None:
    from annotations.corpus.sharing import Sharing

    sharing = Sharing(project, members)
    before = sharing.read().dealt.keys()
    say(f"{counted(len(sharing.deal().dealt.keys() - before), 'group')} dealt.")


def _show(project: "Project", members: "Team", as_json: bool) -> None:
    from annotations.corpus.teamwork import Teamwork

    project.store.refresh()
    work = Teamwork(project, members)
    parts, agreed = list(work.parts()), list(work.agreed())
    if as_json:
        show_json(_as_json(work, parts, agreed), indent=2)
    else:
        show_rows(_rows(parts, bool(members.repeat)), right=5 + bool(members.repeat))
        if agreed:
            click.echo()
            show_rows(_agreement(agreed), right=5)
    if work.undealt:
        groups = counted(work.undealt, "group")
        say(f"Of this, {groups} {'is' if work.undealt == 1 else 'are'} not dealt for good yet. "
            "postil team deal does that, or the library when it is opened.")  # fmt: skip
    if work.missing:
        say(f"No article is of the pilot's {listed(work.missing, 'or')}. See pilot under [team].")
    if not work.sees_all:
        say("The team is blind: what others have done, and agreement, is for adjudicators.")
    elif not agreed:
        say("No two have the same article done yet, so there is no agreement to show.")
    for one in project.result.rights(members):
        say(str(one))
    end_with([*map(str, project.store.totals().unread), *dict.fromkeys(work.problems)])


def _rows(parts: "list[Part]", repeats: bool) -> list[tuple[str, ...]]:
    head = ("annotator", "groups", *(["again"] if repeats else []), "articles", "done", "open",
            "tags")  # fmt: skip
    rows = [head]
    for one in parts:
        done = one.done
        figures = (done.done, done.open, done.tags) if done else ("-",) * 3
        again = (one.again,) if repeats else ()
        rows.append((one.annotator, *map(str, (one.groups, *again, one.articles, *figures))))
    return rows


def _agreement(agreed: Agreed) -> list[tuple[str, ...]]:
    from annotations.agreement.report import figure, interval

    rows: list[tuple[str, ...]] = [("between", "label", "articles", "spans", "", "F1", "coverage")]
    for names, found in agreed:
        rows += (
            (" and ".join(names), score.label, str(len(found.articles)), str(score.first),
             str(score.second), interval(score.exact), figure(score.coverage.value))
            for score in found.scores
        )  # fmt: skip
    return rows


def _as_json(work: "Teamwork", parts: "list[Part]", agreed: Agreed) -> dict[str, object]:
    from msgspec.structs import asdict

    from annotations.agreement.figures import of_labels

    none = dict.fromkeys(("done", "open", "skipped", "tags"))
    return {
        "team": asdict(work.team),
        "groups": len(work.groups),
        "shared": work.shared,
        "undealt": work.undealt,
        "annotators": [
            {**asdict(one), **(asdict(one.done) if one.done else none)} for one in parts
        ],
        "agreement": [{"between": list(names), **of_labels(found)} for names, found in agreed]
        if work.sees_all
        else None,
    }


def _start(project: "Project", members: "Team", dry_run: bool, as_json: bool) -> None:
    from annotations.corpus.starting import Start

    starting, problems = Start(project, members, dry_run), list[str]()
    articles, tags, left = Counter[str](), Counter[str](), 0
    would = "would be " if dry_run else ""

    def told(name: str) -> str:
        copied = f"{counted(tags[name], 'tag')} in {counted(articles[name], 'article')}"
        return f"{copied} {would}copied into {name}'s layer."

    with stopping(lambda: " ".join(map(told, articles)) or "Nothing was copied."):
        for one in starting.run():
            if isinstance(one, PostilError):
                problems.append(str(one))
            else:
                articles[one.annotator] += 1
                tags[one.annotator] += one.tags
                left += one.links_left
    if as_json:
        copied = {name: {"articles": articles[name], "tags": tags[name]} for name in articles}
        show_json({"copied": copied, "links_left": left, "adjudicated": starting.adjudicated,
                   "others": starting.others, "problems": problems}, indent=2)  # fmt: skip
    else:
        for sentence in map(told, sorted(articles)):
            say(sentence)
        if not articles and not problems:
            say("There was nothing to copy that the layers do not have.")
    if left:
        say(f"{counted(left, 'link')} between the tags of two people stay in the result only.")
    if starting.adjudicated:
        say(f"{counted(starting.adjudicated, 'article')} passed over: adjudicated already.")
    if starting.others:
        who = listed([f"{name} ({count:,})" for name, count in sorted(starting.others.items())])
        say(f"Tags of people who are not in the team stay in the result only: {who}.")
    end_with(problems)
