"""What ben can ask a server by plain SQL says the same whether ana has tagged or not.

Each question is asked before and after. So that none of them is too weak to tell, each is asked
once more with the policies off: then it has to say something else.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from psycopg import Rollback  # noqa: E402
from psycopg.sql import SQL, Identifier  # noqa: E402

TABLES = ("layer", "annotation", "value", "change", "file", "removed")
Asked = Callable[[Any, str], Any]


def one(statement: str) -> Asked:
    """What a statement gives, or fails with; `%(ana)s` in it is ana's role."""

    def ask(ben: Any, ana: str) -> Any:
        found: list[Any] = []
        notices: list[str] = []
        handler = lambda said: notices.append(said.message_primary)  # noqa: E731
        ben.add_notice_handler(handler)
        try:
            with ben.transaction():
                cursor = ben.cursor()
                cursor.execute(statement, {"ana": ana})
                found = [cursor.rowcount, cursor.fetchall() if cursor.description else None]
                raise Rollback
        except psycopg.Error as error:
            found = [error.sqlstate, str(error)]
        finally:
            ben.remove_notice_handler(handler)
        return found, notices

    return ask


def several(*statements: str) -> Asked:
    """What the last of some statements gives, in one transaction."""

    def ask(ben: Any, ana: str) -> Any:
        try:
            with ben.transaction():
                for statement in statements:
                    cursor = ben.execute(statement, {"ana": ana} if "%(" in statement else None)
                found = [cursor.rowcount, cursor.fetchall() if cursor.description else None]
                raise Rollback
        except psycopg.Error as error:
            found = [error.sqlstate, str(error)]
        return found

    return ask


def copied(ben: Any, ana: str) -> Any:
    with ben.cursor().copy("copy postil.annotation to stdout") as rows:
        return sorted(bytes(row) for row in rows)


def estimated(ben: Any, ana: str) -> Any:
    """What the statistics of the columns say, which ana's rows are in."""
    return ben.execute(
        "select attname, n_distinct, most_common_vals::text, histogram_bounds::text from pg_stats"
        " where schemaname = 'postil' and tablename = 'annotation' order by 1"
    ).fetchall()


LEAKING = """
    create function pg_temp.tell(words text) returns boolean language plpgsql cost 0.0000001 as
    $$ begin raise notice '%', words; return true; end $$"""


def leaked(ben: Any, ana: str) -> Any:
    """What a function that is cheaper than any policy is shown of rows."""
    notices: list[str] = []
    handler = lambda said: notices.append(said.message_primary)  # noqa: E731
    with suppress(psycopg.Error), ben.transaction():
        ben.execute(LEAKING)
        ben.add_notice_handler(handler)
        ben.execute("select from postil.annotation where pg_temp.tell(id)")
        raise Rollback
    ben.remove_notice_handler(handler)
    return sorted(notices)


ROW = "insert into postil.layer (article, layer, digest) values ('quay', %(ana)s, 'd')"
TAG = ("insert into postil.annotation (article, layer, id, label, annotator, verdict, body)"
       " values ('quay', %(ana)s, 'tag-1', 'actor', 'ben', '', '{}')")  # fmt: skip
CHANGED = (
    "insert into postil.change (article, layer, id, body) values ('quay', %(ana)s, 'tag-1', '{}')"
)

QUESTIONS: dict[str, Asked] = {
    **{f"rows of {name}": one(f"select * from postil.{name} order by 1, 2, 3")
       for name in ("layer", "annotation", "value", "change")},
    "rows of file": one("select layer, path from postil.file order by 1, 2"),
    "rows of removed": one("select article, kind from postil.removed order by 1, 2"),
    "by name": one("select id from postil.annotation where layer = %(ana)s"),
    "by key": one("select from postil.annotation"
                  " where (article, layer, id) = ('quay', %(ana)s, 'tag-1')"),
    "counted": one("select layer, count(*) from postil.annotation group by 1 order by 1"),
    "left join": one("select a.id, count(l.layer) from postil.article a"
                     " left join postil.layer l on l.article = a.id group by 1 order by 1"),
    "right join": one("select count(*) from postil.annotation t right join postil.change c"
                      " using (article, layer)"),
    "table sample": one("select count(*) from postil.annotation tablesample system (100)"),
    "row locks": one("select from postil.layer where layer = %(ana)s for share nowait"),
    "locks skipped": one("select layer from postil.layer for update skip locked"),
    "table command": one("table postil.value"),
    "key collision, layer": one(ROW),
    "key collision, tag": one(TAG),
    "key collision, change": one(CHANGED),
    "no collision wanted": one(f"{ROW} on conflict do nothing"),
    "upsert": one(f"{ROW} on conflict (article, layer) do update set status = 'done'"
                  " returning xmax = 0"),
    "upsert that tells": one(f"{TAG} on conflict do nothing returning xmax"),
    "foreign key": one("insert into postil.value (article, layer, kind, key, body)"
                       " values ('quay', %(ana)s, 'links', 'x', '{}')"),
    "update": one("update postil.annotation set label = 'x' where layer = %(ana)s"),
    "update without a condition": one("update postil.layer set status = 'open'"),
    "move into one's own": one("update postil.file set layer = current_user"),
    "delete": one("delete from postil.layer where article = 'quay'"),
    "merge": one("merge into postil.layer l using (values (%(ana)s)) v (name) on l.layer = v.name"
                 " when matched then update set status = 'done' when not matched then do nothing"),
    "division": one("select from postil.layer where 1 / (layer <> %(ana)s)::int > 0"),
    "cast": one("select id::int from postil.annotation where layer = %(ana)s"),
    "copy": copied,
    "copy of a query": one("create temporary table kept as select * from postil.annotation"),
    "own view": several("create temporary view seen as select * from postil.annotation",
                        "select count(*) from seen"),
    "own function": several(
        "create function pg_temp.seen() returns bigint language sql security definer as"
        " 'select count(*) from postil.annotation'", "select pg_temp.seen()"),
    "leaking function": leaked,
    "cursor": several("declare c scroll cursor with hold for select id from postil.annotation",
                      "fetch backward all from c", "fetch all from c"),
    "statistics": estimated,
    "functions of postil": one("select postil.finished('quay'), postil.unbegun('quay', %(ana)s),"
                               " postil.shared_digest('quay')"),
    "row security off": several("set local row_security = off",
                                "select count(*) from postil.annotation"),
    "settings": several("select set_config('app.annotator', 'ana', true),"
                        " set_config('request.jwt.claims', 'ana', true)",
                        "select count(*) from postil.annotation"),
    "search path": several("set local search_path = pg_temp, postil",
                           "create temporary table member as select current_user::text as role,"
                           " 'peer' as part", "select count(*) from annotation"),
    "own operator": several(
        "create function pg_temp.same(text, text) returns boolean language sql as 'select true'",
        "create operator pg_temp.= (function = pg_temp.same, leftarg = text, rightarg = text)",
        "set local search_path = pg_temp, pg_catalog", "select count(*) from postil.annotation"),
}  # fmt: skip


