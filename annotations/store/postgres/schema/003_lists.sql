-- What lists go by beside the rows of articles and of one's own layer: which articles are gone, and
-- of which other suggestions wait for all. It holds ids only, which are everybody's.

create table postil.notice (
    article text collate "C" primary key,
    xact xid8 not null default pg_current_xact_id()
);
create index on postil.notice (xact);

-- Its argument is the column that has the article's id.
create function postil.notice() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $postil$
declare
    which text;
begin
    if tg_table_name = 'article' then
        which := old.id;
    else
        which := (case tg_op when 'DELETE' then old else new end).article;
    end if;
    insert into postil.notice as n (article) values (which)
    on conflict (article) do update set xact = pg_current_xact_id()
        where n.xact <> pg_current_xact_id();
    return null;
end
$postil$;
revoke all on function postil.notice() from public;

create trigger gone after delete on postil.article for each row
    execute function postil.notice();
create trigger waits_now after insert on postil.annotation for each row
    when (new.layer = '' and new.verdict = 'suggested') execute function postil.notice();
create trigger waits_else after update on postil.annotation for each row
    when (old.layer = '' and 'suggested' in (old.verdict, new.verdict))
    execute function postil.notice();
create trigger waits_no_more after delete on postil.annotation for each row
    when (old.layer = '' and old.verdict = 'suggested') execute function postil.notice();

-- What all agree on is numbered in turn, so nobody puts a line before those that were read.
create function postil.in_turn() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $postil$
declare
    whole constant text := regexp_replace(new.path, '/[0-9]{12}$', '');
    last bigint;
begin
    select max(right(path, 12))::bigint into last from postil.file
    where layer = new.layer and path > whole || '/' and path < whole || '0';
    if new.path = whole and last is not null
        or new.path <> whole and right(new.path, 12)::bigint <> coalesce(last, 0) + 1
    then
        raise insufficient_privilege using message = 'What all agree on is only added to.';
    end if;
    return new;
end
$postil$;
revoke all on function postil.in_turn() from public;
create trigger in_turn before insert on postil.file for each row
    when (new.layer = '' and postil.is_common(new.path)) execute function postil.in_turn();
