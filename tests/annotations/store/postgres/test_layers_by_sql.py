"""What each part of a team may do on a server, by plain SQL, and what nobody may."""

from hashlib import sha256
from typing import Any

import pytest

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from psycopg.errors import InsufficientPrivilege  # noqa: E402

SEEN = "select layer, id from postil.annotation order by 1, 2"


def seen(connection: Any, team: Any) -> list[tuple[str, str]]:
    rows = connection.execute(SEEN).fetchall()
    return [(layer.replace(f"-{team.ending}", ""), id) for layer, id in rows]


NEVER = [
    "set role {ana}",
    "set session authorization {ana}",
    "select set_config('role', {ana_text}, false)",
    "grant {ana} to {ben}",
    "grant postil_owner to {ben}",
    "set role postil_owner",
    "alter role {ben} bypassrls",
    "alter role {ana} password 'x'",
    "create role other login",
    "alter table postil.annotation disable row level security",
    "alter table postil.annotation no force row level security",
    "alter policy own on postil.annotation using (true)",
    "drop policy own on postil.annotation",
    "create policy more on postil.annotation using (true)",
    "create trigger tell after insert on postil.annotation execute function postil.only_added()",
    "create rule tell as on insert to postil.annotation do also notify told",
    "create function postil.more() returns int language sql as 'select 1'",
    "create table postil.more ()",
    "create or replace function postil.finished(wanted text) returns boolean language sql return 1",
    "create statistics told on label, layer from postil.annotation",
    "create index on postil.annotation (layer)",
    "truncate postil.annotation",
    "insert into postil.member values (current_user, 'peer')",
    "update postil.member set part = 'peer'",
    "delete from postil.member",
    "delete from postil.change",
    "update postil.change set body = '{{}}'",
    "delete from postil.article",
    "delete from postil.text",
    "update postil.text set body = ''",
    "insert into postil.removed (action, article, kind, columns) values ('x', 'quay', 'x', '{{}}')",
    "insert into postil.migration values (9)",
    "insert into postil.notice values ('quay')",
    "select postil.remove_article('quay', 'x')",
    "select postil.restore('x')",
    "select last_value from postil.change_seq_seq",
    "select nextval('postil.change_seq_seq')",
    "select setval('postil.change_seq_seq', 1)",
    "copy postil.annotation to '/tmp/told'",
    "copy (select 1) to program 'true'",
    "select pg_read_file('PG_VERSION')",
    "insert into postil.layer (article, layer, digest) values ('quay', '', 'd')",
    "insert into postil.layer (article, layer, digest) values ('quay', {ana_text}, 'd')",
    "insert into postil.layer (article, layer, digest) values ('quay', {dora_text}, 'd')",
    "insert into postil.file values ('', 'entities/x.json', '')",
    "insert into postil.file values ('', 'splits', '')",
    "insert into postil.change (article, layer, id, body, writer)"
    " values ('quay', current_user, 'x', '{{}}', {ana_text})",
]


def test_nobody_gets_more_rights_or_rewrites_what_is_done(team: Any) -> None:
    ana, ben = team.connected("ana"), team.connected("ben")
    team.tag(ana, "ana", "tag-1")
    names = {name: psycopg.sql.Identifier(team.role(name)).as_string() for name in ("ana", "ben")}
    texts = {
        f"{name}_text": psycopg.sql.Literal(team.role(name)).as_string() for name in ("ana", "dora")
    }
    allowed = list[str]()
    for statement in NEVER:
        try:
            ben.execute(statement.format(**names, **texts).encode())
        except psycopg.Error as error:
            if not isinstance(error, InsufficientPrivilege):
                allowed.append(f"{statement}: {error}")
        else:
            allowed.append(statement)
    assert allowed == []
    assert seen(team.connected("ana"), team) == [("ana", "tag-1")]


