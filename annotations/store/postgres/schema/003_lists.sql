-- What lists go by beside the rows of articles and of one's own layer: which articles are gone, and
-- of which other suggestions wait for all. It holds ids only, which are everybody's.

create table postil.notice (
    article text collate "C" primary key,
    xact xid8 not null default pg_current_xact_id()
);
create index on postil.notice (xact);
create index on postil.layer (layer, xact);

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