def off(owner: Any) -> None:
    for name in TABLES:
        owner.execute(SQL("alter table postil.{} disable row level security").format(
            Identifier(name)))  # fmt: skip


def at_work(team: Any, ana: Any) -> None:
    """What ana does: tags, changes, a file of her own."""
    for number in range(5):
        team.tag(ana, "ana", f"tag-{number}")
    ana.execute("insert into postil.file values (current_user, 'entities/x.json', '')")
    with team.connected() as owner:
        owner.execute("analyze")


def answers(ben: Any, ana: str) -> dict[str, Any]:
    return {name: ask(ben, ana) for name, ask in QUESTIONS.items()}


def test_ben_is_told_nothing_of_ana(team: Any) -> None:
    ana, ben = team.connected("ana"), team.connected("ben")
    team.tag(ben, "ben", "mine", of="pier")
    before = answers(ben, team.role("ana"))
    at_work(team, ana)
    with ana.transaction():  # she is in the middle of another one
        ana.execute("update postil.layer set status = 'done'")
        assert answers(ben, team.role("ana")) == before
    assert answers(ben, team.role("ana")) == before


def test_without_policies_the_same_questions_tell(team: Any) -> None:
    ana, ben = team.connected("ana"), team.connected("ben")
    team.tag(ben, "ben", "mine", of="pier")
    with team.connected() as owner:
        off(owner)
    before = answers(ben, team.role("ana"))
    at_work(team, ana)
    with team.connected() as owner:
        owner.execute("insert into postil.removed (action, article, kind, columns)"
                      " values ('x', 'quay', 'layer', '{}')")  # fmt: skip
    after = answers(ben, team.role("ana"))
    assert {name for name in before if before[name] == after[name]} == set()


STEADY: dict[str, Asked] = {
    "rows removed by filter": one("explain (analyze, costs off, timing off, summary off, buffers"
                                  " off) select from postil.annotation where article = 'quay'"),
    "estimates of the planner": one("explain select from postil.annotation where layer = %(ana)s"),
    "rows of a table": one("select reltuples from pg_class"
                           " where oid = 'postil.annotation'::regclass"),
    "bytes of a table": one("select pg_relation_size('postil.annotation')"),
}  # fmt: skip
COUNTING: dict[str, tuple[str, str]] = {
    "places of one's own rows": (
        "insert into postil.layer (article, layer, digest) values ('quay', current_user, 'd')",
        "select (ctid::text::point)[1] from postil.layer where article = 'quay'"),
    "numbers of one's own changes": (
        "insert into postil.change (article, layer, id, body)"
        " values ('quay', current_user, 'x', '{}')",
        "select seq from postil.change where id = 'x'"),
}  # fmt: skip
"""What goes on by one each time that one looks, and by more where others were at work."""


def counted(ben: Any, statements: tuple[str, str]) -> float:
    found = several(*statements)(ben, "")
    return float(found[1][0][0])


def test_what_still_tells_is_as_the_page_on_security_has_it(team: Any) -> None:
    """How much others do, and never what: were one of these mended, the page would be wrong."""
    ana, ben, whose = team.connected("ana"), team.connected("ben"), team.role("ana")
    steady = [{name: ask(ben, whose) for name, ask in STEADY.items()} for _ in range(2)]
    counts = [{name: counted(ben, two) for name, two in COUNTING.items()} for _ in range(2)]
    at_work(team, ana)
    steady.append({name: ask(ben, whose) for name, ask in STEADY.items()})
    counts.append({name: counted(ben, two) for name, two in COUNTING.items()})
    assert steady[0] == steady[1]
    assert [name for name in STEADY if steady[1][name] == steady[2][name]] == []
    for name in COUNTING:
        assert counts[1][name] - counts[0][name] == 1
        assert counts[2][name] - counts[1][name] > 1, name
    assert "tag-" not in str(steady)