def test_a_role_that_may_be_another_could_be_told_apart(team: Any) -> None:
    """The control for SET ROLE: with a grant that no script gives, it shows ana's tags."""
    team.tag(team.connected("ana"), "ana", "tag-1")
    ana, ben = (psycopg.sql.Identifier(team.role(name)) for name in ("ana", "ben"))
    with team.connected() as owner:
        owner.execute(psycopg.sql.SQL("grant {} to {}").format(ana, ben))
    connection = team.connected("ben")
    connection.execute(psycopg.sql.SQL("set role {}").format(ana))
    assert seen(connection, team) == [("ana", "tag-1")]


def test_suggestions_that_wait_for_all_are_shown_and_the_rest_of_the_result_is_not(
    team: Any,
) -> None:
    dora, ben = team.connected("dora"), team.connected("ben")
    team.tag(dora, "", "settled")
    team.tag(dora, "", "waits", verdict="suggested")
    team.tag(dora, "", "turned down", verdict="rejected")
    assert seen(ben, team) == [("", "waits")]
    assert ben.execute("select count(*) from postil.layer").fetchone() == (0,)
    assert ben.execute("select postil.shared_digest('quay')").fetchone() == ("d",)


def test_what_was_settled_is_shown_to_who_has_done_the_article(team: Any) -> None:
    dora, ben, ana = (team.connected(name) for name in ("dora", "ben", "ana"))
    for article in ("quay", "pier"):
        team.tag(dora, "", f"settled-{article}", of=article)
        team.tag(ana, "ana", f"ana-{article}", of=article)
        team.tag(ben, "ben", f"ben-{article}", of=article)
    ben.execute("update postil.layer set status = 'done' where article = 'quay'")
    ana.execute("update postil.layer set status = 'skipped'")
    assert seen(ben, team) == [("", "settled-quay"), ("ben", "ben-pier"), ("ben", "ben-quay")]
    rows = ben.execute("select article, layer from postil.layer where layer = ''").fetchall()
    assert rows == [("quay", "")]
    assert seen(ana, team) == [("ana", "ana-pier"), ("ana", "ana-quay")]
    shown = ben.execute("select article, layer from postil.change where layer = ''").fetchall()
    assert shown == []
    assert ben.execute("update postil.annotation set label = 'x' where layer = ''").rowcount == 0


def test_a_second_reading_is_of_the_same_role(team: Any) -> None:
    ana, ben = team.connected("ana"), team.connected("ben")
    again = f"{team.role('ana')}.2"
    row = "insert into postil.layer (article, layer, digest) values ('quay', %s, 'd')"
    ana.execute(row, (again,))
    assert ben.execute("select count(*) from postil.layer").fetchone() == (0,)
    with pytest.raises(InsufficientPrivilege):
        ben.execute(row.replace("quay", "pier"), (again,))


def test_an_adjudicator_reads_all_and_writes_the_result_only(team: Any) -> None:
    dora = team.connected("dora")
    for name in ("ana", "ben"):
        team.tag(team.connected(name), name, f"{name}-1")
    team.tag(dora, "", "settled")
    assert seen(dora, team) == [("", "settled"), ("ana", "ana-1"), ("ben", "ben-1")]
    changed = "update postil.annotation set label = 'x' where layer <> ''"
    assert dora.execute(changed).rowcount == 0
    assert dora.execute("delete from postil.layer where layer <> ''").rowcount == 0
    with pytest.raises(InsufficientPrivilege):
        team.tag(dora, "ana", "foisted")
    assert dora.execute("update postil.annotation set label = 'x' where layer = ''").rowcount == 1


def test_an_adjudicator_begins_a_layer_until_its_owner_has(team: Any) -> None:
    dora, ana = team.connected("dora"), team.connected("ana")
    team.tag(dora, "ana", "early")
    team.tag(dora, "ana", "early too")
    assert dora.execute("update postil.layer set status = 'done'").rowcount == 1
    assert seen(ana, team) == [("ana", "early"), ("ana", "early too")]
    team.tag(ana, "ana", "own")
    with pytest.raises(InsufficientPrivilege):
        team.tag(dora, "ana", "late")
    writers = dora.execute("select writer = %s from postil.change order by seq",
                           (team.role("dora"),)).fetchall()  # fmt: skip
    assert writers == [(True,), (True,), (False,)]


def test_where_a_team_is_not_blind_annotators_read_each_other_and_not_the_result(
    team: Any,
) -> None:
    team.enrol(
        ("ana", "annotator"), ("ben", "annotator"), ("ben", "reader"), ("dora", "adjudicator")
    )
    team.tag(team.connected("ana"), "ana", "tag-1")
    team.tag(team.connected("dora"), "", "settled")
    ben = team.connected("ben")
    assert seen(ben, team) == [("ana", "tag-1")]
    assert ben.execute("update postil.annotation set label = 'x'").rowcount == 0
    assert seen(team.connected("ana"), team) == [("ana", "tag-1")]


def test_what_all_agree_on_is_added_to_by_anybody_and_rewritten_by_nobody(team: Any) -> None:
    ana, ben, dora = (team.connected(name) for name in ("ana", "ben", "dora"))
    ana.execute("insert into postil.file values ('', 'team/deal.jsonl', 'one')")
    add = "update postil.file set body = body || ' two' where path = 'team/deal.jsonl'"
    assert ben.execute(add).rowcount == 1
    for connection in (ben, dora):
        for body in ("new", "on", "two one"):
            with pytest.raises(InsufficientPrivilege, match="only added to"):
                connection.execute("update postil.file set body = %s", (body,))
        with pytest.raises(InsufficientPrivilege):
            connection.execute("update postil.file set path = 'team/other'")
    with pytest.raises(InsufficientPrivilege):
        ben.execute("update postil.file set layer = current_user, body = 'x'")
    assert ben.execute("delete from postil.file").rowcount == 0
    with pytest.raises(InsufficientPrivilege, match="only added to"):
        dora.execute("delete from postil.file")
    assert ana.execute("select body from postil.file").fetchone() == (b"one two",)


def test_an_article_goes_with_all_layers_by_an_adjudicator_only(team: Any) -> None:
    ana, ben, dora = (team.connected(name) for name in ("ana", "ben", "dora"))
    team.tag(ana, "ana", "tag-1")
    team.tag(ben, "ben", "tag-1")
    for connection in (ana, ben):
        with pytest.raises(InsufficientPrivilege, match="only an adjudicator"):
            connection.execute("select postil.remove_article('quay', 'out')")
    assert dora.execute("select postil.remove_article('quay', 'out')").fetchone() == (False,)
    kept = dora.execute("select kind, count(*) from postil.removed group by 1 order by 1")
    assert kept.fetchall() == [
        ("annotation", 2), ("article", 1), ("change", 2), ("layer", 2), ("text", 1), ("value", 2),
    ]  # fmt: skip
    for connection in (ana, ben):
        assert connection.execute("select count(*) from postil.removed").fetchone() == (0,)
        assert seen(connection, team) == []
        with pytest.raises(InsufficientPrivilege, match="only an adjudicator"):
            connection.execute("select postil.restore('out')")
    assert seen(dora, team) == []
    assert dora.execute("select postil.restore('out')").fetchone() == (1,)
    assert seen(ana, team) == [("ana", "tag-1")]
    writers = dora.execute("select writer = layer from postil.change").fetchall()
    assert writers == [(True,), (True,)]


def test_a_text_is_the_one_that_its_digest_says(team: Any) -> None:
    ben, text = team.connected("ben"), b"To come."
    row = "insert into postil.text values (%s, %s)"
    with pytest.raises(psycopg.errors.CheckViolation):
        ben.execute(row, (sha256(text).hexdigest(), b"Another."))
    ben.execute(row, (sha256(text).hexdigest(), text))
